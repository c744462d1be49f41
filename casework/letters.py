"""Writing to other people: a row in the outbox, in the transaction that causes it (design.md 4.3)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import col, select, update

from casework.desk import Desk
from domain.people import Action, Role, may
from storage.arrivals import Caller
from storage.outbox import DROPPED, WAITING, Letter
from storage.people import Person
from storage.requests import Request

WRITTEN = "letters written"
"""In the session's notes: whether the courier has something to fetch after the commit."""


FALLBACK = (Role.HELPDESK, Role.ADMIN)
"""Who is told where a region has no manager."""


class LetterKind(StrEnum):
    """What a letter says; the words are made when it is sent, in the reader's language of that moment."""

    REQUEST_CARD = "request_card"
    OFFER_CARD = "offer_card"
    NOBODY_LEFT = "nobody_left"
    COORDINATOR_FOUND = "coordinator_found"
    MATCHED = "matched"
    COORDINATOR_CHANGES = "coordinator_changes"
    HANDED_BACK = "handed_back"
    UNDONE = "undone"
    SOMEONE_ELSE = "someone_else"
    MEETING_SET = "meeting_set"
    PLAN_SENT = "plan_sent"
    NUDGE = "nudge"
    ESCALATION = "escalation"
    PAUSED = "paused"
    WENT_ON = "went_on"
    REQUEST_ENDED = "request_ended"
    REQUEST_CLOSED = "request_closed"
    JOB_ENDED = "job_ended"
    MESSAGE = "message"
    PROFILE_NUDGE = "profile_nudge"
    NEAR_QUESTION = "near_question"
    NEAR_ANSWERED = "near_answered"
    ASKED_AGAIN = "asked_again"


def write(
    desk: Desk,
    person_id: int,
    kind: LetterKind,
    *,
    subject: str,
    request: Request | None = None,
    occasion: str = "",
    card: bool = False,
    facts: dict[str, Any] | None = None,
    nudge: bool = False,
    urgent: bool = False,
    not_before: datetime | None = None,
) -> None:
    """Put a letter in the outbox, once per occasion: the same kind, subject, person and occasion is one letter."""
    key = f"{kind}:{subject}:{person_id}:{occasion or desk.now.isoformat()}"
    if desk.session.exec(select(Letter.id).where(Letter.key == key)).first() is not None:
        return
    desk.session.info[WRITTEN] = True
    desk.session.add(
        Letter(
            key=key,
            person_id=person_id,
            kind=kind.value,
            subject=subject,
            facts=facts or {},
            card=f"{kind}:{subject}" if card else None,
            request_id=request.id if request else None,
            nudge=nudge,
            urgent=urgent,
            not_before=not_before or desk.now,
            created_at=desk.now,
        ),
    )


def managers_of(desk: Desk, region: str | None) -> list[int]:
    """Who is told about a region: its managers; else the helpdesk and the admins; else every manager there is."""
    people = select(Person.id).where(col(Person.reachable).is_(True))
    managers = desk.session.exec(
        people.where(Person.role == Role.REGIONAL_MANAGER.value, Person.region == region).order_by(
            col(Person.id)
        ),
    ).all()
    if not managers:
        managers = desk.session.exec(
            people.where(col(Person.role).in_([role.value for role in FALLBACK])).order_by(col(Person.id))
        ).all()
    if not managers:
        anyone = people.where(Person.role == Role.REGIONAL_MANAGER.value)
        managers = desk.session.exec(anyone.order_by(col(Person.id))).all()
    return [person_id for person_id in managers if person_id is not None]


def looks_after(desk: Desk, caller: Caller, region: str | None) -> bool:
    """Whether the caller is who hears of this region, and so may see what happens there.

    What belongs to no region yet (someone asks for a person before saying where) is for every manager.
    """
    if not may(caller.role, Action.SEE_REGION):
        return False
    manages = caller.role is Role.REGIONAL_MANAGER and caller.region == region
    return region is None or manages or caller.id in managers_of(desk, region)


def tell_managers(
    desk: Desk, request: Request, kind: LetterKind, *, occasion: str = "", card: bool = False
) -> None:
    """One letter to each manager of the request's region."""
    for manager_id in managers_of(desk, request.region):
        write(desk, manager_id, kind, subject=request.ref, request=request, occasion=occasion, card=card)


def tell_requester(
    desk: Desk,
    request: Request,
    kind: LetterKind,
    *,
    facts: dict[str, Any] | None = None,
    not_before: datetime | None = None,
) -> None:
    """One letter to whoever asked for the conference."""
    write(
        desk,
        request.requester_id,
        kind,
        subject=request.ref,
        request=request,
        facts=facts,
        not_before=not_before,
    )


def take_back(desk: Desk, request: Request, kind: LetterKind) -> None:
    """Drop a letter about a request that was not sent yet, because it is no longer true."""
    desk.session.exec(
        update(Letter)
        .where(
            col(Letter.request_id) == request.id, col(Letter.kind) == kind.value, col(Letter.state) == WAITING
        )
        .values(state=DROPPED, facts={}),
    )
