"""Alembic migrations, run from code by `records.database.upgrade`."""
