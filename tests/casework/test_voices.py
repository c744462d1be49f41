"""Who cannot be at the meeting and is heard there: one message goes to the coordinator, and nothing of it stays here."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from casework import (
    circle,
    consent_rows,
    forms,
    guests,
    inviting,
    jobs,
    private_time,
    suggesting,
    voice_rows,
    voices,
)
from casework.returning import heard
from casework.voice_rows import Awaited
from domain.circle import Reply, Standing
from domain.errors import NothingOpenError
from domain.preparation import Step
from domain.requests import Ending
from domain.voices import MOST, WAITS, Waiting
from storage.audit import AuditLine
from storage.circle import Guest
from storage.drafts import Draft
from storage.jobs import PreparationStep
from storage.people import Person
from tests.casework.speaking import absent, changed, speaks
from tests.gathering import AUNT
from tests.office import Case, Office


def test_one_message_is_awaited_and_goes_to_the_coordinator(both: Office) -> None:
    case = both.scheduled()
    guest, ref = absent(both, case)
    both.do(guests.reply, caller=guest, ref=ref, said=Reply.NO)
    assert both.do(voices.begin, caller=guest, ref=ref) == Awaited(Waiting.ABSENT_VOICE, ref, "nl")
    assert both.again(guest).waits is Waiting.ABSENT_VOICE
    passing = both.do(voices.take, caller=guest)
    assert (passing.guest, passing.receipt, passing.word) == (ref, case.ref, AUNT)
    assert passing.to is not None
    assert passing.to.chat_id == case.coordinator.chat_id
    assert both.again(guest).waits is Waiting.ABSENT_VOICE
    assert both.do(voices.passed, caller=guest, ref=ref).may_speak
    assert both.again(guest).waits is None
    assert both.row(Guest, ref=ref).voices == 1
    assert both.refusal(voices.take, caller=guest) == "nothing_open"


def test_the_coordinator_opens_a_word_and_the_step_is_theirs_to_log(both: Office) -> None:
    case = both.preparing()
    guest, ref = absent(both, case)
    speaks(both, guest, ref)
    opened = [line for line in both.rows(AuditLine, what="open_circle") if line.why == "message"]
    assert [(line.who, line.subject) for line in opened] == [(case.coordinator.id, case.ref)]
    assert [line.who for line in both.rows(AuditLine, what="voice_passed")] == [None]
    assert both.rows(PreparationStep, step=Step.ABSENT_VOICES_ARRANGED.value) == []
    both.log(case, Step.ABSENT_VOICES_ARRANGED)
    assert len(both.rows(PreparationStep, step=Step.ABSENT_VOICES_ARRANGED.value)) == 1


def test_a_few_messages_of_one_person_and_no_more(both: Office) -> None:
    case = both.preparing()
    guest, ref = absent(both, case)
    said = [speaks(both, guest, ref).may_speak for _ in range(MOST)]
    assert said == [True] * (MOST - 1) + [False]
    assert both.refusal(voices.begin, caller=guest, ref=ref) == "voices_full"
    other, other_ref = absent(both, case)
    assert speaks(both, other, other_ref).may_speak


def test_two_messages_at_one_moment_are_both_counted(both: Office) -> None:
    guest, ref = absent(both, both.preparing())
    changed(both, ref, voices=MOST - 1)
    both.do(voices.begin, caller=guest, ref=ref)
    both.do(voices.take, caller=guest)
    assert both.refusal(voices.take, caller=guest) == "voices_full"
    both.do(voices.passed, caller=guest, ref=ref)
    assert both.row(Guest, ref=ref).voices == MOST


def test_what_did_not_arrive_does_not_count_and_is_still_awaited(both: Office) -> None:
    guest, ref = absent(both, both.preparing())
    both.do(voices.begin, caller=guest, ref=ref)
    both.do(voices.take, caller=guest)
    assert both.do(voices.not_passed, caller=guest, ref=ref) == Awaited(Waiting.ABSENT_VOICE, ref, "nl")
    assert both.row(Guest, ref=ref).voices == 0
    both.do(voice_rows.stop, caller=guest)
    assert both.do(voices.not_passed, caller=guest, ref=ref) is None
    assert both.row(Guest, ref=ref).voices == 0


def test_a_message_waits_a_day_and_then_is_meant_for_something_else(both: Office) -> None:
    guest, ref = absent(both, both.preparing())
    both.do(voices.begin, caller=guest, ref=ref)
    both.now += WAITS - timedelta(seconds=1)
    assert both.do(voice_rows.look, caller=guest) is not None
    both.advance(seconds=1)
    assert both.do(voice_rows.look, caller=guest) is None
    with pytest.raises(NothingOpenError):
        both.do(voices.take, caller=guest)


def test_asked_again_it_is_still_one_message_that_is_awaited(both: Office) -> None:
    case = both.preparing()
    guest, ref = absent(both, case)
    for _ in range(2):
        both.do(voices.begin, caller=guest, ref=ref)
    (draft,) = both.rows(Draft, person_id=guest.id)
    assert (draft.form, draft.subject, draft.at) == ("absent_voice", ref, None)
    both.do(voice_rows.stop, caller=guest)
    assert both.rows(Draft, person_id=guest.id) == []


def test_in_private_time_nothing_is_taken_and_afterwards_it_is(both: Office) -> None:
    case = both.scheduled()
    guest, ref = absent(both, case)
    both.do(voices.begin, caller=guest, ref=ref)
    both.advance(days=7)
    both.do(voices.begin, caller=guest, ref=ref)
    both.do(private_time.begin, caller=case.coordinator, ref=case.job)
    for action in (voices.take, lambda desk, caller: voices.begin(desk, caller=caller, ref=ref)):
        assert both.refusal(action, caller=guest) == "among_themselves"
    assert both.do(voice_rows.look, caller=guest) is not None
    assert both.row(Guest, ref=ref).voices == 0
    both.do(private_time.plan_is_there, caller=case.coordinator, ref=case.job)
    assert both.do(voices.take, caller=guest).guest == ref


def test_after_the_meeting_nobody_is_heard_any_more(both: Office) -> None:
    case = both.scheduled()
    guest, ref = absent(both, case)
    both.advance(days=8)
    both.do(voice_rows.stop, caller=guest)
    assert not both.do(guests.look, caller=guest, ref=ref).may_speak
    assert both.refusal(voices.begin, caller=guest, ref=ref) == "wrong_move"
    both.finish(case, "held")
    assert both.refusal(voices.begin, caller=guest, ref=ref) == "circle_invitation_closed"


def _ended_job(office: Office, case: Case, _ref: str) -> str:
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    return "wrong_move"


def _kept_away(office: Office, case: Case, ref: str) -> str:
    office.do(circle.keep_away, caller=case.coordinator, ref=ref)
    return "circle_invitation_closed"


def _refused(office: Office, _case: Case, ref: str) -> str:
    changed(office, ref, state=Standing.REFUSED.value)
    return "circle_invitation_closed"


def _link_anew(office: Office, case: Case, ref: str) -> str:
    office.do(inviting.new_link, caller=case.coordinator, ref=ref)
    return "not_found"


def _took_back(office: Office, _case: Case, ref: str) -> str:
    office.do(consent_rows.forget, [ref])
    return "consent_missing"


@pytest.mark.parametrize("happens", [_ended_job, _kept_away, _refused, _link_anew, _took_back])
def test_rights_are_looked_at_when_it_is_asked_and_when_it_is_there(
    both: Office, happens: Callable[[Office, Case, str], str]
) -> None:
    case = both.preparing()
    guest, ref = absent(both, case)
    both.do(voices.begin, caller=guest, ref=ref)
    code = happens(both, case, ref)
    assert both.refusal(voices.take, caller=guest) == code
    assert both.refusal(voices.begin, caller=guest, ref=ref) == code
    assert both.row(Guest, ref=ref).voices == 0


def test_nobody_speaks_in_the_place_of_somebody_else(office: Office) -> None:
    case = office.preparing()
    guest, ref = absent(office, case)
    neighbour, _ = absent(office, case)
    office.do(voices.begin, caller=guest, ref=ref)
    for other in (neighbour, case.coordinator, case.requester, case.manager, office.newcomer()):
        assert office.refusal(voices.begin, caller=other, ref=ref) == "not_found"
        assert office.refusal(voices.take, caller=other) == "nothing_open"
    assert office.refusal(voices.begin, caller=guest, ref="NOBODY") == "not_found"


def test_a_coordinator_without_a_chat_is_no_reason_to_lose_anything(office: Office) -> None:
    case = office.preparing()
    guest, ref = absent(office, case)
    person = office.row(Person, id=case.coordinator.id)
    with office.writing() as session:
        person.chat_id = None
        session.add(person)
    office.do(voices.begin, caller=guest, ref=ref)
    assert office.do(voices.take, caller=guest).to is None


@pytest.mark.parametrize(("hour", "silent"), [(9, False), (21, True)], ids=["by day", "at night"])
def test_at_night_a_message_comes_without_a_sound(office: Office, hour: int, *, silent: bool) -> None:
    guest, ref = absent(office, office.preparing())
    office.now = office.now.replace(hour=hour)
    office.do(voices.begin, caller=guest, ref=ref)
    assert office.do(voices.take, caller=guest).silent is silent


def test_who_leaves_is_awaited_no_more_and_begins_anew(office: Office) -> None:
    case = office.preparing()
    guest, ref = absent(office, case)
    speaks(office, guest, ref)
    office.do(voices.begin, caller=guest, ref=ref)
    office.do(guests.leave, caller=guest, ref=ref)
    assert office.rows(Draft, person_id=guest.id) == []
    assert office.row(Guest, ref=ref).voices == 0


def test_when_a_request_ends_no_message_is_awaited(both: Office) -> None:
    case = both.preparing()
    guest, ref = absent(both, case)
    both.do(voices.begin, caller=guest, ref=ref)
    both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.SITUATION_CHANGED)
    assert both.rows(Draft, person_id=guest.id) == []
    assert both.refusal(voices.take, caller=guest) == "nothing_open"


def test_a_questionnaire_never_takes_the_message_that_is_awaited(both: Office) -> None:
    guest, ref = absent(both, both.preparing())
    both.do(suggesting.begin, caller=guest, ref=ref)
    both.advance(minutes=1)
    both.do(voices.begin, caller=guest, ref=ref)
    page = both.do(forms.resume, caller=guest)
    assert page is not None
    assert page.form == "suggestion"
    both.do(forms.discard, caller=guest, form="suggestion")
    assert both.do(forms.resume, caller=guest) is None
    with pytest.raises(NothingOpenError):
        both.say(guest, "dear all")


def test_an_hour_later_it_is_still_known_what_is_awaited(both: Office) -> None:
    guest, ref = absent(both, both.preparing())
    both.do(voices.begin, caller=guest, ref=ref)
    both.advance(hours=2)
    assert both.do(heard, caller=both.again(guest)).waits is Waiting.ABSENT_VOICE
