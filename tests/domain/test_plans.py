"""The plan: when lines may be written, what can still be asked, and when the words are deleted."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.plans import (
    KEPT,
    TIME_TO_LOOK,
    Gap,
    Line,
    LineKind,
    gaps,
    in_languages,
    is_done,
    may_write,
    own_reminder_at,
    review_at,
)
from domain.requests import State

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WRITTEN = {State.HELD, State.PLAN_PENDING, State.PLAN_ACCEPTED, State.FOLLOW_UP_DUE}


def _line(number: int, kind: LineKind = LineKind.PROMISE, **named: object) -> Line:
    by, checks = named.get("by"), named.get("checks")
    return Line(
        f"LINE{number}",
        number,
        kind,
        "what",
        "who",
        by if isinstance(by, date) else None,
        None if checks is None else str(checks),
    )


def _may(state: State, **facts: object) -> bool:
    outcome = facts.get("outcome")
    moments = {name: facts.get(name) for name in ("meeting_at", "private_from", "private_until")}
    told = {name: value if isinstance(value, datetime) else None for name, value in moments.items()}
    return may_write(state, outcome=None if outcome is None else str(outcome), **told, now=NOW)


@pytest.mark.parametrize("state", list(State))
def test_after_the_meeting_lines_are_written_until_the_follow_up_was_done(state: State) -> None:
    assert _may(state) is (state in WRITTEN)
    assert not _may(state, outcome="no_plan")


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        pytest.param({}, False, id="no day yet"),
        pytest.param({"meeting_at": NOW + HOUR}, False, id="before the hour"),
        pytest.param({"meeting_at": NOW}, True, id="at the hour"),
        pytest.param({"meeting_at": NOW - HOUR, "private_from": NOW - HOUR}, False, id="among themselves"),
        pytest.param({"private_from": NOW - 12 * HOUR}, True, id="nobody ended it"),
        pytest.param({"private_from": NOW - HOUR, "private_until": NOW}, True, id="the plan is there"),
    ],
)
def test_on_the_day_lines_are_written_after_the_private_part(
    facts: dict[str, datetime], allowed: bool
) -> None:
    assert _may(State.SCHEDULED, **facts) is allowed


def test_while_people_go_among_themselves_once_more_nothing_is_written() -> None:
    assert not _may(State.PLAN_PENDING, private_from=NOW - HOUR)


def test_what_is_not_said_yet_can_be_asked() -> None:
    day = date(2026, 4, 1)
    assert gaps([]) == {}
    assert gaps([_line(1, by=day, checks="x"), _line(2, LineKind.CONTACT)]) == {}
    assert gaps([_line(1, checks="x"), _line(2, by=day), _line(3, LineKind.HELP)]) == {
        Gap.WHEN: (1,),
        Gap.WHO_NOTICES: (2,),
        Gap.CONTACT: (),
    }


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (("ar",), {"ar"}),
        (("ti", "ar"), {"ar"}),
        (("pt-BR",), {"pt-BR"}),
        (("pt",), {"pt-BR"}),
        (("pt-PT", "pl"), {"pt-BR"}),
        (("nl",), set()),
        ((), set()),
    ],
    ids=str,
)
def test_a_line_beside_is_for_who_reads_its_language(tags: tuple[str, ...], found: set[str]) -> None:
    assert set(in_languages({"ar": "x", "pt-BR": "y"}, tags)) == found


@pytest.mark.parametrize(
    ("handed_ago", "fetched_ago", "everyone", "settled", "done"),
    [
        pytest.param(KEPT, None, False, False, True, id="two weeks"),
        pytest.param(KEPT - HOUR, TIME_TO_LOOK, False, True, False, id="somebody has not fetched it"),
        pytest.param(HOUR, None, True, True, False, id="nobody looked"),
        pytest.param(2 * TIME_TO_LOOK, TIME_TO_LOOK, True, True, True, id="everybody looked"),
        pytest.param(2 * TIME_TO_LOOK, TIME_TO_LOOK - HOUR, True, True, False, id="somebody just looked"),
        pytest.param(2 * TIME_TO_LOOK, TIME_TO_LOOK, True, False, False, id="not accepted yet"),
    ],
)
def test_the_words_are_deleted_when_everybody_has_them_or_after_two_weeks(
    handed_ago: timedelta, fetched_ago: timedelta | None, everyone: bool, settled: bool, done: bool
) -> None:
    assert (
        is_done(
            handed_at=NOW - handed_ago,
            last_fetched_at=None if fetched_ago is None else NOW - fetched_ago,
            everyone=everyone,
            settled=settled,
            now=NOW,
        )
        is done
    )


def test_somebody_is_reminded_at_nine_in_the_morning_also_after_the_clock_changed() -> None:
    at = own_reminder_at(date(2026, 3, 29), ZONE, now=NOW)
    assert at is not None
    assert at.astimezone(UTC) == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
    assert own_reminder_at(date(2026, 3, 28), ZONE, now=NOW) is None
    assert own_reminder_at(None, ZONE, now=NOW) is None


def test_three_months_later_it_is_the_same_day_of_the_week() -> None:
    at = review_at(datetime(2026, 3, 3, 23, 30, tzinfo=UTC), ZONE)
    assert (at.isoformat(), at.weekday()) == ("2026-06-03T09:00:00+02:00", 2)
