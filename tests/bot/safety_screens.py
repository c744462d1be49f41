"""What the coordinator reads when somebody is not safe, for the gallery."""

from collections.abc import Iterator

from bot.texts import managing, safety
from bot.texts.screens import Screen
from casework import conditions
from casework.safety import KIND
from tests.bot.cards import RECEIPT, REF


def safety_screens() -> Iterator[tuple[str, Screen]]:
    """Before and after the manager is told, and what the manager reads."""
    yield "somebody is not safe", safety.really(REF)
    yield "the manager was told", safety.told(REF, RECEIPT)
    for kind in (KIND, conditions.KIND):
        yield f"raised: {kind}", Screen(managing.escalation_reason(kind))
