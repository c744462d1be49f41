"""Who may see what, a second time: written from docs/privacy.md ("Who sees what") and from the rows, not from the code.

Every word of a person is a marker that stands nowhere else, so that a screen with it can be held against this.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Row, text

from domain.people import Role
from tests.office import REGIONS, Office
from tests.overheard import MARKER

_FINAL = {"closed", "ended"}
_SEEKING = {"submitted", "intake", "matching", "offered"}
_MAY_TAKE = {Role.REGIONAL_MANAGER.value, Role.HELPDESK.value, Role.ADMIN.value}

DETAILS, WISHES, BODIES, VENUE, PEOPLE = "details", "wishes", "bodies", "venue", "people"
PLAN, CONDITIONS, PASSED_ON, OWN, EVERYONE = "plan", "conditions", "passed_on", "own", "everyone"
KINDS = {
    "request": DETAILS,
    "organisation": BODIES,
    "meeting": VENUE,
    "guest": PEOPLE,
    "suggestion": PEOPLE,
    "takes": PEOPLE,
    "plan_line": PLAN,
    "plan_beside": PLAN,
    "condition": CONDITIONS,
    "message": PASSED_ON,
    "bulk": EVERYONE,
}
"""What a form asks for; what is typed into another one, or into none, is for nobody else."""


_REQUEST = "SELECT id, ref, requester_id, region, state, who, opened_at, key FROM request WHERE"
_OF_ASKER = f"{_REQUEST} requester_id = (SELECT id FROM person WHERE chat_id = :chat)"  # noqa: S608 - our tables
_OF_THING = f"{_REQUEST} ref = :ref" + "".join(  # noqa: S608 - our tables
    f" OR id IN (SELECT request_id FROM {table} WHERE ref = :ref)"  # noqa: S608 - our tables
    for table in ("job", "guest", "plan_line", "escalation")
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A word, what it is about, who typed it, and of which thing (a reference) if it is known."""

    word: str
    kind: str
    author: int
    about: str | None


