"""The circle as the main person sees it: the people around them, whom they say yes and no to."""

from bot.texts import circle_people as told
from bot.texts import conditions
from bot.texts.screens import Button, Screen, code, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import human_button, unsafe_button
from casework.circle_rows import Someone
from casework.circle_views import Circle
from domain.circle import Standing
from domain.requests import State


def button(receipt: str) -> Button:
    """On the main person's own request: the way to their circle."""
    return Button(_("The people around you"), f"gp:{receipt}")


def people(circle: Circle) -> Screen:
    """Everybody around the main person, and first whoever waits for their yes or no."""
    return Screen(
        paragraphs(
            f"<b>{_('The people around you')}</b> {code(circle.receipt)}",
            _(
                "You decide who is invited. Choose a word for each person, never a surname: aunt with the blue car."
            ),
            told.numbers(circle),
            told.needs(circle),
            _small(circle),
            told.full(circle),
            "" if circle.is_open else _("This does not change now."),
        ),
        stack(
            _decide_button(circle),
            *told.buttons(circle, "gv", Standing.PROPOSED, Standing.AGREED),
            Button(_("Add a person"), f"ga:{circle.receipt}") if circle.is_open and circle.has_room else None,
            Button(_("Days for the meeting"), f"td:{circle.receipt}") if _finds_days(circle) else None,
            conditions.main_person_button(circle.receipt) if circle.must_be_in else None,
            told.aside_button(circle, f"gp:{circle.receipt}:a"),
            Button(_("Back to your request"), f"ro:{circle.receipt}"),
            human_button(),
        ),
        personal=True,
    )


def aside(circle: Circle) -> Screen:
    """Who is not invited."""
    return told.aside(circle, "gv", _back(circle))


def person(circle: Circle, someone: Someone) -> Screen:
    """One person: do you want them there?"""
    return Screen(
        paragraphs(told.about(someone), _stands(someone), told.needs_of(someone)),
        stack(*_yes_and_no(circle, someone), _back(circle), unsafe_button(), human_button()),
        personal=True,
    )


def really_no(someone: Someone) -> Screen:
    """Somebody to whom they said yes before: one more tap."""
    return Screen(
        paragraphs(
            f"<b>{safe(someone.word)}</b>",
            _("Would you rather not have this person there? You give no reason."),
            _("Their invitation then shows nothing any more. I tell them nothing.")
            if someone.invited
            else "",
        ),
        stack(
            Button(_("Yes, rather not"), f"gn:{someone.ref}:y"),
            Button(_("Back"), f"gv:{someone.ref}"),
            human_button(),
        ),
        personal=True,
    )


def asked(receipt: str, count: int) -> Screen:
    """The coordinator asks whom the main person wants there; no word of anybody stands in it."""
    return Screen(
        paragraphs(
            ngettext(
                "Your coordinator has thought of {count} person for your circle. Do you want this person there?",
                "Your coordinator has thought of {count} people for your circle. Whom do you want there?",
                count,
            ).format(count=count),
            _("You decide. Nobody is invited before you say yes."),
        ),
        stack(Button(_("Look who it is"), f"gp:{receipt}"), human_button()),
    )


def _small(circle: Circle) -> str:
    if not told.is_small(circle) or not circle.is_open:
        return ""
    return _(
        "Who else could be there? Perhaps somebody who cooked for you, who would notice when you are not there, or "
        "whom you have not seen for long. A small circle is fine too."
    )


def _decide_button(circle: Circle) -> Button | None:
    waiting = circle.undecided
    if not waiting or not circle.is_open:
        return None
    said = ngettext("Decide about {count} person", "Decide about {count} people", len(waiting))
    return Button(said.format(count=len(waiting)), f"gd:{circle.receipt}")


def _finds_days(circle: Circle) -> bool:
    return circle.is_open and circle.state in {State.PREPARING, State.SCHEDULED}


def _stands(someone: Someone) -> str:
    match someone.standing:
        case Standing.PROPOSED:
            return _("Do you want this person there? You may say no, and you give no reason.")
        case Standing.REFUSED:
            return _("You said no. This person is not invited.")
        case Standing.AWAY:
            return _("This person is not to come now. You can talk about it with your coordinator.")
        case _ if someone.reply is not None:
            return told.answered()[someone.reply]
        case _ if someone.invited:
            return _("Invited. There is no answer yet.")
        case _:
            return _("You said yes. Your coordinator invites this person.")


def _yes_and_no(circle: Circle, someone: Someone) -> list[Button]:
    if not circle.is_open:
        return []
    yes = Button(_("Yes, I want this person there"), f"gy:{someone.ref}")
    no = Button(_("No, rather not"), f"gn:{someone.ref}")
    match someone.standing:
        case Standing.PROPOSED:
            return [yes, no]
        case Standing.REFUSED:
            return [yes]
        case Standing.AGREED:
            return [no]
        case _:
            return []


def _back(circle: Circle) -> Button:
    return Button(_("Back to the people around you"), f"gp:{circle.receipt}")
