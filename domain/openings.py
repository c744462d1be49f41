"""Why something personal is opened, and how its opening is called in the audit (trust.md 26, docs/audit.md)."""

from enum import StrEnum
from typing import Final


class Why(StrEnum):
    """The reason that goes with each opening; there is no other."""

    JOB = "job"
    """The coordinator prepares the conference."""
    INTAKE = "intake"
    """The manager of the region, or who stands in, looks at the request to find a coordinator."""
    OFFER = "offer"
    """A coordinator who is asked reads which languages the family wishes for."""
    UNREACHED = "unreachable"
    """A manager is to reach somebody whom the bot cannot reach."""
    PRINT = "print"
    """The coordinator prints something for somebody without Telegram."""
    INTERPRETERS = "interpreters"
    """The coordinator sees who interprets."""
    INVITATION = "invitation"
    """The coordinator makes an invitation for somebody of the circle."""
    SUGGESTED = "suggested"
    """Whoever decides sees the word for somebody who was thought of."""
    BODIES = "bodies"
    """A manager looks at the organisations with a part in a request."""
    MESSAGE = "message"
    """Lines that were passed on reach whom they were written to."""
    OWN = "own"
    """It is shown to whom it belongs, or to whom it was meant for."""
    FORM = "form"
    """Somebody goes on with what they fill in themselves."""
    MATCHING = "matching"
    """The service compares, and shows it to nobody."""
    KEEPING = "keeping"
    """The service seals it anew or looks whether it changed, and shows it to nobody."""


OPENED: Final = "open_"
"""What every opening in the audit is called begins with this."""

_CALLED: Final = {"word": "circle", "plan_line": "plan", "plan_beside": "plan", "answers": "form"}


def opened(name: str) -> str:
    """How the opening of what is sealed under this name is called in the audit."""
    return f"{OPENED}{_CALLED.get(name, name)}"
