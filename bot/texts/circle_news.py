"""What a coordinator hears of somebody in their circle: that there is something, and nothing of what it is."""

from bot.texts.screens import Button, Screen, code, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button


def told_in_private(guest: str, receipt: str) -> Screen:
    """For the coordinator: there is something to read, and nothing of what it is."""
    return Screen(
        _("{receipt}: somebody in the circle told you something in private. Only you can read it.").format(
            receipt=code(receipt)
        ),
        stack(Button(_("Open this person"), f"cv:{guest}"), home_button()),
    )


def unreached(guest: str, receipt: str) -> Screen:
    """For the coordinator: somebody cannot be written to any more."""
    return Screen(
        paragraphs(
            _("{receipt}: somebody in the circle can no longer be reached in this chat.").format(
                receipt=code(receipt)
            ),
            _("Please let them know by another way what they need to know, such as a new day or place."),
        ),
        stack(Button(_("Open this person"), f"cv:{guest}"), home_button()),
    )
