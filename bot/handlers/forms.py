"""Questionnaires: answering, going back, editing, stopping, sending."""

from bot.talk import Talk
from bot.texts import bodies as body_texts
from bot.texts import bulk as bulk_texts
from bot.texts import circle as circle_texts
from bot.texts import conditions as condition_texts
from bot.texts import days as day_texts
from bot.texts import forms as texts
from bot.texts import invitations as invitation_texts
from bot.texts import jobs as job_texts
from bot.texts import messages as message_texts
from bot.texts import own_circle as own_circle_texts
from bot.texts import plans as plan_texts
from bot.texts import practicalities as practical_texts
from bot.texts import profiles as profile_texts
from bot.texts import requests as request_texts
from bot.texts.screens import Screen
from bot.texts.summaries import what_to_change
from bot.texts.translating import speaking
from bot.texts.welcome import welcome
from casework import bulk, circle, day_finding, finishing, forms, jobs, meeting_days, practicalities, requests
from casework.bodies import Involved
from casework.circle_views import Circle
from casework.inviting import Invitation
from casework.jobs import JobCard
from casework.meeting_days import Days
from casework.must_be_in import MustBeIn
from casework.practicalities import Practicalities
from casework.profiles import ProfileCard
from casework.requests import Standing
from casework.written_plans import WrittenPlan
from domain.errors import OutdatedError
from domain.forms.fields import Field

_OF_A_JOB = frozenset({"meeting", "held", "follow_up", "registration", "plan_line", "plan_beside"})


def show(talk: Talk, page: forms.Page, note: str = "") -> Screen:
    """A page of a questionnaire for this reader."""
    return texts.page(page, today=talk.today, hint=talk.caller.hint, note=note)


async def answer(talk: Talk, *parts: str) -> Screen:
    """`f:form:revision:field:value` - an answer button."""
    if len(parts) < 4 or not parts[1].isdecimal():  # noqa: PLR2004 - the four parts named above
        raise OutdatedError
    form, revision, field, *rest = parts
    value = ":".join(rest)  # a time of the day holds a colon itself
    page = await talk.work.do(
        forms.tap_answer, caller=talk.caller, form=form, revision=int(revision), field=field, value=value
    )
    return show(talk, page)


async def typed(talk: Talk, text: str) -> Screen:
    """Words typed while a question stands open."""
    page = await talk.work.do(
        forms.type_answer,
        caller=talk.caller,
        text=text,
        locale=talk.locale,
        understand=_understood_in(talk.locale),
    )
    return show(talk, page)


async def located(talk: Talk, latitude: float, longitude: float) -> Screen:
    """A shared location, in degrees, while a place is asked."""
    page = await talk.work.do(forms.place_answer, caller=talk.caller, latitude=latitude, longitude=longitude)
    return show(talk, page)


async def back(talk: Talk, form: str, revision: str, *_parts: str) -> Screen:
    """One question back."""
    return show(
        talk, await talk.work.do(forms.go_back, caller=talk.caller, form=form, revision=int(revision))
    )


async def edit(talk: Talk, form: str, revision: str, field: str, *_parts: str) -> Screen:
    """Change one answer from the summary."""
    page = await talk.work.do(forms.edit, caller=talk.caller, form=form, revision=int(revision), field=field)
    return show(talk, page)


async def change(talk: Talk, form: str, *_parts: str) -> Screen:
    """From the summary: which answer to change."""
    page = await talk.work.do(forms.resume_form, caller=talk.caller, form=form)
    if page is None or page.field is not None:
        raise OutdatedError
    return what_to_change(page)


async def go_on(talk: Talk, form: str = "", *_parts: str) -> Screen:
    """Where the person left off; when nothing is open any more, where that stands which was sent."""
    page = await talk.work.do(forms.resume_form, caller=talk.caller, form=form)
    if page is None:
        return await _what_was_sent(talk, form)
    return show(talk, page)


