"""Every screen about the place and about who takes care of what, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import invitations, places, practicalities
from bot.texts.screens import Screen
from casework.pins import Where
from casework.place_rows import Pin
from casework.places import Place
from casework.practicalities import Practicalities, Taken
from domain.circle import MOST
from domain.places import PlaceAnswer
from domain.practicalities import ALL
from domain.preparation import STEPS
from tests.bot.cards import NASTY, NOW, RECEIPT, REF
from tests.bot.invitation_screens import INVITATION

PLACE = Place(
    job=REF,
    receipt=RECEIPT,
    meeting_at=NOW,
    venue=NASTY,
    mark="01234567",
    answer=PlaceAnswer.OPEN,
    main_person_here=True,
    question_agreed=True,
    has_pin=True,
    is_far=False,
)


def _word(number: int) -> str:
    """A word is one person's in a circle (`casework.circle_words`)."""
    return f"{NASTY}{number}"


LIST = Practicalities(
    ref=REF,
    receipt=RECEIPT,
    by_coordinator=True,
    is_open=True,
    items=tuple(
        Taken(what, _word(number) if number % 2 else "", number % 3 == 0) for number, what in enumerate(ALL)
    ),
    people=tuple((f"{REF[:-2]}{number:02}", _word(number)) for number in range(MOST)),
    to_log=STEPS[:1],
)
OWN_LIST = replace(LIST, ref=RECEIPT, by_coordinator=False, to_log=())


def arranging_screens() -> Iterator[tuple[str, Screen]]:
    """What the coordinator, the main person and a guest see of it."""
    for answer in PlaceAnswer:
        for here in (True, False):
            place = replace(PLACE, answer=answer, main_person_here=here)
            yield f"place {answer} {here}", places.for_coordinator(place)
        yield f"is it a good place {answer}", places.to_judge(replace(PLACE, answer=answer, job=""))
    yield "far pin", places.for_coordinator(replace(PLACE, is_far=True))
    yield "no pin", places.for_coordinator(replace(PLACE, has_pin=False))
    nowhere = replace(PLACE, venue=None, meeting_at=None, has_pin=False, question_agreed=False)
    yield "no place", places.for_coordinator(nowhere)
    yield "no place, main person", places.to_judge(replace(nowhere, job=""))
    yield "question open", places.question_open(PLACE)
    for pin in (Pin(52.1, 5.1, sure=True), None):
        yield f"where, guest {pin}", places.where(Where(REF, "", NASTY, pin))
        yield f"where, requester {pin}", places.where(Where("", RECEIPT, NASTY, pin))
    for shown in (LIST, OWN_LIST, replace(LIST, is_open=False)):
        yield f"who does what {shown.ref} {shown.is_open}", practicalities.overview(shown)
        for what in ALL:
            yield f"who does {what} {shown.ref} {shown.is_open}", practicalities.one(shown, what)
    yield "invitation with a part", invitations.invitation(replace(INVITATION, takes=ALL, has_pin=True))
