"""Writing to other people: a row in the outbox, in the transaction that causes it (design.md 4.3)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import col, delete, select, update

from casework import posts
from casework.desk import Desk
from domain.ladder import Receiver
from domain.people import Action, Role, may
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import DROPPED, GATHERED, UNREACHABLE, WAITING, Letter
from storage.requests import Request

WRITTEN = "letters written"
"""In the session's notes: whether the courier has something to fetch after the commit."""

ANEW = "anew"
"""Among the facts of a card: it comes as a new message, for an edit makes no sound."""


class LetterKind(StrEnum):
    """What a letter says; the words are made when it is sent, in the reader's language of that moment."""

    REQUEST_CARD = "request_card"
    OFFER_CARD = "offer_card"
    NOBODY_LEFT = "nobody_left"
    COORDINATOR_FOUND = "coordinator_found"
    MATCHED = "matched"
    COORDINATOR_CHANGES = "coordinator_changes"
    CONSENT_CHANGED = "consent_changed"
    HANDED_BACK = "handed_back"
    UNDONE = "undone"
    SOMEONE_ELSE = "someone_else"
    MEETING_SET = "meeting_set"
    PLAN_SENT = "plan_sent"
    NUDGE = "nudge"
    PACE = "pace"
    ESCALATION = "escalation"
    STANDING_IN = "standing_in"
    PAUSED = "paused"
    WENT_ON = "went_on"
    REQUEST_ENDED = "request_ended"
    REQUEST_CLOSED = "request_closed"
    JOB_ENDED = "job_ended"
    MESSAGE = "message"
    GATHERED = "gathered"
    INCIDENT = "incident"
    DIGEST = "digest"
    PROFILE_NUDGE = "profile_nudge"
    NEAR_QUESTION = "near_question"
    NEAR_ANSWERED = "near_answered"
    HOW_IT_GOES = "how_it_goes"
    ASKED_AGAIN = "asked_again"
    CIRCLE_ASKED = "circle_asked"
    CIRCLE_DECIDED = "circle_decided"
    INVITATION = "invitation"
    SUGGESTED = "suggested"
    PRIVATE_TOLD = "private_told"
    GUEST_UNREACHED = "guest_unreached"
    DAYS_ASKED = "days_asked"
    DAY_CHOSEN = "day_chosen"
    EVENING_BEFORE = "evening_before"
    CIRCLE_OVER = "circle_over"
    PLAN_ASKED = "plan_asked"
    PLAN_ANSWERED = "plan_answered"
    PLAN_READY = "plan_ready"
    OWN_REMINDER = "own_reminder"
    REVIEW = "review"
    CONDITIONS_KNOWN = "conditions_known"
    PLAN_TO_ACCEPT = "plan_to_accept"
    ACCEPTANCE_ANSWERED = "acceptance_answered"
    ACCEPTANCE_SILENT = "acceptance_silent"
    PLACE_ASKED = "place_asked"
    MAIN_PERSON_SAID = "main_person_said"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    OWN_ROLE_ENDED = "own_role_ended"
    SECOND_STEP_RESET = "second_step_reset"
    TO_COORDINATORS = "to_coordinators"


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
    """Who is told about a region: its managers, and for who is away their substitute; where nobody is, who is next.

    That is the helpdesk and the admins; else every manager there is.
    """
    for receiver in (Receiver.REGIONAL_MANAGER, Receiver.HELPDESK):
        found = posts.receivers(desk, region, receiver)
        if found:
            return found
    return posts.receivers(desk, region, Receiver.EVERYONE)


def looks_after(desk: Desk, caller: Caller, region: str | None, *, about: int | None = None) -> bool:
    """Whether the caller is who hears of this region, and so may see what happens there.

    What belongs to no region yet (someone asks for a person before saying where) is for every manager. Whoever has
    taken an escalation about the request of the id `about` may see that one too, until it is done (decision 28).
    """
    if not may(caller.role, Action.SEE_REGION):
        return False
    manages = caller.role is Role.REGIONAL_MANAGER and (
        region is None or caller.region == desk.regions.manager_of(region)
    )
    return (
        region is None or manages or caller.id in managers_of(desk, region) or _has_taken(desk, caller, about)
    )


def _has_taken(desk: Desk, caller: Caller, request_id: int | None) -> bool:
    if request_id is None:
        return False
    found = select(Escalation.id).where(
        Escalation.request_id == request_id,
        Escalation.taken_by == caller.id,
        col(Escalation.done_at).is_(None),
    )
    return desk.session.exec(found).first() is not None


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


def may_repeat(desk: Desk, request: Request, kind: LetterKind) -> None:
    """What was dropped before it was sent, as it is while there is danger, may be written once more for its occasion."""
    desk.session.exec(
        delete(Letter).where(
            col(Letter.request_id) == request.id, col(Letter.kind) == kind.value, col(Letter.state) == DROPPED
        )
    )


def take_back(desk: Desk, request: Request, kind: LetterKind) -> None:
    """Drop a letter about a request that was not sent yet, because it is no longer true."""
    desk.session.exec(
        update(Letter)
        .where(
            col(Letter.request_id) == request.id,
            col(Letter.kind) == kind.value,
            col(Letter.state).in_([WAITING, UNREACHABLE, GATHERED]),
        )
        .values(state=DROPPED, facts={}),
    )
