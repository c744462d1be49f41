"""Which rows of a table are somebody's, and what they are shown of such a row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import ColumnElement, Table, select

from domain.circle import Standing
from domain.deciding import MAIN_PERSON
from storage.records import metadata


class Key(Enum):
    """Under which key something is sealed."""

    PERSON = "person"
    REQUEST = "request"
    OWN = "own"
    """A key in the row itself."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is opened for its owner: the name under which it was sealed, and the key."""

    name: str
    key: Key


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which rows of a table are somebody's: `of` says which rows, given the number of a person.

    Every column of the table is in one of the three: shown as it is, opened, or left out with the reason.
    """

    name: str
    table: str
    of: Callable[[int], ColumnElement[bool]]
    shown: frozenset[str]
    opened: dict[str, Sealed] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def names(words: str, reason: str) -> dict[str, str]:
    """The same reason for several columns."""
    return dict.fromkeys(words.split(), reason)


def way(
    name: str,
    of: Callable[[int], ColumnElement[bool]],
    shown: str,
    *,
    table: str = "",
    opened: dict[str, Sealed] | None = None,
    left_out: dict[str, str] | None = None,
) -> Way:
    """A way, with the names of its columns as words; the table is called as the way is, unless it says otherwise."""
    return Way(name, table or name, of, frozenset(shown.split()), opened or {}, left_out or {})


NUMBER = "a number inside the database; it means nothing outside it"
WRAPPED = "a wrapped key; it says nothing of anyone, and what it opens is shown"
HASH = "the hash of a one-time link, from which nothing can be read"
MARK = "made from words that are shown, only to compare them; nothing can be read from it"
OTHER = "it is somebody else, or about somebody else"
THEIRS = "somebody else told it"
WITHHELD = "whoever reads along with them is not to learn it, nor that there is one; they can change it and take it away"
CLOCK = "what the clock looks at; another person's call for help would show in it"
WORD = "the word is the family's; how somebody is called is not shown to them"


def _table(name: str) -> Table:
    return metadata.tables[name]


def mine(table: str, column: str) -> Callable[[int], ColumnElement[bool]]:
    """Rows that point to the person themselves."""
    return lambda person: _table(table).c[column] == person


def of_own_requests(table: str, *, main_person: bool = False) -> Callable[[int], ColumnElement[bool]]:
    """Rows about a request that they sent; with `main_person` only where it is about themselves."""

    def theirs(person: int) -> ColumnElement[bool]:
        request = _table("request")
        own = select(request.c.id).where(request.c.requester_id == person)
        if main_person:
            own = own.where(request.c.who == MAIN_PERSON)
        return _table(table).c.request_id.in_(own)

    return theirs


def through(table: str, column: str, other: str, owner: str) -> Callable[[int], ColumnElement[bool]]:
    """Rows that point to a row of another table which is theirs."""

    def theirs(person: int) -> ColumnElement[bool]:
        rows = _table(other)
        return _table(table).c[column].in_(select(rows.c.id).where(rows.c[owner] == person))

    return theirs


def registered(person: int) -> ColumnElement[bool]:
    """What was counted of requests that they sent."""
    request = _table("request")
    own = select(request.c.ref).where(request.c.requester_id == person)
    return _table("registration").c.request_ref.in_(own)


def circle(person: int) -> ColumnElement[bool]:
    """The circle that the main person knows: whoever left or is kept away is not on their list by this way."""
    here = _table("guest").c.state != Standing.AWAY.value
    return of_own_requests("guest", main_person=True)(person) & here
