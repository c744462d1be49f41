"""From a letter to a screen: what to look up, and how to say it, in the reader's language of this moment."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.texts import absences as absence_texts
from bot.texts import circle as circle_texts
from bot.texts import circle_news
from bot.texts import digests as digest_texts
from bot.texts import escalations as escalation_texts
from bot.texts import follow_ups as follow_up_texts
from bot.texts import incidents as incident_texts
from bot.texts import invitations as invitation_texts
from bot.texts import jobs as job_texts
from bot.texts import managing as managing_texts
from bot.texts import messages as message_texts
from bot.texts import near as near_texts
from bot.texts import offers as offer_texts
from bot.texts import own_circle as own_circle_texts
from bot.texts import pace as pace_texts
from bot.texts import privacy as privacy_texts
from bot.texts import profiles as profile_texts
from bot.texts import receipts as receipt_texts
from bot.texts import requests as request_texts
from bot.texts import unreachable as unreachable_texts
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speaking
from casework import (
    absences,
    circle,
    consents,
    digests,
    escalations,
    faces,
    guests,
    incidents,
    jobs,
    managing,
    messages,
    near,
    offering,
    own_circle,
    profiles,
    requests,
    returning,
    suggesting,
)
from casework.desk import Desk
from casework.envelopes import READ_OUT
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain import languages
from domain.consents import Layer
from domain.errors import DomainError, InvitationUsedError, NotFoundError
from domain.requests import State
from scheduler import compulsory_letters, day_letters, place_letters, plan_letters, staff_letters

Say = Callable[[Desk, Envelope], Screen]


def render(desk: Desk, envelope: Envelope) -> Screen | None:
    """The letter as its reader gets it now; None when there is nothing to say any more."""
    person = envelope.person
    with speaking(languages.resolve_locale(person.locale, person.hint, SHIPPED)):
        try:
            return _SAY[LetterKind(envelope.kind)](desk, envelope)
        except DomainError:
            # The thing is over, or no longer this reader's: rights count at the moment of sending too.
            return None


def _request(said: Callable[[requests.Standing], Screen]) -> Say:
    return lambda desk, envelope: said(
        requests.for_reader(desk, reader=envelope.person, ref=_subject(envelope))
    )


def _card(said: Callable[[managing.RequestCard], Screen]) -> Say:
    return lambda desk, envelope: said(managing.peek(desk, reader=envelope.person, ref=_subject(envelope)))


def _offer(desk: Desk, envelope: Envelope) -> Screen:
    return offer_texts.card(offering.view(desk, reader=envelope.person, ref=_subject(envelope)))


def _nudge(desk: Desk, envelope: Envelope) -> Screen:
    job = jobs.view(desk, caller=envelope.person, ref=_subject(envelope))
    return job_texts.nudge(job, str(envelope.facts["due"]))


def _pace(desk: Desk, envelope: Envelope) -> Screen:
    """Whether it goes at the family's pace; once there is a date, or the search begins again, it is not asked."""
    standing = requests.look(desk, caller=envelope.person, ref=_subject(envelope))
    if standing.state is not State.PREPARING:
        raise NotFoundError
    return pace_texts.question(standing, str(envelope.facts["due"]))


def _escalation(desk: Desk, envelope: Envelope) -> Screen:
    try:
        raised = escalations.view(desk, reader=envelope.person, ref=_subject(envelope))
    except NotFoundError:
        if envelope.replaces_message_id is None:
            raise
        # The card on the screen is no longer theirs, such as after standing in for somebody.
        return escalation_texts.passed_on()
    return escalation_texts.card(raised)


def _standing_in(desk: Desk, envelope: Envelope) -> Screen:
    return absence_texts.told(*absences.for_substitute(desk, reader=envelope.person, ref=_subject(envelope)))


def _job_ended(desk: Desk, envelope: Envelope) -> Screen:
    """The job is over: nothing is looked up, for its coordinator may see nothing any more."""
    del desk
    return job_texts.ended(_subject(envelope))


def _request_ended(desk: Desk, envelope: Envelope) -> Screen:
    try:
        return request_texts.ended(requests.look(desk, caller=envelope.person, ref=_subject(envelope)))
    except DomainError:
        return managing_texts.ended(managing.peek(desk, reader=envelope.person, ref=_subject(envelope)))


