"""Asking in waves: whom the manager chose first, then the next of the shortlist, until somebody says yes."""

from collections.abc import Sequence
from datetime import datetime

from domain.offers import OfferState
from domain.policy import Policy

_STILL_TO_ASK = frozenset({OfferState.PREPARED, OfferState.WITHDRAWN})
_ANSWERS = frozenset({OfferState.DECLINED, OfferState.ACCEPTED, OfferState.EXCLUDED})
_IN_A_ROW = 3


def next_wave_at(asked_at: datetime, *, urgent: bool, policy: Policy) -> datetime:
    """When the next are asked if nobody said yes: after 24 hours, urgent after 4."""
    return asked_at + (policy.wave_wait_urgent if urgent else policy.wave_wait)


def was_asked(state: OfferState) -> bool:
    """Whether this person had their turn; who was only chosen, or had no time to answer, did not."""
    return state not in _STILL_TO_ASK


def declined_in_a_row(answers: Sequence[OfferState]) -> bool:
    """Whether the newest three answers to a request were no; `answers` stand oldest first, silence is no answer."""
    said = [state for state in answers if state in _ANSWERS][-_IN_A_ROW:]
    return len(said) == _IN_A_ROW and set(said) == {OfferState.DECLINED}
