"""Voices at the meeting: of who cannot be there, and the coordinator's own on a child's card (domain.md 2.1, 6.1).

Neither is kept by the service: the first goes from chat to chat, of the second it knows only under which id Telegram has it.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.circle import Part, Standing
from domain.deciding import GATHERING
from domain.errors import DomainError
from domain.requests import State

MOST: Final = 3
"""So many messages of one person go to the coordinator for one meeting."""

WAITS: Final = timedelta(days=1)
"""So long the bot waits for the message; what comes later was meant for something else."""

LONGEST_FILE_ID: Final = 255
"""Signs in Telegram's id of a file; Telegram promises no length, and what is longer is not kept."""


class Waiting(StrEnum):
    """For what the next message of a person is; the name of their draft."""

    ABSENT_VOICE = "absent_voice"
    CARD_VOICE = "card_voice"
    CODE_WORD = "code_word"


class VoicesFullError(DomainError):
    """As many messages of this person as there may be went to the coordinator."""

    code = "voices_full"


class AmongThemselvesError(DomainError):
    """The circle is among itself now; what is meant for the coordinator can be sent when they are done."""

    code = "among_themselves"


def is_to_come(state: State, meeting_on: date | None, *, today: date) -> bool:
    """Whether there is a meeting at which somebody can still be heard; both days are in the service's zone.

    On the day itself there is until the coordinator records it, and on a later day there is not.
    """
    return state in GATHERING and (meeting_on is None or today <= meeting_on)


def may_have_voice(part: Part, standing: Standing, *, on_paper: bool) -> bool:
    """Whether the coordinator may put their voice on the card of this person: a child who comes, and opens it here."""
    return part is Part.CHILD and standing is Standing.AGREED and not on_paper
