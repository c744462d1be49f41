"""Ladders as data: which rung is next, and when something comes back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendars import Calendar, Wait
from domain.ladder import CODES, Later, Receiver, comes_back_at, next_rung, rung_at, usual_ladder
from domain.policy import Policy

CALENDAR = Calendar(ZoneInfo("Europe/Amsterdam"), is_free=lambda day: day == date(2026, 4, 6))
"""Easter Monday of 2026 is free."""


@pytest.mark.parametrize(
    ("after", "empty", "expected"),
    [
        pytest.param(-1, set(), 0, id="the first"),
        pytest.param(0, set(), 1, id="the next"),
        pytest.param(-1, {Receiver.REGIONAL_MANAGER}, 1, id="the first with somebody"),
        pytest.param(0, {Receiver.DEPUTY}, 2, id="over an empty one"),
        pytest.param(2, set(), None, id="none above the last"),
        pytest.param(7, set(), None, id="none where the ladder became shorter"),
        pytest.param(-1, set(Receiver), None, id="nobody at all"),
    ],
)
def test_the_next_rung_is_the_first_one_with_somebody(
    after: int, empty: set[Receiver], expected: int | None
) -> None:
    assert next_rung(usual_ladder("human"), after, lambda receiver: receiver in empty) == expected


def test_above_the_last_rung_stands_everyone() -> None:
    ladder = usual_ladder("human")
    assert [rung_at(ladder, number).receiver for number in range(5)] == [
        Receiver.REGIONAL_MANAGER,
        Receiver.DEPUTY,
        Receiver.HELPDESK,
        Receiver.EVERYONE,
        Receiver.EVERYONE,
    ]
    assert rung_at(ladder, 9).wait == ladder.rungs[-1].wait


def test_danger_counts_the_hours_on_the_wall_and_everything_else_office_hours() -> None:
    danger = usual_ladder("danger")
    assert (danger.code, danger.urgent) == ("E-1", True)
    assert [rung.wait for rung in danger.rungs] == [Wait(timedelta(hours=1))] * 3
    for kind in (*CODES, "unheard of"):
        if kind != "danger":
            ladder = usual_ladder(kind)
            assert (ladder.urgent, ladder.taken.office) == (False, True)
            assert all(rung.wait.office for rung in ladder.rungs)


def test_a_kind_that_no_file_names_has_the_usual_ladder() -> None:
    assert Policy().ladder("unheard of") == usual_ladder("unheard of")
    assert usual_ladder("unheard of").code == ""


@pytest.mark.parametrize(
    ("later", "now", "back"),
    [
        pytest.param(Later.MORNING, (2026, 3, 3, 9), (2026, 3, 4, 8), id="tomorrow at nine"),
        pytest.param(Later.MORNING, (2026, 3, 3, 23, 30), (2026, 3, 5, 8), id="after midnight in Amsterdam"),
        pytest.param(Later.MORNING, (2026, 3, 6, 9), (2026, 3, 9, 8), id="over the weekend"),
        pytest.param(Later.MORNING, (2026, 4, 3, 9), (2026, 4, 7, 7), id="over Easter, in summer time"),
        pytest.param(Later.THREE_DAYS, (2026, 3, 27, 9), (2026, 3, 30, 7), id="over the change of the clock"),
        pytest.param(Later.THREE_DAYS, (2026, 3, 3, 9), (2026, 3, 6, 8), id="three days"),
    ],
)
def test_later_comes_back_when_the_office_opens(
    later: Later, now: tuple[int, ...], back: tuple[int, ...]
) -> None:
    moment = datetime(*now, tzinfo=UTC)  # type: ignore[misc,arg-type]
    assert comes_back_at(later, moment, CALENDAR) == datetime(*back, tzinfo=UTC)  # type: ignore[misc,arg-type]
