"""The day of the meeting on the coordinator's phone: one thumb, one thing at a time (domain.md 6.1)."""

from bot.texts.days import coordinator_button
from bot.texts.plans import button as plan_button
from bot.texts.screens import Button, Screen, code, lines, paragraphs, stack
from bot.texts.steps import held_back_by
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.words import clock, moment
from casework.private_time import TheDay
from domain.private_time import Phase


def day_button(job: str) -> Button:
    """On the coordinator's conference: the way to the day."""
    return Button(_("On the day of the meeting"), f"y:{job}")


def the_day(day: TheDay) -> Screen:
    """Where the day stands, and the one thing that comes next."""
    said = {
        Phase.BEFORE: _before,
        Phase.INFORMATION: _information,
        Phase.PRIVATE: _private,
        Phase.LAPSED: _lapsed,
        Phase.PRESENTATION: _presentation,
        Phase.OVER: _over,
    }[day.phase]
    return Screen(
        paragraphs(f"<b>{_('The day of the meeting')}</b> {code(day.receipt)}", *said(day)),
        stack(*_buttons(day), Button(_("Open the conference"), f"jo:{day.job}")),
        personal=True,
    )


def _before(day: TheDay) -> list[str]:
    if day.meeting_at is None:
        return [_("There is no day yet. Set the date first.")]
    return [
        _("The meeting is on {moment} (Dutch time).").format(moment=moment(day.meeting_at)),
        _("On that day this page guides you through the three parts, with one button at a time."),
        held_back_by(day.missing),
    ]


def _information(day: TheDay) -> list[str]:
    return [
        f"<b>{_('Part one: information')}</b>",
        _expected(day),
        lines(
            _("• The family opens in its own way."),
            _("• The question is told, and everyone says why they came."),
            _("• Professionals tell what they know and what is possible. Everyone may ask."),
        ),
        _(
            "Then you and the professionals leave the room. From that moment nobody in the circle gets a message."
        ),
        held_back_by(day.missing),
    ]


def _private(day: TheDay) -> list[str]:
    return [
        f"<b>{_('Part two: they are among themselves')}</b>",
        _since(day),
        _(
            "It takes as long as it takes. Stay nearby; they call you back. Until the plan is there nobody in the "
            "circle gets a message from me. Help in danger always answers."
        ),
    ]


def _lapsed(day: TheDay) -> list[str]:
    return [
        f"<b>{_('Part two: they are among themselves')}</b>",
        _since(day),
        _("That is more than twelve hours ago, so messages go out again. Is the plan there?"),
    ]


def _presentation(_day: TheDay) -> list[str]:
    return [
        f"<b>{_('Part three: the plan')}</b>",
        lines(
            _("• The plan is read out. Ask only what is not clear: who, what, by when?"),
            _("• Who will notice if it works, and when do they look at it together?"),
            _("• Professionals say whether the plan meets their conditions, with reasons, today."),
        ),
        _("Not there yet? They can go among themselves once more."),
    ]


def _over(_day: TheDay) -> list[str]:
    return [_("The meeting was held and recorded.")]


def _since(day: TheDay) -> str:
    if day.private_from is None:
        return ""
    return _("Since {time}.").format(time=clock(day.private_from))


def _expected(day: TheDay) -> str:
    yes, maybe = day.expected.yes, day.expected.maybe
    if not yes and not maybe:
        return ""
    coming = ngettext("{count} person said yes.", "{count} people said yes.", yes).format(count=yes)
    perhaps = ngettext("{count} person said maybe.", "{count} people said maybe.", maybe).format(count=maybe)
    return f"{coming} {perhaps}" if maybe else coming


def _buttons(day: TheDay) -> list[Button]:
    """The next thing first."""
    begin = Button(_("Private time begins now"), f"yp:{day.job}")
    plan = Button(_("They called me: the plan is there"), f"yb:{day.job}")
    again = Button(_("They go among themselves once more"), f"yp:{day.job}")
    record = Button(_("How it went"), f"jh:{day.job}")
    return {
        Phase.BEFORE: [coordinator_button(day.job), Button(_("Set or change the date"), f"jm:{day.job}")],
        Phase.INFORMATION: [begin],
        Phase.PRIVATE: [plan],
        Phase.LAPSED: [plan, again],
        Phase.PRESENTATION: [plan_button(day.job), record, again],
        Phase.OVER: [],
    }[day.phase]
