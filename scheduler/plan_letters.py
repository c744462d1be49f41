"""The letters about a plan: what to look up, and how to say it. No word of the plan stands in one.

Only who asked to be reminded of their own promise gets that one line, sealed for them alone until now.
"""

from bot.texts import plan_copies
from bot.texts import plans as plan_texts
from bot.texts.screens import Screen
from casework import handing_out, own_reminders, plan_readers
from casework.desk import Desk
from casework.envelopes import Envelope


def asked(desk: Desk, envelope: Envelope) -> Screen:
    """The main person is asked for their yes."""
    return plan_copies.asked(handing_out.is_asked(desk, caller=envelope.person, ref=str(envelope.subject)))


def answered(desk: Desk, envelope: Envelope) -> Screen:
    """The coordinator hears what the main person said."""
    job = str(envelope.subject)
    receipt = handing_out.heard(
        desk, caller=envelope.person, ref=job, revision=int(envelope.facts["revision"])
    )
    return plan_texts.answered(job, receipt, yes=bool(envelope.facts["yes"]))


def ready(desk: Desk, envelope: Envelope) -> Screen:
    """The plan can be fetched."""
    return plan_copies.ready(plan_readers.waiting(desk, caller=envelope.person, ref=str(envelope.subject)))


def own_reminder(desk: Desk, envelope: Envelope) -> Screen:
    """It is the day of one's own promise."""
    return plan_copies.own(own_reminders.say(desk, caller=envelope.person, ref=str(envelope.subject)))


def review(desk: Desk, envelope: Envelope) -> Screen:
    """Three months have gone."""
    return plan_copies.review(own_reminders.review(desk, caller=envelope.person, ref=str(envelope.subject)))
