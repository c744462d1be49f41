"""Somebody of the circle is not safe: what the coordinator reads before and after the manager is told."""

from bot.texts.screens import Button, Screen, code, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button


def button(job: str) -> Button:
    """On the coordinator's conference."""
    return Button(_("Somebody is not safe"), f"cu:{job}")


def really(job: str) -> Screen:
    """What will happen; one more tap."""
    return Screen(
        paragraphs(
            _("Is somebody not safe with somebody else who is asked to the meeting?"),
            _(
                "I ask the regional manager to call you. I do not tell who or why. Please invite nobody else until "
                "you have spoken."
            ),
            _("Is there danger now? Call 112 first."),
        ),
        stack(
            Button(_("Yes, let the manager call me"), f"cu:{job}:y"),
            _danger(),
            Button(_("Back"), f"jo:{job}"),
        ),
    )


def told(job: str, receipt: str) -> Screen:
    """The manager was told."""
    return Screen(
        paragraphs(
            _("{receipt}: I have asked the manager to call you.").format(receipt=code(receipt)),
            _(
                "Is somebody not to come? Open the person in the circle. Their invitation then shows nothing more."
            ),
        ),
        stack(
            Button(_("The circle"), f"ci:{job}"),
            _danger(),
            Button(_("Open the conference"), f"jo:{job}"),
            home_button(),
        ),
    )


def _danger() -> Button:
    return Button(_("There is danger now"), "dn")
