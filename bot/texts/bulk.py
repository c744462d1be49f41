"""One message to all coordinators of a region: choosing it, looking at it, and how it reads."""

from bot.texts.screens import Button, Screen, paragraphs, safe, stack
from bot.texts.staff import BULK, PAGE, SURE
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button, human_button
from bot.texts.words import region
from casework.bulk import Draft, Ready

FIXED, WRITE, TYPED = "zt", "zw", "zy"


def which_region() -> str:
    """Asked first."""
    return _("To the coordinators of which region?")


def choose(found: Draft) -> Screen:
    """A fixed text, or one of one's own."""
    return Screen(
        paragraphs(f"<b>{region(found.region)}</b>", _to(found.count), _("Which message?")),
        stack(
            Button(_("Look at your profile"), f"{FIXED}:{found.region}:{Ready.PROFILE}"),
            Button(_("Families are waiting"), f"{FIXED}:{found.region}:{Ready.FAMILIES}"),
            Button(_("Type one myself"), f"{WRITE}:{found.region}"),
            Button(_("Back"), BULK),
        ),
    )


def preview(found: Draft, *, again: bool = False) -> Screen:
    """As it will be read, with to how many it goes; `again` is the second time that it is asked."""
    what = f"{FIXED}:{found.region}:{found.ready}" if found.ready else f"{TYPED}:{found.revision}"
    label = _("Yes, send it now") if again else _("Send it")
    return Screen(
        paragraphs(
            _("I cannot take it back. Shall I send it?") if again else _("This is how they read it:"),
            _words(found.ready, found.text),
            f"<b>{region(found.region)}</b>: {_to(found.count)}",
        ),
        stack(
            Button(label, f"{what}:{SURE}{SURE if again else ''}") if found.count else None,
            Button(_("Back"), f"{BULK}:{found.region}"),
        ),
        personal=True,
    )


def is_sent(count: int) -> Screen:
    """It is in the outbox."""
    return Screen(
        ngettext("I send it to {count} person.", "I send it to {count} people.", count).format(count=count),
        stack(Button(_("Back"), PAGE), home_button()),
        anew=True,
    )


def to_coordinators(ready: Ready | None, text: str) -> Screen:
    """As a coordinator gets it."""
    button = Button(_("My profile"), "pf") if ready is Ready.PROFILE else None
    return Screen(_words(ready, text), stack(button, human_button(), home_button()), personal=True)


def _words(ready: Ready | None, text: str) -> str:
    """From whom it is, as a role, and the message."""
    said = {
        Ready.PROFILE: lambda: _(
            "Please look at your profile, and tap what is not right any more. Thank you."
        ),
        Ready.FAMILIES: lambda: _(
            "Families in your region are waiting for a coordinator. "
            "Do you have time again? Then please switch offers on in your profile."
        ),
    }
    words = said[ready]() if ready is not None else safe(text)
    return paragraphs(
        _("A message from an admin of Kring to all coordinators:"), f"<blockquote>{words}</blockquote>"
    )


def _to(count: int) -> str:
    return ngettext("It goes to {count} person.", "It goes to {count} people.", count).format(count=count)
