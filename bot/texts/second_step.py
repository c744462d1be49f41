"""The second step of staff: six digits of an app, for what reaches beyond one's own requests."""

import io
from datetime import datetime

import segno

from bot.texts.screens import Attachment, Button, Screen, code, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button, human_button
from bot.texts.words import moment
from casework.second_step import Entered, Outcome, Secret, Standing

OVERVIEW, SET_UP, NEVER_MIND = "zs", "zn", "zq"

_QUIET_ZONE = 4
_PIXELS = 8


def overview(found: Standing) -> Screen:
    """What it is, and whether it is set up."""
    said = _("It is set up.") if found.set_up else _("It is not set up yet.")
    button = Button(_("Set it up on another phone") if found.set_up else _("Set it up now"), SET_UP)
    return Screen(
        paragraphs(
            f"<b>{_('Second step')}</b>",
            _(
                "For a few things I ask for six digits from an app on your phone, "
                "so that nobody can do them with this chat alone."
            ),
            _locked(found.locked_until) or said,
            # Translators: a short code by which an admin finds somebody of the service.
            _("Your reference: {reference}").format(reference=code(found.ref)),
        ),
        stack(button, home_button()),
    )


def caption(secret: Secret) -> str:
    """Under the picture with the code; the message goes once the first digits were right."""
    return paragraphs(
        _("Scan this with an app that makes six digits, or type these letters into it: {secret}").format(
            secret=f"<code>{secret.letters}</code>"  # copied into an app: no marks of direction
        ),
        _("Show it to nobody. I take this message away when it works."),
    )


def picture(secret: Secret) -> Attachment:
    """The same as a code to scan."""
    page = io.BytesIO()
    segno.make(secret.address, error="m", micro=False).save(
        page, kind="png", border=_QUIET_ZONE, scale=_PIXELS
    )
    return Attachment("code.png", page.getvalue())


def now_type() -> Screen:
    """After the secret was shown."""
    return Screen(_("Now type the six digits that the app shows."), stack(_never_mind()))


def asked(found: Standing) -> Screen:
    """A button needs the digits first; where there is no second step yet, that comes first."""
    if not found.set_up:
        return Screen(
            _("For this you need a second step. Please set it up first."),
            stack(Button(_("Second step"), OVERVIEW), human_button(), home_button()),
        )
    if found.locked_until is not None:
        return Screen(_locked(found.locked_until), stack(home_button()))
    minutes = int(found.holds.total_seconds() // 60)
    return Screen(
        paragraphs(
            _("Please type the six digits that your app shows."),
            ngettext(
                "After that I do not ask again for {count} minute.",
                "After that I do not ask again for {count} minutes.",
                minutes,
            ).format(count=minutes),
        ),
        stack(_never_mind()),
    )


def entered(done: Entered) -> Screen:
    """What became of the digits, where no button waits for them."""
    return Screen(said(done), stack(None if _is_done(done) else _never_mind(), home_button()))


def said(done: Entered) -> str:
    """One sentence about the digits; none of them is in it."""
    return {
        Outcome.CONFIRMED: lambda: _("It works. Your second step is set up."),
        Outcome.RIGHT: lambda: _("Thank you, that is right."),
        Outcome.WRONG: lambda: _("That is not right. Please type the digits that the app shows now."),
        Outcome.REPEATED: lambda: _("These digits were used before. Please wait for the next ones."),
        Outcome.TOO_FAST: lambda: _("That was too often in one minute. Please wait a minute."),
        Outcome.LOCKED: lambda: _locked(done.locked_until),
    }[done.outcome]()


def was_reset() -> Screen:
    """To whoever's second step was taken away."""
    return Screen(
        _(
            "Your second step was taken away, because somebody said that you have another phone. "
            "Is that not so? Then please call an admin now."
        ),
        stack(Button(_("Second step"), OVERVIEW), home_button()),
    )


def _is_done(done: Entered) -> bool:
    return done.outcome in {Outcome.CONFIRMED, Outcome.RIGHT, Outcome.LOCKED}


def _locked(until: datetime | None) -> str:
    if until is None:
        return ""
    return _(
        "The digits were wrong too often. You can try again after {time}. Was it not you? Then please call an admin."
    ).format(time=moment(until))


def _never_mind() -> Button:
    return Button(_("Never mind"), NEVER_MIND)
