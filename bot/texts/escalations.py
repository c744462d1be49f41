"""What stalls, with the buttons of whoever takes it."""

from bot.texts import unreachable
from bot.texts.managing import escalation_reason
from bot.texts.screens import LABEL_LIMIT, Button, Screen, code, fitting, lines, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button
from bot.texts.words import moment, region
from casework.escalations import Raised
from casework.returning import UNREACHED
from domain.ladder import TOLD_WHEN_DONE, Later, Note, Reason, Receiver
from domain.people import Role


def card(raised: Raised) -> Screen:
    """One escalation: what it is about, who has it now, and what the reader can do."""
    about = _("Request {receipt}").format(receipt=code(raised.request_ref)) if raised.request_ref else ""
    where = _("Region: {region}").format(region=region(raised.region)) if raised.region else ""
    return Screen(
        paragraphs(
            f"<b>{escalation_reason(raised.kind)}</b>",
            lines(about, where, _("Since {moment}").format(moment=moment(raised.raised_at))),
            _standing(raised),
            f"<i>{safe(raised.code)}</i>" if raised.code else "",
        ),
        stack(*_buttons(raised), home_button()),
    )


def why_done(raised: Raised) -> Screen:
    """It is done: how, in one tap."""
    return _choice(
        raised,
        _("How did it end? One tap is enough."),
        [Button(_notes()[note], f"xd:{raised.ref}:{note}") for note in TOLD_WHEN_DONE],
    )


def why_later(raised: Raised) -> Screen:
    """Later: why, in one tap."""
    words = {
        Reason.FAMILY: _("I wait for the family"),
        Reason.COORDINATOR: _("I wait for the coordinator"),
        Reason.OTHERS: _("I wait for someone else"),
        Reason.BUSY: _("No time now"),
    }
    return _choice(
        raised,
        _("Why later? It stays yours, and I remind you."),
        [Button(words[reason], f"xl:{raised.ref}:{reason}") for reason in Reason],
    )


def how_much_later(raised: Raised, reason: Reason) -> Screen:
    """Later: how long, in one tap."""
    words = {Later.MORNING: _("Tomorrow morning"), Later.THREE_DAYS: _("In three days")}
    return _choice(
        raised,
        _("When shall I remind you? When the office is closed on that day, I wait until it opens."),
        [Button(words[how], f"xl:{raised.ref}:{reason}:{how}") for how in Later],
    )


def overview(found: list[Raised]) -> Screen:
    """What is open and has reached the reader."""
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


def passed_on() -> Screen:
    """A card that is no longer this reader's to see takes this place."""
    return Screen(_("This is no longer with you. You do not have to do anything."), stack(home_button()))


def nobody_else() -> str:
    """Not mine, where there is nobody else to ask."""
    return _("Nobody else is there now, so it stays with you. I ask again later.")


def _choice(raised: Raised, question: str, buttons: list[Button]) -> Screen:
    return Screen(
        paragraphs(f"<b>{escalation_reason(raised.kind)}</b>", question),
        stack(*buttons, Button(_("Back"), f"xo:{raised.ref}")),
    )


def _notes() -> dict[Note, str]:
    return {
        Note.SPOKE: _("Spoke with the family"),
        Note.FOUND: _("A coordinator was found"),
        Note.HANDED_ON: _("Handed to someone else"),
        Note.NOT_NEEDED: _("It was not needed"),
        # Translators: how something ended, when no other button fits.
        Note.OTHER: _("Something else"),
        Note.OVER: _("It went on by itself, nobody is needed any more"),
    }


def _told(raised: Raised) -> str:
    receipt = f" {safe(raised.request_ref)}" if raised.request_ref else ""
    return f"• {escalation_reason(raised.kind)}{receipt}"


def _label(raised: Raised) -> str:
    receipt = f" {raised.request_ref}" if raised.request_ref else ""
    return fitting(escalation_reason(raised.kind), LABEL_LIMIT - len(receipt)) + receipt


def _standing(raised: Raised) -> str:
    if raised.done:
        return lines(_("This is done."), _notes()[raised.note] if raised.note else "")
    if raised.back_at is not None:
        return _("You have taken this. I remind you on {moment}.").format(moment=moment(raised.back_at))
    if raised.taken_by_reader:
        return _("You have taken this. Is it done?") if raised.asked else _("You have taken this.")
    if raised.taken:
        return _taken_by(raised.holder)
    return lines(
        _("Nobody has taken this yet.") if raised.moved_on else "",
        "" if raised.yours else _who_is_asked(raised),
        _("If nobody takes it, more people are asked on {moment}.").format(moment=moment(raised.due_at))
        if raised.due_at is not None
        else "",
    )


def _taken_by(holder: tuple[Role, str | None] | None) -> str:
    """Who has it: by role and region, never by name."""
    if holder is None:
        return _("A colleague has taken this.")
    role, code_of_region = holder
    if role is Role.REGIONAL_MANAGER and code_of_region:
        return _("A regional manager of {region} has taken this.").format(region=region(code_of_region))
    return _("The national helpdesk has taken this.")


def _who_is_asked(raised: Raised) -> str:
    here, deputy = region(raised.region or ""), region(raised.deputy)
    if raised.waits_for is Receiver.DEPUTY:
        return _("The regional managers of {region} are asked now.").format(region=deputy)
    if raised.waits_for is Receiver.HELPDESK:
        return _("The national helpdesk is asked now.")
    if raised.waits_for is Receiver.REGIONAL_MANAGER:
        return _("The regional managers of {region} are asked now.").format(region=here)
    if raised.waits_for is Receiver.REGION_AND_HELPDESK:
        return _("The regional managers of {region} and the helpdesk are asked now.").format(region=here)
    return _("Everyone who can help is asked now.") if raised.waits_for else ""


def _buttons(raised: Raised) -> list[Button]:
    if raised.done:
        return []
    found = []
    if not raised.taken:
        found.append(Button(_("I take it"), f"xt:{raised.ref}"))
    if raised.taken_by_reader:
        found.append(Button(_("It is done"), f"xd:{raised.ref}"))
        if not raised.urgent:
            found.append(Button(_("Later"), f"xl:{raised.ref}"))
        if raised.kind in {"human", "danger"}:
            found.append(Button(_("Write to this person"), f"wx:{raised.ref}"))
    if raised.taken_by_reader or raised.yours:
        found.append(Button(_("Not mine"), f"xn:{raised.ref}"))
    if raised.kind == UNREACHED and raised.request_ref:
        found.append(unreachable.button(raised.ref))
    if raised.request_ref:
        found.append(Button(_("Open the request"), f"mo:{raised.request_ref}"))
    return found
