"""The coordinator's voice on a child's card: who may put it there and hear it, what is kept, and when it goes."""

from collections.abc import Callable

import pytest

from casework import card_voices, circle, forms, guests, inviting, jobs, voice_rows, voices
from casework.envelopes import reader
from casework.letters import LetterKind
from casework.voice_rows import Awaited
from domain.circle import Part, Standing
from domain.requests import Ending
from domain.voices import LONGEST_FILE_ID, Waiting
from storage.audit import AuditLine
from storage.circle import Guest
from storage.drafts import Draft
from storage.people import Person
from storage.requests import Request
from tests.casework.speaking import absent, changed, child, speaks
from tests.office import Case, Office
from tests.scanning import Recording, found_in

FILE = "AwACAgQAAxkBAAIvoice"


def recorded(office: Office, case: Case, ref: str, file_id: str = FILE) -> None:
    """The coordinator reads the card out."""
    office.do(card_voices.begin, caller=case.coordinator, ref=ref)
    office.do(card_voices.keep, caller=case.coordinator, file_id=file_id)


def test_a_voice_is_kept_sealed_and_heard_by_whoever_opened_the_card(both: Office) -> None:
    case = both.preparing()
    helper = both.newcomer("ar")
    ref = child(both, case, helper)
    assert not both.do(guests.look, caller=helper, ref=ref).has_voice
    awaited = both.do(card_voices.begin, caller=case.coordinator, ref=ref)
    assert awaited == Awaited(Waiting.CARD_VOICE, ref, "ar")
    found = both.do(card_voices.keep, caller=case.coordinator, file_id=FILE)
    assert found.chosen is not None
    assert found.chosen.has_voice
    assert both.again(case.coordinator).waits is None
    sealed = both.row(Guest, ref=ref).card_voice
    assert sealed is not None
    assert FILE.encode() not in sealed
    assert both.do(guests.look, caller=helper, ref=ref).has_voice
    assert both.do(card_voices.hear, caller=helper, ref=ref) == FILE
    (letter,) = both.letters(LetterKind.INVITATION, helper)
    assert (letter.subject, letter.facts, letter.card) == (ref, {}, f"invitation:{ref}")
    assert FILE not in "".join(f"{line.what}{line.why}" for line in both.rows(AuditLine))


def test_a_voice_takes_the_place_of_an_earlier_one_and_can_be_taken_off(both: Office) -> None:
    case = both.preparing()
    helper = both.newcomer()
    ref = child(both, case, helper)
    for file_id in (FILE, "another"):
        recorded(both, case, ref, file_id)
        assert both.do(card_voices.hear, caller=helper, ref=ref) == file_id
    for _ in range(2):
        found = both.do(card_voices.remove, caller=case.coordinator, ref=ref)
        assert found.chosen is not None
        assert not found.chosen.has_voice
    assert len(both.rows(AuditLine, what="card_voice_removed")) == 1
    assert both.row(Guest, ref=ref).card_voice is None
    assert both.refusal(card_voices.hear, caller=helper, ref=ref) == "not_found"


def test_a_card_that_nobody_opened_may_have_a_voice_and_nobody_is_written_to(office: Office) -> None:
    case = office.preparing()
    recorded(office, case, child(office, case))
    assert office.letters(LetterKind.INVITATION) == []


def _recorded_meeting(office: Office, case: Case, _ref: str) -> None:
    office.advance(days=8)
    office.finish(case, "held")


def _handed_back(office: Office, case: Case, _ref: str) -> None:
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)


def _kept_away(office: Office, case: Case, ref: str) -> None:
    office.do(circle.keep_away, caller=case.coordinator, ref=ref)


def _leaves(office: Office, _case: Case, ref: str) -> None:
    helper = office.row(Person, id=office.row(Guest, ref=ref).person_id)
    office.do(guests.leave, caller=reader(helper), ref=ref)


@pytest.mark.parametrize("happens", [_recorded_meeting, _handed_back, _kept_away, _leaves])
def test_a_voice_goes_with_what_it_is_for(both: Office, happens: Callable[[Office, Case, str], None]) -> None:
    case = both.scheduled()
    helper = both.newcomer()
    ref = child(both, case, helper)
    recorded(both, case, ref)
    happens(both, case, ref)
    assert both.row(Guest, ref=ref).card_voice is None
    assert both.refusal(card_voices.hear, caller=helper, ref=ref) in {"not_found", "circle_invitation_closed"}


def test_with_the_request_the_row_goes(both: Office) -> None:
    case = both.preparing()
    recorded(both, case, child(both, case))
    both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.SITUATION_CHANGED)
    assert both.rows(Guest) == []


