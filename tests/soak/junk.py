"""What people type, send and forge where they were asked for something else."""

import random
from collections.abc import Sequence
from typing import Any

from bot.routes import BUTTONS

ANSWERS = (
    "8011",
    "0612345678",
    "16:00",
    "Arabic",
    "Hardenberg",
    "1980",
    "7",
    "24-12",
    "no",
    "ja",
    "-",
    "<b>x</b>",
    "%s {0}",
    "\x00x",
)
ODD: tuple[dict[str, Any], ...] = (
    {"location": {"latitude": 52.5, "longitude": 6.6}},
    {"sticker": {}},
    {"caption": "look"},
    {"voice": {"file_id": "AwAC", "file_unique_id": "u", "duration": 3}},
)
"""What is no words: a place, a message that was changed, a photo, a voice."""

JUMPS = ("minutes=3", "minutes=3", "hours=1", "hours=9", "days=1", "days=3", "days=8", "days=15")
"""How much later it is all at once."""

_PARTS = (
    "",
    "0",
    "1",
    "y",
    "n",
    "d",
    "-1",
    "²",
    "x" * 40,
    "ar",
    "all",
    "other",
    "yes",
    "24",
    "token",
    "~0",
    "\x00",
    ".",
)


def forged(dice: random.Random, known: Sequence[str], others: Sequence[str]) -> str:
    """The data of a button that somebody else has (one of `others`), or that nobody was ever shown."""
    verb = dice.choice(sorted(BUTTONS))
    parts = [
        dice.choice(known or [""]) if dice.random() < 0.75 else dice.choice(_PARTS)
        for _ in range(dice.randrange(5))
    ]
    if dice.random() < 0.4:
        verb, *parts = dice.choice(others or ["h"]).split(":")
    return ":".join([verb, *parts]).encode()[:64].decode(errors="ignore")
