"""Every screen that a person can see, filled with values that try to break it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import (
    bodies,
    choosing,
    danger,
    digests,
    errors,
    escalations,
    forms,
    jobs,
    managing,
    messages,
    offers,
    pace,
    receipts,
    welcome,
)
from bot.texts import requests as request_texts
from bot.texts import steps as step_texts
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED
from casework.bodies import Involved
from casework.choosing import CandidateLine, Choice
from casework.danger import Flag, Heard
from casework.digests import Digest, Longest
from casework.escalations import Raised
from casework.forms import Page
from casework.jobs import StepPage
from domain.forms.catalogue import FORMS
from domain.forms.fields import Answer, Field, Kind
from domain.matching import Ranked, Reason, ReasonCode, Relax
from domain.offers import DeclineReason, Independence, OfferState
from domain.people import Role
from domain.preparation import STEPS, StepStatus
from domain.requests import Ending, State
from domain.timers import NUDGES, QUESTIONS, Due
from tests.bot.arranging_screens import arranging_screens
from tests.bot.card_screens import card_screens
from tests.bot.cards import (
    CARD,
    DETAILS,
    DROPS,
    FACTS,
    JOB,
    LONG_TAG,
    LONGEST_REGION,
    NASTY,
    NOW,
    OFFER,
    RECEIPT,
    REF,
    STANDING,
    TODAY,
)
from tests.bot.circle_screens import circle_screens
from tests.bot.compulsory_screens import compulsory_screens
from tests.bot.day_screens import day_screens
from tests.bot.delivery_screens import delivery_screens
from tests.bot.follow_up_screens import follow_up_screens
from tests.bot.interpreting_screens import interpreting_screens
from tests.bot.invitation_screens import invitation_screens
from tests.bot.ladder_screens import ladder_screens
from tests.bot.opening_screens import opening_screens
from tests.bot.plan_screens import plan_screens
from tests.bot.privacy_screens import privacy_screens
from tests.bot.safe_phone_screens import safe_phone_screens
from tests.bot.safety_screens import safety_screens
from tests.bot.staff_screens import staff_screens
from tests.bot.voice_screens import voice_screens
from tests.matching.profile_screens import profile_screens


def answer_to(field: Field) -> Answer:
    """An answer that this question may hold, as nasty as it can be."""
    if field.many:
        return list(field.options[: field.most])
    if field.reads == "languages":
        return ["ar", LONG_TAG]
    read = {"language": "ti", "place": f"{LONGEST_REGION}/{NASTY}", "word": NASTY, "phone": NASTY}
    if field.reads in read:
        return read[field.reads]
    if field.kind is Kind.DATE:
        return "2026-12-24"
    if field.kind is Kind.TEXT:
        return NASTY if field.limit < 200 else "x" * field.limit
    return field.options[-1] if field.options else "7"


def pages() -> Iterator[tuple[str, Page]]:
    """Every question of every form, unanswered and answered, with suggestions, and the summary."""
    for form in FORMS.values():
        full = {field.name: answer_to(field) for field in form.fields}
        yield f"{form.name}: summary", Page(form.name, RECEIPT, 1234, None, full)
        before: dict[str, Answer] = {}
        for field in form.fields:
            where = f"{form.name}.{field.name}"
            yield where, Page(form.name, RECEIPT, 1234, field.name, dict(before))
            before[field.name] = full[field.name]
            yield f"{where}, again", Page(form.name, RECEIPT, 1234, field.name, full)
            if field.reads in {"language", "languages", "place"}:
                towns = tuple(f"{LONGEST_REGION}/{NASTY}{number}" for number in range(4))
                found = towns if field.reads == "place" else ("ti", LONG_TAG)
                yield f"{where}, suggestions", Page(form.name, RECEIPT, 1234, field.name, {}, found)
            if field.stops:
                yield f"{where}, stopped", Page(form.name, None, 1234, field.name, {}, (), stopped=True)


def screens() -> Iterator[tuple[str, Screen]]:
    """Every screen in the language of this moment, by a name for the table."""
    yield from _of_forms()
    yield from _of_the_start()
    yield from _of_the_family()
    yield from _of_the_coordinator()
    yield from _of_the_manager()
    yield from delivery_screens()
    yield from plan_screens()
    yield from privacy_screens()
    yield from day_screens()
    yield from card_screens()
    yield from circle_screens()
    yield from invitation_screens()
    yield from arranging_screens()
    yield from interpreting_screens()
    yield from opening_screens()
    yield from safety_screens()
    yield from safe_phone_screens()
    yield from staff_screens()
    yield from compulsory_screens()
    yield from voice_screens()


def _of_forms() -> Iterator[tuple[str, Screen]]:
    note = errors.SENTENCES["answer_too_long"]()
    for name, page in pages():
        yield name, forms.page(page, today=TODAY, hint="ti-ER", note=note)
    _, page = next(pages())
    yield "left open", forms.left_open(page)
    yield "really stop", forms.really_stop(page)
    yield "stopped", forms.stopped(had_draft=True)
    yield "nothing to stop", forms.stopped(had_draft=False)


def _of_the_start() -> Iterator[tuple[str, Screen]]:
    for role in Role:
        yield f"welcome {role}", welcome.welcome(role, draft=role is Role.CITIZEN)
        yield f"help {role}", welcome.help_page(role)
        yield f"joined {role}", welcome.joined(role)
    for heard in Heard:
        flag = Flag(heard, RECEIPT)
        yield f"danger {heard}", danger.page(flag)
        yield f"words of danger {heard}", danger.said(flag)
    yield "danger called", danger.called(Flag(Heard.TOLD))
    yield "danger taken back", danger.taken_back()
    yield "consent", welcome.consent()
    yield "refused", welcome.refused()
    yield "picker", welcome.language_picker("ti")
    yield "human", welcome.human_coming(told=True)
    yield "human, nobody there", welcome.human_coming(told=False)
    yield "not shipped", welcome.language_not_shipped("yi", "nl")
    for tag in SHIPPED:
        yield f"speaks {tag}", welcome.language_chosen(tag)
    yield "trouble", Screen(errors.trouble("ABC123"))
    for code, sentence in errors.SENTENCES.items():
        yield f"refusal {code}", Screen(sentence())


def _of_the_family() -> Iterator[tuple[str, Screen]]:
    for due in QUESTIONS:
        yield f"pace {due}", pace.question(STANDING, due.value)
    yield "none yet", request_texts.none_yet()
    yield "nothing to show", receipts.nothing_to_show(RECEIPT)
    yield "consent, about", welcome.consent(RECEIPT)
    for state in State:
        for paused in (False, True):
            standing = replace(STANDING, state=state, paused=paused)
            yield f"status {state}", request_texts.overview([standing, replace(standing, reading=0)])
            yield f"one {state}", request_texts.one(standing)
    for ending in Ending:
        closed = replace(STANDING, state=State.ENDED, ending=ending)
        yield f"ended {ending}", request_texts.ended(closed)
        yield f"status {ending}", request_texts.overview([closed])
    for made in (
        request_texts.sent,
        request_texts.why_stop,
        request_texts.coordinator_found,
        request_texts.coordinator_changes,
        request_texts.meeting_set,
        request_texts.plan_sent,
        request_texts.paused,
        request_texts.went_on,
        request_texts.closed,
        pace.fine,
    ):
        yield made.__name__, made(STANDING)


def _of_the_coordinator() -> Iterator[tuple[str, Screen]]:
    for state in OfferState:
        yield f"offer {state}", offers.card(replace(OFFER, state=state))
    for question in Independence:
        yield f"offer {question}", offers.card(replace(OFFER, question=question))
    declined = replace(OFFER, state=OfferState.DECLINED, reason=DeclineReason.CONFLICT)
    yield "offer conflict", offers.card(declined)
    yield "why not", offers.why_not(OFFER)
    yield "offers", offers.waiting([OFFER] * 3)
    yield "no offers", offers.waiting([])
    for job_state in State:
        for channel in ("here", "phone", "via_other"):
            job = replace(JOB, state=job_state, details={**DETAILS, "channel": channel})
            yield f"job {job_state}", jobs.card(job)
            yield f"asking job {job_state}", jobs.card(replace(job, may_ask=True))
            yield f"paused job {job_state}", jobs.card(replace(job, paused=True, plan_sent_at=NOW))
    for step in (None, *STEPS):
        for status in StepStatus:
            yield f"step {step}", step_texts.step(StepPage(REF, step, status, 7))
    yield "all steps", step_texts.all_steps(JOB)
    for due in NUDGES:
        yield f"nudge {due}", jobs.nudge(JOB, due.value)
        yield f"late nudge {due}", jobs.nudge(replace(JOB, state=State.FOLLOW_UP_DUE), due.value)
    yield "nobody reached", jobs.reached_nobody(JOB)
    yield "jobs", jobs.overview([JOB] * 3)
    yield "no jobs", jobs.overview([])
    yield "why end", jobs.why_end(JOB)
    yield "hand back", jobs.really_hand_back(JOB)
    yield "job ended", jobs.ended(RECEIPT)
    for sender in ("family", "coordinator", "regional_manager"):
        yield f"message {sender}", messages.message(NASTY * 20, RECEIPT, sender)
    yield "message sent", messages.message_sent()
    yield from profile_screens()
    yield from follow_up_screens()


def _of_the_manager() -> Iterator[tuple[str, Screen]]:
    for state in State:
        ending = Ending.OTHER if state is State.ENDED else None
        card = replace(CARD, state=state, ending=ending, paused=state is State.MATCHING)
        yield f"card {state}", managing.opened(card)
        yield f"card {state}, attention", managing.opened(replace(card, attention=True))
        yield f"announced {state}", managing.announced(card)
        yield f"inbox {state}", managing.inbox([card] * 3)
    yield "empty inbox", managing.inbox([])
    for made in (
        managing.why_end,
        managing.nobody_left,
        managing.matched,
        managing.handed_back,
        receipts.asked_again,
    ):
        yield made.__name__, made(CARD)
    for ending in Ending:
        yield f"ended {ending}", managing.ended(replace(CARD, ending=ending))
    for count in range(3):
        named = tuple((REF, NASTY) for _ in range(10 * (count == 1)))
        yield f"organisations {count}", bodies.involved(Involved(RECEIPT, named, count == 1, count == 2))
    yield "shortlist", choosing.shortlist(_choice())
    yield "nobody fits", choosing.shortlist(replace(_choice(), lines=(), fitting=0, chosen=0))
    for kind in ("danger", "human", "unreachable", "unheard of", *Due):
        raised = Raised(REF, str(kind), RECEIPT, NOW, False, False, False)
        yield f"escalation {kind}", escalations.card(raised)
        yield f"taken {kind}", escalations.card(replace(raised, taken=True, taken_by_reader=True))
        yield f"a colleague's {kind}", escalations.card(replace(raised, taken=True))
        yield f"done {kind}", escalations.card(replace(raised, done=True))
        yield f"open {kind}", escalations.overview([raised] * 2)
    yield "nothing open", escalations.overview([])
    yield from ladder_screens()
    raised = Raised(REF, "danger", RECEIPT, NOW, False, False, False)
    morning = Digest(dict.fromkeys(State, 1234), 12, 12, Longest(RECEIPT, 4), (raised,) * 20, 5, 7)
    yield "digest of the week", digests.week(morning)
    yield "digest of the day", digests.day(morning)
    yield "digest of one state", digests.week(Digest({State.HELD: 1}, 0, 0, None, (), 0, 1))


def _choice() -> Choice:
    reasons = tuple(Reason(code, FACTS) for code in ReasonCode)
    ranked = Ranked(REF, 100, (), (), reasons)
    lines = tuple(
        CandidateLine(REF, number, ranked, ("ti", LONG_TAG, "nl"), number == 1, None)
        for number in range(1, 6)
    )
    asked = CandidateLine(REF, 6, ranked, ("ar",), False, OfferState.SENT)
    relax = tuple(
        (letter, Relax(drop, 3)) for letter, drop in zip("abcdefghijklmnopqrstuvwxyz", DROPS, strict=False)
    )
    return Choice(RECEIPT, "a", (*lines, asked), 17, 2, relax, tied=2)
