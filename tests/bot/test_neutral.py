"""What a locked screen or somebody beside the reader sees of this bot: first lines, menus and profile (trust.md 13)."""

import pytest

from bot.texts import menus, safe_phone, voices, welcome
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speaking
from casework.voices import Passing
from domain.people import Role
from simulator.entities import parsed_html
from tests.bot.cards import NASTY, RECEIPT, REF
from tests.bot.first_lines import GIVES_AWAY, WORK, first_line, gives_away
from tests.bot.gallery import screens

_BY_HAND = frozenset(
    {
        *("escalation danger", "taken danger", "a colleague's danger", "done danger", "my danger"),
        *("somebody is not safe", "raised: unsafe"),
    }
)
"""Cards of managers, opened by their own tap; pushed they have another first line (tests/scheduler/test_pushing.py)."""


def is_numbers(screen: Screen) -> bool:
    """Whether it begins with the numbers: the answer to somebody who is in the chat."""
    return screen.text.startswith(welcome.danger_text())


def test_every_language_has_its_stems_and_they_are_those_of_the_catalog() -> None:
    assert set(GIVES_AWAY) == set(SHIPPED)
    for locale, stems in GIVES_AWAY.items():
        with speaking(locale):
            said = parsed_html(welcome.danger_text())[0].casefold()
            assert sum(stem in said for stem in stems) >= 2, locale
            assert gives_away(welcome.danger_text(), *stems), locale


@pytest.mark.parametrize("locale", SHIPPED)
def test_no_screen_but_the_numbers_begins_with_what_gives_it_away(locale: str) -> None:
    with speaking(locale):
        found = [
            (name, first_line(screen.text))
            for name, screen in screens()
            if name not in _BY_HAND
            and not is_numbers(screen)
            and gives_away(screen.text, *GIVES_AWAY[locale])
        ]
    assert found == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_the_lines_above_letters_say_nothing(locale: str) -> None:
    with speaking(locale):
        lines = [
            safe_phone.news(),
            safe_phone.look_now(),
            safe_phone.hidden().text,
            safe_phone.numbers().text,
        ]
    for line in lines:
        assert gives_away(line, *GIVES_AWAY[locale], *WORK.get(locale, ()), "112", "0800") == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_message_for_the_meeting_is_announced_without_the_words_of_the_family(locale: str) -> None:
    with speaking(locale):
        text = voices.for_the_meeting(Passing(REF, RECEIPT, NASTY, None, silent=False)).text
    assert "{0}" in text
    assert "{0}" not in text.partition("\n")[0]


@pytest.mark.parametrize("locale", SHIPPED)
def test_an_emptied_chat_tells_nothing(locale: str) -> None:
    """With no message left Telegram shows the description; the list of commands is the same for everybody."""
    with speaking(locale):
        shown = menus.short_description(), menus.description()
        commands = [said for role in Role for _name, said in menus.commands(role)]
    stems = [stem for stem in GIVES_AWAY[locale] if stem not in EMERGENCY[locale]]
    assert [stem for text in shown for stem in stems if stem in text.casefold()] == []
    assert not any("0800" in text for text in shown)
    asked = {stem for text in commands for stem in stems if stem in text.casefold()}
    assert asked <= UNSAFE.get(locale, set())


EMERGENCY = {
    "en": ("danger",),
    "nl": ("gevaar",),
    "ar": ("خطر",),
    "tr": ("tehlike",),
    "pl": ("niebezpiecz", "zagroż"),
    "ti": ("ሓደጋ",),
}
"""Every service says that it is not for emergencies."""

UNSAFE = {"en": {"not safe"}, "nl": {"niet veilig"}}
"""/danger stands in the list of commands, for everybody alike."""
