"""Cards on paper: what a coordinator taps to make them; the bot's name is asked first, as in a link of any kind."""

from dataclasses import replace

from bot.talk import Talk
from bot.texts import cards as texts
from bot.texts import printing
from bot.texts.screens import Attachment, Screen
from casework import inviting


async def make(talk: Talk, ref: str, *_parts: str) -> Screen:
    """A card with a link for everybody who was agreed on and has none yet."""
    bot = await _name(talk)
    cards = await talk.work.do(inviting.make_cards, caller=talk.caller, ref=ref)
    return await _with_pdf(talk, texts.made(cards, job=ref, bot=bot))


async def make_again(talk: Talk, ref: str, *_parts: str) -> Screen:
    """A new link for one person; the old one stops."""
    bot = await _name(talk)
    card = await talk.work.do(inviting.new_link, caller=talk.caller, ref=ref)
    return await _with_pdf(talk, texts.made_again(card, bot))


async def _with_pdf(talk: Talk, screen: Screen) -> Screen:
    """The sheets as a PDF beside the page, where this machine can make one: they are shown once, so it comes at once."""
    links = screen.after
    if links is None or talk.work.printer is None:
        return screen
    made = [await talk.work.printer.pdf(sheets.content) for sheets in links.files]
    pdfs = tuple(Attachment(printing.PDF_FILE, pdf) for pdf in made if pdf is not None)
    return replace(screen, after=replace(links, files=(*links.files, *pdfs)))


async def _name(talk: Talk) -> str:
    """The bot's own name: a link that cannot be shown must not be made."""
    return (await talk.bot.me()).username or ""
