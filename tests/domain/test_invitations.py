"""When an invitation is open, when somebody is reminded, and what the secret of a link looks like."""

from datetime import UTC, datetime, timedelta

import pytest

from domain import invitations
from domain.circle import Standing
from domain.invitations import REMINDER
from domain.requests import State

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_only_who_is_agreed_on_reads_it_and_only_before_the_meeting() -> None:
    closed = {
        State.HELD,
        State.PLAN_ACCEPTED,
        State.NO_PLAN,
        State.FOLLOW_UP_DUE,
        State.FOLLOW_UP_DONE,
        State.REGISTERED,
        State.CLOSED,
        State.ENDED,
    }
    assert {state for state in State if not invitations.is_open(Standing.AGREED, state)} == closed
    for standing in (Standing.PROPOSED, Standing.REFUSED, Standing.AWAY):
        assert not any(invitations.is_open(standing, state) for state in State)


@pytest.mark.parametrize(
    ("waited", "meeting_in", "due"),
    [
        pytest.param(REMINDER - HOUR, None, False, id="too early"),
        pytest.param(REMINDER, None, True, id="three days"),
        pytest.param(REMINDER, HOUR, True, id="the meeting is soon"),
        pytest.param(REMINDER, timedelta(0), False, id="it begins now"),
        pytest.param(REMINDER, -HOUR, False, id="it has begun"),
    ],
)
def test_the_reminder(waited: timedelta, meeting_in: timedelta | None, *, due: bool) -> None:
    meeting_at = None if meeting_in is None else NOW + meeting_in
    assert invitations.reminder_is_due(opened_at=NOW - waited, meeting_at=meeting_at, now=NOW) is due


def test_a_meeting_that_was_held_is_not_the_one_people_are_invited_to() -> None:
    assert invitations.meets_at(None, None) is None
    assert invitations.meets_at(NOW, None) == NOW
    assert invitations.meets_at(NOW, NOW) is None
    assert invitations.meets_at(NOW + HOUR, NOW) == NOW + HOUR


def test_the_secret_of_an_invitation_is_known_for_one_and_fits_in_a_link() -> None:
    secret = invitations.secret("t" * 43)
    assert invitations.is_secret(secret)
    assert len(secret) <= 64
    assert not any(map(invitations.is_secret, ("", "g", "g" * 43, "t" * 44, "g" * 45)))
