"""Cards on paper: what a coordinator taps to make them; the bot's name is asked first, as in a link of any kind."""

from bot.talk import Talk
from bot.texts import cards as texts
from bot.texts.screens import Screen
from casework import inviting


async def make(talk: Talk, ref: str, *_parts: str) -> Screen:
    """A card with a link for everybody who was agreed on and has none yet."""
    bot = await _name(talk)
    cards = await talk.work.do(inviting.make_cards, caller=talk.caller, ref=ref)
    return texts.made(cards, job=ref, bot=bot)


async def make_again(talk: Talk, ref: str, *_parts: str) -> Screen:
    """A new link for one person; the old one stops."""
    bot = await _name(talk)
    return texts.made_again(await talk.work.do(inviting.new_link, caller=talk.caller, ref=ref), bot)


async def _name(talk: Talk) -> str:
    """The bot's own name: a link that cannot be shown must not be made."""
    return (await talk.bot.me()).username or ""
