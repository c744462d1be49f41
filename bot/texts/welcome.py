"""The first words: danger numbers, what this is, consent, privacy, help and the language."""

from bot.texts.screens import Button, Screen, grid, lines, paragraphs, safe, stack
from bot.texts.translating import SHIPPED
from bot.texts.translating import gettext as _
from bot.texts.words import language_label
from domain import languages
from domain.people import Role

OFFICE = "038-422 25 26"
"""The telephone number of the service, from the founding document 001."""

HOME, LANGUAGE, AGREE, REFUSE, HUMAN, DANGER, REQUEST = "h", "lang", "ok", "no", "hu", "dn", "rq"


def danger_text() -> str:
    """The numbers to call, the most urgent first (domain.md 11); under 350 characters in every language."""
    return lines(
        # Translators: {number} is a telephone number. Keep every line short.
        f"<b>{_('In danger now? Call {number}.').format(number=safe('112'))}</b>",
        # Translators: {app} is the name of an app of the emergency services.
        _("Cannot speak? Use the app {app}.").format(app=safe("112NL")),
        _("Violence at home: {number} (Veilig Thuis, free, day and night).").format(number=safe("0800-2000")),
        _("Thoughts of suicide: {number} (free, day and night).").format(number=safe("113")),
        _("Child or teenager: {number} (Kindertelefoon).").format(number=safe("0800-0432")),
    )


def danger() -> Screen:
    """The numbers alone."""
    return Screen(
        paragraphs(danger_text(), _("Nobody watches this chat day and night.")),
        stack(human_button(), home_button()),
    )


def welcome(role: Role, *, draft: bool) -> Screen:
    """The numbers, what the bot is, and the first button."""
    what = paragraphs(
        _(
            "Kring helps you bring your own people together: family, friends, neighbours. "
            "Together you make your own plan. A coordinator organises the meeting. "
            "The coordinator is not a care worker and decides nothing.",
        ),
        _("Asking costs nothing and you can stop at any time. Nobody watches this chat day and night."),
    )
    start = (
        Button(_("Go on with my request"), "fg:request")
        if draft
        else Button(_("Ask for a conference"), REQUEST)
    )
    rows = stack(
        *_role_buttons(role),
        start,
        Button(_("My requests"), "st"),
        Button(_("Another language"), LANGUAGE),
        unsafe_button(),
        human_button(),
    )
    return Screen(paragraphs(danger_text(), what), rows)


def _role_buttons(role: Role) -> list[Button]:
    if role is Role.COORDINATOR:
        return [Button(_("My offers"), "om"), Button(_("My conferences"), "j"), Button(_("My profile"), "pf")]
    if role is Role.REGIONAL_MANAGER:
        return [Button(_("Requests in my region"), "m"), Button(_("What needs me"), "x"), _away_button()]
    if role is Role.ADMIN:
        return [Button(_("What needs me"), "x"), _away_button(), Button(_("Who works here"), "za")]
    if role is Role.HELPDESK:
        return [Button(_("What needs me"), "x"), _away_button()]
    return []


def _away_button() -> Button:
    """To be away, with somebody who stands in."""
    return Button(_("I am away"), "aw")


def consent(about: str = "") -> Screen:
    """What the person says yes to, in plain words, before the first question (domain.md 3.4).

    `about` is a receipt that the request will be about too.
    """
    return Screen(
        paragraphs(
            f"<b>{_('Before we start')}</b>",
            _("I ask ten short questions. I do not ask what happened. Please do not write it here."),
            _(
                "What you answer goes to the regional manager, to find a coordinator. "
                "Coordinators first see no name. Only the one who says yes sees your name "
                "and how to reach you. Four weeks after the meeting the coordinator asks how it goes.",
            ),
            _(
                "We keep your answers locked. When it is over, your name goes away. "
                "We only keep numbers for our yearly report. You may stop at any time, "
                "and that never counts against you.",
            ),
            _("You can take back each part of this later by itself, with {command}.").format(
                command="/privacy"
            ),
        ),
        stack(
            Button(_("Yes, I agree"), f"{AGREE}:{about}" if about else AGREE),
            Button(_("No, I do not want this"), REFUSE),
            Button(_("Read more about privacy"), "pr"),
            human_button(),
        ),
    )


def refused() -> Screen:
    """The person does not agree; nothing was kept."""
    return Screen(
        _("That is fine. I keep nothing of what you wrote. You can always come back, or talk to a person."),
        stack(Button(_("Read it again"), REQUEST), human_button(), home_button()),
    )


