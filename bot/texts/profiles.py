"""What a coordinator reads about their own profile."""

from datetime import date

from bot.texts.labels import labels
from bot.texts.questions import TOPICS, question
from bot.texts.screens import Button, Rows, Screen, grid, lines, paragraphs, plain, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button
from bot.texts.words import day, language, language_label, region
from casework.profiles import LEVELS, VARIANTS, ProfileCard
from casework.stops import Stop
from domain.forms.fields import SKIP
from domain.freshness import Expiry, Paper

TICK = "✓"
_STOPS = {Paper.CERTIFICATE: Stop.CERTIFICATE, Paper.PROFILE: Stop.PROFILE}


def profile(card: ProfileCard) -> Screen:
    """What matching knows of the reader, with a button for every part."""
    if not card.languages:
        return Screen(
            paragraphs(_head(), _("Your profile is empty."), _("You get no offers now.")),
            stack(Button(_("Fill in my profile"), "pf:e"), home_button()),
        )
    return Screen(
        paragraphs(_head(), _told(card), _in_confidence(card), _standing(card)),
        (*_parts(card), *stack(_pause(card), home_button())),
        personal=True,
    )


def profile_saved() -> Screen:
    """From now on offers can come."""
    return Screen(
        _("Thank you. When a family looks for someone like you, an offer comes here."),
        stack(Button(_("My profile"), "pf"), home_button()),
    )


def languages(card: ProfileCard) -> Screen:
    """Which languages, to change how well, or to add one."""
    spoken = [
        Button(f"{language_label(tag)}: {_level(card.languages[tag])}", f"pl:{tag}") for tag in card.languages
    ]
    return Screen(
        paragraphs(
            f"<b>{_topic('profile', 'languages')}</b>", _("Tap a language to say how well you speak it.")
        ),
        stack(*spoken, Button(_("Add a language"), "pw:speaks"), _back()),
    )


def levels(card: ProfileCard, tag: str) -> Screen:
    """How well the reader speaks one language."""
    options = [
        Button(_ticked(_level(level), chosen=card.languages.get(tag) == level), f"pl:{tag}:{level}")
        for level in reversed(LEVELS)
    ]
    off = Button(_("Take it off my list"), f"pl:{tag}:0") if len(card.languages) > 1 else None
    return Screen(
        _("How well do you speak {language}?").format(language=language(tag)),
        stack(*options, off, Button(_("Back"), "pl")),
    )


def regions(card: ProfileCard, known: tuple[str, ...]) -> Screen:
    """Where the reader travels to; `known` are all regions, the nearest first."""
    buttons = [
        Button(_ticked(plain(region(code)), chosen=code in card.regions), f"pg:{code}") for code in known
    ]
    return Screen(_("To which regions do you travel? Tap all that fit."), (*grid(buttons), (_back(),)))


def options(card: ProfileCard, part: str) -> Screen:
    """A part of the profile that has a few options."""
    form, field = ("request", "wish_religion") if part == "religion" else ("profile", part)
    words = {code: label for code, label in labels(form, field).items() if code != "none"}
    if part == "religion":
        words[SKIP] = labels("profile", "gender")[SKIP]
    asked = _topic("request", "wish_religion") if part == "religion" else question("profile", part)
    now = {"gender": card.gender, "scope": _scope(card), "religion": card.told.religion}[part] or SKIP
    buttons = [
        Button(_ticked(label, chosen=code == now), f"pc:{part}:{code}") for code, label in words.items()
    ]
    if part == "religion":
        buttons.append(Button(_("Another religion: type it"), "pw:religion"))
    return Screen(f"<b>{asked}</b>", stack(*buttons, _back()), personal=part == "religion")


def consent(card: ProfileCard) -> Screen:
    """What is done with culture and religion, and an explicit yes; or how to take it back."""
    if card.consented:
        rows = stack(
            Button(_topic("request", "wish_culture"), "pw:culture"),
            Button(_topic("request", "wish_religion"), "pc:religion"),
            Button(_("Forget my culture and religion"), "pk:n"),
            _back(),
        )
        return Screen(
            paragraphs(f"<b>{_('Culture and religion')}</b>", _in_confidence(card)), rows, personal=True
        )
    told = _(
        "Some families wish for a coordinator of a certain culture or religion. You may tell yours; you never have "
        "to. It is kept locked away, only used to find a family that asks for it, and you can take it back here."
    )
    return Screen(
        paragraphs(f"<b>{_('Culture and religion')}</b>", told),
        stack(Button(_("Yes, I want to tell that"), "pk:y"), _back()),
    )


