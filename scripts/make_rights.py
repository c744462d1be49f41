"""Writes docs/rights.md from the tables of rights.

python -m scripts.make_rights           # write
python -m scripts.make_rights --check   # exit 1 when the page is not up to date
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.rights import BUTTONS_NEED, COMMANDS_NEED, EVERYONE, Needed, is_open
from domain.people import Action, Role
from scripts.generated import write_or_check

TARGET = Path(__file__).parents[1] / "docs"

ROLES = {
    Role.CITIZEN: "citizen",
    Role.COORDINATOR: "coordinator",
    Role.REGIONAL_MANAGER: "regional manager",
    Role.TRAINER: "trainer",
    Role.HELPDESK: "helpdesk",
    Role.ADMIN: "admin",
}

SAID: dict[Needed, str] = {
    EVERYONE: "what is about oneself: one's own chat, forms, invitation, circle, day and copy of a plan",
    Action.REQUEST: "ask for a conference",
    Action.SEE_OWN_STATUS: "see where one's own request stands",
    Action.ASK_FOR_HUMAN: "ask for a person",
    Action.PAUSE: "pause one's own request, and go on",
    Action.WITHDRAW: "stop one's own request, or ask for somebody else",
    Action.SEE_REGION: "see the requests of the region",
    Action.ASK_COORDINATORS: "choose and ask coordinators",
    Action.END_REQUEST: "end a request of the region, or one's own job",
    Action.TAKE_ESCALATION: "take what stalls, be away, stand in",
    Action.ANSWER_OFFER: "look at one's own offers and answer them",
    Action.DO_JOB: "do one's own job, until it ends",
    Action.KEEP_PROFILE: "keep one's own profile",
    Action.CONFIRM_ONESELF: "have a second step",
    Action.KEEP_STAFF: "invite staff, end a role, write to many, take the registrations along",
}

_HEAD = """# Rights

Which role may do what, as the program asks it before each button and each command. `python -m scripts.make_rights`
writes this page from `bot/rights.py` and `domain/people.py`; a test walks every cell against the real dispatcher
([0038](decisions/0038-rights-are-a-table-and-staff-type-six-digits.md)).

A *yes* is a right to do it with what is one's own: one's own request, job, offer, region. What is somebody else's, another
region's, of a job that has ended, or not there at all is answered in the same words as what the role may not do: *I cannot
find that*. The helpdesk and the admins stand in for a region only while it has no manager there, and otherwise see a request
only through what stalls and reached them, after six digits ([staff](staff.md)).
"""


def page() -> str:
    """The whole page."""
    return "\n".join((_HEAD, *_matrix(), "", "## Buttons and commands", "", *_verbs(), ""))


def _matrix() -> Iterator[str]:
    yield f"| To | {' | '.join(ROLES.values())} |"
    yield f"|---|{'---|' * len(ROLES)}"
    for needed, said in SAID.items():
        cells = ("yes" if is_open(role, needed) else "-" for role in ROLES)
        yield f"| {said} | {' | '.join(cells)} |"


def _verbs() -> Iterator[str]:
    yield "The verb is how the data of a button begins."
    yield ""
    yield "| To | Buttons | Commands |"
    yield "|---|---|---|"
    for needed, said in SAID.items():
        buttons = " ".join(f"`{verb}`" for verb, asked in sorted(BUTTONS_NEED.items()) if asked is needed)
        commands = " ".join(f"`/{name}`" for name, asked in sorted(COMMANDS_NEED.items()) if asked is needed)
        if buttons or commands:
            yield f"| {said} | {buttons} | {commands} |"


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or look whether it is up to date."""
    return write_or_check("make_rights", __doc__, TARGET, {"rights.md": page}, arguments)


if __name__ == "__main__":
    sys.exit(main())
