"""Voices: until when somebody can be heard at a meeting, and on whose card there may be one."""

from datetime import date

import pytest

from domain.circle import Part, Standing
from domain.deciding import GATHERING
from domain.requests import State
from domain.voices import is_to_come, may_have_voice

TODAY, TOMORROW, YESTERDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 21)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("meeting_on", [None, TODAY, TOMORROW], ids=["no day yet", "today", "tomorrow"])
def test_somebody_can_be_heard_until_the_meeting_is_recorded(state: State, meeting_on: date | None) -> None:
    assert is_to_come(state, meeting_on, today=TODAY) is (state in GATHERING)


@pytest.mark.parametrize("state", State)
def test_on_a_later_day_nobody_is_heard_any_more(state: State) -> None:
    assert not is_to_come(state, YESTERDAY, today=TODAY)


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("on_paper", [True, False])
def test_only_a_child_who_comes_and_opens_the_card_here_hears_a_voice(
    part: Part, standing: Standing, *, on_paper: bool
) -> None:
    expected = (part, standing, on_paper) == (Part.CHILD, Standing.AGREED, False)
    assert may_have_voice(part, standing, on_paper=on_paper) is expected
