"""Invitations on paper: one sheet for each person, in that person's language, and the links for whoever hands them out.

A card is copied, printed and laid on a table, so the message with the links and the file are not protected, and tell
nothing about anybody: a card is known by four letters. Whose letters they are says a message that is protected.
"""

from collections.abc import Mapping

import segno

from bot.texts import part_cards, printing
from bot.texts.screens import Attachment, Button, Screen, lines, paragraphs, safe, stack
from bot.texts.translating import SHIPPED, current, ngettext, speaking
from bot.texts.translating import gettext as _
from bot.texts.words import language, moment
from casework.inviting import Card
from domain import languages

_QUIET_ZONE = 4
"""So many white squares around a code, as its standard asks."""

_MARK_LETTERS = 4
"""Of a person's reference: enough to tell thirty cards apart."""

_DRAWINGS: Mapping[str, str] = {
    part_cards.TOGETHER: (
        '<circle cx="12" cy="7" r="3"/><path d="M6.5 20v-3a5.5 5.5 0 0 1 11 0v3"/>'
        '<circle cx="4.3" cy="10" r="2.1"/><path d="M1 19v-1.5A3.4 3.4 0 0 1 4 14"/>'
        '<circle cx="19.7" cy="10" r="2.1"/><path d="M23 19v-1.5a3.4 3.4 0 0 0-3-3.5"/>'
    ),
    part_cards.SPEAK: (
        '<path d="M4 3.5h16A1.5 1.5 0 0 1 21.5 5v9a1.5 1.5 0 0 1-1.5 1.5h-8L7 20.5v-5H4A1.5 1.5 0 0 1 2.5 14V5'
        'A1.5 1.5 0 0 1 4 3.5z"/><path d="M6.5 8h11M6.5 11.5h7"/>'
    ),
    part_cards.GO_OUT: (
        '<path d="M5 20V2h13v18M2 20h3m13 0h4"/><path d="M5 2l7.5 3v18L5 20z"/><path d="M10 13v1.5"/>'
    ),
}
"""The signs of a card as drawings: a printer may stand beside a computer whose fonts have none of them."""


def made(cards: tuple[Card, ...], *, job: str, bot: str) -> Screen:
    """The cards that were made just now, for the coordinator; `bot` is the bot's own name. They are shown once."""
    back = Button(_("Back to the circle"), f"ci:{job}")
    return _shown(cards, bot, back) if cards else _nothing_to_make(back)


def made_again(card: Card, bot: str) -> Screen:
    """A new card for one person, whose old link stopped working."""
    return _shown((card,), bot, Button(_("Back to this person"), f"cv:{card.guest}"))


def link(card: Card, bot: str) -> str:
    """The address on a card, and in its code."""
    return f"https://t.me/{bot}?start={card.secret}"


def sheets(cards: tuple[Card, ...], bot: str) -> bytes:
    """All cards as one page for paper, each on a sheet of its own."""
    return printing.document(
        locale=current(), title=_("Invitations"), body="\n".join(_sheet(card, bot) for card in cards)
    )


def mark(card: Card) -> str:
    """The letters by which whoever hands out the cards tells them apart; a person keeps theirs with a new link."""
    return card.guest[-_MARK_LETTERS:]


def _nothing_to_make(back: Button) -> Screen:
    return Screen(
        _(
            "There is no card to make now. Everybody who was agreed on and uses Telegram has a link already. "
            "Was a card lost? Open that person and make a new link."
        ),
        stack(back),
        anew=True,
    )


def _shown(cards: tuple[Card, ...], bot: str, back: Button) -> Screen:
    """Whose card is which, and after it what may be passed on."""
    return Screen(
        paragraphs(
            ngettext(
                "Here is the card for one person.", "Here are the cards for {count} people.", len(cards)
            ).format(count=len(cards)),
            lines(*(_whose(card) for card in cards)),
            _(
                "You find the same letters on the card. Each card works for one person, once, "
                "so give everybody their own."
            ),
            _("The links and a file to print come below. You get them only now: I do not keep them."),
        ),
        stack(back),
        personal=True,
        anew=True,
        after=_to_pass_on(cards, bot),
    )


