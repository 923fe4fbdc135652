"""Neutral handlers: what a command does, whatever the platform."""
