"""A world in which every kind of thing is somebody's, and the real dispatcher on it, whose deeds can be taken back."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.methods import EditMessageText, GetMe, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import Update, User
from sqlalchemy import Connection, update
from sqlmodel import Session, SQLModel

from bot.dispatching import make_dispatcher
from casework import escalations, follow_ups, requests
from domain.people import Role
from domain.requests import Ending
from kring.playground import TOKEN
from storage.arrivals import Caller, caller_on
from storage.circle import MeetingDay
from storage.escalations import Escalation
from storage.follow_ups import Asking
from storage.people import Person
from storage.plans import PlanLine
from tests.bot.wire import Recorded, said, tapped
from tests.casework import plan_cases
from tests.circles import joins
from tests.office import AMSTERDAM, Case, Office

_CHANGES_ANYHOW = {"audit_line", "audit_head", "seen_update"}
"""What every update may write: who it was, and that somebody tried."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A reference by which a button reaches something, whose it is, and whether its job has ended."""

    ref: str
    owner: Caller
    ended: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """Everything that there is of each kind; the first is the one that is alive, and beside it what has ended."""

    office: Office
    things: dict[str, tuple[Thing, ...]]
    bystander: Caller


def built(office: Office) -> World:
    """One request that is past its meeting, one that is prepared, one that seeks somebody, and one that has ended."""
    admin = office.staff(Role.ADMIN)
    over, ended_guest = _prepared(office)
    after = _after_the_meeting(office)
    now, guest = _prepared(office)
    seeking = office.asked(2)
    bystander = office.coordinator()
    office.do(escalations.raise_, kind="unreachable", request=office.the_request(seeking), occasion="rights")
    parts = {
        "over": (_line(office, over), _day(office, over)),
        "now": (_line(office, now), _day(office, now)),
    }
    office.do(requests.withdraw, caller=over.requester, ref=over.ref, ending=Ending.OTHER)
    own = {
        "asker": (Thing(now.ref, now.requester),),
        "finder": (Thing(seeking.ref, seeking.requester),),
        "reader": (Thing(after.ref, after.requester),),
        "manager": (Thing(seeking.ref, seeking.manager),),
        "offer": (Thing(seeking.offer, seeking.coordinator),),
        "job": (Thing(now.job, now.coordinator), Thing(over.job, over.coordinator, ended=True)),
        "held": (Thing(after.job, after.coordinator),),
        "circle": (Thing(guest[1], now.coordinator), Thing(ended_guest[1], over.coordinator, ended=True)),
        "own circle": (Thing(guest[1], now.requester), Thing(ended_guest[1], over.requester, ended=True)),
        "guest": (Thing(guest[1], guest[0]), Thing(ended_guest[1], ended_guest[0], ended=True)),
        "line": (
            Thing(parts["now"][0], now.coordinator),
            Thing(parts["over"][0], over.coordinator, ended=True),
        ),
        "day": (Thing(parts["now"][1], now.requester), Thing(parts["over"][1], over.requester, ended=True)),
        "line to keep": (Thing(_lines(office, after)[0], after.requester),),
        "asking": (Thing(office.rows(Asking)[0].ref, after.requester),),
        "escalation": (Thing(office.row(Escalation, kind="unreachable").ref, seeking.manager),),
        "member": (Thing(now.coordinator.ref, admin),),
    }
    return World(office, own, bystander)


def _prepared(office: Office) -> tuple[Case, tuple[Caller, str]]:
    """A conference with a guest, a moment and a line."""
    case = office.preparing()
    request, guest = office.the_request(case), office.newcomer()
    with office.writing() as session:
        session.add(
            MeetingDay(ref=f"DAY{case.job[:9]}", request_id=request.id or 0, at=office.now.replace(day=28))
        )
        session.add(
            PlanLine(
                ref=f"LIN{case.job[:9]}",
                request_id=request.id or 0,
                kind="promise",
                number=1,
                words=office.vault.seal(
                    request.key or b"",
                    "plan_line",
                    {"what": "walks", "who": "aunt", "by": None, "checks": None},
                ),
            )
        )
    return case, (guest, joins(office, case, guest))


def _after_the_meeting(office: Office) -> Case:
    """A plan that was handed out, and people who are asked how it goes."""
    case = office.held()
    plan_cases.write(office, case)
    plan_cases.handed_out(office, case)
    office.advance(days=1)
    request = office.the_request(case)
    request.state = "follow_up_due"
    with office.writing() as session:
        session.add(request)
    office.do(follow_ups.ask_requester, caller=case.coordinator, ref=case.job)
    return case


def _line(office: Office, case: Case) -> str:
    return _lines(office, case)[0]