def _to_pass_on(cards: tuple[Card, ...], bot: str) -> Screen:
    return Screen(
        paragraphs(
            _(
                "Copy the link of one person and send it to them. Or print the file: it has a page for each person."
            ),
            *(lines(f"{_card(card)}:", f"<code>{link(card, bot)}</code>") for card in cards),
            _("Delete this message and the file when everybody has their card."),
        ),
        files=(Attachment(printing.FILE, sheets(cards, bot)),),
    )


def _whose(card: Card) -> str:
    """For the coordinator: for whom this card is, and in which language it speaks to them."""
    return _("{card}: {word}, in {language}").format(
        card=f"<b>{_card(card)}</b>", word=safe(card.word), language=language(_locale(card))
    )


def _card(card: Card) -> str:
    return _("Card {letters}").format(letters=safe(mark(card)))


def _locale(card: Card) -> str:
    """The language of the card: the person's own, or the nearest that the service speaks."""
    return languages.resolve_locale(card.language, None, SHIPPED)


def _sheet(card: Card, bot: str) -> str:
    """One card, in its reader's language."""
    locale = _locale(card)
    with speaking(locale):
        said = "\n".join((_about(card), _asked_of_you(card), _answering(card, bot)))
        return printing.page(locale, f'<p class="mark">{_card(card)}</p>\n{said}')


def _about(card: Card) -> str:
    return (
        f"<h1>{_('You are invited')}</h1>\n"
        f"<p>{_('People come together around somebody to make a plan. They would like you to be there.')}</p>\n"
        f"<p>{_('You decide whether you come. Every answer is fine.')}</p>\n"
        f'<div class="box">{_when_and_where(card)}</div>'
    )


def _when_and_where(card: Card) -> str:
    if card.meeting_at is None:
        return _("The day and the place are not known yet. You hear them in Telegram.")
    when = _("When: {moment}").format(moment=moment(card.meeting_at))
    if not card.venue:
        return f"{when}<br>{_('The place follows.')}"
    return f"{when}<br>{_('Where: {place}').format(place=printing.text(card.venue))}"


def _asked_of_you(card: Card) -> str:
    asked = part_cards.lines(card.part)
    signs = ' class="signs"' if any(line[0] in _DRAWINGS for line in asked) else ""
    listed = "\n".join(_point(line) for line in asked)
    return f"<h2>{_('What is asked of you')}</h2>\n<ul{signs}>\n{listed}\n</ul>"


def _point(line: str) -> str:
    """One line of a part's card; the sign that it begins with is drawn."""
    sign, _space, said = line.partition(" ")
    if sign not in _DRAWINGS:
        return f"<li>{line}</li>"
    drawing = f'<svg viewBox="0 0 24 24" aria-hidden="true">{_DRAWINGS[sign]}</svg>'
    return f'<li class="sign">{drawing}<span>{said}</span></li>'


def _answering(card: Card, bot: str) -> str:
    steps = (
        _("Point the camera of your phone at this code."),
        _("Telegram opens. Tap the button at the bottom."),
        _("There you read more in your language. You answer with a tap."),
    )
    listed = "".join(f"<li>{step}</li>" for step in steps)
    return (
        f'<div class="whole">\n<h2>{_("Your answer")}</h2>\n'
        f'<div class="code">{_drawn(link(card, bot))}<ol>{listed}</ol></div>\n'
        f'<p class="link">{link(card, bot)}</p>\n'
        f"<p>{_('This code is for you alone and works once. Please do not pass it on.')}</p>\n"
        f'<p class="quiet">{_("Nobody else sees your phone number.")} '
        f"{_('Do you not use Telegram? Tell the person who gave you this card.')}</p>\n</div>"
    )


def _drawn(address: str) -> str:
    """The address as a code, drawn in the page itself."""
    made_of = segno.make(address, error="m", micro=False)
    drawing: str = made_of.svg_inline(border=_QUIET_ZONE, light="#fff", omitsize=True, title=_("Code"))
    return drawing
