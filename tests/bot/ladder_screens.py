"""Every screen of what stalls and of being away: who has it, who is asked, how it ended, who stands in."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import absences, escalations
from bot.texts.screens import Screen
from casework.absences import DEPUTY, NOBODY, Standing, Substitute
from casework.escalations import Raised
from domain.ladder import Note, Reason, Receiver
from domain.people import Role
from tests.bot.cards import LONGEST_REGION, NOW, RECEIPT, REF, TODAY

RAISED = Raised(
    REF,
    "no_coordinator",
    RECEIPT,
    NOW,
    taken=False,
    taken_by_reader=False,
    done=False,
    code="E-2",
    region=LONGEST_REGION,
    deputy="noord-holland",
    due_at=NOW,
    moved_on=True,
)
MINE = replace(RAISED, taken=True, taken_by_reader=True, due_at=None)


def ladder_screens() -> Iterator[tuple[str, Screen]]:
    """Each with a name for the table."""
    for receiver in Receiver:
        waiting = replace(RAISED, waits_for=receiver)
        yield f"waits for {receiver}", escalations.card(waiting)
        yield f"waits for the reader, {receiver}", escalations.card(replace(waiting, yours=True))
    for role in (Role.REGIONAL_MANAGER, Role.HELPDESK):
        taken = replace(RAISED, taken=True, holder=(role, LONGEST_REGION))
        yield f"taken by {role}", escalations.card(taken)
    yield "asked whether it is done", escalations.card(replace(MINE, asked=True))
    yield "later", escalations.card(replace(MINE, back_at=NOW))
    yield "my danger", escalations.card(replace(MINE, kind="danger", urgent=True, code="E-1"))
    for note in Note:
        yield f"done, {note}", escalations.card(replace(MINE, done=True, note=note))
    yield "why done", escalations.why_done(MINE)
    yield "why later", escalations.why_later(MINE)
    for reason in Reason:
        yield f"how much later, {reason}", escalations.how_much_later(MINE, reason)
    yield "passed on", escalations.passed_on()
    yield from _absences()


def _absences() -> Iterator[tuple[str, Screen]]:
    manager = Substitute(REF, Role.REGIONAL_MANAGER, LONGEST_REGION, 1)
    deputies = Substitute(DEPUTY, Role.REGIONAL_MANAGER, LONGEST_REGION)
    helpdesk = Substitute(REF[::-1], Role.HELPDESK, None)
    found = [manager, helpdesk, deputies, Substitute(NOBODY)]
    others = ((Role.REGIONAL_MANAGER, LONGEST_REGION, TODAY), (Role.HELPDESK, None, TODAY))
    yield "going away", absences.standing(Standing(stands_in=others), today=TODAY)
    for one in found:
        yield f"away, {one.code}", absences.standing(Standing(TODAY, one, others), today=TODAY)
    yield "who stands in", absences.who_stands_in(found, days=7, today=TODAY)
    for role in (Role.REGIONAL_MANAGER, Role.HELPDESK):
        yield f"stands in for {role}", absences.told(role, LONGEST_REGION, TODAY)
        yield f"no longer stands in for {role}", absences.told(role, LONGEST_REGION, None)
