"""A new master key, while the service runs: every wrapped key is wrapped anew, and what was marked is marked anew.

In small transactions with rests between them, so that nobody waits for it. It can be stopped at any moment and begun
again: what is done is done.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlmodel import col

from casework import freshness
from casework.desk import Desk
from domain.policy import Policy
from domain.regions import Regions
from storage import wrapped
from storage.database import connection_of, is_sqlite, reading, transaction
from storage.keycheck import check_master_key, count_older, retire_older
from storage.people import Profile
from storage.vault import Vault
from storage.wrapped import WRAPPED, Looked, Place

LOOK_AT, MARK_AT_ONCE = 500, 20
WRITE_AT_ONCE, WRITE_AT_ONCE_BESIDE = 25, 200
"""Keys in one transaction: on SQLite, where everybody waits for it, and on PostgreSQL, where others write beside it."""
_SHARE = 4
"""The rest after a transaction on SQLite is so many times as long as that took; nowhere is it shorter than `_REST`."""
_REST = 0.005
_PASSES = 5


@dataclass(slots=True)
class Count:
    """How many rows have a wrapped key, how many need an older master key, and how many none of them opens."""

    rows: int = 0
    seals: int = 0
    """Those with which the start finds out which master keys are needed, of older ones."""
    older: int = 0
    lost: int = 0
    marks: int = 0
    """Profiles with marks of an older master key."""


@dataclass(slots=True)
class Rotated:
    """What was done: keys wrapped anew, profiles marked anew, and what is left after it."""

    keys: int = 0
    marks: int = 0
    left: Count = field(default_factory=Count)


def count(engine: Engine, vault: Vault) -> Count:
    """What stands there now; nothing is written, and nobody waits."""
    found = Count()
    for place in WRAPPED:
        for seen in _looks(engine, place, vault, wrap=False):
            found.rows += seen.count
            found.older += seen.older
            found.lost += seen.lost
    with transaction(engine) as session:
        found.seals = count_older(session, vault)
    with reading(engine).connect() as connection:
        marked = connection.execute(
            select(
                col(Profile.culture_marks),
                col(Profile.religion_marks),
                col(Profile.tie_marks),
                col(Profile.file_mark),
            )
        )
        found.marks = sum(
            not all(
                vault.is_current_mark(mark) for mark in (*culture, *religion, *ties, *filter(None, [file]))
            )
            for culture, religion, ties, file in marked
        )
    return found


class Rotation:
    """Wrapping and marking anew, in the background of a service that runs."""

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        regions: Regions,
        *,
        policy: Policy,
        zone: ZoneInfo,
        told: Callable[[int], None] = lambda _done: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take what an action works with; `told` hears how many rows were looked at, and `sleep` is how it rests."""
        self._engine, self._vault, self._regions = engine, vault, regions
        self._policy, self._zone = policy, zone
        self._told, self._sleep = told, sleep
        self._looked_at = 0

    def run(self) -> Rotated:
        """Wrap and mark all there is; a row that somebody held is tried again.

        Raises:
            VaultError: the master keys are not those of this database; nothing was written.
        """
        with transaction(self._engine) as session:
            check_master_key(session, self._vault)
        done = Rotated(marks=self._mark())
        for _ in range(_PASSES):
            self._looked_at = 0
            done.keys += sum(self._wrap(place) for place in WRAPPED)
            done.left = count(self._engine, self._vault)
            if not done.left.older:
                break
        if not done.left.older:
            with transaction(self._engine) as session:
                done.keys += retire_older(session, self._vault)
            done.left.seals = 0
        return done

    def _wrap(self, place: Place) -> int:
        written, most = 0, WRITE_AT_ONCE if is_sqlite(self._engine) else WRITE_AT_ONCE_BESIDE
        for seen in _looks(self._engine, place, self._vault):
            for first in range(0, len(seen.changes), most):
                started = time.perf_counter()
                with transaction(self._engine) as session:
                    changes = seen.changes[first : first + most]
                    written += wrapped.put(connection_of(session), place, changes)
                self._rest(since=started)
            self._looked_at += seen.count
            self._told(self._looked_at)
        return written

    def _mark(self) -> int:
        renewed, last = 0, 0
        while True:
            started = time.perf_counter()
            with transaction(self._engine) as session:
                desk = Desk(session, datetime.now(UTC), self._vault, self._policy, self._regions, self._zone)
                found, some = freshness.renew_some_marks(desk, after=last, most=MARK_AT_ONCE)
            renewed += some
            if found is None:
                return renewed
            last = found
            self._rest(since=started)

    def _rest(self, *, since: float) -> None:
        """Let the others have their turn: SQLite gives the lock to whoever asks at the right moment."""
        share = _SHARE if is_sqlite(self._engine) else 0
        self._sleep(max(_REST, share * (time.perf_counter() - since)))


def _looks(engine: Engine, place: Place, vault: Vault, *, wrap: bool = True) -> Iterator[Looked]:
    """Every row of a place, some at a time, read without holding anybody up."""
    last = 0
    while True:
        with reading(engine).connect() as connection:
            seen = wrapped.look(connection, place, vault, after=last, most=LOOK_AT, wrap=wrap)
        if not seen.count:
            return
        last = seen.last
        yield seen
