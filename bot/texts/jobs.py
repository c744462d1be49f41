"""What a coordinator reads about a running conference."""

from bot.texts import circle
from bot.texts.calling import may_say
from bot.texts.days import coordinator_button
from bot.texts.follow_ups import ask_button
from bot.texts.labels import endings, labels, outcomes
from bot.texts.meeting_day import day_button
from bot.texts.places import arranging_buttons
from bot.texts.plans import button as plan_button
from bot.texts.safety import button as safety_button
from bot.texts.screens import Button, Screen, code, lines, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button
from bot.texts.words import hours, language, moment, variant
from casework.jobs import JobCard
from domain.preparation import STEPS
from domain.private_time import MAY_BEGIN
from domain.requests import Ending, State
from domain.timers import Due

ENDINGS = (
    Ending.PLAN_WITHOUT_MEETING,
    Ending.WITHDRAWN_BY_MAIN_PERSON,
    Ending.SITUATION_CHANGED,
    Ending.CIRCLE_TOO_SMALL,
    Ending.UNSAFE_NOW,
    Ending.REFERRED_ELSEWHERE,
    Ending.OTHER,
)
_PREPARING = {State.ACCEPTED, State.PREPARING, State.SCHEDULED}


def card(job: JobCard) -> Screen:
    """The conference: who and how to reach them, where it stands, and the next thing to do first."""
    return Screen(
        paragraphs(
            f"<b>{_('Request {receipt}').format(receipt=code(job.receipt))}</b>", _family(job), _stands(job)
        ),
        stack(
            *_undo(job),
            *_next_buttons(job),
            _circle(job),
            _day(job),
            *arranging_buttons(job),
            *_always(job),
            home_button(),
        ),
        personal=True,
    )


def overview(jobs: list[JobCard]) -> Screen:
    """The running conferences."""
    if not jobs:
        return Screen(
            _("You have no running conference. When one is offered, it comes here."),
            stack(Button(_("My offers"), "om"), home_button()),
        )
    return Screen(
        _("Your conferences:"),
        stack(
            *(Button(_("Open {receipt}").format(receipt=job.receipt), f"jo:{job.ref}") for job in jobs),
            home_button(),
        ),
    )


def why_end(job: JobCard) -> Screen:
    """An early ending: one tap with a reason."""
    words = endings()
    return Screen(
        _("Why does it end? After this you no longer see this family."),
        stack(
            *(Button(words[ending], f"je:{job.ref}:{ending}") for ending in ENDINGS),
            Button(_("Back"), f"jo:{job.ref}"),
        ),
    )


def really_hand_back(job: JobCard) -> Screen:
    """Giving the job back asks for one more tap."""
    return Screen(
        _(
            "Do you want to give this conference back? The manager looks for someone else. You give no reason."
        ),
        stack(Button(_("Yes, give it back"), f"jb:{job.ref}:y"), Button(_("Back"), f"jo:{job.ref}")),
    )


def ended(receipt: str) -> Screen:
    """The job is over, and so is the access (feature 48)."""
    return Screen(
        paragraphs(
            _("{receipt} is finished. Thank you for what you did.").format(receipt=code(receipt)),
            _("From now on you no longer see this family. Please remove their number from your phone."),
        ),
        stack(Button(_("My offers"), "om"), home_button()),
    )


def nudge(job: JobCard, due: str) -> Screen:
    """A reminder to the coordinator: what, and the button for it."""
    said, button = _reminder(job, Due(due))
    return Screen(
        said.format(receipt=code(job.receipt)),
        stack(
            *_asking(job), button, *_reached_nobody(job), Button(_("Open the conference"), f"jo:{job.ref}")
        ),
    )


def _reminder(job: JobCard, due: Due) -> tuple[str, Button | None]:
    """What is asked, and where it can be done at once."""
    follow_up = Button(_("Log the follow-up"), f"jf:{job.ref}")
    record = Button(_("Record the meeting"), f"jh:{job.ref}")
    return {
        Due.PREPARATION_QUIET: (
            _("It has been quiet around {receipt} for a week. Is the family still at its own pace?"),
            Button(_("To the steps"), f"jn:{job.ref}"),
        ),
        Due.MEETING_UNRECORDED: (_("Was the meeting of {receipt} held? Please record how it went."), record),
        Due.PLAN_UNRECORDED: (_("What came out of the meeting of {receipt}? Please record it."), record),
        Due.PLAN_UNSENT: (
            _("Does everyone who was at the meeting of {receipt} have the plan?"),
            Button(_("The plan was sent to everyone"), f"jp:{job.ref}"),
        ),
        Due.FOLLOW_UP_SOON: (
            _("The meeting of {receipt} was almost four weeks ago. Soon you ask people how the plan goes."),
            None,
        ),
        Due.FOLLOW_UP_AGAIN: (
            _("The follow-up of {receipt} is still open. Please ask a few people how the plan goes."),
            follow_up,
        ),
        Due.FOLLOW_UP_RETRY: (
            _("Some days ago you could not reach anyone of {receipt}. Please try once more."),
            follow_up,
        ),
    }.get(
        due,
        (
            _("Four weeks ago was the meeting of {receipt}. Please ask a few people how the plan goes."),
            follow_up,
        ),
    )


def reached_nobody(job: JobCard) -> Screen:
    """Trying counts too: one reminder after some days, in place of the others."""
    return Screen(
        _("Thank you for trying. In a few days we remind you of {receipt} once more.").format(
            receipt=code(job.receipt)
        ),
        stack(Button(_("Open the conference"), f"jo:{job.ref}"), home_button()),
    )


