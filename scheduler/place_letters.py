"""Letters about the place and the question: whether the main person agrees, and what they said."""

from bot.texts import places as texts
from bot.texts.screens import Screen
from casework import places
from casework.desk import Desk
from casework.envelopes import READ_OUT
from casework.outbox import Envelope
from domain.errors import NotFoundError


def asked(desk: Desk, envelope: Envelope) -> Screen:
    """Is this a good place? Never read out by somebody else: the coordinator asks who cannot be reached here."""
    if envelope.facts.get(READ_OUT):
        raise NotFoundError
    return texts.to_judge(places.is_asked(desk, caller=envelope.person, receipt=str(envelope.subject)))


def said(desk: Desk, envelope: Envelope) -> Screen:
    """What the main person said, as long as it stands."""
    about, yes = str(envelope.facts["about"]), bool(envelope.facts["yes"])
    ref = str(envelope.subject)
    place = places.heard(desk, caller=envelope.person, ref=ref, about=about, yes=yes)
    return texts.question_open(place) if about == places.QUESTION else texts.for_coordinator(place)