def _message(desk: Desk, envelope: Envelope) -> Screen:
    facts: dict[str, Any] = envelope.facts
    subject = _subject(envelope)
    text = messages.text_of(desk, facts, reader=envelope.person, subject=subject)
    return message_texts.message(text, subject, str(facts["from"]))


def _consent_changed(desk: Desk, envelope: Envelope) -> Screen:
    """What a family took back, as it stands now."""
    layer = Layer(str(envelope.facts[consents.LAYER]))
    found = consents.changed(desk, reader=envelope.person, ref=_subject(envelope), layer=layer)
    return privacy_texts.changed(found)


def _near_question(desk: Desk, envelope: Envelope) -> Screen:
    tag = str(envelope.facts["language"])
    return near_texts.question(near.for_family(desk, reader=envelope.person, ref=_subject(envelope), tag=tag))


def _near_answered(desk: Desk, envelope: Envelope) -> Screen:
    tag = str(envelope.facts["language"])
    return near_texts.told(near.for_manager(desk, reader=envelope.person, ref=_subject(envelope), tag=tag))


def _how_it_goes(desk: Desk, envelope: Envelope) -> Screen:
    return follow_up_texts.invitation(faces.look(desk, caller=envelope.person, ref=_subject(envelope)))


def _invitation(desk: Desk, envelope: Envelope) -> Screen:
    try:
        shown = guests.look(desk, caller=envelope.person, ref=_subject(envelope))
    except InvitationUsedError:
        if envelope.replaces_message_id is None:
            raise
        # The card on the screen is no longer theirs: nothing of the day and the place stays on it.
        return invitation_texts.over()
    if envelope.facts.get(READ_OUT):
        return invitation_texts.changed(replace(shown, reply=None, needs=(), takes=()))
    if not envelope.facts.get(guests.REMINDER):
        return invitation_texts.changed(shown)
    if shown.reply is not None:
        raise NotFoundError
    return invitation_texts.reminder(shown)


def _suggested(desk: Desk, envelope: Envelope) -> Screen:
    if envelope.facts.get(READ_OUT):
        raise NotFoundError
    found = suggesting.look(desk, reader=envelope.person, ref=_subject(envelope))
    return invitation_texts.suggested(found)


def _told_in_private(desk: Desk, envelope: Envelope) -> Screen:
    found = guests.for_coordinator(desk, reader=envelope.person, ref=_subject(envelope))
    return circle_news.told_in_private(*found)


def _guest_unreached(desk: Desk, envelope: Envelope) -> Screen:
    found = guests.out_of_reach(desk, reader=envelope.person, ref=_subject(envelope))
    return circle_news.unreached(*found)


def _circle_over(desk: Desk, envelope: Envelope) -> Screen:
    """The circle is forgotten by now: nothing is looked up."""
    del desk, envelope
    return invitation_texts.off()


def _circle_asked(desk: Desk, envelope: Envelope) -> Screen:
    """Whom the main person wants there; when they have decided about everybody, nothing is asked."""
    receipt = _subject(envelope)
    count = own_circle.undecided(desk, caller=envelope.person, receipt=receipt)
    return own_circle_texts.asked(receipt, count)


def _circle_decided(desk: Desk, envelope: Envelope) -> Screen:
    receipt, count = circle.decided(desk, caller=envelope.person, ref=_subject(envelope))
    return circle_texts.decided(receipt, _subject(envelope), count)


def _profile_nudge(desk: Desk, envelope: Envelope) -> Screen:
    """What runs out, if it still does: a new date in the meantime leaves nothing to say."""
    card = profiles.own_for(desk, caller=envelope.person)
    told = (envelope.facts["paper"], envelope.facts["last"])
    for expiry in card.expiries:
        if (expiry.paper, expiry.last.isoformat()) == told:
            return profile_texts.nudge(expiry, today=desk.today)
    raise NotFoundError


def _incident(desk: Desk, envelope: Envelope) -> Screen:
    return incident_texts.card(incidents.view(desk, reader=envelope.person, ref=_subject(envelope)))


def _gathered(desk: Desk, envelope: Envelope) -> Screen:
    """Several letters in one, those that are still true; one alone as it is."""
    inside = [
        screen for one in returning.enclosed(desk, envelope) if (screen := render(desk, one)) is not None
    ]
    if not inside:
        raise NotFoundError
    return unreachable_texts.together(inside) if len(inside) > 1 else inside[0]


