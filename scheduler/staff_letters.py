"""Letters about the people of the service, and those of an admin to the coordinators of a region."""

from bot.texts import bulk as bulk_texts
from bot.texts import second_step as second_step_texts
from bot.texts import staff as staff_texts
from bot.texts.screens import Screen
from casework import bulk, second_eyes
from casework.desk import Desk
from casework.outbox import Envelope
from domain.errors import NotFoundError
from domain.people import Role


def granted(_desk: Desk, envelope: Envelope) -> Screen:
    """Somebody joined with an invitation."""
    return staff_texts.granted(second_eyes.told(envelope.person, str(envelope.subject), envelope.facts))


def ended(_desk: Desk, envelope: Envelope) -> Screen:
    """Another admin ended somebody's role."""
    found = second_eyes.told(envelope.person, str(envelope.subject), envelope.facts)
    return staff_texts.ended_by_another(found)


def own_role_ended(_desk: Desk, envelope: Envelope) -> Screen:
    """The reader is no staff any more; who joined again meanwhile is told nothing."""
    if envelope.person.role is not Role.CITIZEN:
        raise NotFoundError
    return staff_texts.own_role_ended()


def second_step_reset(_desk: Desk, _envelope: Envelope) -> Screen:
    """The reader's second step was taken away."""
    return second_step_texts.was_reset()


def to_coordinators(desk: Desk, envelope: Envelope) -> Screen:
    """A message to all coordinators of a region."""
    return bulk_texts.to_coordinators(*bulk.told(desk, reader=envelope.person, facts=envelope.facts))
