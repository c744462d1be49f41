"""The life of an offer, written out a second time, and the five questions."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import NotIndependentError, OfferClosedError, QuestionsOpenError, WrongMoveError
from domain.offers import (
    MOVES,
    OPEN,
    QUESTIONS,
    Independence,
    OfferEvent,
    OfferState,
    check_independence,
    expires_at,
    may_undo,
    move,
    next_question,
)

_CLOSING = {
    OfferEvent.DECLINE: OfferState.DECLINED,
    OfferEvent.EXPIRE: OfferState.EXPIRED,
    OfferEvent.WITHDRAW: OfferState.WITHDRAWN,
}
ALLOWED: dict[OfferState, dict[OfferEvent, OfferState]] = {
    OfferState.PREPARED: {OfferEvent.SEND: OfferState.SENT, OfferEvent.WITHDRAW: OfferState.WITHDRAWN},
    OfferState.SENT: {OfferEvent.SEE: OfferState.SEEN, **_CLOSING},
    OfferState.SEEN: {OfferEvent.SEE: OfferState.SEEN, OfferEvent.ACCEPT: OfferState.ACCEPTED, **_CLOSING},
    OfferState.ACCEPTED: {OfferEvent.UNDO: OfferState.SEEN, OfferEvent.EXCLUDE: OfferState.EXCLUDED},
    OfferState.DECLINED: {},
    OfferState.EXPIRED: {},
    OfferState.WITHDRAWN: {OfferEvent.REOPEN: OfferState.SENT},
    OfferState.EXCLUDED: {},
}
CLOSED = set(OfferState) - OPEN - {OfferState.PREPARED}


@pytest.mark.parametrize("event", OfferEvent)
@pytest.mark.parametrize("state", OfferState)
def test_every_event_moves_an_offer_as_the_table_says_or_is_refused(
    state: OfferState, event: OfferEvent
) -> None:
    target = ALLOWED[state].get(event)
    if target is not None:
        assert move(state, event) is target
        return
    with pytest.raises(OfferClosedError if state in CLOSED else WrongMoveError):
        move(state, event)


@pytest.mark.parametrize("state", sorted(OPEN | {OfferState.PREPARED}))
def test_every_offer_can_be_closed(state: OfferState) -> None:
    assert CLOSED & {target for (origin, _), target in MOVES.items() if origin is state}


def test_an_offer_is_not_accepted_unseen() -> None:
    with pytest.raises(WrongMoveError):
        move(OfferState.SENT, OfferEvent.ACCEPT)


@pytest.mark.parametrize(("answered", "question"), [*enumerate(Independence), (5, None), (6, None)])
def test_the_questions_come_one_by_one(answered: int, question: Independence | None) -> None:
    assert next_question(answered) is question


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) == 5


def test_five_times_no_is_independent() -> None:
    check_independence(5, tie=False)


@pytest.mark.parametrize("answered", range(5))
def test_fewer_than_five_answers_are_not_enough(answered: int) -> None:
    with pytest.raises(QuestionsOpenError):
        check_independence(answered, tie=False)


@pytest.mark.parametrize("answered", range(6))
def test_one_tie_is_enough_to_refuse_whatever_else_was_answered(answered: int) -> None:
    with pytest.raises(NotIndependentError):
        check_independence(answered, tie=True)


def test_an_offer_closes_when_its_time_has_passed() -> None:
    sent_at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert expires_at(sent_at, wait=timedelta(hours=4)) == datetime(2026, 11, 22, 13, 30, tzinfo=UTC)


ACCEPTED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("last_step_at", "after", "possible"),
    [
        pytest.param(None, timedelta(0), True, id="at once"),
        pytest.param(None, timedelta(seconds=119), True, id="in the last second"),
        pytest.param(None, timedelta(seconds=120), False, id="as the time ends"),
        pytest.param(None, timedelta(hours=1), False, id="an hour later"),
        pytest.param(ACCEPTED_AT, _SECOND, True, id="with no step since"),
        pytest.param(ACCEPTED_AT - _SECOND, _SECOND, True, id="with a step of an earlier time"),
        pytest.param(ACCEPTED_AT + _SECOND, _SECOND, False, id="after a step"),
        pytest.param(ACCEPTED_AT + _SECOND, timedelta(hours=1), False, id="after a step and its time"),
    ],
)
def test_an_acceptance_is_taken_back_for_a_short_while_as_long_as_nothing_was_done(
    last_step_at: datetime | None, after: timedelta, possible: bool
) -> None:
    now, wait = ACCEPTED_AT + after, timedelta(minutes=2)
    assert may_undo(ACCEPTED_AT, last_step_at=last_step_at, now=now, wait=wait) is possible


def test_more_answers_than_there_are_questions_are_enough() -> None:
    check_independence(6, tie=False)
