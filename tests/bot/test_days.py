"""Finding a day, the calendar file, the evening before, and the coordinator's thumb on the day itself."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.handlers import danger
from bot.texts import days as texts
from bot.texts import errors
from bot.texts import jobs as job_texts
from bot.texts import requests as request_texts
from bot.texts.translating import speaking
from casework import clock, day_finding, jobs, private_time, requests
from casework import forms as drafted
from casework.letters import LetterKind
from casework.outbox import Envelope
from scheduler.rendering import render
from storage.outbox import Letter
from tests.bot.day_screens import DAYS, OWN
from tests.bot.taps import data, said, talk, tap, verbs
from tests.circles import joins
from tests.office import PERSONAL, Case, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def _propose(office: Office, case: Case, day: str = "14") -> str:
    """A moment on the list; its reference."""
    page = office.do(day_finding.propose, caller=case.requester, ref=case.ref)
    page = office.go_on(case.requester, page, day=day, time="16:00")
    return office.do(day_finding.add, caller=case.requester, revision=page.revision).proposed[-1].ref


# ------------------------------------------------------------------------------------------ finding a day


@pytest.mark.asyncio
async def test_the_main_person_finds_a_day_with_their_thumb(office: Office) -> None:
    case = office.prepared()
    guest = office.newcomer()
    ref = joins(office, case, guest)
    empty = await tap(office, case.requester, f"td:{case.ref}")
    assert verbs(empty) == ["ta", "hu", "ro"]
    form = await tap(office, case.requester, f"ta:{case.ref}")
    assert "f:meeting_day" in data(form)[0]
    page = office.do(day_finding.propose, caller=case.requester, ref=case.ref)
    page = office.go_on(case.requester, page, day="14", time="16:00")
    sent = await tap(office, case.requester, f"fs:meeting_day:{page.revision}")
    assert verbs(sent) == ["ts", "ta", "tc", "tr", "hu", "ro"]
    again = await tap(office, case.requester, f"fs:meeting_day:{page.revision}")
    assert data(again) == data(sent)
    day = data(sent)[2].partition(":")[2]

    await tap(office, case.requester, f"ts:{case.ref}")
    [letter] = office.letters(LetterKind.DAYS_ASKED, guest)
    asked = said(office, guest, letter)
    assert asked is not None
    assert data(asked)[0] == f"tk:{ref}:{day}"
    ticked = await tap(office, guest, f"tk:{ref}:{day}")
    assert texts.TICK in ticked.rows[0][0].text
    assert data(await tap(office, guest, f"tg:{ref}")) == data(ticked)
    assert "1 person can come" in (await tap(office, case.requester, f"td:{case.ref}")).text

    chosen = await tap(office, case.requester, f"tc:{day}")
    assert "Your coordinator sets this day" in chosen.text
    [told] = office.letters(LetterKind.DAY_CHOSEN)
    letter_screen = said(office, case.coordinator, told)
    assert letter_screen is not None
    assert data(letter_screen) == [f"tc:{day}", f"jo:{case.job}", "h"]
    await tap(office, case.coordinator, f"tc:{day}")
    draft = office.do(drafted.resume, caller=case.coordinator)
    assert draft is not None
    assert (draft.form, draft.field, draft.answers["day"]) == ("meeting", "venue", "2026-03-17")


@pytest.mark.asyncio
async def test_every_refusal_is_a_clear_sentence_above_the_list(office: Office) -> None:
    case = office.prepared()
    guest = office.newcomer()
    ref = joins(office, case, guest)
    removed = _propose(office, case)
    await tap(office, case.requester, f"tr:{removed}")
    left = _propose(office, case, "21")
    gone = await tap(office, guest, f"tk:{ref}:{removed}")
    assert gone.text.startswith(errors.SENTENCES["moment_gone"]())
    assert data(gone)[0] == f"tk:{ref}:{left}"
    for number in range(1, 6):
        _propose(office, case, f"{number}-4-2026")
    full = await tap(office, case.requester, f"ta:{case.ref}")
    assert full.text.startswith(errors.SENTENCES["too_many_moments"]())
    assert "ta" not in verbs(full)
    others = await tap(office, case.coordinator, f"tr:{left}")
    assert others.text.startswith(errors.SENTENCES["day_not_yours"]())
    assert verbs(others) == ["jo", "h"]
    stranger = await tap(office, office.newcomer(), f"tk:{ref}:{left}")
    assert stranger.text == errors.SENTENCES["not_found"]()


@pytest.mark.asyncio
async def test_a_moment_that_is_refused_leaves_the_form_as_it_was(office: Office) -> None:
    case = office.prepared()
    _propose(office, case)
    page = office.do(day_finding.propose, caller=case.requester, ref=case.ref)
    page = office.go_on(case.requester, page, day="14", time="16:00")
    screen = await tap(office, case.requester, f"fs:meeting_day:{page.revision}")
    assert screen.text.startswith(errors.SENTENCES["moment_repeated"]())
    assert "fs" in verbs(screen)


def test_nobody_reads_who_can_come() -> None:
    """Counts for whoever decides, and one's own ticks for a guest."""
    assert "5 people can come" in texts.finding(DAYS).text
    assert "people can come:" not in texts.ticking(OWN).text
    assert [verb for verb in verbs(texts.ticking(OWN)) if verb == "tk"] == ["tk"] * 6


