"""What the scheduler asks of whoever wires it together."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from bot.texts.screens import Screen
from casework.desk import Desk
from casework.outbox import Envelope

Result = TypeVar("Result")

Render = Callable[[Desk, Envelope], Screen | None]
"""Says a letter in the language of its reader, now; None when there is nothing to say any more."""


class Do(Protocol):
    """Runs one action in a worker thread, as one transaction (design.md 4.14).

    The action gets a `Desk`, whose `now` is the moment; it is committed when the action returns, and rolled back
    when it raises.
    """

    def __call__(self, action: Callable[..., Result], /, **arguments: object) -> Awaitable[Result]:
        """Run `action(desk, **arguments)` and give what it returns."""
        ...
