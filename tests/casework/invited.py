"""Guests for tests: somebody with an invitation, and what they and others are told of it."""

from casework import circle_rows
from casework.envelopes import Envelope
from casework.letters import LetterKind
from domain.circle import Tally
from scheduler.rendering import render
from storage.arrivals import Caller
from tests.circles import joins
from tests.office import Case, Office


def invited(office: Office, case: Case) -> tuple[Caller, str]:
    """Somebody who opened their invitation."""
    caller = office.newcomer()
    return caller, joins(office, case, caller)


def counts(office: Office, case: Case) -> Tally:
    """How many people of the circle said what."""
    return office.do(circle_rows.counts, office.the_request(case))


def sent(office: Office, kind: LetterKind, to: Caller) -> object:
    """The newest letter of this kind to them as it is said now; None when there is nothing to say any more."""
    letter = office.letters(kind, to)[-1]
    return office.do(render, Envelope(1, office.again(to), letter.kind, letter.subject, letter.facts))
