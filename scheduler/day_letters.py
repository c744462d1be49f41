"""Letters about the day of the meeting: which days suit, which one was chosen, and the evening before."""

from bot.texts import days as texts
from bot.texts.screens import Screen
from casework import evenings, meeting_days, ticking
from casework.desk import Desk
from casework.outbox import Envelope
from domain.errors import NotFoundError


def days_asked(desk: Desk, envelope: Envelope) -> Screen:
    """Which days suit a guest; where there is none left to choose from, nothing is asked."""
    own = ticking.look(desk, caller=envelope.person, ref=str(envelope.subject))
    if not own.moments and envelope.replaces_message_id is None:
        raise NotFoundError
    return texts.ticking(own)


def day_chosen(desk: Desk, envelope: Envelope) -> Screen:
    """To the coordinator, as long as a choice stands that is not set."""
    days = meeting_days.of_job(desk, caller=envelope.person, ref=str(envelope.subject))
    if not any(one.chosen and one.at != days.meeting_at for one in days.proposed):
        raise NotFoundError
    return texts.told_chosen(days)


def evening_before(desk: Desk, envelope: Envelope) -> Screen:
    """The evening before, if the meeting is still then and the reader still comes."""
    ref = str(envelope.subject)
    return texts.evening(evenings.look(desk, reader=envelope.person, ref=ref, facts=envelope.facts))
