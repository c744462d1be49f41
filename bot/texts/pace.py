"""Whether it still goes at the family's own pace: a question that never pushes (domain.md 1.3)."""

from bot.texts.screens import Button, Screen, code, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import HUMAN, home_button
from casework.requests import Standing
from domain.timers import Due


def question(standing: Standing, due: str) -> Screen:
    """After six weeks of preparation, and once more after ten: ask, and be content with every answer."""
    # Translators: {receipt} is the number of a request. The tone is calm: nobody has to hurry.
    weeks = (
        _("Ten weeks ago your coordinator began with request {receipt}.")
        if due == Due.NO_DATE
        else _("Six weeks ago your coordinator began with request {receipt}.")
    )
    return Screen(
        paragraphs(
            weeks.format(receipt=code(standing.ref)),
            f"<b>{_('Is it still going at your pace?')}</b>",
            _("You set the pace. Nothing has to be faster, and a pause is fine too."),
        ),
        stack(
            Button(_("Yes, it is fine"), f"rk:{standing.ref}"),
            Button(_("I want to talk to someone"), HUMAN),
            Button(_("Take a pause"), f"rp:{standing.ref}"),
        ),
    )


def fine(standing: Standing) -> Screen:
    """They said that it is fine."""
    return Screen(
        _(
            "Good to hear. Go on at your own pace; you hear nothing about time from us for now. ({receipt})"
        ).format(receipt=code(standing.ref)),
        stack(Button(_("Where does it stand?"), "st"), home_button()),
    )
