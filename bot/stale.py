"""Whatever no one claimed: a button of last year, an unknown command, a photo; always an answer, nothing kept."""

from bot.handlers import forms, voices, welcome
from bot.talk import Talk, noted
from bot.texts import errors as texts
from bot.texts.screens import Screen
from casework import forms as form_actions


async def old_button(talk: Talk) -> Screen:
    """A button that this version does not know."""
    return await _where_they_are(talk, texts.SENTENCES["outdated"]())


async def unknown_command(talk: Talk) -> Screen:
    """A command that does not exist."""
    return noted(await welcome.help_page(talk), texts.unknown_command())


async def not_text(talk: Talk) -> Screen:
    """A photo, a voice message, a sticker, a file, a location, a contact."""
    return await _where_they_are(talk, texts.not_kept())


async def changed_message(talk: Talk) -> Screen:
    """A message that was edited afterwards."""
    return await _where_they_are(talk, texts.edited())


async def repeated(talk: Talk) -> Screen:
    """An update whose answer may have been lost with the process: show where the person is, change nothing."""
    return await _where_they_are(talk, "")


async def _where_they_are(talk: Talk, note: str) -> Screen:
    awaited = await voices.look(talk, note) if talk.caller.waits is not None else None
    if awaited is not None:
        return awaited
    page = await talk.work.do(form_actions.resume, caller=talk.caller)
    if page is not None:
        return forms.show(talk, page, note)
    return noted(await welcome.home(talk), note)
