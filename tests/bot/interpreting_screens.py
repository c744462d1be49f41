"""Every screen about interpreters, for the gallery, with words that try to break it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import interpreting
from bot.texts.screens import Screen
from casework.interpreting import Helping, Interpreting
from domain.circle import LONGEST_WORD
from domain.languages import Neighbour, neighbours
from tests.bot.cards import LONG_TAG, NASTY, REF

WORD = NASTY[:LONGEST_WORD]
NEAR: tuple[Neighbour, ...] = (*neighbours("uk"), *neighbours("pt"))
FOUND = Interpreting(
    job=REF,
    heard=(("ti", 11), ("ar", 2), ("nl", 1), (LONG_TAG, 1)),
    yours=("ar", "nl"),
    needed=(Helping(WORD, ("ar", "nl", LONG_TAG)), Helping(WORD, ("nl", "ti"))),
    spare=(WORD, WORD),
    without=(("ti", 11), (LONG_TAG, 1)),
    you_follow=False,
    wanted=(("nl", "ti"), ("nl", LONG_TAG)),
    near=tuple(("uk", neighbour) for neighbour in NEAR),
    asked_for=2,
)
ALL_FOLLOW = replace(FOUND, needed=(), spare=(), without=(), you_follow=True, wanted=(), near=(), asked_for=0)


def interpreting_screens() -> Iterator[tuple[str, Screen]]:
    """Somebody cannot follow; one is needed; everybody can."""
    yield "interpreters, many", interpreting.overview(FOUND)
    one = replace(FOUND, needed=FOUND.needed[:1], wanted=FOUND.wanted[:1], asked_for=1, spare=())
    yield "interpreters, one", interpreting.overview(one)
    yield "interpreters, nobody needed", interpreting.overview(ALL_FOLLOW)
    yield "interpreters, languages not known", interpreting.overview(replace(ALL_FOLLOW, yours=()))
