"""A person turns the pages of who opened what they told."""

from datetime import date

import pytest

from bot.texts import openings as texts
from bot.texts.openings import PER_PAGE, opened
from bot.texts.translating import speaking
from casework.openings import Opening
from domain.openings import Why
from domain.people import Role

DAY = date(2026, 11, 22)


def _many(count: int) -> tuple[Opening, ...]:
    return tuple(Opening(DAY, Role.COORDINATOR, "details", "job", number + 2) for number in range(count))


def test_a_line_says_the_day_the_role_what_how_often_and_why() -> None:
    with speaking("en"):
        said = opened((Opening(DAY, Role.REGIONAL_MANAGER, "wishes", "intake", 2),)).text
    assert "Sun 22 Nov" in said
    assert "Regional manager, wishes about the coordinator (2×) – to find a coordinator" in said


def test_what_has_no_word_of_its_own_is_still_told() -> None:
    with speaking("en"):
        said = opened((Opening(DAY, Role.ADMIN, "new", "new", 1),)).text
    assert "Admin, something else that you told – for their work" in said
    assert "×" not in said


def test_every_reason_for_which_staff_opens_something_has_words_of_its_own() -> None:
    unseen = {Why.OWN, Why.FORM, Why.MATCHING, Why.KEEPING}
    with speaking("en"):
        assert {why for why in Why if texts._why(why.value) == "for their work"} == unseen


def test_nobody_opened_anything() -> None:
    with speaking("en"):
        screen = opened(())
    assert "Nobody of the service has opened anything of yours." in screen.text
    assert screen.rows[0][0].data == "pr"


@pytest.mark.parametrize(
    ("number", "first", "turns"),
    [
        (1, 2, ["po:2"]),
        (2, PER_PAGE + 2, ["po:1", "po:3"]),
        (3, 2 * PER_PAGE + 2, ["po:2"]),
        (99, 26, ["po:2"]),
    ],
)
def test_pages_are_turned_and_end(number: int, first: int, turns: list[str]) -> None:
    with speaking("en"):
        screen = opened(_many(2 * PER_PAGE + 1), number)
    assert f"({first}×)" in screen.text
    assert screen.text.count("•") == (PER_PAGE if number < 3 else 1)
    assert [button.data for button in screen.rows[0]] == turns


def test_it_is_personal() -> None:
    with speaking("en"):
        assert opened(_many(1)).personal
