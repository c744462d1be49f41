"""A refusal becomes a sentence, and the current screen follows (telegram.md 2.13)."""

from bot.handlers import forms
from bot.routes import CURRENT
from bot.talk import Talk, noted
from bot.texts import errors as texts
from bot.texts.screens import Button, Screen, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button, human_button
from casework import forms as form_actions
from domain.errors import DomainError, GatesClosedError


async def refusal(talk: Talk, error: DomainError, verb: str, parts: tuple[str, ...]) -> Screen:
    """What to show when a button was refused: one sentence, and how the thing stands now."""
    note = texts.sentence(error)
    if verb == "f" and parts:
        return await _current_question(talk, parts[0], note)
    current = CURRENT.get(verb)
    if current is not None and not isinstance(error, GatesClosedError):
        try:
            return noted(await current(talk, *parts), note)
        except (DomainError, TypeError, ValueError):
            # It is not theirs to see, or the button's data are too short to say what it was about.
            pass
    return Screen(note, stack(_way_back(verb, parts), human_button(), home_button()))


async def misunderstood(talk: Talk, error: DomainError) -> Screen:
    """What to show when typed words were refused: one sentence, and the question that stands open."""
    note = texts.sentence(error)
    page = await talk.work.do(form_actions.resume, caller=talk.caller)
    if page is None:
        return Screen(note, stack(human_button(), home_button()))
    return forms.show(talk, page, note)


async def _current_question(talk: Talk, form: str, note: str) -> Screen:
    page = await talk.work.do(form_actions.resume_form, caller=talk.caller, form=form)
    if page is None:
        return Screen(note, stack(human_button(), home_button()))
    return forms.show(talk, page, note)


def _way_back(verb: str, parts: tuple[str, ...]) -> Button | None:
    """The conference that is held back by its steps: one tap to them."""
    return Button(_("To the steps"), f"js:{parts[0]}") if verb == "jh" and parts else None
