"""The letters of compulsory help: what to look up, and how to say it. No condition and no line of a plan stands in one."""

from bot.texts import acceptances, accepting, conditions
from bot.texts.screens import Screen
from casework import answering_plans, setting_conditions
from casework.acceptances import REVISION
from casework.desk import Desk
from casework.envelopes import Envelope

_BUTTONS = {
    setting_conditions.GUEST: conditions.guest_button,
    setting_conditions.MAIN_PERSON: conditions.main_person_button,
    setting_conditions.COORDINATOR: conditions.coordinator_button,
}


def conditions_known(desk: Desk, envelope: Envelope) -> Screen:
    """What must be in the plan can be read."""
    role = str(envelope.facts[setting_conditions.FOR])
    ref = setting_conditions.read(desk, reader=envelope.person, ref=str(envelope.subject), role=role)
    return conditions.letter(_BUTTONS[role](ref))


def to_accept(desk: Desk, envelope: Envelope) -> Screen:
    """The professional is asked for an answer."""
    return acceptances.asked(
        answering_plans.is_asked(
            desk, caller=envelope.person, ref=str(envelope.subject), revision=_revision(envelope)
        )
    )


def answered(desk: Desk, envelope: Envelope) -> Screen:
    """The coordinator hears what the professional says."""
    return accepting.heard(
        answering_plans.heard(
            desk, caller=envelope.person, ref=str(envelope.subject), revision=_revision(envelope)
        )
    )


def silent(desk: Desk, envelope: Envelope) -> Screen:
    """The coordinator hears that there is no answer yet."""
    return accepting.silent(
        answering_plans.silent(
            desk, caller=envelope.person, ref=str(envelope.subject), revision=_revision(envelope)
        )
    )


def _revision(envelope: Envelope) -> int:
    return int(envelope.facts[REVISION])
