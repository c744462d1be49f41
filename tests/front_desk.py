"""A front desk for tests: one database, a clock that stands still until it is moved, people, and their forms.

Every step goes through the real actions, one transaction each.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, inspect
from sqlmodel import Session, SQLModel, col, select

from casework import forms, people, profiles
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import DomainError
from domain.forms.catalogue import FORMS
from domain.forms.fields import DONE, SKIP, Field
from domain.people import Role
from domain.policy import Policy
from domain.regions import Regions
from storage.arrivals import Caller
from storage.database import transaction
from storage.outbox import Letter
from storage.vault import Vault
from tests import audited, shelf

P = ParamSpec("P")
T = TypeVar("T")
Record = TypeVar("Record", bound=SQLModel)
Value = str | tuple[str, ...]

_REGIONS_FILE = Path(__file__).parents[1] / "kring" / "regions.toml"
REGIONS: Final = Regions.parse(_REGIONS_FILE.read_text(encoding="utf-8"), source=_REGIONS_FILE.name)
AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
MORNING: Final = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
HERE, NEXT_DOOR, FAR = "overijssel", "gelderland", "zeeland"

NAME, PHONE, PLACE, VENUE = "Vraagsteller Q", "0699999901", "Hardenberg", "Zaal boven de bieb, kamer 12"
PERSONAL: Final = (NAME, PHONE, PLACE, VENUE)
"""What is told about a family here; none of it may stand anywhere in the open."""

ANSWERS: Final[dict[str, dict[str, Value]]] = {
    "request": {
        "language": "ar",
        "who": "main_person",
        "agrees": "yes",
        "organisation": SKIP,
        "name": NAME,
        "place": PLACE,
        "channel": "phone",
        "phone": PHONE,
        "hours": "evening",
        "may_say": "no",
        "variant": "family",
        "deadline": SKIP,
        "wishes": "no",
        **dict.fromkeys(
            ("wish_language", "wish_gender", "wish_age", "wish_culture", "wish_religion", "wish_not_from"),
            "none",
        ),
        "wish_other": "no",
        "access": ("wheelchair",),
    },
    "organisation": {"name": "Wijkteam Noord"},
    "profile": {"languages": "ar", "gender": "woman", "born": "1980", "scope": "family"},
    "meeting": {"day": "7", "time": "16:00", "venue": VENUE, "invited": "10"},
    "held": {
        "outcome": "plan_accepted",
        "attended": "9",
        "children": "1",
        "professionals": "2",
        "agreements": "5",
        "by_circle": "4",
        "acceptance": "first_time",
        "evaluation": "56",
    },
    "follow_up": {"reached": "2", "band": "mostly", "attention": "no"},
    "registration": {
        "setting": ("debts", "school"),
        "minors": "yes",
        "hours_preparing": "20",
        "hours_day": "5",
        "travel_euros": "10",
        "score_by": "nobody",
    },
}
"""How every form is filled in when a test does not say otherwise."""


@dataclass(slots=True)
class Chats:
    """A chat for everybody who comes, one after the other."""

    following: int = 7_000_001

    def __iter__(self) -> "Chats":
        return self

    def __next__(self) -> int:
        self.following += 1
        return self.following - 1


class FrontDesk:
    """One database and one clock; `now` may be set, or moved on with `advance`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = MORNING
        self.vault = self._first_vault = Vault([bytes(range(32))])
        self._chats: Iterator[int] = Chats()

    @property
    def untouched(self) -> bool:
        """Whether nothing was done here yet, and the database is one that may be put back."""
        as_made = self.now == MORNING and self._chats == Chats() and self.vault is self._first_vault
        return as_made and shelf.is_fresh(self.engine)

    # ------------------------------------------------------------------------------ doing and looking

    def do(self, action: Callable[Concatenate[Desk, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one action in one transaction, now; whatever state it changes must be told in the audit."""
        with (
            transaction(self.engine) as session,
            audited.watched(session, action, kwargs.get("caller")),
        ):
            return action(self.desk(session), *args, **kwargs)

    def desk(self, session: Session) -> Desk:
        """What an action works with in this transaction."""
        return Desk(session, self.now, self.vault, Policy(), REGIONS, AMSTERDAM)

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction of the test's own, for what no action would do."""
        return transaction(self.engine)

    def refusal(self, action: Callable[Concatenate[Desk, P], T], /, *args: P.args, **kwargs: P.kwargs) -> str:
        """The code with which the action refuses; empty when it does not."""
        try:
            self.do(action, *args, **kwargs)
        except DomainError as error:
            return error.code
        return ""

    def advance(self, **how_far: float) -> None:
        """Move the clock on; the arguments are those of `timedelta`."""
        self.now += timedelta(**how_far)

    def rows(self, record: type[Record], **by: object) -> list[Record]:
        """The rows of a table that have these values, by their key: where it counts up, the oldest first."""
        with transaction(self.engine) as session:
            found = select(record).filter_by(**by).order_by(*inspect(record).primary_key)
            return list(session.exec(found).all())

    def row(self, record: type[Record], **by: object) -> Record:
        """The one row that has these values."""
        (only,) = self.rows(record, **by)
        return only

    def letters(self, kind: LetterKind, to: Caller | None = None) -> list[Letter]:
        """The letters of a kind, to one person or to all, the oldest first."""
        found = select(Letter).where(Letter.kind == kind.value).order_by(col(Letter.id))
        with transaction(self.engine) as session:
            if to is not None:
                found = found.where(Letter.person_id == to.id)
            return list(session.exec(found).all())

    # ---------------------------------------------------------------------------------------- people

    def newcomer(self, hint: str = "nl") -> Caller:
        """Someone who says hello for the first time."""
        return self.do(people.greet, chat_id=next(self._chats), hint=hint)

    def again(self, caller: Caller) -> Caller:
        """The same person, as the service knows them now."""
        return self.do(people.greet, chat_id=caller.chat_id, hint=caller.hint)

    def citizen(self) -> Caller:
        """Someone who agreed."""
        caller = self.newcomer()
        self.do(people.agree, caller=caller)
        return self.again(caller)

    def staff(self, role: Role, region: str = HERE) -> Caller:
        """Someone who joined with an invitation for this role."""
        caller = self.newcomer()
        self.do(people.join, caller=caller, secret=self.do(people.invite, role=role, region=region))
        return self.again(caller)

    def manager(self, region: str = HERE) -> Caller:
        """A regional manager."""
        return self.staff(Role.REGIONAL_MANAGER, region)

    def helpdesk(self) -> Caller:
        """Someone of the national helpdesk."""
        return self.staff(Role.HELPDESK)

    def coordinator(self, *, languages: str = "ar", region: str = HERE, **answers: Value) -> Caller:
        """A coordinator whose profile is filled in: `languages` as typed words or one tag."""
        caller = self.staff(Role.COORDINATOR, region)
        page = self.fill(caller, "profile", languages=languages, **answers)
        self.do(profiles.save, caller=caller, revision=page.revision)
        return caller

    # ----------------------------------------------------------------------------------------- forms

    def fill(self, caller: Caller, form: str, /, **answers: Value) -> forms.Page:
        """Begin a form and answer every question, as given or else as in `ANSWERS`; stops at the summary."""
        return self.go_on(caller, self.do(forms.begin, caller=caller, form=form), **answers)

    def go_on(self, caller: Caller, page: forms.Page, /, **answers: Value) -> forms.Page:
        """Answer all that is still open.

        A value that is a button of the question is tapped, another one is typed; several are tapped one by one.
        """
        known = ANSWERS.get(page.form, {}) | answers
        while page.field is not None:
            page = self.answer(caller, page, known[page.field])
        return page

    def answer(self, caller: Caller, page: forms.Page, value: Value) -> forms.Page:
        """Answer the question that stands open."""
        at = page.field or ""
        if isinstance(value, tuple):
            for one in (*value, DONE):
                page = self.tap(caller, page, one, at=at)
            return page
        if _has_button(FORMS[page.form].field(at), value):
            return self.tap(caller, page, value)
        return self.say(caller, value)

    def tap(self, caller: Caller, page: forms.Page, value: str, *, at: str | None = None) -> forms.Page:
        """Tap a button of this page: of the question that it shows, or of another."""
        return self.do(
            forms.tap_answer,
            caller=caller,
            form=page.form,
            revision=page.revision,
            field=at or page.field or "",
            value=value,
        )

    def say(self, caller: Caller, words: str, *, means: str | None = None) -> forms.Page:
        """Type words; `means` is the option that the bot reads in them."""
        return self.do(
            forms.type_answer, caller=caller, text=words, locale="nl", understand=lambda *_asked: means
        )


def _has_button(asked: Field, value: str) -> bool:
    is_tag = asked.reads in {"language", "languages"} and " " not in value and value.islower()
    return value in asked.options or value == SKIP or is_tag
