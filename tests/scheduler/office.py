"""A post office for tests: a database, a clock that stands still until it is moved, and rows to put in it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import col, select

from bot.texts.screens import Screen
from casework.desk import Desk
from casework.outbox import Envelope
from domain.people import Role
from domain.policy import Policy
from domain.regions import Regions
from domain.requests import State
from storage.database import transaction
from storage.escalations import Escalation
from storage.outbox import Letter
from storage.people import Person
from storage.references import receipt, reference
from storage.requests import Request
from storage.vault import Vault

Result = TypeVar("Result")

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
_REGIONS_FILE = Path("kring/regions.toml")
_REGIONS = Regions.parse(_REGIONS_FILE.read_text(encoding="utf-8"), source=_REGIONS_FILE.name)
REGION = _REGIONS.codes[0]


class Office:
    """One database, used as the service uses it: actions in a worker thread, each in one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = NOON
        self.failing: list[str] = []
        """Names of actions that fail once, as they do while the database is gone."""
        self._vault = Vault([bytes(32)])
        self._numbers = count(1)
        self._threads = ThreadPoolExecutor(1)

    def act(self, action: Callable[..., Result], **arguments: Any) -> Result:  # noqa: ANN401
        """Run an action here and now."""
        if action.__name__ in self.failing:
            self.failing.remove(action.__name__)
            raise OSError("no room on the disk for requester@example.org")
        with transaction(self.engine) as session:
            zone = ZoneInfo("Europe/Amsterdam")
            return action(Desk(session, self.now, self._vault, Policy(), _REGIONS, zone), **arguments)

    async def do(self, action: Callable[..., Result], /, **arguments: object) -> Result:
        """Run an action in the worker thread, as `work.do` does."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self.act(action, **arguments))

    def close(self) -> None:
        """End the worker thread."""
        self._threads.shutdown()

    def person(self, chat_id: int, role: Role = Role.COORDINATOR, locale: str = "nl") -> int:
        """Someone with a chat; their id."""
        with transaction(self.engine) as session:
            person = Person(
                ref=reference(),
                chat_id=chat_id,
                role=role.value,
                region=REGION,
                locale=locale,
                key=b"key",
                created_at=self.now,
            )
            session.add(person)
            session.flush()
            return person.id or 0

    def request(self, requester_id: int, **values: Any) -> int:  # noqa: ANN401
        """A request that is being prepared; its id."""
        with transaction(self.engine) as session:
            request = Request(
                ref=receipt(),
                requester_id=requester_id,
                region=REGION,
                language="nl",
                who="self",
                variant="family",
                hours="any",
                submitted_at=self.now,
                **{"state": State.PREPARING.value, **values},
            )
            session.add(request)
            session.flush()
            return request.id or 0

    def letter(
        self,
        person_id: int,
        text: str = "hello",
        *,
        wait: timedelta = timedelta(0),
        **values: Any,  # noqa: ANN401
    ) -> int:
        """A letter that waits in the outbox, and says `text`; its id."""
        number = next(self._numbers)
        with transaction(self.engine) as session:
            letter = Letter(
                key=f"letter:{number}",
                person_id=person_id,
                kind="nudge",
                facts={"text": text},
                not_before=self.now + wait,
                created_at=self.now,
                **values,
            )
            session.add(letter)
            session.flush()
            return letter.id or 0

    def read(self, letter_id: int) -> Letter:
        """The letter as it stands."""
        with transaction(self.engine) as session:
            return session.exec(select(Letter).where(Letter.id == letter_id)).one()

    def states(self) -> list[str]:
        """The states of all letters, in the order in which they were written."""
        with transaction(self.engine) as session:
            return list(session.exec(select(Letter.state).order_by(col(Letter.id))).all())

    def reachable(self, person_id: int) -> bool:
        """Whether letters to this person go out."""
        with transaction(self.engine) as session:
            return session.exec(select(Person.reachable).where(Person.id == person_id)).one()

    def escalations(self) -> list[str]:
        """The kinds of what was raised."""
        with transaction(self.engine) as session:
            return list(session.exec(select(Escalation.kind)).all())


def say(_desk: Desk, envelope: Envelope) -> Screen:
    """Stands in for the texts: says what the letter holds, in the reader's language by its tag."""
    return Screen(f"{envelope.person.locale}: {envelope.facts.get('text', envelope.kind)}")
