"""What stalls, with the buttons of whoever takes it."""

from bot.texts.managing import escalation_reason
from bot.texts.screens import LABEL_LIMIT, Button, Screen, code, fitting, lines, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button
from bot.texts.words import moment
from casework.escalations import Raised


def card(raised: Raised) -> Screen:
    """One escalation: what it is about, and *I take it*."""
    about = _("Request {receipt}").format(receipt=code(raised.request_ref)) if raised.request_ref else ""
    return Screen(
        paragraphs(
            f"<b>{escalation_reason(raised.kind)}</b>",
            lines(about, _("Since {moment}").format(moment=moment(raised.raised_at))),
            _standing(raised),
        ),
        stack(*_buttons(raised), home_button()),
    )


def overview(found: list[Raised]) -> Screen:
    """What is open in the region."""
    if not found:
        return Screen(
            _("Nothing needs you now."), stack(Button(_("Requests in my region"), "m"), home_button())
        )
    told = ngettext("{count} thing needs you.", "{count} things need you.", len(found)).format(
        count=len(found)
    )
    return Screen(
        paragraphs(told, lines(*(_told(raised) for raised in found))),
        stack(
            *(Button(_label(raised), f"xo:{raised.ref}") for raised in found),
            home_button(),
        ),
    )


def _told(raised: Raised) -> str:
    receipt = f" {safe(raised.request_ref)}" if raised.request_ref else ""
    return f"• {escalation_reason(raised.kind)}{receipt}"


def _label(raised: Raised) -> str:
    receipt = f" {raised.request_ref}" if raised.request_ref else ""
    return fitting(escalation_reason(raised.kind), LABEL_LIMIT - len(receipt)) + receipt


def _standing(raised: Raised) -> str:
    if raised.done:
        return _("This is done.")
    if raised.taken_by_reader:
        return _("You have taken this.")
    return _("A colleague has taken this.") if raised.taken else ""


def _buttons(raised: Raised) -> list[Button]:
    if raised.done:
        return []
    found = []
    if not raised.taken:
        found.append(Button(_("I take it"), f"xt:{raised.ref}"))
    if raised.taken_by_reader:
        found.append(Button(_("It is done"), f"xd:{raised.ref}"))
        if raised.kind == "human":
            found.append(Button(_("Write to this person"), f"wx:{raised.ref}"))
    if raised.request_ref:
        found.append(Button(_("Open the request"), f"mo:{raised.request_ref}"))
    return found
