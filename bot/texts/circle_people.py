"""What is said of the people in a circle, to the coordinator and to the main person alike: numbers, and how each stands."""

from bot.texts.labels import parts
from bot.texts.screens import Button, Screen, code, fitting, lines, paragraphs, plain, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.words import language
from casework.circle_rows import Someone
from casework.circle_views import Circle
from domain.circle import LEAST, Need, Reply, Standing

CONFIDED = "🔒"
"""Beside who told something in private; the sentence on the same screen says so in words."""


def needed() -> dict[Need, str]:
    """What people need to be able to come."""
    return {
        Need.TRAVEL: _("Help with travelling"),
        Need.CHILD_CARE: _("Somebody for the children"),
        Need.WHEELCHAIR: _("Room for a wheelchair"),
        Need.VIDEO: _("Taking part by video"),
        Need.INTERPRETER: _("An interpreter"),
        Need.COMPANY: _("Somebody beside them"),
        Need.APART: _("To be apart from somebody"),
    }


def answered() -> dict[Reply, str]:
    """What somebody answered, as a whole sentence."""
    return {
        Reply.YES: _("Answer: yes, this person comes."),
        Reply.MAYBE: _("Answer: maybe."),
        Reply.NO: _("Answer: no, this person does not come."),
    }


def numbers(circle: Circle) -> str:
    """How many were invited and what they said, and how the circle grew; never who."""
    counts, agreed = circle.counts, len(circle.those(Standing.AGREED))
    told = [
        # Translators: in a circle of people; so many were invited to the meeting, so many gave each answer.
        _("Invited: {count}").format(count=counts.asked),
        _("Yes: {count}").format(count=counts.yes),
        _("Maybe: {count}").format(count=counts.maybe),
        _("No: {count}").format(count=counts.no),
        _("No answer yet: {count}").format(count=counts.silent),
    ]
    return lines(
        ngettext("{count} person is in the circle.", "{count} people are in the circle.", agreed).format(
            count=agreed
        ),
        ngettext(
            "{count} of them was thought of by somebody in the circle.",
            "{count} of them were thought of by people in the circle.",
            counts.grown,
        ).format(count=counts.grown)
        if counts.grown
        else "",
        *(told if counts.asked else ()),
    )


def needs(circle: Circle) -> str:
    """How many people need what, of those who may come."""
    if not circle.needs:
        return ""
    words = needed()
    return lines(
        _("To be able to come, people need:"),
        *(f"• {words[need]}: {count}" for need, count in circle.needs.items()),
    )


def is_small(circle: Circle) -> bool:
    """Whether there are so few people that there is hardly a circle."""
    return len(circle.those(Standing.AGREED, Standing.PROPOSED)) < LEAST


def full(circle: Circle) -> str:
    """Why nobody can be added any more."""
    return "" if circle.has_room else _("The circle is full: thirty people is the most.")


def buttons(circle: Circle, verb: str, *standings: Standing) -> list[Button]:
    """A button for each person with one of these standings: the word, and how they stand."""
    return [
        Button(_label(one, confided=one.ref in circle.confided), f"{verb}:{one.ref}")
        for one in circle.those(*standings)
    ]


def about(someone: Someone) -> str:
    """Who somebody is in the circle: a word, a part and a language."""
    return lines(
        f"<b>{safe(someone.word)}</b>",
        parts()[someone.part],
        _("Language: {language}").format(language=language(someone.language)),
        _("Somebody in the circle thought of this person.") if someone.suggested else "",
    )


def aside(circle: Circle, verb: str, back: Button) -> Screen:
    """Who is not to come, each behind a button with this verb."""
    return Screen(
        paragraphs(
            f"<b>{_('Not in the circle')}</b> {code(circle.receipt)}",
            _("These people are not invited. Nobody is told why."),
        ),
        stack(*buttons(circle, verb, Standing.REFUSED, Standing.AWAY), back),
        personal=True,
    )


def aside_button(circle: Circle, data: str) -> Button | None:
    """The way to them, where there are any."""
    count = len(circle.those(Standing.REFUSED, Standing.AWAY))
    return Button(_("Not in the circle: {count}").format(count=count), data) if count else None


def needs_of(someone: Someone) -> str:
    """What one person needs."""
    if not someone.needs:
        return ""
    words = needed()
    return lines(_("This person needs:"), *(f"• {words[need]}" for need in someone.needs))


def _label(someone: Someone, *, confided: bool) -> str:
    """For a button, where there is no HTML; marks of direction in the word are left out."""
    label = f"{plain(safe(someone.word))} – {_in_short(someone)}"
    return f"{fitting(label, 62)} {CONFIDED}" if confided else fitting(label)


def _in_short(someone: Someone) -> str:
    match someone.standing:
        case Standing.PROPOSED:
            return _("not decided yet")
        case Standing.REFUSED:
            return _("not wanted there")
        case Standing.AWAY:
            return _("stays away")
        case _ if someone.reply is not None:
            return {Reply.YES: _("yes"), Reply.MAYBE: _("maybe"), Reply.NO: _("no")}[someone.reply]
        case _:
            return _("no answer yet") if someone.invited else _("not invited yet")
