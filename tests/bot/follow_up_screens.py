"""Every screen of the asking after four weeks, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import follow_ups
from bot.texts.screens import Screen
from casework.faces import Sheet
from casework.follow_ups import Round
from domain.follow_ups import MOST_LINKS, Band, Face, Findings
from tests.bot.cards import NOW, RECEIPT, REF

MOST_AGREEMENTS = 200
_BANDS = (*Band, None)
FOUND = Findings(
    11,
    some=True,
    answered=9,
    overall=Band.HALF,
    promises={number: _BANDS[number % 4] for number in range(1, MOST_AGREEMENTS + 1)},
)
ROUND = Round(
    job=REF,
    receipt=RECEIPT,
    is_open=True,
    agreements=MOST_AGREEMENTS,
    closes_at=NOW,
    requester_asked=False,
    may_ask_requester=True,
    links_left=MOST_LINKS,
    found=FOUND,
)
SHEET = Sheet(REF, MOST_AGREEMENTS, {}, agreed=True)
SECRETS = ("s" * 43, "t" * 43)


def follow_up_screens() -> Iterator[tuple[str, Screen]]:
    """What the coordinator sees of the asking, and what whoever is asked sees."""
    asked = replace(ROUND, requester_asked=True, may_ask_requester=False)
    yield "asking", follow_ups.asking(ROUND)
    yield "asking, nobody yet", follow_ups.asking(replace(ROUND, found=Findings(0, some=False)))
    for some in (True, False):
        yield f"asking, few answers {some}", follow_ups.asking(replace(asked, found=Findings(4, some=some)))
    for band in Band:
        yield f"asking, {band}", follow_ups.asking(replace(asked, found=replace(FOUND, overall=band)))
        yield f"suggested, {band}", Screen(follow_ups.suggested(replace(FOUND, overall=band)))
    yield "asking, over", follow_ups.asking(replace(asked, is_open=False, links_left=0))
    for secrets in (SECRETS[:1], SECRETS):
        yield f"{len(secrets)} links", follow_ups.links(replace(ROUND, secrets=secrets), "kring_demo_bot")
    yield "how does it go", follow_ups.invitation(SHEET)
    for number in (1, MOST_AGREEMENTS):
        yield f"agreement {number}", follow_ups.promise(SHEET, number)
        for face in Face:
            answered = replace(SHEET, faces={number: face})
            yield f"agreement {number} {face}", follow_ups.promise(answered, number)
    yield "thanks", follow_ups.thanks(replace(SHEET, faces={1: Face.GOOD}))
    yield "no thanks", follow_ups.thanks(SHEET)
