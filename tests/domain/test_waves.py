"""Asking in waves: when the next are asked, who had their turn, and when a manager must hear of it."""

from datetime import UTC, datetime, timedelta

import pytest

from domain import waves
from domain.offers import OfferState, may_undo
from domain.policy import Policy

_NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
_YES, _NO, _SILENT = OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED


@pytest.mark.parametrize(
    ("urgent", "wait"),
    [
        pytest.param(False, timedelta(hours=24), id="a day"),
        pytest.param(True, timedelta(hours=4), id="four hours when it is urgent"),
    ],
)
def test_the_next_are_asked_after(urgent: bool, wait: timedelta) -> None:
    assert waves.next_wave_at(_NOW, urgent=urgent, policy=Policy()) == _NOW + wait


def test_who_was_chosen_only_or_had_no_time_to_answer_may_be_asked() -> None:
    assert {state for state in OfferState if not waves.was_asked(state)} == {
        OfferState.PREPARED,
        OfferState.WITHDRAWN,
    }


@pytest.mark.parametrize(
    ("answers", "raised"),
    [
        pytest.param([], False, id="nobody answered"),
        pytest.param([_NO, _NO], False, id="two"),
        pytest.param([_NO, _NO, _NO], True, id="three"),
        pytest.param([_NO, _SILENT, _NO, _SILENT, _NO], True, id="silence is no answer"),
        pytest.param([_NO, _NO, _YES, _NO], False, id="a yes in between, handed back"),
        pytest.param([_YES, _NO, _NO, _NO], True, id="the newest count"),
        pytest.param([_NO, _NO, OfferState.WITHDRAWN], False, id="who was no longer needed said nothing"),
    ],
)
def test_three_in_a_row(answers: list[OfferState], raised: bool) -> None:
    assert waves.declined_in_a_row(answers) is raised


@pytest.mark.parametrize(
    ("seconds", "step", "possible"),
    [
        pytest.param(0, 0, True, id="at once"),
        pytest.param(119, 0, True, id="within two minutes"),
        pytest.param(120, 0, False, id="after two minutes"),
        pytest.param(60, 30, False, id="something was done"),
        pytest.param(60, None, True, id="no step is known"),
    ],
)
def test_a_yes_can_be_undone(seconds: int, step: int | None, possible: bool) -> None:
    last = None if step is None else _NOW + timedelta(seconds=step)
    now = _NOW + timedelta(seconds=seconds)
    assert may_undo(_NOW, last_step_at=last, now=now, wait=Policy().undo) is possible
