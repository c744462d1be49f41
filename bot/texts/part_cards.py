"""What each part in a circle asks of somebody, and what it does not: the words of the card they get (domain.md 2, 6.1)."""

from collections.abc import Callable, Mapping

from bot.texts.translating import gettext as _
from domain.circle import Part

TOGETHER, SPEAK, GO_OUT = "👥", "💬", "🚪"
"""The pictures on a child's card: people together, saying something, a door that is open."""


def lines(part: Part) -> list[str]:
    """The card of this part, one plain sentence or two a line, in the language of the moment; nobody's own words."""
    return _CARDS[part]()


def _circle() -> list[str]:
    return [
        _("You come because you are close to somebody. You do not need to prepare anything."),
        _("In part one you hear what it is about, and you may ask anything."),
        _("In part two you make a plan together. Professionals are not there."),
        _("In part three the plan is read out. You only take on what you want to take on."),
    ]


def _child() -> list[str]:
    return [
        f"{TOGETHER} {_('People who care about you come together. You may be there too.')}",
        f"{SPEAK} {_('You may say what you think. You may also draw it, or let somebody say it for you.')}",
        f"{GO_OUT} {_('You may go out and come back as often as you want. You may also stay at home.')}",
        _("Who should sit next to you? You may say: “I want … with me.”"),
        _("Nobody needs your surname or your birthday here."),
    ]


def _supporter() -> list[str]:
    return [
        _("Somebody chose you to sit next to them. You are there for that one person."),
        _("You help them to say what they want to say. You do not decide for them."),
        _("Do they want a break? Then you go along with them."),
        _("You may be there in all three parts, for as long as they want."),
    ]


def _advocate() -> list[str]:
    return [
        _("You speak for one person. You say what they want to be heard, not what you think of it."),
        _("You do not judge anybody, and you write no report."),
        _("Is this your work? Then you stay for about the first ten minutes of part two, no longer."),
        _("Were they not there? Then you tell them afterwards what was decided."),
    ]


def _professional() -> list[str]:
    return [
        _("In part one you inform: what you know, and what help you can offer. Please use plain words."),
        _("In part two you are not there. The family makes its plan among themselves."),
        _("In part three you answer. The plan is accepted, unless it is unsafe or against the law."),
        _("Is something not possible? Say why on the same day. The family may first change it in the room."),
        _(
            "Is help compulsory? Then you give at most five conditions, in plain words. Everybody knows them "
            "seven days before the meeting."
        ),
    ]


def _interpreter() -> list[str]:
    return [
        _("You say everything as it was said. You add nothing and leave nothing out."),
        _(
            "You are there in all three parts, also in part two. You say nothing of your own and take no side."
        ),
        _("What you hear stays there. You keep no notes afterwards."),
        _("Do you know somebody here, and is that difficult? Tell the coordinator before the meeting."),
    ]


_CARDS: Mapping[Part, Callable[[], list[str]]] = {
    Part.CIRCLE: _circle,
    Part.CHILD: _child,
    Part.SUPPORTER: _supporter,
    Part.ADVOCATE: _advocate,
    Part.PROFESSIONAL: _professional,
    Part.INTERPRETER: _interpreter,
}
