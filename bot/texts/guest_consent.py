"""What somebody who was invited says yes to before anything that they tell is kept (domain.md 3.4)."""

from bot.texts.screens import Button, Rows, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import human_button

AGREE = "pi"
"""The verb of the yes."""


def words() -> str:
    """What is kept of their answers, for how long, who sees it, and that no disadvantage comes of a no."""
    return paragraphs(
        _("Before I ask you anything, I need your yes."),
        _(
            "I keep what you answer here: whether you come, and what you need. I keep it locked, until the meeting is over "
            "or the family stops. You can take it back at any time with {command}."
        ).format(command="/privacy"),
        _("If you do not want this, that is fine. You can still tell the family yourself whether you come."),
    )


def buttons(guest: str) -> Rows:
    """Yes; or leave, with nothing kept."""
    return stack(
        Button(_("Yes, that is fine"), f"{AGREE}:{guest}"),
        Button(_("No, forget this invitation"), f"il:{guest}"),
        human_button(),
    )
