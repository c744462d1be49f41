"""A refusal becomes a sentence, and the current screen follows (telegram.md 2.13)."""

from bot.handlers import forms, second_step
from bot.routes import CURRENT
from bot.talk import Talk, noted
from bot.texts import errors as texts
from bot.texts.screens import Button, Screen, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import consent, home_button, human_button
from casework import forms as form_actions
from domain.errors import ConsentMissingError, DomainError, GatesClosedError
from domain.second_step import SecondStepNeededError


async def refusal(talk: Talk, error: DomainError, verb: str, parts: tuple[str, ...]) -> Screen:
    """What to show when a button was refused: one sentence, and how the thing stands now."""
    if isinstance(error, SecondStepNeededError):
        return await second_step.ask(talk, ":".join((verb, *parts)))
    note = texts.sentence(error)
    if _asks_consent(error):
        return consent()
    if verb == "f" and parts:
        return await _current_question(talk, parts[0], note)
    current = CURRENT.get(verb)
    if current is not None and not isinstance(error, GatesClosedError):
        try:
            return noted(await current(talk, *parts), note)
        except (DomainError, TypeError, ValueError):
            # It is not theirs to see, or the button's data are too short to say what it was about.
            pass
    back = _way_back(verb, parts) if isinstance(error, GatesClosedError) else None
    return Screen(note, stack(back, human_button(), home_button()))


async def misunderstood(talk: Talk, error: DomainError) -> Screen:
    """What to show when typed words were refused: one sentence, and the question that stands open."""
    note = texts.sentence(error)
    if _asks_consent(error):
        return consent()
    page = await talk.work.do(form_actions.resume, caller=talk.caller)
    if page is None:
        return Screen(note, stack(human_button(), home_button()))
    return forms.show(talk, page, note)


def _asks_consent(error: DomainError) -> bool:
    """The text before the questions changed since they agreed: it is shown in the place of the question."""
    return isinstance(error, ConsentMissingError) and bool(error.facts)


async def _current_question(talk: Talk, form: str, note: str) -> Screen:
    page = await talk.work.do(form_actions.resume_form, caller=talk.caller, form=form)
    if page is None:
        return Screen(note, stack(human_button(), home_button()))
    return forms.show(talk, page, note)


def _way_back(verb: str, parts: tuple[str, ...]) -> Button | None:
    """The conference that is held back by its steps: one tap to them."""
    return Button(_("To the steps"), f"js:{parts[0]}") if verb == "jh" and parts else None
