"""What somebody taps about their own rights: consents, everything that is kept of them, being forgotten."""

import json

from bot.menus import show_own_menu
from bot.talk import Talk
from bot.texts import invitations as invitation_texts
from bot.texts import own_data as own_data_texts
from bot.texts import privacy as texts
from bot.texts.screens import Screen
from casework import consents as consent_actions
from casework import forgetting, guest_consent, own_data
from domain.consents import Layer
from domain.errors import OutdatedError
from domain.people import Role


async def privacy(_talk: Talk, *_parts: str) -> Screen:
    """What is kept, and what one can do about it."""
    return texts.privacy()


async def consents(talk: Talk, ref: str = "", *_parts: str) -> Screen:
    """What they agreed to; with a receipt each part of that request."""
    if ref:
        return texts.of_request(await talk.work.do(consent_actions.look_at, caller=talk.caller, ref=ref))
    return texts.consents(await talk.work.do(consent_actions.look, caller=talk.caller))


async def set_consent(talk: Talk, ref: str, layer: str, wanted: str, *_parts: str) -> Screen:
    """Take one part back or give it again; what ends the request is asked once more."""
    part = Layer(layer)
    if wanted not in {texts.ON, texts.OFF, texts.SURE}:
        raise OutdatedError
    if part is Layer.PROCESS and wanted == texts.OFF:
        await talk.work.do(consent_actions.look_at, caller=talk.caller, ref=ref)
        return texts.really_stop(ref)
    action = consent_actions.give_again if wanted == texts.ON else consent_actions.withdraw
    return texts.of_request(await talk.work.do(action, caller=talk.caller, ref=ref, layer=part))


async def take_back_text(talk: Talk, *_parts: str) -> Screen:
    """Take back the yes from before the questions."""
    await talk.work.do(consent_actions.take_back_text, caller=talk.caller)
    return texts.taken_back()


async def agree_as_guest(talk: Talk, ref: str, *_parts: str) -> Screen:
    """A guest agrees that what they answer is kept; now they are asked."""
    return invitation_texts.invitation(await talk.work.do(guest_consent.agree, caller=talk.caller, ref=ref))


async def delete_told(talk: Talk, ref: str, *_parts: str) -> Screen:
    """A guest takes back what they answered."""
    await talk.work.do(guest_consent.take_back, caller=talk.caller, ref=ref)
    return texts.told_deleted(ref)


async def my_data(talk: Talk, *_parts: str) -> Screen:
    """Everything that is kept of them, as a page to read and as JSON."""
    found = await talk.work.do(own_data.collect, caller=talk.caller)
    content = json.dumps(found.as_json(), ensure_ascii=False, indent=2).encode()
    return own_data_texts.files(own_data_texts.page(found), content)


async def forget(talk: Talk, step: str = "", *_parts: str) -> Screen:
    """What it means, then once more, then it is done."""
    if step != texts.SURE:
        found = await talk.work.do(forgetting.meaning, caller=talk.caller)
        return texts.are_you_sure() if step else texts.what_it_means(found)
    receipt = await talk.work.do(forgetting.forget, caller=talk.caller)
    if talk.caller.role is not Role.CITIZEN:
        await show_own_menu(talk.bot, talk.caller.chat_id, Role.CITIZEN, talk.locale)
    return texts.forgotten(receipt)
