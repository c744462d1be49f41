"""From the event loop to one transaction in a worker thread, and back (design.md 2 and 4.14)."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from bot.hands import Hands
from bot.printer import Printer
from bot.texts.screens import Screen
from casework.desk import Desk
from casework.envelopes import Envelope
from casework.letters import WRITTEN
from casework.people import greet
from casework.returning import heard, is_news
from domain.errors import RepeatedUpdateError
from domain.policy import Policy
from domain.regions import Regions
from storage.arrivals import Caller, caller_on, claim_update
from storage.database import is_sqlite, reading, transaction
from storage.vault import Vault

P = ParamSpec("P")
T = TypeVar("T")

_TRIES = 3
_POSTGRESQL_THREADS = 4
_PATIENCE = timedelta(milliseconds=2)
"""So long results wait for those right behind them on SQLite, where one thread does all."""


@dataclass(slots=True)
class Arrival:
    """The update that is being handled; its first transaction claims its id."""

    update_id: int
    claimed: bool = False


arrival: ContextVar[Arrival | None] = ContextVar("arrival", default=None)


class Work:
    """Runs actions: each in one transaction in a worker thread, one thread on SQLite and a few on PostgreSQL."""

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        regions: Regions,
        *,
        policy: Policy,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
    ) -> None:
        """Take what every action works with; `clock` gives aware moments in UTC.

        `after_commit`, set later, is called from the worker thread when there are letters to fetch. `render`, set
        later as well, says a letter in its reader's language: the courier's own table of words. `printer` makes PDFs, where
        this machine has a browser.
        """
        self.clock = clock
        self.zone = zone
        self.after_commit: Callable[[], None] = lambda: None
        self.render: Callable[[Desk, Envelope], Screen | None] = lambda _desk, _envelope: None
        self.printer: Printer | None = None
        self._engine, self._vault, self._regions, self._policy = engine, vault, regions, policy
        self._reading = reading(engine)
        self._embedded = is_sqlite(engine)
        self._reader: Connection | None = None
        self._hands = Hands(1, patience=_PATIENCE) if self._embedded else Hands(_POSTGRESQL_THREADS)

    async def do(self, action: Callable[Concatenate[Desk, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the action in one transaction; what it wrote to the outbox leaves after the commit.

        Raises:
            DomainError: the action refused; nothing was written.
            RepeatedUpdateError: the update was handled before; nothing was written.
        """
        came = arrival.get()
        return await self._hands.run(lambda: self._run(came, action, *args, **kwargs))

    async def meet(self, chat_id: int, hint: str | None, *, came: bool = False) -> Caller:
        """The person behind a chat: a short read, and a row of their own when they are new.

        With `came` this is an update of theirs: who could not be reached is back, and once an hour it is kept.
        """
        return await self._hands.run(lambda: self._meet(chat_id, hint, came=came))

    @property
    def policy(self) -> Policy:
        """What the service promises, and how often something may be done."""
        return self._policy

    def close(self) -> None:
        """Let the running actions end, and stop."""
        self._hands.close()
        if self._reader is not None:
            self._reader.close()
        self._engine.dispose()
        if self._vault.keys is not None:
            self._vault.keys.close()

    def _run(
        self,
        came: Arrival | None,
        action: Callable[Concatenate[Desk, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        for left in reversed(range(_TRIES)):
            try:
                return self._once(came, action, *args, **kwargs)
            except (OperationalError, IntegrityError):
                # A deadlock, a lost connection, or another process was first by a hair: nothing was committed here,
                # so once more; the second time the other's row is seen.
                if not left:
                    raise
        raise AssertionError

    def _once(
        self,
        came: Arrival | None,
        action: Callable[Concatenate[Desk, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        now = self.clock()
        with transaction(self._engine) as session:
            if came is not None and not came.claimed and not claim_update(session, came.update_id, now):
                raise RepeatedUpdateError
            result = action(self._desk(session, now), *args, **kwargs)
            wrote = session.info.get(WRITTEN, False)
        if came is not None:
            came.claimed = True
        if wrote:
            self.after_commit()
        return result

    def _meet(self, chat_id: int, hint: str | None, *, came: bool) -> Caller:
        found = self._known(chat_id)
        if found is None:
            return self._run(None, greet, chat_id=chat_id, hint=hint)
        if came and is_news(found, self.clock()):
            return self._run(None, heard, caller=found)
        return found

    def _known(self, chat_id: int) -> Caller | None:
        """Who is behind a chat; on SQLite, where one thread asks, by a connection that stays open for this alone."""
        if not self._embedded:
            with self._reading.connect() as connection:
                return caller_on(connection, chat_id)
        if self._reader is None:
            self._reader = self._reading.connect()
        try:
            return caller_on(self._reader, chat_id)
        except BaseException:
            self._reader.close()  # one that failed is not used again
            self._reader = None
            raise

    def _desk(self, session: Session, now: datetime) -> Desk:
        return Desk(session, now, self._vault, self._policy, self._regions, self.zone)
