"""Alembic's environment: one connection, handed over by `storage.migrating`, and the records to compare with."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import String
from sqlmodel.sql.sqltypes import AutoString

from storage.columns import Moment
from storage.doomed import put_up_triggers
from storage.records import metadata


def _plain_types(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain ones that they are in the database.

    A migration that named our classes would change its meaning, or break, when they do.
    """
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.{String(item.length)!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_plain_types,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
    put_up_triggers(context.config.attributes["connection"])
