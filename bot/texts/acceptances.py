"""What a professional reads and taps who answers to the plan: the words as they were said, and a yes or a not yet."""

from bot.texts.accepting import accept_button, in_the_room, not_yet_button
from bot.texts.conditions import title
from bot.texts.plan_lines import screenfuls
from bot.texts.plans import turning
from bot.texts.screens import Button, Screen, lines, paragraphs, safe, side, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import human_button
from casework.answering_plans import ToAnswer


def asked(guest: str) -> Screen:
    """The letter: the plan is written down; nothing of it stands in the letter."""
    return Screen(
        _(
            "The plan of the meeting is written down, and the main person says yes to it. Please answer today."
        ),
        stack(Button(_("Read the plan"), f"qa:{guest}"), human_button()),
    )


def plan(found: ToAnswer, number: int = 1) -> Screen:
    """The plan; after the last page the conditions and the answer."""
    pages = screenfuls(found.lines, found.languages)
    at = min(max(number, 1), len(pages))
    last = at == len(pages)
    answers = [accept_button(found), not_yet_button(found)] if last and not found.said.accepted else []
    return Screen(
        paragraphs(
            f"<b>{_('The plan')}</b>",
            pages[at - 1][1],
            *((_known(found), in_the_room()) if last else ()),
        ),
        (*turning(f"qt:{found.ref}", at, len(pages)), *stack(*answers, human_button())),
        personal=True,
    )


def accepted() -> Screen:
    """After the yes."""
    return Screen(
        _("Thank you. The coordinator hears that this plan can be carried out."), stack(human_button())
    )


def not_yet(guest: str) -> Screen:
    """After a not yet."""
    return Screen(
        _(
            "Thank you. The coordinator hears it, and the family may change the plan. Then you are asked again."
        ),
        stack(Button(_("Read the plan"), f"qa:{guest}"), human_button()),
    )


def _known(found: ToAnswer) -> str:
    if not found.known:
        return ""
    return lines(
        f"<b>{title()}</b>",
        *(f"{side(words)}{number}. {safe(words)}" for number, words in enumerate(found.known, start=1)),
    )
