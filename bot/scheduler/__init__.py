"""Ticks, dispatcher, watchdog."""
