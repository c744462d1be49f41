"""The life of an offer, the five questions about independence, and the reasons to decline (domain.md 1.5 and 2)."""

from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import NotIndependentError, OfferClosedError, QuestionsOpenError, WrongMoveError


class OfferState(StrEnum):
    """Where an offer to one coordinator stands."""

    PREPARED = "prepared"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    EXCLUDED = "excluded"


class OfferEvent(StrEnum):
    """What may happen to an offer."""

    SEND = "send"
    SEE = "see"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    REOPEN = "reopen"
    EXCLUDE = "exclude"


class DeclineReason(StrEnum):
    """Why a coordinator says no; a code only, never a story."""

    NO_TIME = "no_time"
    CONFLICT = "conflict"
    DISTANCE = "distance"
    LANGUAGE = "language"
    SCOPE = "scope"
    PERSONAL = "personal"
    NONE_GIVEN = "none_given"


class Independence(StrEnum):
    """The five questions before accepting; one *yes* and the offer goes to someone else (seeds S1, S3)."""

    EMPLOYER = "employer"
    KNOWS_SOMEONE = "knows_someone"
    HELPED_BEFORE = "helped_before"
    SAME_COMMUNITY = "same_community"
    STAKE = "stake"


QUESTIONS = tuple(Independence)
OPEN = frozenset({OfferState.SENT, OfferState.SEEN})

MOVES: dict[tuple[OfferState, OfferEvent], OfferState] = {
    (OfferState.PREPARED, OfferEvent.SEND): OfferState.SENT,
    (OfferState.PREPARED, OfferEvent.WITHDRAW): OfferState.WITHDRAWN,
    (OfferState.SENT, OfferEvent.SEE): OfferState.SEEN,
    (OfferState.SEEN, OfferEvent.SEE): OfferState.SEEN,
    (OfferState.SEEN, OfferEvent.ACCEPT): OfferState.ACCEPTED,
    (OfferState.ACCEPTED, OfferEvent.UNDO): OfferState.SEEN,
    (OfferState.ACCEPTED, OfferEvent.EXCLUDE): OfferState.EXCLUDED,
    (OfferState.WITHDRAWN, OfferEvent.REOPEN): OfferState.SENT,
    **{
        (state, event): target
        for state in OPEN
        for event, target in (
            (OfferEvent.DECLINE, OfferState.DECLINED),
            (OfferEvent.EXPIRE, OfferState.EXPIRED),
            (OfferEvent.WITHDRAW, OfferState.WITHDRAWN),
        )
    },
}
"""Every allowed move. An offer is accepted only after it was looked at, for the questions come in between."""


def move(state: OfferState, event: OfferEvent) -> OfferState:
    """The state after `event`.

    Raises:
        OfferClosedError: the offer is no longer open.
        WrongMoveError: it is open, but this cannot happen yet.
    """
    target = MOVES.get((state, event))
    if target is not None:
        return target
    if state in OPEN or state is OfferState.PREPARED:
        raise WrongMoveError(state=state.value, event=event.value)
    raise OfferClosedError


def next_question(answered: int) -> Independence | None:
    """The question that comes after `answered` times *no*; None when all five were answered."""
    return QUESTIONS[answered] if answered < len(QUESTIONS) else None


def check_independence(answered: int, *, tie: bool) -> None:
    """Allow an acceptance.

    Raises:
        NotIndependentError: the coordinator declared a tie.
        QuestionsOpenError: fewer than five questions were answered.
    """
    if tie:
        raise NotIndependentError
    if answered < len(QUESTIONS):
        raise QuestionsOpenError


def expires_at(sent_at: datetime, *, wait: timedelta) -> datetime:
    """When the offer closes by itself (24 h, urgent 4 h: domain.md 1.3)."""
    return sent_at + wait


def may_undo(accepted_at: datetime, *, last_step_at: datetime | None, now: datetime, wait: timedelta) -> bool:
    """Whether an acceptance can still be taken back: for a short while, as long as nothing was done with it."""
    untouched = last_step_at is None or last_step_at <= accepted_at
    return untouched and now < accepted_at + wait