def test_a_question_about_days_that_are_gone_is_not_sent(office: Office) -> None:
    case = office.prepared()
    guest = office.newcomer("en")
    joins(office, case, guest)
    day = _propose(office, case)
    office.do(day_finding.ask, caller=case.requester, ref=case.ref)
    office.do(day_finding.remove, caller=case.requester, ref=day)
    [letter] = office.letters(LetterKind.DAYS_ASKED, guest)
    assert said(office, guest, letter) is None
    standing = Envelope(1, guest, letter.kind, letter.subject, letter.facts, replaces_message_id=7)
    edited = office.do(render, standing)
    assert edited is not None
    assert "no days to choose from" in edited.text


def test_a_choice_that_was_set_or_taken_off_is_not_told_any_more(office: Office) -> None:
    case = office.prepared()
    day = _propose(office, case)
    office.do(day_finding.choose, caller=case.requester, ref=day)
    [letter] = office.letters(LetterKind.DAY_CHOSEN)
    assert said(office, case.coordinator, letter) is not None
    assert said(office, case.requester, letter) is None
    office.finish(case, "meeting", day="14")
    assert said(office, case.coordinator, letter) is None


# ------------------------------------------------------------------------------------ the evening before


def test_the_evening_before_is_a_quiet_word_about_nobody(office: Office) -> None:
    case = office.scheduled()
    office.advance(days=6)
    guest = office.newcomer()
    ref = joins(office, case, guest, answer="yes")
    office.do(clock.tidy)
    for who, first in ((guest, f"iv:{ref}"), (case.requester, "st")):
        [letter] = office.letters(LetterKind.EVENING_BEFORE, who)
        screen = said(office, who, letter)
        assert screen is not None
        assert "\u2068dinsdag 10 maart, 16:00\u2069" in screen.text
        assert [value for value in (*PERSONAL, case.ref, "aunt") if value in screen.text] == []
        assert data(screen)[0] == first
        assert screen.personal
    office.finish(case, "meeting", day="14")
    letters = office.letters(LetterKind.EVENING_BEFORE)
    assert [said(office, office.again(guest), letter) for letter in letters] == [None] * len(letters)


# --------------------------------------------------------------------------------------- the day itself


@pytest.mark.asyncio
async def test_the_day_is_one_button_at_a_time(office: Office) -> None:
    case = office.scheduled()
    who = case.coordinator
    before = await tap(office, who, f"yp:{case.job}")
    assert before.text.startswith(errors.SENTENCES["not_the_day"]())
    assert verbs(before) == ["tj", "jm", "jo"]
    office.advance(days=7)
    assert verbs(await tap(office, who, f"y:{case.job}")) == ["yp", "jo"]
    early = await tap(office, who, f"yb:{case.job}")
    assert early.text.startswith(errors.SENTENCES["no_private_time"]())
    assert verbs(early) == ["yp", "jo"]
    private = await tap(office, who, f"yp:{case.job}")
    assert "Since \u206810:00\u2069." in private.text
    office.advance(minutes=1)
    assert await tap(office, who, f"yp:{case.job}") == private
    assert verbs(private) == ["yb", "jo"]
    plan = await tap(office, who, f"yb:{case.job}")
    assert verbs(plan) == ["l", "jh", "yp", "jo"]
    assert await tap(office, who, f"yb:{case.job}") == plan
    stranger = await tap(office, office.coordinator(), f"yp:{case.job}")
    assert stranger.text == errors.SENTENCES["not_found"]()


@pytest.mark.asyncio
async def test_help_in_danger_answers_in_private_time(office: Office) -> None:
    """It is the answer to a person's own tap, and nothing that waits for the courier."""
    case = office.scheduled()
    guest = office.newcomer()
    joins(office, case, guest)
    office.advance(days=7)
    office.do(private_time.begin, caller=case.coordinator, ref=case.job)
    before = office.rows(Letter, person_id=guest.id)
    for handler in (danger.page, danger.call):
        screen = await handler(talk(office, guest))
        assert screen.text
    assert "112" in (await danger.page(talk(office, guest))).text
    assert office.rows(Letter, person_id=guest.id) == before


def test_the_days_are_found_from_the_screens_that_people_have(office: Office) -> None:
    case = office.prepared()
    card = job_texts.card(office.do(jobs.view, caller=case.coordinator, ref=case.job))
    assert f"tj:{case.job}" in data(card)
    one = request_texts.one(office.do(requests.look, caller=case.requester, ref=case.ref))
    assert f"td:{case.ref}" in data(one)
    office.finish(case, "meeting")
    card = job_texts.card(office.do(jobs.view, caller=case.coordinator, ref=case.job))
    assert f"y:{case.job}" in data(card)
    set_ = request_texts.meeting_set(office.do(requests.look, caller=case.requester, ref=case.ref))
    assert f"tq:{case.ref}" in data(set_)
