"""Hiding a chat: which messages go, and silence until they write again."""

from datetime import timedelta

from casework import clock, code_words, forms, hiding, leases, outbox, returning
from casework.desk import Desk
from casework.letters import LetterKind
from casework.returning import UNREACHED
from storage.arrivals import Caller
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.outbox import SENT, UNREACHABLE, WAITING, Letter
from storage.people import Person
from tests.casework.post import states, told
from tests.office import Office

HOLDER = "courier-1"


def hides(office: Office, who: Caller, message_id: int = 10) -> list[int]:
    """They send /stop, as this message."""
    return office.do(hiding.hide, caller=office.again(who), message_id=message_id)


def arrived(office: Office, who: Caller, message_id: int, *, ago: timedelta) -> None:
    """A letter came as this message, so long ago."""
    told(office, who, LetterKind.NUDGE)
    number = office.rows(Letter)[-1].id
    with office.writing() as session:
        letter = session.get_one(Letter, number)
        letter.state, letter.sent_at, letter.message_id = SENT, office.now - ago, message_id
        session.add(letter)


def outbox_lease(desk: Desk) -> None:
    """This courier delivers."""
    leases.take(desk, outbox.COURIER, HOLDER, timedelta(minutes=1))


def test_the_newest_go_first_and_no_number_below_one(office: Office) -> None:
    assert hides(office, office.citizen(), 5) == [5, 4, 3, 2, 1]


def test_no_more_than_the_limit_but_letters_however_far_down(both: Office) -> None:
    who, other = both.citizen(), both.citizen()
    arrived(both, who, 7, ago=timedelta(hours=47))
    arrived(both, other, 9, ago=timedelta(hours=1))
    found = hides(both, who, 9_000)
    assert (found[0], found[-2:]) == (9_000, [9_000 - hiding.MOST + 1, 7])
    assert len(found) == hiding.MOST + 1


def test_what_is_older_than_telegram_deletes_is_not_tried(both: Office) -> None:
    who, other = both.citizen(), both.citizen()
    arrived(both, other, 50, ago=hiding.DELETABLE)
    arrived(both, who, 40, ago=hiding.DELETABLE + timedelta(days=3))
    arrived(both, who, 51, ago=hiding.DELETABLE - timedelta(seconds=1))
    assert hides(both, who, 53) == [53, 52, 51]


def test_what_they_were_filling_in_is_not_kept(office: Office) -> None:
    who, other = office.citizen(), office.citizen()
    for person in (who, other):
        office.do(forms.begin, caller=person, form="request")
    office.do(code_words.begin, caller=who)
    hides(office, who)
    assert [draft.person_id for draft in office.rows(Draft)] == [other.id]


def test_from_then_on_nothing_comes_by_itself_and_a_human_is_told_once(both: Office) -> None:
    case = both.accepted()
    hides(both, case.requester)
    both.advance(minutes=3)
    both.do(outbox_lease)
    claimed = both.do(outbox.claim, holder=HOLDER, limit=100)
    assert case.requester.id not in {envelope.person.id for envelope in claimed}
    both.do(clock.sweep)
    assert UNREACHABLE in states(both, case.requester)
    assert WAITING not in states(both, case.requester)
    assert len([task for task in both.rows(Escalation) if task.kind == UNREACHED]) == 1


def test_when_they_write_again_what_waited_comes(both: Office) -> None:
    case = both.accepted()
    hides(both, case.requester)
    both.advance(minutes=3)
    both.do(clock.sweep)
    assert not both.row(Person, id=case.requester.id).reachable
    both.do(returning.heard, caller=both.again(case.requester))
    assert WAITING in states(both, case.requester)
    both.do(outbox_lease)
    claimed = both.do(outbox.claim, holder=HOLDER, limit=100)
    assert case.requester.id in {envelope.person.id for envelope in claimed}
    (task,) = [task for task in both.rows(Escalation) if task.kind == UNREACHED]
    assert task.done_at is not None


def test_a_letter_that_was_taken_out_already_is_not_said(both: Office) -> None:
    case = both.accepted()
    both.advance(hours=9)  # in the family's evening
    both.do(outbox_lease)
    own = [
        one for one in both.do(outbox.claim, holder=HOLDER, limit=100) if one.person.id == case.requester.id
    ]
    assert both.do(outbox.waits, holder=HOLDER, letter_id=own[0].letter_id)
    hides(both, case.requester)
    assert not both.do(outbox.waits, holder=HOLDER, letter_id=own[0].letter_id)


def test_a_manager_who_hides_the_chat_is_not_waited_for(office: Office) -> None:
    case = office.submitted()
    hides(office, case.manager)
    assert not office.row(Person, id=case.manager.id).reachable
