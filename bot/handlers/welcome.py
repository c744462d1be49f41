"""Beginning, consent, language, privacy, help, a human."""

from bot.handlers import follow_ups, invitations, voices
from bot.menus import show_own_menu
from bot.talk import Talk
from bot.texts import forms as form_texts
from bot.texts import invitations as invitation_texts
from bot.texts import welcome
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speak
from casework import forms, limiting, people, receipts, requests
from domain import languages
from domain.errors import ConsentMissingError, NotFoundError
from domain.people import Role


async def home(talk: Talk, *_parts: str) -> Screen:
    """The first screen: danger numbers first (telegram.md 2.21)."""
    page = await talk.work.do(forms.resume, caller=talk.caller)
    return welcome.welcome(talk.caller.role, draft=page is not None and page.form == "request")


async def join(talk: Talk, secret: str) -> Screen:
    """Somebody opens a one-time link: whoever is invited, or asked how a plan goes, or a staff member."""
    await talk.work.do(limiting.count_opening, caller=talk.caller, secret=secret)
    invited = await invitations.opened(talk, secret)
    if invited is not None:
        tag = invitations.language_of(talk, invited)
        if tag != talk.locale:
            await speak_from_now(talk, tag)
        screen = invitation_texts.invitation(invited)
        return await voices.with_voice(talk, invited.guest, screen) if invited.has_voice else screen
    asked = await follow_ups.opened(talk, secret)
    if asked is not None:
        return asked
    role = await talk.work.do(people.join, caller=talk.caller, secret=secret)
    await show_own_menu(talk.bot, talk.caller.chat_id, role, talk.locale)
    return welcome.joined(role)


async def ask(talk: Talk, *_parts: str) -> Screen:
    """Begin a request, or ask for consent first."""
    try:
        page = await talk.work.do(forms.begin, caller=talk.caller, form="request")
    except ConsentMissingError:
        return welcome.consent()
    return form_texts.page(page, today=talk.today, hint=talk.caller.hint)


async def agree(talk: Talk, about: str = "", *_parts: str) -> Screen:
    """Consent, and on to the first question; `about` is the receipt of a request about the same situation."""
    page = (
        await talk.work.do(receipts.agree_and_ask_about, caller=talk.caller, ref=about)
        if about
        else await talk.work.do(forms.agree_and_begin, caller=talk.caller)
    )
    return form_texts.page(page, today=talk.today, hint=talk.caller.hint)


async def refuse(_talk: Talk, *_parts: str) -> Screen:
    """No consent; nothing is kept."""
    return welcome.refused()


async def help_page(talk: Talk, *_parts: str) -> Screen:
    """What one can do here."""
    return welcome.help_page(talk.caller.role)


async def danger(_talk: Talk, *_parts: str) -> Screen:
    """The numbers alone."""
    return welcome.danger()


async def human(talk: Talk, *_parts: str) -> Screen:
    """Talk to a person: never refused."""
    told = await talk.work.do(requests.ask_for_human, caller=talk.caller)
    return welcome.human_coming(told=told)


async def language(talk: Talk, tag: str = "", *_parts: str) -> Screen:
    """The picker, or a choice from it."""
    if not tag:
        return welcome.language_picker(talk.caller.hint)
    if tag not in SHIPPED:
        raise NotFoundError
    return await speak_from_now(talk, tag)


async def speak_from_now(talk: Talk, tag: str) -> Screen:
    """Keep the language and use it at once; a language that is not written yet is said openly."""
    shown = languages.resolve_locale(tag, None, SHIPPED)
    await talk.work.do(people.choose_language, caller=talk.caller, tag=shown)
    speak(shown)
    if talk.caller.role is not Role.CITIZEN or len(shown) > 2:  # noqa: PLR2004 - menus know two-letter codes only
        await show_own_menu(talk.bot, talk.caller.chat_id, talk.caller.role, shown)
    return welcome.language_chosen(tag) if shown == tag else welcome.language_not_shipped(tag, shown)