async def _what_was_sent(talk: Talk, form: str) -> Screen:
    """After a second tap on *send*: the receipt or the conference, so that the tap does not wipe it off the screen."""
    if form == "request" and (asked := await talk.work.do(requests.mine, caller=talk.caller)):
        return request_texts.overview(asked)
    if form in _OF_A_JOB and (found := await talk.work.do(jobs.mine, caller=talk.caller)):
        return job_texts.card(found[0]) if len(found) == 1 else job_texts.overview(found)
    if form == circle.FORM and (built := await talk.work.do(circle.newest, caller=talk.caller)):
        return _circle(built)
    if form == practicalities.FORM and (built := await talk.work.do(circle.newest, caller=talk.caller)):
        ref = built.job or built.receipt
        return practical_texts.overview(await talk.work.do(practicalities.look, caller=talk.caller, ref=ref))
    if form == day_finding.FORM and (days := await talk.work.do(meeting_days.newest, caller=talk.caller)):
        return day_texts.finding(days)
    return welcome(talk.caller.role, draft=False)


async def begin_again(talk: Talk, form: str, *_parts: str) -> Screen:
    """Throw the answers away and start at the first question."""
    return show(talk, await talk.work.do(forms.begin_again, caller=talk.caller, form=form))


async def really_stop(talk: Talk, form: str, *_parts: str) -> Screen:
    """Ask before throwing answers away."""
    page = await talk.work.do(forms.resume_form, caller=talk.caller, form=form)
    return texts.really_stop(page) if page is not None else texts.stopped(had_draft=False)


async def stop(talk: Talk, form: str, *_parts: str) -> Screen:
    """Throw the answers away."""
    await talk.work.do(forms.discard, caller=talk.caller, form=form)
    return texts.stopped(had_draft=True)


async def cancel(talk: Talk, *_parts: str) -> Screen:
    """/cancel: stop what is being filled in, if anything is."""
    page = await talk.work.do(forms.resume, caller=talk.caller)
    return texts.really_stop(page) if page is not None else texts.stopped(had_draft=False)


async def send(talk: Talk, form: str, revision: str, *_parts: str) -> Screen:
    """Send the finished questionnaire; what it does is the form's."""
    if form == bulk.FORM:  # not sent yet: it is looked at, with to how many it goes
        return bulk_texts.preview(await talk.work.do(bulk.typed, caller=talk.caller, revision=int(revision)))
    done = await talk.work.do(finishing.finish, caller=talk.caller, form=form, revision=int(revision))
    match done:
        case Standing():
            return request_texts.sent(done)
        case JobCard():
            return job_texts.card(done)
        case ProfileCard():
            return profile_texts.profile(done)
        case Involved():
            return body_texts.involved(done)
        case MustBeIn():
            return condition_texts.shown(done)
        case Circle() | Invitation() | Days() | WrittenPlan() | Practicalities():
            return _of_the_circle(done)
        case finishing.Finished.PROFILE:
            return profile_texts.profile_saved()
        case finishing.Finished.MESSAGE:
            return message_texts.message_sent()
        case _:
            return job_texts.ended(str(done))


def _of_the_circle(done: Circle | Invitation | Days | WrittenPlan | Practicalities) -> Screen:
    """After a form about the circle, its day or its plan."""
    match done:
        case Circle():
            return _circle(done)
        case Invitation():
            return invitation_texts.thought_along(done)
        case Days():
            return day_texts.finding(done)
        case WrittenPlan():
            return plan_texts.written(done, plan_texts.LAST)
        case Practicalities():
            return practical_texts.overview(done)


def _circle(found: Circle) -> Screen:
    """The circle as its coordinator sees it, or as the main person does."""
    return circle_texts.overview(found) if found.job else own_circle_texts.people(found)


def _understood_in(locale: str) -> forms.Understand:
    """The finder of options in words: it runs in the worker thread, where the language must be said again."""

    def understand(form: str, field: Field, text: str) -> str | None:
        with speaking(locale):
            return texts.option_in_words(form, field, text)

    return understand
