"""What a coordinator taps on their own profile."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import profiles as texts
from bot.texts.screens import Screen
from casework import forms, profiles
from domain.errors import OutdatedError
from domain.forms.profile import PARTS

_CHOICES = ("gender", "scope", "religion")
_TYPED = frozenset(form.name for form in PARTS)


async def profile(talk: Talk, edit: str = "", *_parts: str) -> Screen:
    """The coordinator's own profile, or the form to fill it in."""
    if edit:
        page = await talk.work.do(forms.begin, caller=talk.caller, form="profile", afresh=True)
        return show(talk, page)
    return texts.profile(await talk.work.do(profiles.own_for, caller=talk.caller))


async def availability(talk: Talk, wanted: str, *_parts: str) -> Screen:
    """Offers on or off."""
    return texts.profile(
        await talk.work.do(profiles.set_available, caller=talk.caller, available=wanted == "y")
    )


async def still_right(talk: Talk, *_parts: str) -> Screen:
    """The profile counts for another year."""
    return texts.profile(await talk.work.do(profiles.confirm, caller=talk.caller))


async def back_again(talk: Talk, *_parts: str) -> Screen:
    """The holidays are over, or do not go on."""
    return texts.profile(await talk.work.do(profiles.end_holidays, caller=talk.caller))


async def languages(talk: Talk, tag: str = "", level: str = "", *_parts: str) -> Screen:
    """Their languages, one of them, or how well they speak it."""
    if not level:
        card = await talk.work.do(profiles.own_for, caller=talk.caller)
        return texts.levels(card, tag) if tag in card.languages else texts.languages(card)
    if not level.isdecimal():
        raise OutdatedError
    card = await talk.work.do(profiles.set_level, caller=talk.caller, tag=tag, level=int(level))
    return texts.languages(card)


async def regions(talk: Talk, code: str = "", *_parts: str) -> Screen:
    """Where they travel to."""
    known = await talk.work.do(profiles.nearest_regions, caller=talk.caller)
    card = (
        await talk.work.do(profiles.toggle_region, caller=talk.caller, code=code)
        if code
        else await talk.work.do(profiles.own_for, caller=talk.caller)
    )
    return texts.regions(card, known)


async def choice(talk: Talk, part: str, option: str = "", *_parts: str) -> Screen:
    """A part with a few options."""
    if part not in _CHOICES:
        raise OutdatedError
    if not option:
        return texts.options(await talk.work.do(profiles.own_for, caller=talk.caller), part)
    card = await talk.work.do(profiles.choose, caller=talk.caller, part=part, option=option)
    return texts.consent(card) if part == "religion" else texts.profile(card)


async def consent(talk: Talk, answer: str = "", *_parts: str) -> Screen:
    """Culture and religion: an explicit yes, or taking it back."""
    if answer not in {"y", "n"}:
        return texts.consent(await talk.work.do(profiles.own_for, caller=talk.caller))
    card = await talk.work.do(profiles.consent, caller=talk.caller, given=answer == "y")
    return texts.consent(card) if answer == "y" else texts.profile(card)


async def write(talk: Talk, form: str, *_parts: str) -> Screen:
    """A part that is typed."""
    if form not in _TYPED:
        raise OutdatedError
    return show(talk, await talk.work.do(profiles.open_part, caller=talk.caller, form=form))
