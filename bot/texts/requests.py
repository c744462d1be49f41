"""What the family and the requester read about their request."""

from bot.texts import own_circle, places, plan_copies
from bot.texts.days import days_button, requester_calendar_button
from bot.texts.labels import endings
from bot.texts.screens import Button, Screen, code, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button, human_button, unsafe_button
from bot.texts.words import moment
from casework.requests import Standing
from domain.plans import WITH_A_PLAN
from domain.requests import BEFORE_MEETING, FINAL, MOVES, Ending, Event, State

WITHDRAWALS = (
    Ending.WITHDRAWN_BY_MAIN_PERSON,
    Ending.PLAN_WITHOUT_MEETING,
    Ending.SITUATION_CHANGED,
    Ending.CIRCLE_TOO_SMALL,
    Ending.UNSAFE_NOW,
    Ending.OTHER,
)
"""The reasons that a family may tap; the others are the service's."""


def sent(standing: Standing) -> Screen:
    """The request is in: the receipt, and what happens next."""
    return Screen(
        paragraphs(
            f"<b>{_('Your request is in.')}</b>",
            _("Your number is {receipt}. Keep it if you want to call us.").format(receipt=code(standing.ref)),
            _("A regional manager reads it, on working days within one day, and looks for a coordinator."),
            _("With {command} you see where it stands.").format(command="/status"),
        ),
        stack(Button(_("Where does it stand?"), "st"), human_button(), home_button()),
    )


def none_yet() -> Screen:
    """There is no request."""
    return Screen(
        _("You have no request here yet."),
        stack(Button(_("Ask for a conference"), "rq"), human_button(), home_button()),
    )


def overview(standings: list[Standing]) -> Screen:
    """Where every request of this person stands."""
    rows = [
        Button(_("{receipt}: pause, go on or stop").format(receipt=standing.ref), f"ro:{standing.ref}")
        for standing in standings
        if standing.state not in FINAL
    ]
    return Screen(
        paragraphs(*(_told(standing) for standing in standings)),
        stack(*rows, Button(_("Refresh"), "st"), unsafe_button(), human_button(), home_button()),
    )


def one(standing: Standing) -> Screen:
    """One request with what can be done about it."""
    if standing.state in FINAL:
        return Screen(_told(standing), stack(human_button(), home_button()))
    pace = (
        Button(_("Go on"), f"rg:{standing.ref}")
        if standing.paused
        else Button(_("Take a pause"), f"rp:{standing.ref}")
    )
    return Screen(
        _told(standing),
        stack(
            own_circle.button(standing.ref) if standing.circle else None,
            days_button(standing.ref) if (standing.state, Event.SCHEDULE) in MOVES else None,
            places.own_button(standing.ref) if standing.circle else None,
            places.where_button(standing.ref) if standing.where else None,
            plan_copies.own_button(standing.ref) if standing.state in WITH_A_PLAN else None,
            pace,
            Button(_("Someone else, please"), f"re:{standing.ref}")
            if standing.state in BEFORE_MEETING
            else None,
            Button(_("Stop this request"), f"rw:{standing.ref}"),
            unsafe_button(),
            human_button(),
            Button(_("Back"), "st"),
        ),
    )


def really_someone_else(standing: Standing) -> Screen:
    """Another coordinator, without a reason: one more tap."""
    return Screen(
        _(
            "Do you want another coordinator? You give no reason, and it counts against nobody. What was prepared stays."
        ),
        stack(
            Button(_("Yes, someone else"), f"re:{standing.ref}:y"),
            Button(_("Back"), f"ro:{standing.ref}"),
            human_button(),
        ),
    )


def someone_else(standing: Standing) -> Screen:
    """Somebody else is sought; the third time a person calls first."""
    said = (
        _("You asked for this before. The regional manager contacts you, to see together what helps.")
        if standing.state in BEFORE_MEETING
        else _("We look for someone else at once. Your coordinator hears it in kind words.")
    )
    return Screen(said, stack(Button(_("Where does it stand?"), "st"), human_button()))


def why_stop(standing: Standing) -> Screen:
    """One tap with a reason; stopping never counts against anyone."""
    words = endings()
    return Screen(
        paragraphs(
            _("You may stop at any time. It never counts against you. Which fits best?"),
            _("Nothing happens until you choose."),
        ),
        stack(
            *(Button(words[ending], f"rw:{standing.ref}:{ending}") for ending in WITHDRAWALS),
            Button(_("Back"), f"ro:{standing.ref}"),
            human_button(),
        ),
    )


def ended(standing: Standing) -> Screen:
    """The requester stopped it; neutral, and warm."""
    if standing.ending is Ending.PLAN_WITHOUT_MEETING:
        said = _("Good that there is a plan. Your request {receipt} is closed.")
    else:
        said = _("Your request {receipt} is stopped. You can always come back.")
    return Screen(said.format(receipt=code(standing.ref)), stack(human_button(), home_button()))


