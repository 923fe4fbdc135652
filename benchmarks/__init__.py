"""Benchmarks: each gives measures and the bound that they must keep to."""
