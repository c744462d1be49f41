"""What a coordinator says about themselves, and whether they want offers at all."""

from casework import forms
from casework.desk import Desk
from domain.errors import NotFoundError
from domain.forms.fields import SKIP, Answer
from domain.people import Action, require
from storage.arrivals import Caller
from storage.people import Profile

_FLUENT = 3
VARIANTS = ("family", "restorative", "community", "learning")


def save(desk: Desk, *, caller: Caller, revision: int) -> Profile:
    """Keep the finished profile; from now on offers can come.

    Raises:
        OutdatedError: the button is older than the draft.
    """
    require(caller.role, Action.KEEP_PROFILE)
    answers = forms.take(desk, caller=caller, form="profile", revision=revision).answers
    profile = own(desk, caller)
    profile.languages = dict.fromkeys(answers["languages"], _FLUENT)
    profile.gender = _given(answers, "gender")
    born = _given(answers, "born")
    profile.born = int(born) if born else None
    profile.scope = list(VARIANTS) if answers["scope"] == "all" else ["family", "learning"]
    profile.available = True
    desk.session.add(profile)
    return profile


def set_available(desk: Desk, *, caller: Caller, available: bool) -> Profile:
    """Turn offers on or off; what runs already goes on."""
    require(caller.role, Action.KEEP_PROFILE)
    profile = own(desk, caller)
    profile.available = available
    desk.session.add(profile)
    return profile


def own_for(desk: Desk, *, caller: Caller) -> Profile:
    """The caller's own profile, to look at.

    Raises:
        NotAllowedError: the caller is no coordinator.
    """
    require(caller.role, Action.KEEP_PROFILE)
    return own(desk, caller)


def own(desk: Desk, caller: Caller) -> Profile:
    """The caller's profile.

    Raises:
        NotFoundError: the caller is no coordinator.
    """
    profile = desk.session.get(Profile, caller.id)
    if profile is None:
        raise NotFoundError
    return profile


def _given(answers: dict[str, Answer], name: str) -> str | None:
    answer = answers.get(name, SKIP)
    return None if answer == SKIP else str(answer)