def _lines(office: Office, case: Case) -> list[str]:
    return [line.ref for line in office.rows(PlanLine, request_id=office.the_request(case).id)]


def _day(office: Office, case: Case) -> str:
    return office.row(MeetingDay, request_id=office.the_request(case).id).ref


class Rehearsal:
    """The way to the actions on one connection: each in a transaction of its own, all of which can be taken back."""

    def __init__(self, office: Office, connection: Connection) -> None:
        self._office, self._connection = office, connection
        self.zone = AMSTERDAM
        self.printer = None
        self.render: Callable[..., Any] = lambda _desk, _envelope: None

    def clock(self) -> datetime:
        """The office's clock."""
        return self._office.now

    async def meet(self, chat_id: int, hint: str | None, *, came: bool = False) -> Caller:
        """Who is behind a chat; everybody here is known."""
        del hint, came
        found = caller_on(self._connection, chat_id)
        assert found is not None
        return found

    async def do(self, action: Callable[..., Any], **named: Any) -> Any:  # noqa: ANN401 - any action's
        """Run the action as the service does (`storage.database.transaction`), in a savepoint."""
        with (
            self._connection.begin_nested(),
            Session(
                self._connection, expire_on_commit=False, join_transaction_mode="rollback_only"
            ) as session,
        ):
            result = action(self._office.desk(session), **named)
            session.flush()
            return result


@dataclass(slots=True)
class Play:
    """The real dispatcher on a connection, with a Telegram that takes everything."""

    connection: Connection
    dispatcher: Dispatcher
    bot: Bot
    telegram: Recorded
    count: int = 0

    async def presses(self, who: Caller, data: str) -> str:
        """Press a button with this data, and read what is answered."""
        return await self._feed(tapped(self._next(), data, person=who.chat_id))

    async def says(self, who: Caller, words: str) -> str:
        """Say something, and read what is answered."""
        return await self._feed(said(self._next(), words, person=who.chat_id))

    def wears(self, who: Caller, role: Role, region: str) -> None:
        """From now on this person has this role in this region."""
        table: Any = Person.__table__  # type: ignore[attr-defined]
        values = {"role": role.value, "region": None if role is Role.CITIZEN else region}
        self.connection.execute(update(table).where(table.c.id == who.id).values(**values))

    def nobody_manages(self) -> None:
        """There is no manager in any region: the helpdesk and the admins stand in."""
        table: Any = Person.__table__  # type: ignore[attr-defined]
        managers = table.c.role == Role.REGIONAL_MANAGER.value
        self.connection.execute(update(table).where(managers).values(role=Role.CITIZEN.value, region=None))

    def dump(self) -> str:
        """All rows of all tables, as one fingerprint; without who came when, which every update may write."""
        made = hashlib.blake2b()
        there: Any = self.connection.connection.driver_connection  # as the file has them: a tenth of the time
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in _CHANGES_ANYHOW:
                rows = there.execute(f'SELECT * FROM "{table.name}"').fetchall()  # noqa: S608 - our tables
                made.update(repr(sorted(map(repr, rows))).encode())
        return made.hexdigest()

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Whatever happens in the block has not happened."""
        point = self.connection.begin_nested()
        try:
            yield
        finally:
            point.rollback()

    def _next(self) -> int:
        self.count += 1
        return self.count

    async def _feed(self, update_made: dict[str, Any]) -> str:
        self.telegram.calls.clear()
        for kind in ("callback_query", "message"):
            if kind in update_made:
                update_made[kind]["from"]["language_code"] = "en"
        await self.dispatcher.feed_update(self.bot, Update.model_validate(update_made))
        texts = [
            call.text if isinstance(call, SendMessage | EditMessageText) else call.caption or ""
            for call in self.telegram.calls
            if isinstance(call, SendMessage | EditMessageText | SendPhoto)
        ]
        assert texts, update_made
        return str(texts[0])


class _Named(Recorded):
    """A Telegram that also says how the bot is called."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ANN401, ASYNC109
        """As it is recorded, but for the bot's own name."""
        if isinstance(method, GetMe):
            return User(id=1, is_bot=True, first_name="Kring", username="kring_bot")
        return await super().make_request(bot, method, timeout)


@contextmanager
def playing(world: World) -> Iterator[Play]:
    """A dispatcher on this world; nothing of what happens stays."""
    with world.office.engine.connect() as connection:
        whole = connection.begin()
        telegram = _Named()
        work: Any = Rehearsal(world.office, connection)
        try:
            yield Play(
                connection, make_dispatcher(work, in_reply=False), Bot(TOKEN, session=telegram), telegram
            )
        finally:
            whole.rollback()
