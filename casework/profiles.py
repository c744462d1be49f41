"""What a coordinator says about themselves, and whether they want offers at all."""

from dataclasses import dataclass
from datetime import date

from casework import bodies, confidences, forms
from casework.desk import Desk
from casework.people import record
from casework.stops import Stop, expiries, stops
from domain.errors import DateOutOfRangeError, NotAnOptionError, NotFoundError
from domain.forms.fields import SKIP, Answer
from domain.freshness import Expiry, Paper
from domain.people import Action, require
from domain.wishes import Gender
from storage.arrivals import Caller
from storage.people import Profile

_FLUENT, _GOOD = 3, 2
_CONFIDENTIAL, _TOLD = frozenset({"culture", "religion"}), "told"
"""Parts of which the audit does not even say which of them somebody told, and what it says in their place."""

LEVELS = (1, 2, 3)
VARIANTS = ("family", "restorative", "community", "learning")
SCOPES: dict[str, tuple[str, ...]] = {"family": ("family", "learning"), "all": VARIANTS}
"""Before and after the second training day (EK2)."""


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """A coordinator's own profile on the screen."""

    languages: dict[str, int]
    region: str | None
    regions: tuple[str, ...]
    scope: list[str]
    gender: str | None
    born: int | None
    told: confidences.Told
    consented: bool
    available: bool
    paused_until: date | None
    away: tuple[date, date] | None
    expiries: tuple[Expiry, ...]
    stops: tuple[Stop, ...]

    def last(self, paper: Paper) -> date | None:
        """The last day on which this paper counts; None where it is not kept here."""
        return next((expiry.last for expiry in self.expiries if expiry.paper is paper), None)


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
    profile.scope = list(SCOPES[str(answers["scope"])])
    profile.available = True
    profile.confirmed_at = desk.now
    desk.session.add(profile)
    desk.audit(caller, "profile", caller.ref, "filled_in")
    return profile


def own_for(desk: Desk, *, caller: Caller) -> ProfileCard:
    """The caller's own profile, to look at.

    Raises:
        NotAllowedError: the caller is no coordinator.
    """
    require(caller.role, Action.KEEP_PROFILE)
    return _card(desk, caller, own(desk, caller))


def set_available(desk: Desk, *, caller: Caller, available: bool) -> ProfileCard:
    """Turn offers on or off; what runs already goes on. On again ends a pause too."""
    profile = _mine(desk, caller)
    profile.available = available
    if available:
        profile.paused_until = None
    return _kept(desk, caller, profile, "offers_on" if available else "offers_off")


def confirm(desk: Desk, *, caller: Caller) -> ProfileCard:
    """Everything is still right: the profile counts for another year."""
    return _kept(desk, caller, _mine(desk, caller), "confirmed")


def set_level(desk: Desk, *, caller: Caller, tag: str, level: int) -> ProfileCard:
    """How well the caller speaks one of their languages; 0 takes it off the list, the last one stays.

    Raises:
        NotAnOptionError: not one of their languages, no such level, or the only language.
    """
    profile = _mine(desk, caller)
    spoken = dict(profile.languages)
    if tag not in spoken or level not in (0, *LEVELS) or (level == 0 and len(spoken) == 1):
        raise NotAnOptionError
    spoken[tag] = level
    profile.languages = {one: kept for one, kept in spoken.items() if kept}
    return _kept(desk, caller, profile, "languages")


def toggle_region(desk: Desk, *, caller: Caller, code: str) -> ProfileCard:
    """Travel to a region, or no longer; at least one stays.

    Raises:
        NotAnOptionError: no such region, or the only one.
    """
    profile = _mine(desk, caller)
    chosen = set(profile.regions) ^ {code}
    if code not in desk.regions or not chosen:
        raise NotAnOptionError
    profile.regions = [region for region in desk.regions.codes if region in chosen]
    return _kept(desk, caller, profile, "regions")


def choose(desk: Desk, *, caller: Caller, part: str, option: str) -> ProfileCard:
    """Set a part that has a few options: gender (or `SKIP`), scope, religion (or `SKIP`).

    Raises:
        NotAnOptionError: no such part or option, or religion without consent.
    """
    profile = _mine(desk, caller)
    match part:
        case "gender" if option in {*Gender, SKIP}:
            profile.gender = None if option == SKIP else option
        case "scope" if option in SCOPES:
            profile.scope = list(SCOPES[option])
        case "religion":
            confidences.tell_religion(desk, record(desk, caller), profile, option)
        case _:
            raise NotAnOptionError
    return _kept(desk, caller, profile, part)


