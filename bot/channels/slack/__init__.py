"""Slack: everything from an event to its answer, and from a send to its outcome."""
