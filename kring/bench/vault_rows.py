"""What `kring bench vault` measures on: a vault that seals nothing, form answers, and people with keys to wrap anew."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, insert
from sqlmodel import Session

from casework import forms
from casework.desk import Desk
from domain.people import Role
from domain.policy import Policy
from domain.regions import Regions
from kring.bench.people import TYPED
from kring.bench.processes import BenchError
from storage.arrivals import Caller, caller_on, claim_update
from storage.database import reading, transaction
from storage.people import Person
from storage.references import reference
from storage.vault import HALVED_BYTES, Vault

_REGIONS: Final = Path(__file__).parents[1] / "regions.toml"
_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_AT_ONCE: Final = 5_000


class Unsealed(Vault):
    """Keeps what it is given as plain JSON: what everything costs but the sealing."""

    def make_key(self, *, whole: bool = False) -> bytes:
        """As many bytes as a wrapped key has."""
        del whole
        return os.urandom(HALVED_BYTES)

    def seal(self, key: bytes, name: str, value: Any) -> bytes:  # noqa: ANN401 - as the vault has it
        """The value as JSON."""
        del key, name
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def open(self, key: bytes, name: str, sealed: bytes) -> Any:  # noqa: ANN401 - as the vault has it
        """What the JSON says."""
        del key, name
        return json.loads(sealed)


class Typist:
    """Types answers, each of another person: all that an update does on SQLite or PostgreSQL, without Telegram."""

    def __init__(self, engine: Engine, vault: Vault, chats: Iterator[int]) -> None:
        """Open the connection that reads who is behind a chat: it stays open, as in service."""
        self.engine, self.vault = engine, vault
        self.reader: Connection = reading(engine).connect()
        self._chats = chats
        self._regions = Regions.parse(_REGIONS.read_text(encoding="utf-8"), source=_REGIONS.name)
        self._number = 0

    def type(self) -> float:
        """Type one answer; the seconds that it took.

        Raises:
            BenchError: it was not taken.
        """
        chat = next(self._chats)
        started = time.perf_counter()
        caller = caller_on(self.reader, chat)
        with transaction(self.engine) as session:
            now, self._number = datetime.now(UTC), self._number + 1
            if caller is None or not claim_update(session, self._number, now):
                raise BenchError("an answer came from nobody, or twice")
            page = forms.type_answer(
                self.desk(session, now), caller=caller, text=TYPED, locale="nl", understand=_nothing
            )
        took = time.perf_counter() - started
        if page.field != "hours":
            raise BenchError("an answer was not taken")
        return took

    def desk(self, session: Session, now: datetime) -> Desk:
        """What an action works with."""
        return Desk(session, now, self.vault, Policy(), self._regions, _ZONE)

    def close(self) -> None:
        """Let the connections go."""
        self.reader.close()
        self.engine.dispose()


def add_people(engine: Engine, vault: Vault, *, first: int, count: int) -> None:
    """People with keys of their own and no draft; their numbers begin at `first`."""
    now = datetime.now(UTC)
    if vault.keys is not None:
        vault.keys.prepare(count)
    for start in range(first, first + count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, first + count))
        with transaction(engine) as session:
            session.connection().execute(
                insert(Person), [_person(number, vault.make_key(), now) for number in numbers]
            )


def _person(number: int, key: bytes, now: datetime) -> dict[str, object]:
    return {
        "id": number,
        "ref": reference(),
        "chat_id": 7_000_000_000 + number,
        "role": "citizen",
        "key": key,
        "created_at": now,
        "reachable": True,
    }


def _nothing(*_asked: object) -> None:
    """No word means an option: the question takes any number."""


def somebody_of_the_service(typist: Typist, chat: int) -> Caller:
    """Whoever is behind this chat, as a manager: what they open is written to the audit.

    Raises:
        BenchError: nobody is.
    """
    caller = caller_on(typist.reader, chat)
    if caller is None:
        raise BenchError("nobody is there to open a card")
    return replace(caller, role=Role.REGIONAL_MANAGER)
