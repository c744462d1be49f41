"""A few lines that somebody passes on through the bot."""

from bot.texts.screens import Button, Screen, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button, human_button


def message(text: str, subject: str, sender: str) -> Screen:
    """A few lines that somebody passes on through the bot."""
    said = {
        "family": _("A message from the family of {subject}:").format(
            subject=f"<code>{safe(subject)}</code>"
        ),
        "coordinator": _("A message from your coordinator:"),
    }.get(sender, _("A message from the regional manager:"))
    answer = Button(_("Answer"), f"w:{subject}") if subject.startswith("K-") else None
    return Screen(
        paragraphs(said, f"<blockquote>{safe(text)}</blockquote>"),
        stack(answer, human_button()),
        personal=True,
    )


def message_sent() -> Screen:
    """The lines are on their way."""
    return Screen(_("I pass it on now. I do not keep it."), stack(home_button()))
