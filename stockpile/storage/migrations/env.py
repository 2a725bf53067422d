"""What Alembic runs around the steps: always on the connection, and in the transaction, that it is given."""

from __future__ import annotations

from alembic import context

from stockpile.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
