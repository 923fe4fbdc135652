"""Telegram: from an update to a request, from a message to a send."""
