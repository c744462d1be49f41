"""Every screen of a circle being built, for the gallery: full, small, in a pause, with the nastiest words."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.texts import circle, own_circle
from bot.texts.screens import Screen
from casework.circle_rows import Someone, Told
from casework.circle_views import Circle
from domain.circle import MOST, Apart, Need, Part, Reply, Standing, Tally
from domain.requests import State
from tests.bot.cards import LONG_TAG, NASTY, RECEIPT, REF

SOMEONE = Someone(
    ref=REF,
    word=NASTY,
    part=Part.SUPPORTER,
    language=LONG_TAG,
    standing=Standing.AGREED,
    on_paper=False,
    invited=True,
    opened=True,
    reply=Reply.YES,
    needs=tuple(Need),
    suggested=True,
    told=Told(Apart.MAY_NOT, signal=True),
)
_HOW: tuple[dict[str, Any], ...] = (
    {"standing": Standing.PROPOSED, "invited": False, "reply": None},
    {"reply": None, "invited": False},
    {"reply": None},
    *({"reply": reply} for reply in Reply),
)
PEOPLE = tuple(
    replace(SOMEONE, ref=f"{number:016d}", word=f"{NASTY}{number}", told=None, **_HOW[number % len(_HOW)])
    for number in range(MOST)
)
GONE = tuple(
    replace(one, ref=f"x{one.ref[1:]}", standing=standing)
    for one, standing in zip(PEOPLE, (Standing.REFUSED, Standing.AWAY), strict=False)
)
CIRCLE = Circle(
    receipt=RECEIPT,
    job=REF,
    state=State.SCHEDULED,
    people=(*PEOPLE, *GONE),
    counts=Tally(asked=20, yes=8, maybe=4, no=3, silent=5, grown=7),
    needs=dict.fromkeys(Need, 12),
    is_open=True,
    has_room=False,
    main_person_here=True,
    has_plan=True,
    confided=frozenset(one.ref for one in PEOPLE),
)
ALONE = replace(CIRCLE, people=PEOPLE[:1], counts=Tally(), needs={}, has_room=True, confided=frozenset())


def circle_screens() -> Iterator[tuple[str, Screen]]:
    """What the coordinator sees, and what the main person sees."""
    for here in (True, False):
        where = "here" if here else "elsewhere"
        for asked in (True, False):
            yield (
                f"circle, main person {where}",
                circle.overview(replace(CIRCLE, main_person_here=here, is_asked=asked)),
            )
        shown = replace(CIRCLE, main_person_here=here, may_log=True, confided=frozenset({REF}))
        for standing in Standing:
            for reply in (None, *Reply):
                one = replace(SOMEONE, standing=standing, reply=reply, on_paper=not here)
                yield f"person {standing} {reply} {where}", circle.person(shown, one)
                yield f"own person {standing} {reply}", own_circle.person(shown, one)
        not_invited = replace(SOMEONE, invited=False, reply=None)
        yield f"person not invited {where}", circle.person(shown, not_invited)
        yield "own person not invited", own_circle.person(shown, not_invited)
    yield from _other_circles()


def _other_circles() -> Iterator[tuple[str, Screen]]:
    """With something told in private, at other moments, of one person and of nobody, and the smaller screens."""
    for apart in Apart:
        told = replace(SOMEONE, told=Told(apart))
        yield f"told {apart}", circle.person(replace(CIRCLE, confided=frozenset({REF})), told)
    for state in (State.ACCEPTED, State.PREPARING, State.PLAN_ACCEPTED):
        closed = replace(CIRCLE, state=state, is_open=False)
        yield f"circle {state}", circle.overview(closed)
        yield f"own circle {state}", own_circle.people(closed)
        yield f"person {state}", circle.person(closed, SOMEONE)
        yield f"own person {state}", own_circle.person(closed, SOMEONE)
    yield "circle of one", circle.overview(ALONE)
    yield "own circle of one", own_circle.people(ALONE)
    yield "nobody", circle.overview(replace(ALONE, people=()))
    yield "own, nobody", own_circle.people(replace(ALONE, people=()))
    yield "own circle", own_circle.people(CIRCLE)
    yield "aside", circle.aside(CIRCLE)
    yield "own aside", own_circle.aside(CIRCLE)
    for invited in (True, False):
        one = replace(SOMEONE, invited=invited)
        yield "really keep away", circle.really_keep_away(one)
        yield "really no", own_circle.really_no(one)
    for count in (0, 1, 2):
        yield f"decided {count}", circle.decided(RECEIPT, REF, count)
        yield f"asked {count}", own_circle.asked(RECEIPT, count)
