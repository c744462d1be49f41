"""Every screen in every language: Telegram takes it, no value breaks it, and nothing is left unfilled."""

import re

import pytest

from bot.texts import menus, welcome
from bot.texts.screens import Screen
from bot.texts.splitting import split
from bot.texts.translating import SHIPPED, speaking
from domain.people import Role
from simulator.entities import parsed_html
from tests.bot.cards import NASTY
from tests.bot.gallery import screens

_UNFILLED = re.compile(r"(?<!\{)\{[a-z_]+\}")
_LONGEST_LABEL = 64
_MOST_BUTTONS = 100


@pytest.fixture(scope="module", params=SHIPPED)
def shown(request: pytest.FixtureRequest) -> tuple[str, dict[str, Screen]]:
    """Every screen in one language."""
    with speaking(request.param):
        made = list(screens())
    return request.param, {f"{name} #{number}": screen for number, (name, screen) in enumerate(made)}


Shown = tuple[str, dict[str, Screen]]


def test_telegram_takes_every_part_of_every_screen(shown: Shown) -> None:
    _, found = shown
    for name, screen in found.items():
        for part in split(screen.text):
            text, _ = parsed_html(part)
            assert 1 <= len(text.encode("utf-16-le")) // 2 <= 4096, name


def test_what_a_person_typed_is_shown_as_they_typed_it(shown: Shown) -> None:
    _, found = shown
    for name, screen in found.items():
        text, _ = parsed_html(screen.text)
        if "{0}" in screen.text:
            assert '<b>&"{0} {name}</i>' in text, name


def test_no_placeholder_is_left_unfilled(shown: Shown) -> None:
    _, found = shown
    for name, screen in found.items():
        told = [screen.text.replace("{name}", ""), *(button.text for row in screen.rows for button in row)]
        assert [text for text in told if _UNFILLED.search(text.replace("{name}", ""))] == [], name


def test_isolates_open_and_close(shown: Shown) -> None:
    """A value with marks of its own cannot turn the direction of the rest of the line."""
    _, found = shown
    for name, screen in found.items():
        depth = 0
        for char in screen.text:
            depth += (char in "\u2066\u2067\u2068") - (char == "\u2069")
            assert depth >= 0, name
        assert depth == 0, name
        assert "\u202e" not in screen.text, name


def test_buttons_fit_a_phone_and_telegram(shown: Shown) -> None:
    locale, found = shown
    too_long = []
    for name, screen in found.items():
        buttons = [button for row in screen.rows for button in row]
        assert len(buttons) <= _MOST_BUTTONS, name
        assert all(len(row) <= 8 for row in screen.rows), name
        for button in buttons:
            assert button.text.strip(), name
            assert 1 <= len(button.data.encode()) <= 64, (name, button.data)
            if len(button.text) > _LONGEST_LABEL:
                too_long.append((name, button.text))
    assert too_long == [], locale


def test_no_two_buttons_of_a_screen_say_the_same(shown: Shown) -> None:
    """A screen reader reads the labels alone; a list of equal cases is told apart by its receipts."""
    locale, found = shown
    doubled = []
    for name, screen in found.items():
        by_label: dict[str, set[str]] = {}
        for row in screen.rows:
            for button in row:
                by_label.setdefault(button.text, set()).add(button.data)
        doubled += [(name, label) for label, data in by_label.items() if len(data) > 1]
    assert doubled == [], locale


def test_no_button_carries_what_a_person_typed(shown: Shown) -> None:
    _, found = shown
    for name, screen in found.items():
        for row in screen.rows:
            for button in row:
                assert NASTY[:5] not in button.data, name
                assert re.fullmatch(r"[A-Za-z0-9:_.~-]+", button.data), (name, button.data)


def test_a_screen_with_a_name_is_personal(shown: Shown) -> None:
    """What is personal is sent so that it cannot be forwarded (trust.md 12): the text, the buttons and the files."""
    _, found = shown
    assert [name for name, screen in found.items() if "{0}" in _all_of(screen) and not screen.personal] == []


def _all_of(screen: Screen) -> str:
    buttons = [button.text for row in screen.rows for button in row if ":place:~" not in button.data]
    files = [file.content.decode(errors="ignore") for file in screen.files if file.name not in _TO_PASS_ON]
    return "\n".join([screen.text, *buttons, *files])


_TO_PASS_ON = frozenset({"plan.html", "kring.html"})
"""Pages that somebody asked for to print or to send on: what is protected cannot be kept."""


@pytest.mark.parametrize("locale", SHIPPED)
def test_the_danger_numbers_are_few_words_and_112_is_first(locale: str) -> None:
    with speaking(locale):
        text, _ = parsed_html(welcome.danger_text())
    assert len(text) <= 350
    assert text.index("112") < text.index("0800-2000") < text.index("113") < text.index("0800-0432")


@pytest.mark.parametrize("locale", SHIPPED)
def test_the_descriptions_fit_the_profile(locale: str) -> None:
    with speaking(locale):
        assert 1 <= len(menus.short_description()) <= 120
        assert 1 <= len(menus.description()) <= 512
        assert "112" in menus.short_description()
        for role in Role:
            for name, told in menus.commands(role):
                assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
                assert 1 <= len(told) <= 256