def consent(desk: Desk, *, caller: Caller, given: bool) -> ProfileCard:
    """Agree that culture and religion are kept for matching, or take that back: then both are gone at once."""
    profile = _mine(desk, caller)
    if given:
        profile.told_consent_at = profile.told_consent_at or desk.now
    else:
        confidences.forget_told(desk, record(desk, caller), profile)
    return _kept(desk, caller, profile, "", said="told_consent" if given else "told_consent_withdrawn")


def open_part(desk: Desk, *, caller: Caller, form: str) -> forms.Page:
    """Ask for one part that is typed.

    Raises:
        NotAnOptionError: culture or religion without consent.
    """
    profile = _mine(desk, caller)
    if form in {"culture", "religion"} and profile.told_consent_at is None:
        raise NotAnOptionError
    return forms.begin(desk, caller=caller, form=form, afresh=True)


def nearest_regions(desk: Desk, *, caller: Caller) -> tuple[str, ...]:
    """All regions: the caller's own, those next to it, and the others."""
    require(caller.role, Action.KEEP_PROFILE)
    own_region = caller.region or ""
    near = desk.regions.region(own_region).neighbours if own_region in desk.regions else ()
    return tuple(
        sorted(desk.regions.codes, key=lambda code: 0 if code == own_region else 1 if code in near else 2)
    )


def finish_part(desk: Desk, *, caller: Caller, form: str, revision: int) -> ProfileCard:
    """Keep one part that was typed.

    Raises:
        OutdatedError: the button is older than the draft.
        DateOutOfRangeError: the holidays end before they begin.
        NotAnOptionError: culture or religion without consent.
    """
    profile = _mine(desk, caller)
    answers = forms.take(desk, caller=caller, form=form, revision=revision).answers
    match form:
        case "speaks":
            profile.languages = dict.fromkeys(answers["languages"], _GOOD) | dict(profile.languages)
        case "born":
            born = _given(answers, "born")
            profile.born = int(born) if born else None
        case "away":
            profile.away_from, profile.away_until = _days(answers)
        case "certificate":
            profile.certificate_until = date.fromisoformat(str(answers["until"]))
        case "culture":
            confidences.tell_culture(desk, record(desk, caller), profile, _given(answers, "culture"))
        case "religion":
            confidences.write_religion(desk, record(desk, caller), profile, _given(answers, "religion"))
        case _:
            told = [_given(answers, "employer"), _given(answers, "mandates")]
            confidences.tell_ties(desk, record(desk, caller), profile, told)
            desk.session.add(profile)
            desk.session.flush()
            bodies.leave_out_everywhere(desk, caller)
    return _kept(desk, caller, profile, form)


def end_holidays(desk: Desk, *, caller: Caller) -> ProfileCard:
    """The holidays do not count any more."""
    profile = _mine(desk, caller)
    profile.away_from = profile.away_until = None
    return _kept(desk, caller, profile, "away")


def own(desk: Desk, caller: Caller) -> Profile:
    """The caller's profile.

    Raises:
        NotFoundError: the caller is no coordinator.
    """
    profile = desk.session.get(Profile, caller.id)
    if profile is None:
        raise NotFoundError
    return profile


def _mine(desk: Desk, caller: Caller) -> Profile:
    require(caller.role, Action.KEEP_PROFILE)
    return own(desk, caller)


def _kept(desk: Desk, caller: Caller, profile: Profile, part: str, *, said: str = "profile") -> ProfileCard:
    """Every change says that the owner looked at the profile; the audit, which part it was and not what it says."""
    profile.confirmed_at = desk.now
    desk.session.add(profile)
    desk.session.flush()
    desk.audit(caller, said, caller.ref, _TOLD if part in _CONFIDENTIAL else part)
    return _card(desk, caller, profile)


def _card(desk: Desk, caller: Caller, profile: Profile) -> ProfileCard:
    told = confidences.read(desk, record(desk, caller), profile)
    first, last = profile.away_from, profile.away_until
    over = last is not None and last < desk.today
    return ProfileCard(
        languages=dict(profile.languages),
        region=caller.region,
        regions=tuple(profile.regions),
        scope=list(profile.scope),
        gender=profile.gender,
        born=profile.born,
        told=told,
        consented=profile.told_consent_at is not None,
        available=profile.available,
        paused_until=profile.paused_until,
        away=(first, last) if first and last and not over else None,
        expiries=expiries(desk, profile),
        stops=stops(desk, profile),
    )


def _days(answers: dict[str, Answer]) -> tuple[date, date]:
    first, last = (date.fromisoformat(str(answers[name])) for name in ("first", "last"))
    if last < first:
        raise DateOutOfRangeError
    return first, last


def _given(answers: dict[str, Answer], name: str) -> str | None:
    answer = answers.get(name, SKIP)
    return None if answer == SKIP else str(answer)
