"""What a coordinator reads about their own profile."""

from bot.texts.screens import Button, Screen, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button
from bot.texts.words import language_names


def profile(speaks: tuple[str, ...], *, available: bool) -> Screen:
    """What matching knows of the reader."""
    told = _("You get offers.") if available else _("You get no offers now.")
    pause = (
        Button(_("No offers for a while"), "pa:n") if available else Button(_("I want offers again"), "pa:y")
    )
    return Screen(
        paragraphs(
            f"<b>{_('My profile')}</b>",
            _("You speak: {languages}").format(languages=language_names(speaks))
            if speaks
            else _("Your profile is empty."),
            told,
        ),
        stack(Button(_("Fill in my profile"), "pf:e"), pause if speaks else None, home_button()),
    )


def profile_saved() -> Screen:
    """From now on offers can come."""
    return Screen(
        _("Thank you. When a family looks for someone like you, an offer comes here."),
        stack(Button(_("My profile"), "pf"), home_button()),
    )
