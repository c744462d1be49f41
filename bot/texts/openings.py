"""A person reads who of the service opened what they told."""

from bot.texts.plans import turning
from bot.texts.screens import Button, Screen, lines, paragraphs, safe, stack
from bot.texts.staff import role_name
from bot.texts.translating import gettext as _
from bot.texts.welcome import human_button
from bot.texts.words import short_day
from casework.openings import Opening
from domain.openings import Why

VERB = "po"
PER_PAGE = 12


def opened(found: tuple[Opening, ...], number: int = 1) -> Screen:
    """One page of the openings, the newest first; the number of a page that is not there is the nearest one."""
    pages = max(1, -(-len(found) // PER_PAGE))
    at = min(max(number, 1), pages)
    shown = found[(at - 1) * PER_PAGE : at * PER_PAGE]
    return Screen(
        paragraphs(
            f"<b>{_('Who opened my data')}</b>",
            _(
                "Whenever somebody of the service opens what you told, I write it down: the day, their role and why."
            )
            if found
            else _("Nobody of the service has opened anything of yours."),
            lines(*(_one(opening) for opening in shown)),
        ),
        (
            *turning(VERB, at, pages),
            *stack(Button(_("Back to privacy"), "pr"), human_button()),
        ),
        personal=True,
    )


def _one(opening: Opening) -> str:
    times = f" ({opening.times}×)" if opening.times > 1 else ""
    what, why = _what(opening.what), _why(opening.why)
    return f"• {safe(short_day(opening.on))}: {role_name(opening.role)}, {what}{times} – {why}"


def _what(what: str) -> str:
    """What was opened, for a line of the list."""
    found = {
        "details": _("name, place and how to reach you"),
        "wishes": _("wishes about the coordinator"),
        "bodies": _("organisations with a part in it"),
        "venue": _("place of the meeting"),
        "circle": _("words for the people of the circle"),
        "private": _("what you told the coordinator alone"),
        "plan": _("lines of the plan"),
        "message": _("a message that you wrote"),
    }
    return found.get(what, _("something else that you told"))


def _why(why: str) -> str:
    """Why it was opened, for a line of the list."""
    seeking, preparing = _("to find a coordinator"), _("to prepare the meeting")
    found = {
        Why.INTAKE.value: seeking,
        Why.BODIES.value: seeking,
        Why.OFFER.value: seeking,
        Why.JOB.value: preparing,
        Why.PRINT.value: preparing,
        Why.INTERPRETERS.value: preparing,
        Why.INVITATION.value: preparing,
        Why.SUGGESTED.value: preparing,
        Why.UNREACHED.value: _("to reach you another way"),
        Why.MESSAGE.value: _("it was written to them"),
    }
    return found.get(why, _("for their work"))
