"""Screens about delivery, filled with values that try to break them."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import incidents, unreachable
from bot.texts import requests as request_texts
from bot.texts.screens import Button, Screen, safe
from casework.incidents import Kind, Seen
from casework.unreached import Words
from tests.bot.cards import DETAILS, NASTY, NOW, RECEIPT, REF, STANDING


def delivery_screens() -> Iterator[tuple[str, Screen]]:
    """Every incident open and over, the words for the telephone, and what is gathered."""
    for kind in (*Kind, "unheard of"):
        seen = Seen(REF, str(kind), "letter 17 offer_card", 3, NOW, None)
        yield f"incident {kind}", incidents.card(seen)
        yield f"incident {kind} over", incidents.card(replace(seen, about="", closed_at=NOW))
    said = (request_texts.meeting_set(STANDING), request_texts.plan_sent(STANDING))
    words = Words(REF, RECEIPT, "ti", None, said, 2, is_family=True, details=DETAILS, hours="evening")
    for channel in ("here", "phone", "via_other"):
        reached = replace(words, details={**DETAILS, "channel": channel})
        yield f"words {channel}", unreachable.words(reached)
    yield (
        "words without a telephone",
        unreachable.words(replace(words, details={"name": NASTY, "channel": "here", "may_say": "no"})),
    )
    yield "words that may be said", unreachable.words(replace(words, details={**DETAILS, "may_say": "yes"}))
    yield "words for a coordinator", unreachable.words(replace(words, is_family=False, details={}, hours=""))
    yield (
        "words that are too many",
        unreachable.words(replace(words, said=tuple(Screen(safe(NASTY) * 30) for _ in range(9)))),
    )
    yield "no words", unreachable.words(replace(words, said=(), passed_on=0))
    yield "together", unreachable.together(list(said))
    long = Screen("A heading\n\n" + "x" * 3000, ((Button("One", "h"),),), personal=True)
    yield "together, long", unreachable.together([long] * 5)
