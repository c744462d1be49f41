"""When somebody is not safe: the numbers first, kind and short, and no question about what happened (domain.md 11)."""

from bot.texts.screens import Button, Screen, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import danger_text, home_button, human_button, unsafe_button
from casework.danger import Flag, Heard

CALL, SAFE, MISTAKE = "dw", "ds", "dm"


def said(flag: Flag) -> Screen:
    """Somebody typed words of danger. What they typed stays nowhere."""
    if flag.heard is Heard.NOBODY_TOLD:
        return Screen(
            paragraphs(
                danger_text(),
                _("I did not keep what you wrote. Shall one of our people contact you?"),
                _nobody_watches(),
            ),
            stack(_call_button(), _safe_button()),
        )
    return Screen(
        paragraphs(danger_text(), _told(flag), _("I did not keep what you wrote."), _nobody_watches()),
        stack(_safe_button(), _mistake_button()),
    )


def page(flag: Flag) -> Screen:
    """*I am not safe*, or /danger: the numbers, and a person if they want one."""
    if flag.heard is Heard.NOBODY_TOLD:
        return Screen(
            paragraphs(
                danger_text(),
                _("Shall one of our people contact you? You do not have to tell what happened."),
                _nobody_watches(),
            ),
            stack(_call_button(), _safe_button(), home_button()),
        )
    return called(flag)


def called(flag: Flag) -> Screen:
    """The service was told."""
    return Screen(
        paragraphs(danger_text(), _told(flag), _nobody_watches()), stack(_safe_button(), _mistake_button())
    )


def taken_back() -> Screen:
    """It was a mistake."""
    return Screen(
        _("Good that you say so. Whoever was told sees that it was a mistake. Nothing else changes."),
        stack(_safe_button(), unsafe_button(), human_button(), home_button()),
    )


def _told(flag: Flag) -> str:
    """What was done, in full: nobody is to believe that help is on its way when it is not."""
    if flag.heard is Heard.NOBODY_THERE:
        return _(
            "I wrote it down for our people, but none of them can be reached now. Please call a number above."
        )
    return _(
        "I have told our people that someone may not be safe. They see no word of what you wrote. "
        "One of them tries to contact you. Your request just goes on."
    )


def _nobody_watches() -> str:
    return _("Nobody watches this chat day and night. Does it hurry? Call.")


def _call_button() -> Button:
    # Translators: a button for someone who is not safe; one of the service's people contacts them.
    return Button(_("Let someone contact me"), CALL)


def _safe_button() -> Button:
    # Translators: a button; the person goes on where they were, for instance at an open question.
    return Button(_("I am safe, go on"), SAFE)


def _mistake_button() -> Button:
    # Translators: a button; the bot believed that the person is in danger, and was wrong.
    return Button(_("That was a mistake"), MISTAKE)
