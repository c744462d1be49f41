"""Finding a day: what the main person, the coordinator and the circle read, and the evening before."""

from bot.texts.calendar_files import file
from bot.texts.screens import Button, Screen, code, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button, human_button
from bot.texts.words import moment, short_moment
from casework.calendar_entries import Entry
from casework.evenings import Tomorrow
from casework.meeting_days import Days, Proposed
from casework.ticking import OwnDays

TICK = "✓"


def days_button(receipt: str) -> Button:
    """On a request of one's own: the way to the days."""
    return Button(_("The day of the meeting"), f"td:{receipt}")


def coordinator_button(job: str) -> Button:
    """On the coordinator's conference: the way to the days."""
    return Button(_("Find a day together"), f"tj:{job}")


def guest_calendar_button(guest: str) -> Button:
    """On an invitation with a day: the meeting for one's own calendar."""
    return Button(_("Put it in my calendar"), f"tf:{guest}")


def requester_calendar_button(receipt: str) -> Button:
    """On a request of one's own with a day: the meeting for one's own calendar."""
    return Button(_("Put it in my calendar"), f"tq:{receipt}")


def finding(days: Days, note: str = "") -> Screen:
    """For whoever decides; for others only what is set."""
    return Screen(
        paragraphs(
            note,
            f"<b>{_('The day of the meeting')}</b> {code(days.receipt)}",
            _set(days),
            _who_decides(days),
            _list(days),
            _counts(days),
        ),
        stack(*_deciding_buttons(days), *_chosen_button(days), *_ways_on(days)),
        personal=bool(days.meeting_at),
    )


def asked(days: Days) -> Screen:
    """After asking the circle."""
    return finding(days, _("I asked everyone who opened their invitation. You see here how many can."))


def chosen(days: Days) -> Screen:
    """After the main person's choice."""
    return finding(days, _("Thank you. Your coordinator sets this day, and you hear when it is done."))


def told_chosen(days: Days) -> Screen:
    """To the coordinator: the main person has decided."""
    return finding(days, _("The main person has chosen a day. Please set it, or talk about it together."))


def ticking(own: OwnDays, note: str = "") -> Screen:
    """For a guest: each moment is a button to tick."""
    is_set = (
        _("The meeting is on {moment} (Dutch time).").format(moment=moment(own.meeting_at))
        if (own.meeting_at)
        else ""
    )
    if not own.moments:
        return Screen(
            paragraphs(note, is_set or _("There are no days to choose from now.")),
            stack(_invitation(own.guest), human_button()),
            personal=bool(own.meeting_at),
        )
    return Screen(
        paragraphs(
            note,
            f"<b>{_('Which days suit you?')}</b>",
            is_set,
            _("Tap every moment at which you can come. Tap again to take it back. The times are Dutch time."),
            _("It is voluntary. Others see how many people can come, not who."),
        ),
        stack(
            *(
                Button(
                    f"{short_moment(one.at)} {TICK}" if one.ticked else short_moment(one.at),
                    f"tk:{own.guest}:{one.ref}",
                )
                for one in own.moments
            ),
            _invitation(own.guest),
            human_button(),
        ),
        personal=bool(own.meeting_at),
    )


def evening(told: Tomorrow) -> Screen:
    """The evening before, in quiet words: when, and nothing that somebody else may not read on the screen."""
    buttons = (
        [_invitation(told.guest), guest_calendar_button(told.guest)]
        if told.guest
        else [Button(_("Where does it stand?"), "st"), requester_calendar_button(told.receipt)]
    )
    return Screen(
        paragraphs(
            _("A quiet word before the meeting: {moment} (Dutch time).").format(
                moment=moment(told.meeting_at)
            ),
            _(
                "You need not answer. If something has changed for you, that is all right: tell the coordinator."
            ),
        ),
        stack(*buttons, human_button()),
        personal=True,
    )


def calendar(entry: Entry) -> Screen:
    """The meeting as a file, which comes after the message."""
    back = _invitation(entry.guest) if entry.guest else Button(_("Back"), f"td:{entry.receipt}")
    return Screen(
        paragraphs(
            _("The meeting is on {moment} (Dutch time).").format(moment=moment(entry.meeting_at)),
            _(
                "This file is for your calendar. There is no name and no place in it, for others may see your "
                "calendar. If the day changes, ask for the file again."
            ),
        ),
        stack(back, home_button()),
        personal=True,
        files=(file(entry),),
    )


def _set(days: Days) -> str:
    if days.meeting_at is None:
        return _("There is no day yet.")
    return _("The meeting is on {moment} (Dutch time).").format(moment=moment(days.meeting_at))


def _who_decides(days: Days) -> str:
    if days.decides and days.job:
        return _(
            "The main person decides, and is not in this chat. Talk with them first, then do it here for them."
        )
    if days.decides:
        return _(
            "You decide when it is. Propose some moments, ask your people which ones suit them, and choose one. "
            "The times are Dutch time."
        )
    return _("The main person decides about the day.")


def _list(days: Days) -> str:
    """Each moment with how many can."""
    return lines(*(_one(one) for one in days.proposed))


def _one(one: Proposed) -> str:
    can = ngettext("{count} person can come", "{count} people can come", one.can).format(count=one.can)
    # Translators: one line of a list: "Tuesday 10 March, 16:00: 5 people can come".
    told = _("{moment}: {can}").format(moment=moment(one.at), can=can)
    return f"• {told} {TICK}" if one.chosen else f"• {told}"


def _counts(days: Days) -> str:
    if not days.proposed:
        return ""
    if not days.circle:
        return _("Nobody in the circle has opened an invitation here yet. You can ask people yourself.")
    # Translators: {asked} people opened their invitation; {answered} of them have said when they can come.
    return _("Opened their invitation: {asked}. Said when they can: {answered}.").format(
        asked=days.circle, answered=days.answered
    )


def _deciding_buttons(days: Days) -> list[Button]:
    if not days.decides:
        return []
    add = [] if days.is_full else [Button(_("Propose a moment"), f"ta:{days.receipt}")]
    ask = (
        [Button(_("Ask the circle which days suit them"), f"ts:{days.receipt}")]
        if days.proposed and days.circle
        else []
    )
    each = [
        button
        for one in days.proposed
        for button in (
            Button(_("Choose: {moment}").format(moment=short_moment(one.at)), f"tc:{one.ref}"),
            Button(_("Remove: {moment}").format(moment=short_moment(one.at)), f"tr:{one.ref}"),
        )
    ]
    return [*ask, *add, *each]


def _chosen_button(days: Days) -> list[Button]:
    """For the coordinator of a main person who decides in their own chat: set what they chose."""
    if days.decides or not days.job:
        return []
    return [
        Button(_("Set this day: {moment}").format(moment=short_moment(one.at)), f"tc:{one.ref}")
        for one in days.proposed
        if one.chosen and one.at != days.meeting_at
    ]


def _ways_on(days: Days) -> list[Button]:
    if days.job:
        return [Button(_("Open the conference"), f"jo:{days.job}"), home_button()]
    calendar_file = [requester_calendar_button(days.receipt)] if days.meeting_at else []
    return [*calendar_file, human_button(), Button(_("Back"), f"ro:{days.receipt}")]


def _invitation(guest: str) -> Button:
    return Button(_("Back to the invitation"), f"iv:{guest}")
