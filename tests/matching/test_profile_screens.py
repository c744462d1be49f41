import re

import pytest

from bot.routes import BUTTONS, CURRENT
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from simulator.entities import parsed_html
from tests.matching.profile_screens import NASTY, profile_screens


def _screens() -> list[tuple[str, Screen]]:
    with speaking("en"):
        return list(profile_screens())


SCREENS = dict(_screens())


@pytest.mark.parametrize("name", SCREENS)
def test_telegram_takes_the_screen(name: str) -> None:
    screen = SCREENS[name]
    text, _ = parsed_html(screen.text)
    assert 1 <= len(text) <= 4096
    assert not re.search(r"\{(?!name|0)[a-z_]+\}", screen.text)
    for button in (button for row in screen.rows for button in row):
        assert 1 <= len(button.text) <= 64
        assert re.fullmatch(r"[A-Za-z0-9:_.~-]{1,64}", button.data)
        assert button.data.partition(":")[0] in BUTTONS


@pytest.mark.parametrize("name", SCREENS)
def test_no_two_buttons_say_the_same(name: str) -> None:
    labels = [button.text for row in SCREENS[name].rows for button in row]
    assert len(labels) == len(set(labels))


def test_what_was_told_in_confidence_is_not_forwarded() -> None:
    telling = [screen for screen in SCREENS.values() if "Hindu" in screen.text or "{0}" in screen.text]
    assert telling
    assert all(screen.personal for screen in telling)


def test_what_was_typed_is_shown_as_it_was_typed() -> None:
    text, _ = parsed_html(SCREENS["profile"].text)
    assert NASTY.removesuffix("\u202e\u2067") in text


def test_nothing_is_said_about_culture_before_consent() -> None:
    assert not any(button.data == "pw:culture" for row in SCREENS["consent"].rows for button in row)
    assert [button.data for row in SCREENS["consent"].rows for button in row] == ["pk:y", "pf"]


def test_a_profile_that_rests_says_so() -> None:
    for name, screen in SCREENS.items():
        if name.startswith("profile, "):
            assert "You get no offers now." in screen.text
    assert "You get offers." in SCREENS["profile"].text
    assert "valid until" in SCREENS["profile, certificate"].text.replace("was ", "")


def test_after_a_refusal_the_profile_is_shown() -> None:
    assert {CURRENT[verb] for verb in ("pl", "pg", "pc", "pk")} == {BUTTONS["pf"]}
