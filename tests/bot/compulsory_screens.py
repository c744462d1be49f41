"""Every screen of compulsory help, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import acceptances, accepting, conditions, plans
from bot.texts.screens import Screen
from casework.acceptance_rows import Said
from casework.acceptances import Choosing
from casework.answering_plans import Answered, ToAnswer
from casework.condition_rows import Condition, Given
from casework.must_be_in import MustBeIn, Setter
from domain.acceptance import Reason
from domain.conditions import LONGEST, MOST
from domain.plans import MOST as LINES
from tests.bot.cards import LONG_TAG, NASTY, RECEIPT, REF
from tests.bot.plan_screens import LINES as PLAN_LINES
from tests.bot.plan_screens import PLAN

WORDS = (NASTY + "x" * LONGEST)[:LONGEST]
FIVE = tuple(Condition(f"{REF[:15]}{number}", WORDS) for number in range(MOST))
OWN = MustBeIn(guest=REF, own=Given(FIVE), may_write=True, may_remove=True)
NOT_YET = Said(True, True, True, False, tuple(Reason)[:3], tuple(range(1, LINES + 1)))
TO_ANSWER = ToAnswer(REF, True, 123456789, LINES, Said(), ("ar", LONG_TAG), PLAN_LINES, (WORDS,) * MOST)


def compulsory_screens() -> Iterator[tuple[str, Screen]]:
    """What must be in the plan, and the answer to it."""
    yield from _conditions()
    yield from _acceptances()


def _conditions() -> Iterator[tuple[str, Screen]]:
    for name, found in {
        "a guest": MustBeIn(guest=REF, known=((*FIVE,), ())),
        "the main person": MustBeIn(receipt=RECEIPT, known=(FIVE,) * 3),
        "the coordinator": MustBeIn(
            job=REF, receipt=RECEIPT, setters=(Setter(REF, NASTY, 5, complete=True),)
        ),
        "nobody sets any": MustBeIn(job=REF, receipt=RECEIPT),
        "five": OWN,
        "two": replace(OWN, own=Given(FIVE[:2]), known=(FIVE,)),
        "none yet": replace(OWN, own=Given()),
        "complete": replace(OWN, own=Given(FIVE, complete=True)),
        "fixed": MustBeIn(guest=REF, own=Given(FIVE, complete=True), fixed=True),
        "of a professional": replace(OWN, job=REF, word=NASTY),
        "fixed, of a professional": replace(
            OWN, job=REF, word=NASTY, own=Given(FIVE, complete=True), may_write=False, fixed=True
        ),
        "not now": MustBeIn(guest=REF, own=Given(FIVE)),
    }.items():
        yield f"conditions, {name}", conditions.shown(found)
    for button in (conditions.guest_button, conditions.main_person_button, conditions.coordinator_button):
        yield f"conditions known, {button.__name__}", conditions.letter(button(REF))


def _acceptances() -> Iterator[tuple[str, Screen]]:
    people = ((REF, NASTY), (f"{REF[:15]}9", NASTY * 3))
    yield "who answers", accepting.choosing(Choosing(REF, RECEIPT, people, REF, on_paper=False))
    yield "on paper", accepting.choosing(Choosing(REF, RECEIPT, (), None, on_paper=True))
    yield "logging", accepting.logging(replace(TO_ANSWER, is_guest=False, said=NOT_YET))
    for number in range(1, 40):
        yield f"to answer, {number}", acceptances.plan(TO_ANSWER, number)
    bare = replace(TO_ANSWER, lines=PLAN_LINES[:1], known=(), said=Said(accepted=True))
    yield "to answer, accepted", acceptances.plan(bare)
    yield "asked for an answer", acceptances.asked(REF)
    yield "accepted", acceptances.accepted()
    yield "not yet", acceptances.not_yet(REF)
    everything = frozenset(range(1, LINES + 1))
    for count in (0, 1, 3):
        chosen = frozenset(tuple(Reason)[:count])
        yield f"{count} reasons", accepting.picking(TO_ANSWER, chosen, everything)
        yield (
            f"{count} reasons, logged",
            accepting.picking(replace(TO_ANSWER, is_guest=False), chosen, frozenset()),
        )
    for said in (
        Said(),
        Said(in_chat=True, chosen=True),
        Said(in_chat=True, chosen=True, asked=True),
        Said(accepted=True),
        Said(again=True),
        NOT_YET,
        replace(NOT_YET, in_chat=False, lines=()),
    ):
        yield f"heard {said}", accepting.heard(Answered(REF, RECEIPT, said))
        for agreed in (True, False):
            plan = replace(PLAN, acceptance=said, agreed=agreed)
            yield f"plan, agreed {agreed}, {said}", plans.written(plan)
    yield "silent", accepting.silent(Answered(REF, RECEIPT, Said()))