def nudge(expiry: Expiry, *, today: date) -> Screen:
    """A certificate or a profile runs out, or has."""
    over, last = expiry.is_over(today), day(expiry.last)
    said = _over(expiry.paper, last) if over else _soon_over(expiry.paper, last)
    button = (
        Button(_topic("certificate", "until"), "pw:certificate")
        if expiry.paper is Paper.CERTIFICATE
        else Button(_("My profile"), "pf")
    )
    return Screen(said, stack(button, home_button()))


def _over(paper: Paper, last: str) -> str:
    if paper is Paper.CERTIFICATE:
        return _("Your certificate of conduct was valid until {day}. Offers wait for a new date.").format(
            day=last
        )
    return _("You have not looked at your profile for a long time, so offers wait. Is it still right?")


def _soon_over(paper: Paper, last: str) -> str:
    if paper is Paper.CERTIFICATE:
        return _(
            "Your certificate of conduct is valid until {day}. After that day, offers wait for a new date."
        ).format(day=last)
    return _(
        "Is your profile still right? Please look at it before {day}; after that day, offers wait."
    ).format(day=last)


def _head() -> str:
    return f"<b>{_('My profile')}</b>"


def _told(card: ProfileCard) -> str:
    spoken = [f"{language(tag)} ({_level(level)})" for tag, level in card.languages.items()]
    unsaid = labels("profile", "gender")[SKIP]
    certificate = card.last(Paper.CERTIFICATE)
    return lines(
        f"{_topic('profile', 'languages')}: <b>{', '.join(spoken)}</b>",
        f"{_('Regions')}: <b>{', '.join(region(code) for code in card.regions)}</b>",
        f"{_topic('profile', 'gender')}: <b>{labels('profile', 'gender')[card.gender or SKIP]}</b>",
        f"{_topic('profile', 'born')}: <b>{card.born or unsaid}</b>",
        f"{_topic('profile', 'scope')}: <b>{labels('profile', 'scope')[_scope(card)]}</b>",
        f"{_topic('certificate', 'until')}: <b>{day(certificate)}</b>" if certificate else "",
    )


def _in_confidence(card: ProfileCard) -> str:
    told = card.told
    religion = labels("request", "wish_religion").get(told.religion or "", safe(told.religion or ""))
    return lines(
        f"{_topic('request', 'wish_culture')}: <b>{safe(told.culture)}</b>" if told.culture else "",
        f"{_topic('request', 'wish_religion')}: <b>{religion}</b>" if religion else "",
        f"{_('Ties')}: <b>{', '.join(safe(body) for body in told.ties)}</b>" if told.ties else "",
    )


def _standing(card: ProfileCard) -> str:
    """Whether offers come, or the first reason why not; and the holidays that are planned."""
    away = ""
    if card.away is not None:
        first, last = card.away
        away = _("You are away from {first} until {last}.").format(first=day(first), last=day(last))
    if not card.stops:
        return lines(_("You get offers."), away)
    over = [
        _over(expiry.paper, day(expiry.last))
        for expiry in card.expiries
        if _STOPS[expiry.paper] in card.stops
    ]
    return lines(_("You get no offers now."), *over, away)


def _parts(card: ProfileCard) -> Rows:
    return (
        *grid(
            [
                Button(_topic("profile", "languages"), "pl"),
                Button(_("Regions"), "pg"),
                Button(_topic("profile", "gender"), "pc:gender"),
                Button(_topic("profile", "born"), "pw:born"),
            ]
        ),
        *stack(
            Button(_topic("profile", "scope"), "pc:scope"),
            Button(_("Culture and religion"), "pk"),
            Button(_("Ties"), "pw:ties"),
            Button(_topic("certificate", "until"), "pw:certificate"),
            Button(_("I am back"), "pb") if card.away else Button(_("Holidays"), "pw:away"),
            Button(_("My profile is still right"), "py"),
        ),
    )


def _pause(card: ProfileCard) -> Button:
    if card.available and Stop.PAUSED not in card.stops:
        return Button(_("No offers for a while"), "pa:n")
    return Button(_("I want offers again"), "pa:y")


def _scope(card: ProfileCard) -> str:
    return "all" if set(VARIANTS) <= set(card.scope) else "family"


def _level(level: int) -> str:
    return {1: _("a little"), 2: _("well"), 3: _("as my first language")}[level]


def _topic(form: str, field: str) -> str:
    return TOPICS[form, field]()


def _ticked(label: str, *, chosen: bool) -> str:
    return f"{TICK} {label}" if chosen else label


def _back() -> Button:
    return Button(_("Back"), "pf")
