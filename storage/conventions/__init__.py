"""Conventions as dated data, one file each, and their strict loader."""
