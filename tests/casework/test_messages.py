"""A few lines passed on through the chat: sealed, only between the two sides, and wiped when they were sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from casework import forms, leases, messages, outbox, requests
from casework.letters import LetterKind
from domain.errors import TooLongError
from domain.requests import Ending
from storage.arrivals import Caller
from storage.audit import AuditLine
from tests.casework.test_drafts import raw_bytes
from tests.office import FAR, Office

TEXT = "Bel mij na vieren, want dan is hij weg"


def _write(office: Office, who: Caller, receipt: str, text: str = TEXT) -> None:
    office.do(messages.begin, caller=who, receipt=receipt)
    page = office.say(who, text)
    office.do(messages.send, caller=who, revision=page.revision)


def test_the_coordinator_and_the_family_write_to_each_other(both: Office) -> None:
    case = both.preparing()
    _write(both, case.coordinator, case.ref)
    _write(both, case.requester, case.ref, "Goed")
    (to_family,) = both.letters(LetterKind.MESSAGE, case.requester)
    (to_coordinator,) = both.letters(LetterKind.MESSAGE, case.coordinator)
    assert (to_family.facts["from"], to_coordinator.facts["from"]) == ("coordinator", "family")
    family = both.do(messages.text_of, facts=to_family.facts, reader=case.requester, subject=case.ref)
    answer = both.do(messages.text_of, facts=to_coordinator.facts, reader=case.coordinator, subject=case.ref)
    assert (family, answer) == (TEXT, "Goed")
    assert [line.who for line in both.rows(AuditLine, what="open_message")] == [case.coordinator.id]
    assert len(both.rows(AuditLine, what="message_passed_on")) == 2


def test_without_a_coordinator_the_family_writes_to_the_manager(office: Office) -> None:
    case = office.asked()
    _write(office, case.requester, case.ref)
    assert len(office.letters(LetterKind.MESSAGE, case.manager)) == 1
    _write(office, case.manager, case.ref)
    assert office.letters(LetterKind.MESSAGE, case.requester)[0].facts["from"] == "regional_manager"


def test_where_nobody_is_there_the_family_is_told_at_once(office: Office) -> None:
    someone = office.citizen()
    page = office.fill(someone, "request")
    ref = office.do(requests.submit, caller=someone, revision=page.revision).ref
    assert office.refusal(messages.begin, caller=someone, receipt=ref) == "not_found"


def test_only_the_two_sides_can_write(office: Office) -> None:
    case = office.asked()
    for stranger in (office.citizen(), office.manager(FAR), office.helpdesk(), case.coordinator):
        assert office.refusal(messages.begin, caller=stranger, receipt=case.ref) == "not_found"


def test_nobody_writes_after_the_end(office: Office) -> None:
    case = office.preparing()
    who = case.requester
    office.do(messages.begin, caller=who, receipt=case.ref)
    page = office.say(who, TEXT)
    office.do(requests.withdraw, caller=who, ref=case.ref, ending=Ending.OTHER)
    for person in (who, case.coordinator, case.manager):
        assert office.refusal(messages.begin, caller=person, receipt=case.ref) == "not_found"
    assert office.refusal(messages.send, caller=who, revision=page.revision) == "not_found"
    assert office.letters(LetterKind.MESSAGE) == []


def test_a_message_to_nobody_is_out_of_date(office: Office) -> None:
    someone = office.citizen()
    office.do(forms.begin, caller=someone, form="message")
    page = office.say(someone, TEXT)
    assert office.refusal(messages.send, caller=someone, revision=page.revision) == "outdated"


def test_what_is_longer_than_a_few_lines_is_a_story_and_not_kept(office: Office) -> None:
    case = office.preparing()
    office.do(messages.begin, caller=case.requester, receipt=case.ref)
    with pytest.raises(TooLongError):
        office.say(case.requester, "x" * 701)


def test_the_lines_cannot_be_read_in_the_outbox_and_are_wiped_when_sent(sqlite: Engine) -> None:  # trust.md 2
    office = Office(sqlite)
    case = office.preparing()
    _write(office, case.coordinator, case.ref)
    (letter,) = office.letters(LetterKind.MESSAGE)
    assert TEXT.encode() not in raw_bytes(sqlite)
    sealed = letter.facts["sealed"]
    assert sealed.encode() in raw_bytes(sqlite)
    office.do(outbox.sent, letter_id=letter.id or 0, message_id=77)
    (sent,) = office.letters(LetterKind.MESSAGE)
    assert (sent.state, sent.facts, sent.message_id) == ("sent", {}, 77)
    with sqlite.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert sealed.encode() not in raw_bytes(sqlite)


@pytest.mark.parametrize("close", [outbox.refused, outbox.dropped])
def test_lines_that_were_never_sent_are_wiped_too(office: Office, close: Callable[..., None]) -> None:
    case = office.preparing()
    _write(office, case.coordinator, case.ref)
    office.do(close, letter_id=office.letters(LetterKind.MESSAGE)[0].id or 0)
    assert office.letters(LetterKind.MESSAGE)[0].facts == {}


def test_lines_to_someone_who_cannot_be_reached_are_wiped_too(office: Office) -> None:
    case = office.preparing()
    _write(office, case.coordinator, case.ref)
    office.do(outbox.unreachable, letter_id=office.letters(LetterKind.MESSAGE)[0].id or 0)
    assert office.letters(LetterKind.MESSAGE)[0].facts == {}


def test_the_courier_opens_the_lines_for_their_reader(office: Office) -> None:
    case = office.preparing()
    _write(office, case.requester, case.ref)
    office.do(leases.take, name=outbox.COURIER, holder="me", for_=timedelta(minutes=1))
    texts = []
    while envelopes := office.do(outbox.claim, holder="me", limit=20):
        for envelope in envelopes:
            if envelope.kind == LetterKind.MESSAGE:
                reader, facts = envelope.person, envelope.facts
                said = office.do(messages.text_of, facts=facts, reader=reader, subject=case.ref)
                texts.append((reader.id, said))
            office.do(outbox.sent, letter_id=envelope.letter_id, message_id=1)
    assert texts == [(case.coordinator.id, TEXT)]