def coordinator_found(_standing: Standing) -> Screen:
    """Somebody said yes."""
    return Screen(
        paragraphs(
            f"<b>{_('There is a coordinator for you.')}</b>",
            _("The coordinator contacts you within two days, in the way you asked for."),
            _("You decide who comes, where, when and what it is about. You set the pace."),
        ),
        stack(Button(_("Where does it stand?"), "st"), human_button()),
    )


def coordinator_changes(standing: Standing) -> Screen:
    """The coordinator gave the job back."""
    return Screen(
        _(
            "Your coordinator cannot go on. We look for someone else at once. What was prepared stays. ({receipt})"
        ).format(receipt=code(standing.ref)),
        stack(Button(_("Where does it stand?"), "st"), human_button()),
    )


def meeting_set(standing: Standing) -> Screen:
    """A date was set or changed."""
    when = moment(standing.meeting_at) if standing.meeting_at else ""
    return Screen(
        paragraphs(
            _("The meeting is on {moment} (Dutch time).").format(moment=when),
            _("Your coordinator tells you the rest."),
        ),
        stack(
            requester_calendar_button(standing.ref),
            Button(_("Take a pause"), f"rp:{standing.ref}"),
            human_button(),
        ),
        personal=True,
    )


def plan_sent(standing: Standing) -> Screen:
    """The coordinator sent the plan."""
    return Screen(
        paragraphs(
            _("Your coordinator has sent the plan to everyone who was there. It is yours."),
            _("In about four weeks the coordinator asks how it goes. ({receipt})").format(
                receipt=code(standing.ref)
            ),
        ),
        stack(human_button()),
    )


def paused(standing: Standing) -> Screen:
    """The family or the coordinator took a pause."""
    return Screen(
        _("Request {receipt} has a pause. Nobody will remind you of anything until you go on.").format(
            receipt=code(standing.ref)
        ),
        stack(Button(_("Go on"), f"rg:{standing.ref}"), human_button()),
    )


def went_on(standing: Standing) -> Screen:
    """The pause is over."""
    return Screen(
        _("Request {receipt} goes on, at your pace.").format(receipt=code(standing.ref)),
        stack(Button(_("Where does it stand?"), "st"), human_button()),
    )


def closed(standing: Standing) -> Screen:
    """The end: access has ended, names go away."""
    return Screen(
        paragraphs(
            _(
                "Your request {receipt} is finished. From now on your coordinator can no longer see anything of you."
            ).format(receipt=code(standing.ref)),
            _("The plan is yours. We wish you and your people well."),
        ),
        stack(human_button(), home_button()),
    )


def state_in_words(standing: Standing) -> str:
    """Where a request stands, in one sentence."""
    if standing.state in FINAL:
        return _ended_how(standing)
    if standing.state in {State.SUBMITTED, State.INTAKE, State.MATCHING, State.OFFERED}:
        return _seeking(standing)
    return {
        State.ACCEPTED: _("There is a coordinator. They contact you within two days."),
        State.PREPARING: _("Your coordinator is preparing the meeting with you."),
        State.SCHEDULED: _("The date of the meeting is set."),
        State.HELD: _("The meeting was held."),
        State.PLAN_ACCEPTED: _("There is a plan. In four weeks the coordinator asks how it goes."),
        State.PLAN_PENDING: _("There was a meeting. The plan is not finished yet."),
        State.NO_PLAN: _("There was a meeting, without a plan."),
        State.FOLLOW_UP_DUE: _("The coordinator will ask how it goes."),
        State.FOLLOW_UP_DONE: _("The coordinator has asked how it goes."),
    }.get(standing.state, _("Almost finished."))


def _told(standing: Standing) -> str:
    pause = _("There is a pause. Nothing happens until you go on.") if standing.paused else ""
    when = (
        _("Meeting: {moment} (Dutch time)").format(moment=moment(standing.meeting_at))
        if standing.meeting_at and standing.state is State.SCHEDULED
        else ""
    )
    head = _("Request {receipt}").format(receipt=code(standing.ref))
    return lines(f"<b>{head}</b>", state_in_words(standing), when, pause)


def _seeking(standing: Standing) -> str:
    if standing.state is State.SUBMITTED:
        return _("The regional manager will read your request soon.")
    if not standing.asked or standing.state is State.INTAKE:
        return _("The regional manager is looking for a coordinator.")
    asked = ngettext(
        "{count} coordinator was asked.", "{count} coordinators were asked.", standing.asked
    ).format(count=standing.asked)
    if not standing.reading:
        return asked
    # Translators: follows "4 coordinators were asked."; {count} of them are reading the offer now.
    reading = ngettext("{count} is reading it.", "{count} are reading it.", standing.reading)
    return f"{asked} {reading.format(count=standing.reading)}"


def _ended_how(standing: Standing) -> str:
    if standing.ending is None:
        return _("Finished. The plan is yours.")
    if standing.ending is Ending.PLAN_WITHOUT_MEETING:
        return _("Finished: there is a plan, without a meeting.")
    return _("Stopped: {reason}").format(reason=endings()[standing.ending])
