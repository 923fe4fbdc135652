"""A story written once, in a data file, and played on every platform."""
