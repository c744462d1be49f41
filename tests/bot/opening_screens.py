"""Who opened what, for the gallery."""

from collections.abc import Iterator

from bot.texts import openings
from bot.texts.screens import Screen
from casework.openings import Opening
from domain.openings import Why
from domain.people import STAFF
from tests.bot.cards import TODAY

WHAT = ("details", "wishes", "bodies", "venue", "circle", "private", "plan", "message", "new")
MANY = tuple(
    Opening(TODAY, role, what, why, 1 + number % 3)
    for number, (role, what, why) in enumerate(
        (role, what, why) for role in sorted(STAFF) for what in WHAT for why in (*Why, "new")
    )
)


def opening_screens() -> Iterator[tuple[str, Screen]]:
    """None, and each page of many."""
    yield "nobody opened anything", openings.opened(())
    for number in range(1, len(MANY) // openings.PER_PAGE + 2):
        yield f"openings {number}", openings.opened(MANY, number)
