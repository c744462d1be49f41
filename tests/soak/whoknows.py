"""Who may see what, a second time: written from docs/privacy.md ("Who sees what") and from the rows, not from the code.

Every word of a person is a marker that stands nowhere else, so that a screen with it can be held against this.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Row

from domain.openings import Why
from domain.people import Role
from tests.office import REGIONS, Office
from tests.overheard import MARKER
from tests.soak.plain import moment, row, rows

_FINAL = {"closed", "ended"}
_SEEKING = {"submitted", "intake", "matching", "offered"}
_MANAGES = Role.REGIONAL_MANAGER.value
_MAY_TAKE = {_MANAGES, Role.HELPDESK.value, Role.ADMIN.value}

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
    outside: int = 0
    """Of these, what was asked because digits held: what was opened outside one's own region."""
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
            if not self.may_see(chat, marker):
                self.wrong.append(f"{self._says(chat)} sees {marker}: {words[:400]!r}")
                continue
            self.shown += 1
            self.seen.add((chat, found))
            if not self._is_written_down(chat, marker):
                self.wrong.append(f"the audit has nothing of how {self._says(chat)} came to see {marker}")

    def may_see(self, chat: int, marker: Marker) -> bool:
        """Whether this is theirs to see now."""
        person = self._one("SELECT id, role, region FROM person WHERE chat_id = :chat", chat=chat)
        if marker.kind == EVERYONE:
            return person is not None and person.role != Role.CITIZEN.value
        if person is None or marker.kind == OWN:
            return False
        if marker.kind == PASSED_ON and self._asked_for_a_person(person, marker):
            return True
        return any(self._is_open(person, request, marker, chat) for request in self._requests(marker))

    def _asked_for_a_person(self, person: Row[Any], marker: Marker) -> bool:
        """Whether it is the answer to their own question, which may be about no request at all."""
        found = self._one("SELECT person_id FROM escalation WHERE ref = :ref", ref=marker.about)
        return found is not None and found.person_id == person.id

    def _is_written_down(self, chat: int, marker: Marker) -> bool:
        """Whether the audit says that somebody of the service opened this just now, and why (docs/audit.md)."""
        person = self._one("SELECT id, role FROM person WHERE chat_id = :chat", chat=chat)
        if (
            person is None
            or person.role == Role.CITIZEN.value
            or marker.kind not in {DETAILS, WISHES, BODIES}
        ):
            return True
        for request in self._requests(marker):
            line = self._one(
                "SELECT at, why FROM audit_line WHERE who = :who AND subject = :ref AND what LIKE 'open_%'"
                " ORDER BY number DESC LIMIT 1",
                who=person.id,
                ref=request.ref,
            )
            is_now = line is not None and moment(line.at) == self.office.now
            if request.requester_id == person.id or (line is not None and is_now and line.why in set(Why)):
                return True
        return False

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
        if person.role == _MANAGES and person.region == region:
            return True
        taken = self._one(
            "SELECT id FROM escalation WHERE request_id = :id AND taken_by = :person AND done_at IS NULL",
            id=request.id,
            person=person.id,
        )
        if self._stands_in(person, region):
            return True
        # Outside one's own region: only with six digits that hold.
        may = taken is not None and self._has_typed_digits(person)
        self.outside += may
        return may

    def _has_typed_digits(self, person: Row[Any]) -> bool:
        found = self._one("SELECT open_until FROM second_step WHERE person_id = :id", id=person.id)
        return (
            found is not None and found.open_until is not None and moment(found.open_until) > self.office.now
        )

    def _stands_in(self, person: Row[Any], region: str) -> bool:
        """The region's managers who are there, and the substitutes of who is away; else the helpdesk; else all managers."""
        everybody = self._all("SELECT id, role, region, reachable FROM person ORDER BY id")
        away = {
            one.person_id: one
            for one in self._all("SELECT person_id, substitute_id, deputy, since, until FROM absence")
            if moment(one.since) <= self.office.now < moment(one.until)
        }
        managers = [one for one in everybody if one.role == _MANAGES and one.region == region]
        office = [one for one in everybody if one.role in _MAY_TAKE - {_MANAGES}]
        for post in (managers, office, [one for one in everybody if one.role in _MAY_TAKE]):
            there = {one.id for one in post if one.reachable and one.id not in away}
            for absence in (away[one.id] for one in post if one.id in away):
                there |= {one.id for one in everybody if _is_substitute(one, absence) and one.id not in away}
            if there:
                return person.id in there
        return False

    def _requests(self, marker: Marker) -> list[Row[Any]]:
        """The request that it is about; of what somebody tells about a request that is not sent yet, all of theirs."""
        if marker.about is None:
            return self._all(_OF_ASKER, chat=marker.author)
        return self._all(_OF_THING, ref=marker.about)

    def _says(self, chat: int) -> str:
        found = self._one("SELECT role, region FROM person WHERE chat_id = :chat", chat=chat)
        return f"{found.role} {found.region} ({chat})" if found else f"a stranger ({chat})"

    def _one(self, statement: str, **values: object) -> Row[Any] | None:
        return row(self.office, statement, **values)

    def _all(self, statement: str, **values: object) -> list[Row[Any]]:
        return rows(self.office, statement, **values)


def _is_substitute(person: Row[Any], absence: Row[Any]) -> bool:
    """Whether this person stands in during this absence, if they can be reached."""
    deputises = person.role == _MANAGES and absence.deputy is not None and person.region == absence.deputy
    named = person.id == absence.substitute_id and person.role in _MAY_TAKE
    return bool(person.reachable and (deputises or named))