def _family(job: JobCard) -> str:
    details = job.details
    access = labels("request", "access")
    needed = ", ".join(access[code] for code in details.get("access", []))
    return lines(
        _("First name: {name}").format(name=safe(details.get("name", "–"))),
        _("Place: {place}").format(place=safe(details.get("place", "–"))),
        _("Language: {language}").format(language=language(job.language)),
        _("Conference: {variant}").format(variant=variant(job.variant)),
        _contact(job),
        _("The family does not want to be asked how it goes. Please respect that.") if job.unasked else "",
        _("Safe to contact: {hours}").format(hours=hours(job.hours)),
        may_say(details),
        _("Needed: {needed}").format(needed=needed) if needed else "",
        _("Asked by someone else; the main person agreed.") if job.who != "main_person" else "",
    )


def _contact(job: JobCard) -> str:
    if job.contact_hidden:
        return _("The family does not want you to have their name and number. Write to them through the bot.")
    match job.details.get("channel"):
        case "phone":
            return _("Contact: telephone {number}").format(number=safe(job.details.get("phone", "–")))
        case "here":
            return _("Contact: here, through the bot")
        case _:
            return _("Contact: through the regional manager")


def _stands(job: JobCard) -> str:
    if job.paused:
        return _("The family takes a pause. Do nothing until they go on.")
    meeting = (
        lines(
            _("Meeting: {moment} (Dutch time)").format(moment=moment(job.meeting_at)),
            _("Where: {venue}").format(venue=safe(job.venue)) if job.venue else "",
            _("Invited: {count}").format(count=job.invited) if job.invited else "",
        )
        if job.meeting_at
        else ""
    )
    outcome = outcomes().get(job.outcome or "", "")
    return lines(
        _("{done} of {total} steps settled").format(done=job.settled, total=len(STEPS))
        if job.state in _PREPARING
        else "",
        meeting,
        outcome,
        _("The plan was sent.") if job.plan_sent_at else "",
        _("The follow-up is logged.") if job.follow_up_at else "",
        _("Compulsory help plays a part.") if job.compulsory else "",
    )


def _undo(job: JobCard) -> list[Button]:
    """For two minutes after the yes."""
    return [Button(_("Undo my yes"), f"ju:{job.ref}")] if job.may_undo else []


def _next_buttons(job: JobCard) -> list[Button]:
    """What comes next, the most likely first."""
    if job.paused:
        return [Button(_("Go on"), f"rg:{job.receipt}")]
    to_send = job.outcome in {"plan_accepted", "plan_pending"} and job.plan_sent_at is None
    plan = [Button(_("The plan was sent to everyone"), f"jp:{job.ref}")] if to_send else []
    return {
        State.ACCEPTED: [Button(_("First contact was made"), f"jc:{job.ref}"), _to_steps(job)],
        State.PREPARING: [_to_steps(job), Button(_("Set the date of the meeting"), f"jm:{job.ref}")],
        State.SCHEDULED: [
            _to_steps(job),
            plan_button(job.ref),
            Button(_("The meeting was held"), f"jh:{job.ref}"),
            Button(_("Change the date of the meeting"), f"jm:{job.ref}"),
        ],
        State.HELD: [plan_button(job.ref)],
        State.PLAN_PENDING: [
            Button(_("Record the meeting"), f"jh:{job.ref}"),
            Button(_("Set a second meeting"), f"jm:{job.ref}"),
            plan_button(job.ref),
            *plan,
            *_asking(job),
        ],
        State.PLAN_ACCEPTED: [plan_button(job.ref), *plan, *_asking(job)],
        State.FOLLOW_UP_DUE: [
            plan_button(job.ref),
            *plan,
            *_asking(job),
            Button(_("Log the follow-up"), f"jf:{job.ref}"),
            *_reached_nobody(job),
        ],
        State.FOLLOW_UP_DONE: [Button(_("Complete the registration"), f"jr:{job.ref}")],
    }.get(job.state, [])


def _asking(job: JobCard) -> list[Button]:
    """From some days before the follow-up is due until the hard line."""
    return [ask_button(job.ref)] if job.may_ask else []


def _reached_nobody(job: JobCard) -> list[Button]:
    """While the follow-up is due."""
    if job.state is not State.FOLLOW_UP_DUE:
        return []
    return [Button(_("I could not reach anyone"), f"jq:{job.ref}")]


def _day(job: JobCard) -> Button | None:
    """First a day is found together; then there is the day itself, and perhaps another one."""
    if job.state is State.PREPARING:
        return coordinator_button(job.ref)
    return day_button(job.ref) if job.state in MAY_BEGIN else None


def _always(job: JobCard) -> list[Button]:
    written = (
        [Button(_("Write to the family"), f"w:{job.receipt}")] if job.details.get("channel") == "here" else []
    )
    if job.state in _PREPARING:
        pause = [] if job.paused else [Button(_("The family takes a pause"), f"rp:{job.receipt}")]
        return [
            *written,
            *pause,
            safety_button(job.ref),
            Button(_("It ends early"), f"je:{job.ref}"),
            Button(_("I give it back"), f"jb:{job.ref}"),
        ]
    return written


def _circle(job: JobCard) -> Button | None:
    """From the first contact on."""
    return None if job.state is State.ACCEPTED else circle.button(job.ref)


def _to_steps(job: JobCard) -> Button:
    return Button(_("Preparation: next step"), f"jn:{job.ref}")
