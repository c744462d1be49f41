"""The webhook's body under a hail of broken ones: refused or handled, never a fault; ten minutes with `make soak`."""

import json
import logging
import random
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from bot.routes import BUTTONS, COMMANDS
from tests.bot.odd_updates import KINDS_WITHOUT_WORDS, ODD_WORDS
from tests.bot.wire import PATH, SECRET, said, tapped, wired
from tests.soak.parts import TOTALS

SECONDS = 600.0
AT_LEAST = 200
"""In the short form."""

TOKENS = (
    b"[",
    b"{",
    b'{"a":',
    b"]",
    b"}",
    b"null",
    b"NaN",
    b"-1",
    b"9" * 400,
    b"1e999",
    b'"',
    b"\\ud800",
    b"\x00",
    b"\xff",
    b",",
)


def whole(dice: random.Random, number: int) -> bytes:
    """An update as it may come."""
    person = dice.randrange(7001, 7020)
    words = [*ODD_WORDS, *(f"/{name}" for name in COMMANDS)]
    kind = dice.choice(sorted(KINDS_WITHOUT_WORDS))
    made: Callable[[], dict[str, Any]] = dice.choice(
        [
            lambda: said(number, dice.choice(words), person=person),
            lambda: said(number, None, person=person, **{kind: KINDS_WITHOUT_WORDS[kind]}),
            lambda: tapped(
                number, f"{dice.choice(sorted(BUTTONS))}:{dice.choice(words)[:40]}", person=person
            ),
        ]
    )
    return json.dumps(made()).encode()


def broken(dice: random.Random, body: bytes) -> bytes:
    """The same with something cut out, doubled, turned over or put in."""
    made = bytearray(body)
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(made) + 1)
        until = min(len(made), at + dice.randrange(1, 40))
        match dice.randrange(4):
            case 0:
                del made[at:until]
            case 1:
                made[at:at] = made[at:until]
            case 2:
                made[at:at] = dice.choice(TOKENS) * dice.choice([1, 1, 1, 50, 20_000])
            case _:
                made[at:until] = bytes(dice.randrange(256) for _ in range(until - at))
    return bytes(made)


@pytest.mark.asyncio
async def test_no_body_is_a_fault(
    sqlite_url: str, dice: random.Random, *, in_full: bool, caplog: pytest.LogCaptureFixture
) -> None:
    ends_at = time.monotonic() + (SECONDS if in_full else 0)
    found: Counter[int] = Counter()
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    async with wired(sqlite_url) as wire:
        with caplog.at_level(logging.WARNING):
            while time.monotonic() < ends_at or found.total() < AT_LEAST:
                body = broken(dice, whole(dice, found.total() + 1))
                async with wire.http.post(PATH, data=BytesIO(body), headers=headers) as answer:
                    found[answer.status] += 1
                assert answer.status in {200, 400, 413}, body
                faults = [line.getMessage() for line in caplog.records if line.levelno >= logging.ERROR]
                assert faults == [], body
                caplog.clear()
                wire.telegram.calls.clear()
    assert min(found[200], found[400]) > 0
    TOTALS["bodies of the webhook"] += found.total()
