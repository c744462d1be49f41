"""The organisations with a part in a request, as its manager names and reads them; coordinators never see which."""

from bot.texts.screens import Button, Screen, code, fitting, lines, paragraphs, plain, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from casework.bodies import Involved
from casework.managing import RequestCard


def involved(found: Involved) -> Screen:
    """The list, with a button to add one and one to take each off."""
    rows = stack(
        None if found.is_full else Button(_("Add an organisation"), f"mt:{found.request}"),
        *(
            Button(fitting(_("Remove: {name}").format(name=plain(safe(name)))), f"mx:{found.request}:{token}")
            for token, name in found.named
        ),
        Button(_("Back to the request"), f"mo:{found.request}"),
    )
    return Screen(
        paragraphs(
            f"<b>{_('Organisations involved')}</b> {code(found.request)}",
            _(
                "A coordinator with a tie to one of these is not asked, and does not hear which. Name organisations "
                "only, never a person."
            ),
            lines(*(f"• {safe(name)}" for _token, name in found.named)) or _("There is none yet."),
            _("The coordinator has a tie with one of these. Please talk to them.")
            if found.coordinator_tied
            else "",
        ),
        rows,
        personal=True,
    )


def named(card: RequestCard) -> str:
    """On the opened card: which."""
    if not card.bodies:
        return ""
    return _("Organisations involved: {names}").format(names=", ".join(safe(name) for name in card.bodies))


def counted(card: RequestCard) -> str:
    """On the announced card: how many, and nothing more."""
    if not card.bodies_count:
        return ""
    told = ngettext(
        "{count} organisation is involved.", "{count} organisations are involved.", card.bodies_count
    )
    return told.format(count=card.bodies_count)


def button(card: RequestCard) -> Button:
    """To the list."""
    return Button(_("Organisations involved"), f"mb:{card.ref}")


def left_out(count: int) -> str:
    """On the shortlist: how many are not on it for a tie; never with which organisation."""
    if not count:
        return ""
    # Translators: {count} coordinators would perhaps fit, but are not shown.
    told = ngettext(
        "{count} coordinator is not on the list because of a tie with an organisation in this request.",
        "{count} coordinators are not on the list because of a tie with an organisation in this request.",
        count,
    )
    return told.format(count=count)
