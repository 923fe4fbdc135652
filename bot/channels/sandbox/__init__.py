"""The sandbox: conversations kept in memory, the very same handlers."""