def _subject(envelope: Envelope) -> str:
    return str(envelope.subject)


def _digest(desk: Desk, envelope: Envelope) -> Screen:
    is_week = bool(envelope.facts.get("week"))
    digest = digests.look(desk, caller=envelope.person, week=is_week)
    return digest_texts.week(digest) if is_week else digest_texts.day(digest)


_SAY: dict[LetterKind, Say] = {
    LetterKind.REQUEST_CARD: _card(managing_texts.announced),
    LetterKind.OFFER_CARD: _offer,
    LetterKind.NOBODY_LEFT: _card(managing_texts.nobody_left),
    LetterKind.COORDINATOR_FOUND: _request(request_texts.coordinator_found),
    LetterKind.MATCHED: _card(managing_texts.matched),
    LetterKind.CONSENT_CHANGED: _consent_changed,
    LetterKind.COORDINATOR_CHANGES: _request(request_texts.coordinator_changes),
    LetterKind.HANDED_BACK: _card(managing_texts.handed_back),
    LetterKind.UNDONE: _card(managing_texts.undone),
    LetterKind.SOMEONE_ELSE: _card(managing_texts.someone_else),
    LetterKind.MEETING_SET: _request(request_texts.meeting_set),
    LetterKind.PLAN_SENT: _request(request_texts.plan_sent),
    LetterKind.NUDGE: _nudge,
    LetterKind.PACE: _pace,
    LetterKind.ESCALATION: _escalation,
    LetterKind.STANDING_IN: _standing_in,
    LetterKind.PAUSED: _request(request_texts.paused),
    LetterKind.WENT_ON: _request(request_texts.went_on),
    LetterKind.REQUEST_ENDED: _request_ended,
    LetterKind.REQUEST_CLOSED: _request(request_texts.closed),
    LetterKind.JOB_ENDED: _job_ended,
    LetterKind.MESSAGE: _message,
    LetterKind.PROFILE_NUDGE: _profile_nudge,
    LetterKind.GATHERED: _gathered,
    LetterKind.INCIDENT: _incident,
    LetterKind.DIGEST: _digest,
    LetterKind.NEAR_QUESTION: _near_question,
    LetterKind.NEAR_ANSWERED: _near_answered,
    LetterKind.HOW_IT_GOES: _how_it_goes,
    LetterKind.PLAN_ASKED: plan_letters.asked,
    LetterKind.PLAN_ANSWERED: plan_letters.answered,
    LetterKind.PLAN_READY: plan_letters.ready,
    LetterKind.OWN_REMINDER: plan_letters.own_reminder,
    LetterKind.REVIEW: plan_letters.review,
    LetterKind.CONDITIONS_KNOWN: compulsory_letters.conditions_known,
    LetterKind.PLAN_TO_ACCEPT: compulsory_letters.to_accept,
    LetterKind.ACCEPTANCE_ANSWERED: compulsory_letters.answered,
    LetterKind.ACCEPTANCE_SILENT: compulsory_letters.silent,
    LetterKind.ROLE_GRANTED: staff_letters.granted,
    LetterKind.ROLE_ENDED: staff_letters.ended,
    LetterKind.OWN_ROLE_ENDED: staff_letters.own_role_ended,
    LetterKind.SECOND_STEP_RESET: staff_letters.second_step_reset,
    LetterKind.TO_COORDINATORS: staff_letters.to_coordinators,
    LetterKind.PLACE_ASKED: place_letters.asked,
    LetterKind.MAIN_PERSON_SAID: place_letters.said,
    LetterKind.ASKED_AGAIN: _card(receipt_texts.asked_again),
    LetterKind.CIRCLE_ASKED: _circle_asked,
    LetterKind.CIRCLE_DECIDED: _circle_decided,
    LetterKind.INVITATION: _invitation,
    LetterKind.SUGGESTED: _suggested,
    LetterKind.PRIVATE_TOLD: _told_in_private,
    LetterKind.GUEST_UNREACHED: _guest_unreached,
    LetterKind.DAYS_ASKED: day_letters.days_asked,
    LetterKind.DAY_CHOSEN: day_letters.day_chosen,
    LetterKind.EVENING_BEFORE: day_letters.evening_before,
    LetterKind.CIRCLE_OVER: _circle_over,
}
"""Every kind of letter has its words; a test holds the table complete."""
