"""Alembic environment: the connection is given by `storage.schema`."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata


def _executer() -> None:
    """Run on the connection given; SQLite alters tables by copying them."""
    context.configure(
        connection=context.config.attributes["connexion"],
        target_metadata=metadata,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_executer()
