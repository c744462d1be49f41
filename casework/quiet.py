"""Who reads and does not answer: three messages that asked something, and no sign of life since (domain.md 1.4)."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from casework import escalations, progress
from casework.desk import Desk
from casework.letters import LetterKind
from casework.returning import HEARD_EVERY
from domain.requests import FINAL
from storage.outbox import SENT, Letter
from storage.people import Person
from storage.requests import Request

ASKS = frozenset(
    {
        LetterKind.NUDGE,
        LetterKind.MESSAGE,
        LetterKind.NEAR_QUESTION,
        LetterKind.PROFILE_NUDGE,
        LetterKind.HOW_IT_GOES,
        LetterKind.PACE,
    }
)
"""What asks something of its reader. An offer is not here: it expires by itself."""

QUIET = "quiet"
UNANSWERED = 3
PATIENCE = timedelta(days=1)
"""So long the third message has to be on the screen."""

_LOOKS_BACK = timedelta(days=60)


def notice(desk: Desk) -> int:
    """Tell the manager of somebody who has not answered three messages, once a silence; of how many there was reason to.

    A sign of life is written down once an hour at most, so that a message of the hour after it counts as answered.
    """
    unanswered: dict[int, list[Letter]] = defaultdict(list)
    people: dict[int, tuple[Person, datetime]] = {}
    for letter, person in _asked_since(desk):
        heard = person.heard_at or person.created_at
        if letter.sent_at is not None and letter.sent_at > heard + HEARD_EVERY:
            unanswered[letter.person_id].append(letter)
            people[letter.person_id] = person, heard
    told = 0
    for person_id, asked in unanswered.items():
        waited = asked[UNANSWERED - 1].sent_at if len(asked) >= UNANSWERED else None
        if waited is None or waited > desk.now - PATIENCE:
            continue
        person, heard = people[person_id]
        request = _about(desk, person_id, asked)
        if request is not None:
            occasion = f"{person.ref}:{int(heard.timestamp())}"
            escalations.raise_(desk, QUIET, request, occasion=occasion)
            told += 1
    return told


def _asked_since(desk: Desk) -> list[tuple[Letter, Person]]:
    """What asked something and arrived after the last sign of life of its reader, in that order."""
    found = desk.session.exec(
        select(Letter, Person)
        .join(Person, col(Person.id) == Letter.person_id)
        .where(
            Letter.state == SENT,
            col(Letter.kind).in_([kind.value for kind in ASKS]),
            col(Letter.sent_at) > desk.now - _LOOKS_BACK,
            col(Letter.sent_at) > func.coalesce(Person.heard_at, Person.created_at),
            col(Person.reachable).is_(True),
        )
        .order_by(col(Letter.sent_at), col(Letter.id)),
    ).all()
    return [(letter, person) for letter, person in found]


def _about(desk: Desk, person_id: int, asked: list[Letter]) -> Request | None:
    """The newest request among these that runs, and that this person asked for or has the job of."""
    for letter in reversed(asked):
        request = desk.session.get(Request, letter.request_id) if letter.request_id else None
        if request is None or request.paused_at is not None or request.state in FINAL:
            continue
        job = progress.running_job(desk, request)
        if person_id == request.requester_id or (job is not None and job.coordinator_id == person_id):
            return request
    return None
