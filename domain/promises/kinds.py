"""Every kind of thing that is raised to the service, with its number in domain.md 1.4 where it has one."""

from domain.ladder import CODES
from domain.timers import RAISED

NEEDED = tuple(f"E-{number}" for number in range(1, 15))
"""The fourteen escalations of domain.md 1.4; a file may number more of its own."""

_OTHERS = frozenset(
    {
        "danger",
        "declined_thrice",
        "must_unmet",
        "someone_else",
        "handed_back",
        "pressure",
        "unsafe",
        "conditions_missing",
        "no_plan",
        "attention",
        "complaint",
        "human",
        "unreachable",
        "quiet",
    }
)
"""What a person or another part of the service raises; what the clock raises is called as what fell due."""

KINDS = _OTHERS | CODES.keys() | {due.value for due in RAISED}
