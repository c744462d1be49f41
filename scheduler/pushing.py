"""What a letter looks like where it arrives by itself: on a screen that somebody else may see first (trust.md 13)."""

from dataclasses import replace

from bot.texts.safe_phone import look_now, news
from bot.texts.screens import Screen, paragraphs
from bot.texts.translating import SHIPPED, speaking
from casework.desk import Desk
from casework.envelopes import Envelope
from casework.letters import LetterKind
from domain import languages
from domain.people import STAFF
from scheduler.rendering import render


def pushed(desk: Desk, envelope: Envelope) -> Screen | None:
    """The letter in its reader's words, under a first line that says nothing: a locked screen shows no more than that.

    Staff get such a line above what is personal and what is urgent, and families always: that they write here is theirs to
    tell. Of a letter that is read out or gathered the line is not a part.
    """
    screen = render(desk, envelope)
    if screen is None:
        return None
    with speaking(languages.resolve_locale(envelope.person.locale, envelope.person.hint, SHIPPED)):
        return replace(screen, text=paragraphs(_first_line(screen, envelope), screen.text))


def _first_line(screen: Screen, envelope: Envelope) -> str:
    is_staff = envelope.person.role in STAFF
    # An offer that somebody else took hurries only to leave the screen.
    if is_staff and envelope.urgent and envelope.kind != LetterKind.OFFER_CARD:
        return look_now()
    return "" if is_staff and not screen.personal else news()
