"""A receipt that somebody typed, and requests about the same person or situation: shown, never merged."""

from bot.texts.screens import Button, Screen, code, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button, human_button
from casework.managing import RequestCard


def nothing_to_show(receipt: str) -> Screen:
    """What everybody reads of a number that is not theirs: the same whether or not there is such a request."""
    return Screen(
        _(
            "I cannot show anything about this number here. If you want to ask for a conference about the same "
            "situation, you can start here."
        ),
        stack(Button(_("Ask for a conference"), f"ra:{receipt}"), human_button(), home_button()),
    )


def asked_again(card: RequestCard) -> Screen:
    """Somebody else asked for a conference about the same situation."""
    return Screen(
        paragraphs(
            _(
                "Somebody also asked for a conference about {receipt}. They are two requests and stay two; perhaps you "
                "want to talk to both."
            ).format(receipt=code(card.ref)),
            also(card),
        ),
        stack(Button(_("Open the request"), f"mo:{card.ref}"), *links(card)),
    )


def also(card: RequestCard) -> str:
    """The other requests about the same situation, by receipt where they are the reader's to see."""
    told = [
        _("Also asked about: {receipt}").format(receipt=code(receipt))
        if receipt
        else _("Also asked about: another request")
        for receipt in card.also
    ]
    return lines(*dict.fromkeys(told))


def links(card: RequestCard) -> tuple[Button, ...]:
    """A button to each of them that the reader may open."""
    return tuple(
        Button(_("Open {receipt}").format(receipt=receipt), f"mo:{receipt}")
        for receipt in card.also
        if receipt
    )


def others(card: RequestCard) -> str:
    """A second request of the same person."""
    if not card.others:
        return ""
    told = ngettext(
        "The same person has another open request: {receipts}",
        "The same person has other open requests: {receipts}",
        len(card.others),
    )
    return told.format(receipts=", ".join(code(receipt) for receipt in card.others))


def on_summary(receipt: str) -> str:
    """Before sending: with which number this request was begun."""
    return _("Also about: {receipt}").format(receipt=code(receipt))
