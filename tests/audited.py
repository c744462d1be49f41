"""No change of state without its line in the audit: looked at in every action that any test does (decision 36).

Triggers of the connection note each change of a row, whoever writes it: the ORM, a statement in Core, plain SQL. At the
end of the action each has to be told by a line of the same transaction: with a word that says this, about this, and
naming who did it. On PostgreSQL nothing is noted; the same tests run on SQLite.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlmodel import Session

from storage.arrivals import Caller
from storage.audit_chain import _WAITING, Entry
from storage.database import connection_of
from tests.audited_changes import CASES, GONE, NEW, Watched
from tests.audited_people import PEOPLE

WATCHED: Final = CASES | PEOPLE

EXPIRED = "offer_expired"
"""Time has passed, and whoever looks first finds it: what follows from it is nobody's deed."""

FORGOTTEN = "person_forgotten"
"""No line of that transaction is to say who they were."""

NAMELESS: Final = {
    "guest_left": "whoever leaves a circle is forgotten",
    "guest_opened": "whoever leaves a circle is forgotten",
    "guest_answered": "whoever leaves a circle is forgotten",
    "guest_agreed": "whoever leaves a circle is forgotten",
    "guest_took_back": "whoever leaves a circle is forgotten",
    "suggested": "whoever leaves a circle is forgotten",
    "asked_opened": "the link asks somebody of whom nothing is known",
    "asked_agreed": "the link asks somebody of whom nothing is known",
    "asked_took_back": "the link asks somebody of whom nothing is known",
    "danger_said": "a flag that is over says no longer whose it was",
    "danger_taken_back": "a flag that is over says no longer whose it was",
    "danger_over": "a flag that is over says no longer whose it was",
    "forgotten": "whoever is forgotten has no number any more",
    FORGOTTEN: "whoever is forgotten has no number any more",
    "plan_forgotten": "the time of its lines is over",
    "acceptance_asked": "follows from the plan being ready, which has a line of its own",
    "escalation_raised": "who caused it stands in the line of what they did, or is to stand nowhere",
    "escalation_moved_on": "the ladder does it; *not mine* and being away have lines of their own",
    "escalation_given_back": "the ladder does it; being away and the end of a role have lines of their own",
    "escalation_done": "nothing stalls any more, which nobody did for it",
    EXPIRED: "its time has passed, whoever looks first",
    "incident_opened": "the service saw it",
    "incident_closed": "the service saw it",
}
"""Words of lines that may name nobody although a person did something in the same transaction, and why."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a row: the table, what changed (`NEW`, `GONE` or a column), and what it is about."""

    table: str
    what: str
    about: frozenset[str]


@contextmanager
def watched(session: Session, action: object, caller: object) -> Iterator[None]:
    """Look at what an action of the service changes; what a test writes itself it may write as it likes."""
    is_ours = not str(getattr(action, "__module__", "")).startswith("tests.")
    if is_ours:
        begin(session)
    yield
    if is_ours:
        require_told(session, caller if isinstance(caller, Caller) else None)


def begin(session: Session) -> None:
    """Note every change from here on."""
    connection = connection_of(session)
    if connection.dialect.name != "sqlite":
        return
    noted = "SELECT 1 FROM sqlite_temp_master WHERE name = 'noted'"
    if connection.exec_driver_sql(noted).first() is None:
        for statement in _statements():
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("DELETE FROM temp.noted")


def require_told(session: Session, caller: Caller | None) -> None:
    """Fail where the audit does not say a change, or not that `caller` made it."""
    session.flush()
    if connection_of(session).dialect.name != "sqlite":
        return
    untold = sorted(_untold(set(_changes(session)), session.info.get(_WAITING, ()), caller))
    assert not untold, "changed without a line in the audit (tests/audited.py):\n" + "\n".join(untold)


def words(table: str, what: str) -> frozenset[str]:
    """With which words a line may say this change."""
    return frozenset(
        word
        for changed, told in WATCHED[table].changes.items()
        if what in changed.split()
        for word in told.split()
    )


def _changes(session: Session) -> Iterator[Change]:
    """What goes together with its request, whose time is over, is no change of a case any more."""
    found = (
        "SELECT DISTINCT origin, what, about FROM temp.noted WHERE NOT (what = ? AND about LIKE 'K-%'"
        " AND NOT EXISTS (SELECT 1 FROM request WHERE ref = about))"
    )
    for table, what, about in connection_of(session).exec_driver_sql(found, (GONE,)).all():
        yield Change(table, what, frozenset(about.split()))


def _untold(changes: Iterable[Change], lines: Iterable[Entry], caller: Caller | None) -> Iterator[str]:
    lines = tuple(lines)
    late = {line.subject for line in lines if line.what == EXPIRED}
    if any(line.what == FORGOTTEN for line in lines):
        caller = None
    for change in changes:
        meant = words(change.table, change.what)
        about = [
            line
            for line in lines
            if line.what in meant and (not change.about or line.subject in change.about)
        ]
        if not about:
            yield f"{change.table} {change.what} {sorted(change.about)}: no line says {sorted(meant)}"
        elif (
            caller
            and late.isdisjoint(change.about)
            and not any(line.who == caller.id or line.what in NAMELESS for line in about)
        ):
            yield f"{change.table} {change.what} {sorted(change.about)}: no line names who did it"


@cache
def _statements() -> tuple[str, ...]:
    """The notes, and a trigger for each change of state."""
    return (
        "CREATE TEMP TABLE noted (origin TEXT, what TEXT, about TEXT)",
        *(
            _trigger(table, what, watched)
            for table, watched in WATCHED.items()
            for what in " ".join(watched.changes).split()
        ),
    )


def _trigger(table: str, what: str, watched: Watched) -> str:
    rows: tuple[str, ...]
    if what == NEW:
        when, rows = "AFTER INSERT ON", ("NEW",)
    elif what == GONE:
        when, rows = "BEFORE DELETE ON", ("OLD",)
    else:
        when, rows = f'AFTER UPDATE OF "{what}" ON', ("OLD", "NEW")
    about = " || ' ' || ".join(
        f"coalesce({sql.format(row=row)}, '')" for row in rows for sql in watched.about
    )
    condition = f'WHEN OLD."{what}" IS NOT NEW."{what}"' if len(rows) > 1 else ""
    name = f'"noted {table} {what}"'
    return (
        f"CREATE TEMP TRIGGER {name} {when} main.{table} {condition}"  # noqa: S608 - names of ours
        f" BEGIN INSERT INTO noted VALUES ('{table}', '{what}', {about or chr(39) * 2}); END"
    )
