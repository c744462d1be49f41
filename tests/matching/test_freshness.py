from datetime import date, timedelta

import pytest

from bot.texts.translating import speaking
from casework import clock, freshness, profiles
from casework.confidences import Told, keep, read
from casework.letters import LetterKind
from casework.outbox import Envelope
from casework.pool import candidates
from casework.stops import Stop
from domain.freshness import Expiry, Paper, is_away
from domain.policy import Policy
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.people import Person, Profile
from storage.vault import Vault
from tests.office import Office

LAST = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("days_before", "stage"),
    [
        pytest.param(31, None, id="long before"),
        pytest.param(30, 30, id="a month before"),
        pytest.param(8, 30, id="between"),
        pytest.param(7, 7, id="a week before"),
        pytest.param(0, 7, id="on the last day"),
        pytest.param(-1, 0, id="the day after"),
        pytest.param(-900, 0, id="years after"),
    ],
)
def test_a_nudge_comes_a_month_and_a_week_before_and_when_it_is_over(
    days_before: int, stage: int | None
) -> None:
    assert Expiry(Paper.CERTIFICATE, LAST).stage(LAST - timedelta(days=days_before)) == stage


@pytest.mark.parametrize(
    ("day", "away"),
    [
        (date(2026, 7, 1), True),
        (date(2026, 7, 14), True),
        (date(2026, 6, 30), False),
        (date(2026, 7, 15), False),
    ],
)
def test_holidays_count_from_the_first_day_to_the_last(day: date, away: bool) -> None:
    assert is_away(day, away_from=date(2026, 7, 1), away_until=date(2026, 7, 14)) is away
    assert not is_away(day, away_from=None, away_until=None)


def _with_certificate(office: Office, **left: float) -> Caller:
    someone = office.coordinator()
    with office.writing() as session:
        profile = session.get_one(Profile, someone.id)
        profile.certificate_until = (office.now + timedelta(**left)).date()
        session.add(profile)
    return someone


def _nudges(office: Office) -> list[str]:
    office.do(clock.tidy)
    return [letter.facts["paper"] for letter in office.letters(LetterKind.PROFILE_NUDGE)]


def test_a_certificate_that_runs_out_is_told_three_times_and_then_offers_pause(office: Office) -> None:
    someone = _with_certificate(office, days=40)
    assert _nudges(office) == []
    told = []
    for days in (10, 5, 18, 7, 1, 1, 5):
        office.advance(days=days)
        told.append(len(_nudges(office)))
    assert told == [1, 1, 2, 2, 3, 3, 3]
    assert office.do(profiles.own_for, caller=someone).stops == (Stop.CERTIFICATE,)


def test_a_profile_that_nobody_looked_at_for_a_year_pauses_until_its_owner_does(office: Office) -> None:
    someone = office.coordinator()
    office.advance(days=Policy().profile_counts.days + 1)
    assert _nudges(office) == ["profile"]
    (before,), _ = office.do(candidates)
    assert before.paused
    assert office.do(profiles.confirm, caller=someone).stops == ()
    (after,), _ = office.do(candidates)
    assert not after.paused


def test_whoever_wants_no_offers_is_left_in_peace(office: Office) -> None:
    someone = _with_certificate(office, days=3)
    office.do(profiles.set_available, caller=someone, available=False)
    assert _nudges(office) == []


def test_a_nudge_is_worded_when_it_is_sent_and_only_if_it_still_holds(office: Office) -> None:
    someone = _with_certificate(office, days=7)
    _nudges(office)
    (letter,) = office.letters(LetterKind.PROFILE_NUDGE)
    envelope = Envelope(letter.id or 0, someone, letter.kind, letter.subject, letter.facts)
    with speaking("en"):
        screen = office.do(render, envelope)
    assert screen is not None
    assert "10" in screen.text
    page = office.do(profiles.open_part, caller=someone, form="certificate")
    page = office.say(someone, "1-2-2028")
    office.do(profiles.finish_part, caller=someone, form="certificate", revision=page.revision)
    assert office.do(render, envelope) is None


def test_marks_are_made_anew_when_there_is_a_new_master_key(office: Office) -> None:
    someone = office.coordinator()
    with office.writing() as session:
        person, profile = session.get_one(Person, someone.id), session.get_one(Profile, someone.id)
        keep(office.desk(session), person, profile, Told(ties=("Wijkteam",)))
        session.add(profile)
    office.vault = Vault([bytes(32), bytes(range(32))])
    assert office.do(freshness.renew_marks) == 1
    assert office.do(freshness.renew_marks) == 0
    with office.writing() as session:
        person, profile = session.get_one(Person, someone.id), session.get_one(Profile, someone.id)
        assert profile.tie_marks == [office.vault.mark("body", "wijkteam")]
        assert read(office.desk(session), person, profile).ties == ("Wijkteam",)