def help_page(role: Role) -> Screen:
    """What one can do here."""
    own = {
        Role.COORDINATOR: _("{jobs} shows your conferences, {offers} what waits for your answer.").format(
            jobs="/jobs", offers="/offers"
        ),
        Role.REGIONAL_MANAGER: _(
            "{requests} shows the requests in your region, {open} what needs you."
        ).format(requests="/requests", open="/attention"),
    }.get(role, "")
    return Screen(
        paragraphs(
            danger_text(),
            own,
            lines(
                _("{command}: begin, or ask for a conference").format(command="/start"),
                _("{command}: where my request stands").format(command="/status"),
                _("{command}: another language").format(command="/language"),
                _("{command}: talk to a person").format(command="/human"),
                _("{command}: what we keep about you").format(command="/privacy"),
                _("{command}: see all that is kept about me").format(command="/mydata"),
                _("{command}: be forgotten").format(command="/forget"),
                _("{command}: stop what I am filling in").format(command="/cancel"),
            ),
            _(
                "{command} empties this chat as far as Telegram lets me. Then I am silent until you write again."
            ).format(command="/stop"),
        ),
        stack(human_button(), home_button()),
    )


def language_picker(hint: str | None) -> Screen:
    """The languages this bot speaks, by their own names; others by typing (telegram.md 2.15)."""
    likely = [tag for tag in languages.suggestions(hint) if tag in SHIPPED]
    tags = [*likely, *(tag for tag in SHIPPED if tag not in likely)]
    return Screen(
        paragraphs(
            _("In which language shall we talk? Choose one, or type its name."),
            _(
                "This is about the words on your screen. Which language your coordinator should speak, I ask later."
            ),
        ),
        (
            *grid([Button(language_label(tag), f"{LANGUAGE}:{tag}") for tag in tags]),
            *stack(human_button(), home_button()),
        ),
    )


def language_chosen(tag: str) -> Screen:
    """From now on in this language."""
    return Screen(
        _("From now on I write in {language}.").format(language=safe(language_label(tag))),
        stack(human_button(), home_button()),
    )


def language_not_shipped(tag: str, instead: str) -> Screen:
    """We know the language but cannot write it yet: said openly (features.md 23)."""
    return Screen(
        paragraphs(
            _("I cannot write {language} yet. Your coordinator can speak it, I will ask for that.").format(
                language=safe(language_label(tag))
            ),
            _("For now I write in {language}.").format(language=safe(language_label(instead))),
        ),
        stack(Button(_("Another language"), LANGUAGE), human_button(), home_button()),
    )


def human_coming(*, told: bool) -> Screen:
    """Someone asked for a person: never refused."""
    said = (
        _("A person will contact you, on working days within one day. You do not have to do anything.")
        if told
        else _("You can call us now.")
    )
    return Screen(
        paragraphs(
            said,
            # Translators: {number} is a telephone number.
            _("You can also call {number}.").format(number=safe(OFFICE)),
            danger_text(),
        ),
        stack(home_button()),
    )


def joined(role: Role) -> Screen:
    """An invitation for staff was opened."""
    who = {
        Role.COORDINATOR: _("Welcome. You are now a coordinator at Kring."),
        Role.REGIONAL_MANAGER: _("Welcome. You are now a regional manager at Kring."),
        Role.TRAINER: _("Welcome. You are now a trainer at Kring."),
        Role.HELPDESK: _("Welcome. You are now at the helpdesk of Kring."),
    }.get(role, _("Welcome. You now work with Kring."))
    if role is Role.COORDINATOR:
        return Screen(
            paragraphs(who, _("Four short questions, and families can find you.")),
            stack(Button(_("Fill in my profile"), "pf:e"), home_button()),
        )
    return Screen(who, stack(*_role_buttons(role), home_button()))


def human_button() -> Button:
    """Always there (domain.md 1.4, E-14)."""
    return Button(_("Talk to a person"), HUMAN)


def unsafe_button() -> Button:
    """To the numbers for danger, and to whoever is told (domain.md 1.4, E-1)."""
    # Translators: a button for someone in danger, or who fears for somebody else.
    return Button(_("I am not safe"), DANGER)


def home_button() -> Button:
    """Back to the first screen."""
    return Button(_("Menu"), HOME)
