"""Cards on paper, as a coordinator sees them when they were made, with words that try to break them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.texts import cards
from bot.texts.screens import Screen
from casework.inviting import Card
from domain.circle import LONGEST_WORD, MOST, Part
from tests.bot.cards import NASTY, REF

SECRET = "g" + "s3cr_t-" * 6 + "x"
MEETING_AT = datetime(2026, 12, 24, 13, 30, tzinfo=UTC)
BOT = "kring_demo_bot"


def card(number: int = 0, **changes: object) -> Card:
    """A card for somebody; people differ by the end of their reference and by their secret."""
    values: dict[str, object] = {
        "guest": f"{REF[:-2]}{number:02}",
        "word": NASTY[:LONGEST_WORD],
        "language": "ti",
        "part": Part.CIRCLE,
        "secret": f"{SECRET[:-2]}{number:02}",
        "meeting_at": MEETING_AT,
        "venue": NASTY,
    }
    return Card(**{**values, **changes})  # type: ignore[arg-type]


def many(count: int = MOST) -> tuple[Card, ...]:
    """A circle as large as it may be, in every part."""
    parts = list(Part)
    return tuple(card(number, part=parts[number % len(parts)]) for number in range(count))


def card_screens() -> Iterator[tuple[str, Screen]]:
    """What comes of `cc` and `cn`."""
    shown = {
        "cards of a whole circle": cards.made(many(), job=REF, bot=BOT),
        "no cards": cards.made((), job=REF, bot=BOT),
        "a card again": cards.made_again(card(), BOT),
    }
    for name, screen in shown.items():
        yield name, screen
        if screen.after is not None:
            yield f"{name}, to pass on", screen.after