def test_a_new_link_keeps_the_voice_for_whoever_opens_it(office: Office) -> None:
    case = office.preparing()
    helper, other = office.newcomer(), office.newcomer()
    ref = child(office, case, helper)
    recorded(office, case, ref)
    card = office.do(inviting.new_link, caller=case.coordinator, ref=ref)
    assert office.refusal(card_voices.hear, caller=helper, ref=ref) == "not_found"
    shown = office.do(inviting.open_link, caller=other, secret=card.secret)
    assert shown is not None
    assert shown.has_voice
    assert office.do(card_voices.hear, caller=other, ref=ref) == FILE


@pytest.mark.parametrize(
    "columns",
    [
        *({"part": part.value} for part in Part if part is not Part.CHILD),
        *({"state": standing.value} for standing in Standing if standing is not Standing.AGREED),
        {"on_paper": True},
    ],
    ids=lambda columns: str(next(iter(columns.values()))),
)
def test_only_the_card_of_a_child_has_a_voice(office: Office, columns: dict[str, object]) -> None:
    case = office.preparing()
    ref = child(office, case)
    office.do(card_voices.begin, caller=case.coordinator, ref=ref)
    changed(office, ref, **columns)
    assert office.refusal(card_voices.begin, caller=case.coordinator, ref=ref) == "wrong_move"
    assert office.refusal(card_voices.keep, caller=case.coordinator, file_id=FILE) == "wrong_move"
    assert office.row(Guest, ref=ref).card_voice is None


def test_it_is_the_coordinators_of_this_circle_alone(office: Office) -> None:
    case, other = office.preparing(), office.preparing()
    helper = office.newcomer()
    ref = child(office, case, helper)
    for caller, code in (
        (other.coordinator, "not_found"),
        (case.requester, "not_allowed"),
        (case.manager, "not_allowed"),
        (helper, "not_allowed"),
    ):
        assert office.refusal(card_voices.begin, caller=caller, ref=ref) == code
        assert office.refusal(card_voices.remove, caller=caller, ref=ref) == code
        assert office.refusal(card_voices.keep, caller=caller, file_id=FILE) == "nothing_open"
    recorded(office, case, ref)
    for caller in (other.coordinator, case.coordinator, case.requester, case.manager, office.newcomer()):
        assert office.refusal(card_voices.hear, caller=caller, ref=ref) == "not_found"


def test_after_the_job_and_in_a_pause_nothing_is_recorded(office: Office) -> None:
    case = office.preparing()
    ref = child(office, case)
    office.do(card_voices.begin, caller=case.coordinator, ref=ref)
    request = office.row(Request, ref=case.ref)
    with office.writing() as session:
        request.paused_at = office.now
        session.add(request)
    assert office.refusal(card_voices.keep, caller=case.coordinator, file_id=FILE) == "paused"
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert office.refusal(card_voices.keep, caller=case.coordinator, file_id=FILE) == "not_found"


def test_an_id_that_is_longer_than_any_is_not_kept(office: Office) -> None:
    case = office.preparing()
    ref = child(office, case)
    office.do(card_voices.begin, caller=case.coordinator, ref=ref)
    too_long = "x" * (LONGEST_FILE_ID + 1)
    assert office.refusal(card_voices.keep, caller=case.coordinator, file_id=too_long) == "wrong_move"
    office.do(card_voices.keep, caller=case.coordinator, file_id="x" * LONGEST_FILE_ID)
    assert office.row(Guest, ref=ref).card_voice is not None


def test_one_message_is_awaited_at_a_time_and_each_for_its_own(office: Office) -> None:
    """Somebody may be a coordinator in one circle and a guest in another."""
    case, other = office.preparing(), office.preparing()
    ref = child(office, case)
    office.do(card_voices.begin, caller=case.coordinator, ref=ref)
    own = child(office, other, case.coordinator)
    office.do(voices.begin, caller=case.coordinator, ref=own)
    assert [draft.form for draft in office.rows(Draft, person_id=case.coordinator.id)] == ["absent_voice"]
    assert office.refusal(card_voices.keep, caller=case.coordinator, file_id=FILE) == "nothing_open"
    office.do(card_voices.begin, caller=case.coordinator, ref=ref)
    assert office.refusal(voices.take, caller=case.coordinator) == "nothing_open"
    office.do(voice_rows.stop, caller=case.coordinator)
    assert office.do(forms.resume, caller=case.coordinator) is None


def test_no_table_holds_the_id_of_a_file_in_the_open_or_of_an_absent_voice_at_all(both: Office) -> None:
    vault = Recording()
    both.vault = vault
    case = both.scheduled()
    helper = both.newcomer()
    ref = child(both, case, helper)
    guest, own = absent(both, case)
    recorded(both, case, ref)
    both.do(card_voices.hear, caller=helper, ref=ref)
    speaks(both, guest, own)
    both.do(voices.begin, caller=guest, ref=own)
    assert found_in(both.engine, vault, [FILE]) == {("guest.card_voice", FILE)}
    both.advance(days=8)
    both.finish(case, "held")
    assert found_in(both.engine, vault, [FILE]) == set()
