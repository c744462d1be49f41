"""Consent in layers: what each is for, and when it can be taken back or given again (domain.md 3.4)."""

from enum import StrEnum

from domain.requests import FINAL, State


class Layer(StrEnum):
    """What somebody agrees to. The first five are given together, by one yes before the first question."""

    PROCESS = "process"
    """The service deals with the request; without it the request ends."""
    SHARE = "share"
    """Coordinators are asked, without a name, and are told the wishes about them."""
    CONTACT = "contact"
    """The coordinator who said yes sees the name, the place and the way to reach the family."""
    FOLLOW_UP = "follow_up"
    """They are asked how it goes, four weeks after the meeting."""
    STATISTICS = "statistics"
    """What is counted of the request is in the yearly figures."""
    GUEST = "guest"
    """Somebody in a circle: what they answer and tell themselves is kept."""


OF_A_REQUEST = (Layer.PROCESS, Layer.SHARE, Layer.CONTACT, Layer.FOLLOW_UP, Layer.STATISTICS)
"""The layers of whoever asks for a conference, in the order in which they are shown."""


def can_withdraw(layer: Layer, state: State) -> bool:
    """Whether taking this layer back changes anything while the request stands there; of one that is over only figures."""
    return layer is Layer.STATISTICS if state in FINAL else layer in OF_A_REQUEST


def can_give_again(layer: Layer, state: State) -> bool:
    """Whether a layer that was taken back can be given again: not once the request is over, for then it is deleted."""
    return state not in FINAL and layer in OF_A_REQUEST
