"""Who is invited is the main person's to decide; what was a matter of safety is talked about first."""

import pytest

from domain.circle import MOST, Standing
from domain.circle_errors import KeptAwayError
from domain.deciding import after_no, after_yes, brought_back, has_room

PROPOSED, AGREED, REFUSED, AWAY = Standing.PROPOSED, Standing.AGREED, Standing.REFUSED, Standing.AWAY


@pytest.mark.parametrize("before", [PROPOSED, AGREED, REFUSED])
def test_a_yes_invites_also_after_a_no(before: Standing) -> None:
    assert after_yes(before) is AGREED


def test_a_yes_alone_does_not_bring_back_who_was_kept_away() -> None:
    with pytest.raises(KeptAwayError):
        after_yes(AWAY)


@pytest.mark.parametrize(
    ("before", "invited", "after"),
    [
        (PROPOSED, False, REFUSED),
        (REFUSED, False, REFUSED),
        (AGREED, False, REFUSED),
        (AGREED, True, AWAY),
        (AWAY, True, AWAY),
        (AWAY, False, AWAY),
    ],
)
def test_a_no_keeps_away_who_was_invited_already(before: Standing, invited: bool, after: Standing) -> None:
    assert after_no(before, invited=invited) is after


@pytest.mark.parametrize(
    ("before", "agreed", "after"),
    [
        (AWAY, True, AGREED),
        (AWAY, False, PROPOSED),
        (AGREED, False, AGREED),
        (PROPOSED, True, PROPOSED),
        (REFUSED, True, REFUSED),
    ],
)
def test_who_was_kept_away_comes_back_with_a_yes(before: Standing, agreed: bool, after: Standing) -> None:
    assert brought_back(before, agreed=agreed) is after


@pytest.mark.parametrize(
    ("standings", "room"),
    [
        pytest.param([], True, id="nobody"),
        pytest.param([AGREED] * (MOST - 1), True, id="one place left"),
        pytest.param([AGREED] * 20 + [PROPOSED] * 10, False, id="full"),
        pytest.param([AGREED] * (MOST - 1) + [REFUSED] * 20, True, id="a no takes no place"),
        pytest.param([REFUSED] * MOST + [AWAY] * MOST, False, id="enough noes"),
    ],
)
def test_thirty_is_the_most(standings: list[Standing], room: bool) -> None:
    assert has_room(standings) is room
