"""What only one process does at a time: who holds a task renews it, and who does not loses it."""

from datetime import timedelta
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, delete, or_, select, update

from casework.desk import Desk
from storage.leases import Lease

_lease = cast("Table", Lease.__table__)  # type: ignore[attr-defined]

_INSERT = {
    "sqlite": sqlite_insert(_lease).on_conflict_do_nothing(),
    "postgresql": postgresql_insert(_lease).on_conflict_do_nothing(),
}


def take(desk: Desk, name: str, holder: str, for_: timedelta) -> bool:
    """Hold the task `name` from now on for `for_`; whether it is `holder`'s.

    Taken by its holder again, it is renewed. Taken by someone else, it moves only when it has run out, or when it
    reaches further than any holder could have asked for: then the clock was set back since.
    """
    until = desk.now + for_
    moved = desk.session.exec(
        update(Lease)
        .where(
            col(Lease.name) == name,
            or_(col(Lease.holder) == holder, col(Lease.until) <= desk.now, col(Lease.until) > until + for_),
        )
        .values(holder=holder, until=until),
    )
    if moved.rowcount == 1:
        return True
    insert = _INSERT[desk.session.get_bind().dialect.name]
    values = {"name": name, "holder": holder, "until": until}
    return desk.session.connection().execute(insert, values).rowcount == 1


def holds(desk: Desk, name: str, holder: str) -> bool:
    """Whether the task is still `holder`'s."""
    found = desk.session.exec(
        select(Lease.name).where(Lease.name == name, Lease.holder == holder, Lease.until > desk.now),
    )
    return found.first() is not None


def is_held(desk: Desk, name: str) -> bool:
    """Whether anybody holds the task now."""
    return (
        desk.session.exec(select(Lease.name).where(Lease.name == name, Lease.until > desk.now)).first()
        is not None
    )


def release(desk: Desk, name: str, holder: str) -> None:
    """Let go of the task, so that the next one need not wait until it has run out."""
    desk.session.exec(delete(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder))