@dataclass(slots=True)
class WhoKnows:
    """Every marker there is, and what was seen of them."""

    office: Office
    markers: dict[str, Marker] = field(default_factory=dict)
    seen: set[tuple[int, str]] = field(default_factory=set)
    looked: int = 0
    shown: int = 0
    wrong: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def new(self, kind: str, author: int, about: str | None) -> str:
        """A word that nobody has said before; `author` is a chat."""
        number, letters = next(self._numbers), ""
        for _ in range(5):
            number, rest = divmod(number, 26)
            letters += chr(ord("a") + rest)
        word = f"Qz{letters}xj"
        self.markers[word.lower()] = Marker(word.lower(), kind, author, about)
        return word

    def typed(self, author: int) -> str:
        """A word for the question that stands open for them."""
        found = self._one(
            "SELECT form, subject, at FROM draft WHERE person_id = (SELECT id FROM person WHERE chat_id = :chat)"
            " AND form NOT IN ('absent_voice', 'card_voice', 'code_word') ORDER BY touched_at DESC, id DESC",
            chat=author,
        )
        if found is None or found.at is None:
            return self.new(OWN, author, None)
        kind = KINDS.get(found.form, OWN)
        if found.form == "request" and found.at.startswith("wish"):
            kind = WISHES
        if found.form == "request" and found.at == "organisation":
            kind = BODIES
        return self.new(kind, author, None if kind in {DETAILS, WISHES} else found.subject)

    def hears(self, chat: int, words: str) -> None:
        """Something is on this person's screen: is each marker in it theirs to see?"""
        self.looked += 1
        for found in {match.group().lower() for match in MARKER.finditer(words)}:
            marker = self.markers.get(found)
            if marker is None or marker.author == chat:
                continue
            if self.may_see(chat, marker):
                self.shown += 1
                self.seen.add((chat, found))
            else:
                self.wrong.append(f"{self._says(chat)} sees {marker}: {words[:400]!r}")

    def may_see(self, chat: int, marker: Marker) -> bool:
        """Whether this is theirs to see now."""
        person = self._one("SELECT id, role, region FROM person WHERE chat_id = :chat", chat=chat)
        if marker.kind == EVERYONE:
            return person is not None and person.role != Role.CITIZEN.value
        if person is None or marker.kind == OWN:
            return False
        return any(self._is_open(person, request, marker, chat) for request in self._requests(marker))

    def _is_open(self, person: Row[Any], request: Row[Any], marker: Marker, chat: int) -> bool:
        asked, runs = request.requester_id == person.id, self._runs_job(person, request)
        looks_after = self._looks_after(person, request)
        match marker.kind:
            case "details":
                return asked or runs or (looks_after and request.opened_at is not None)
            case "wishes":
                return asked or (looks_after and request.state in _SEEKING)
            case "bodies":
                return asked or looks_after
            case "passed_on":
                return asked or runs or looks_after
            case "venue":
                return asked or runs or self._opened_invitation(person, request)
            case "people":
                # A word that was chosen in a plan is read with the plan.
                return asked or runs or self._in_plan(person, request, marker, chat)
            case "conditions":
                return asked or runs or self._opened_invitation(person, request)
            case "plan":
                return runs or self._reads_plan(person, request) or (chat, marker.word) in self.seen
        return False

    def _in_plan(self, person: Row[Any], request: Row[Any], marker: Marker, chat: int) -> bool:
        lines = self._all("SELECT words FROM plan_line WHERE request_id = :id", id=request.id)
        vault, key = self.office.vault, request.key
        there = key and any(
            marker.word in str(vault.open(key, "plan_line", one.words)).lower() for one in lines
        )
        return bool(there and self._reads_plan(person, request)) or (chat, marker.word) in self.seen

    def _reads_plan(self, person: Row[Any], request: Row[Any]) -> bool:
        plan = self._one("SELECT asked, handed FROM plan WHERE request_id = :id", id=request.id)
        if request.requester_id == person.id:
            return plan is not None and (plan.handed is not None or request.who == "main_person")
        guest = self._guest(person, request)
        if plan is None or guest is None:
            return False
        return plan.handed is not None or guest.part == "professional"

    def _opened_invitation(self, person: Row[Any], request: Row[Any]) -> bool:
        return self._guest(person, request) is not None

    def _guest(self, person: Row[Any], request: Row[Any]) -> Row[Any] | None:
        return self._one(
            "SELECT part FROM guest WHERE request_id = :id AND person_id = :person AND opened_at IS NOT NULL"
            " AND state = 'agreed'",
            id=request.id,
            person=person.id,
        )

    def _runs_job(self, person: Row[Any], request: Row[Any]) -> bool:
        found = self._one(
            "SELECT id FROM job WHERE request_id = :id AND coordinator_id = :person AND ended_at IS NULL",
            id=request.id,
            person=person.id,
        )
        return found is not None and person.role == Role.COORDINATOR.value

    def _looks_after(self, person: Row[Any], request: Row[Any]) -> bool:
        """The region's manager; whoever has taken it; and where nobody is there, whoever stands in."""
        if person.role not in _MAY_TAKE or request.state in _FINAL:
            return False
        region = REGIONS.manager_of(request.region)
        if person.role == Role.REGIONAL_MANAGER.value and person.region == region:
            return True
        taken = self._one(
            "SELECT id FROM escalation WHERE request_id = :id AND taken_by = :person AND done_at IS NULL",
            id=request.id,
            person=person.id,
        )
        return taken is not None or self._stands_in(person, region)

    def _stands_in(self, person: Row[Any], region: str) -> bool:
        managers = self._all(
            "SELECT id FROM person WHERE role = 'regional_manager' AND region = :region AND reachable",
            region=region,
        )
        away = {
            one.person_id: one
            for one in self._all("SELECT person_id, substitute_id, deputy, since, until FROM absence")
            if moment(one.since) <= self.office.now < moment(one.until)
        }
        for manager in managers:
            if manager.id in away:
                absence = away[manager.id]
                deputised = person.role == Role.REGIONAL_MANAGER.value and absence.deputy == person.region
                if absence.substitute_id == person.id or deputised:
                    return True
        return person.role != Role.REGIONAL_MANAGER.value and all(manager.id in away for manager in managers)

    def _requests(self, marker: Marker) -> list[Row[Any]]:
        """The request that it is about; of what somebody tells about a request that is not sent yet, all of theirs."""
        if marker.about is None:
            return self._all(_OF_ASKER, chat=marker.author)
        return self._all(_OF_THING, ref=marker.about)

    def _says(self, chat: int) -> str:
        found = self._one("SELECT role, region FROM person WHERE chat_id = :chat", chat=chat)
        return f"{found.role} {found.region} ({chat})" if found else f"a stranger ({chat})"

    def _one(self, statement: str, **values: object) -> Row[Any] | None:
        return next(iter(self._all(statement, **values)), None)

    def _all(self, statement: str, **values: object) -> list[Row[Any]]:
        with self.office.engine.connect() as connection:
            return list(connection.execute(text(statement), values).all())


def moment(value: object) -> datetime:
    """A moment as either database gives it in plain SQL."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
