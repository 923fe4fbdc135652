"""Alembic migrations, run by `fluxbot db`."""
