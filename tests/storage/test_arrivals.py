from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from domain.people import Role
from storage.arrivals import (
    Caller,
    DraftRow,
    claim_update,
    newest_draft,
    read_caller,
    read_draft,
    write_draft,
)
from storage.database import transaction
from storage.drafts import Draft
from storage.people import Person
from storage.updates import SeenUpdate
from tests.storage.samples import NOW, add_person

FAR_CHAT = 5_000_000_000  # chat ids passed 32 bits long ago


def _add_draft(session: Session, person: int, form: str = "request", *, minutes: int = 0) -> DraftRow:
    touched_at = NOW + timedelta(minutes=minutes)
    session.add(Draft(person_id=person, form=form, at="who", key=b"k", answers=b"a", touched_at=touched_at))
    session.flush()
    found = read_draft(session, person, form)
    assert found is not None
    return found


def test_an_update_is_claimed_once(engine: Engine) -> None:
    with transaction(engine) as session:
        assert claim_update(session, 7, NOW)
        assert not claim_update(session, 7, NOW)
    with transaction(engine) as session:
        assert not claim_update(session, 7, NOW + timedelta(hours=1))
    with Session(engine) as session:
        seen = session.exec(select(SeenUpdate)).one()
        assert (seen.id, seen.at) == (7, NOW)


def test_an_older_update_that_comes_later_is_still_claimed(engine: Engine) -> None:
    with transaction(engine) as session:
        assert claim_update(session, FAR_CHAT, NOW)
        assert claim_update(session, 6, NOW)


def test_an_update_whose_work_failed_can_be_claimed_again(engine: Engine) -> None:
    with Session(engine) as session:
        assert claim_update(session, 7, NOW)
        session.rollback()
    with transaction(engine) as session:
        assert claim_update(session, 7, NOW)


def test_a_caller_is_what_their_row_says(engine: Engine) -> None:
    with transaction(engine) as session:
        number = add_person(session, FAR_CHAT, Role.REGIONAL_MANAGER)
        person = session.get_one(Person, number)
        person.region, person.locale, person.hint = "utrecht", "nl", "en-GB"
        person.consent, person.reachable = 2, False
        ref = person.ref
    with transaction(engine) as session:
        assert read_caller(session, FAR_CHAT) == Caller(
            number, ref, FAR_CHAT, Role.REGIONAL_MANAGER, "utrecht", "nl", "en-GB", 2, reachable=False
        )


def test_nobody_is_behind_an_unknown_chat(engine: Engine) -> None:
    with transaction(engine) as session:
        assert read_caller(session, 404) is None


def test_a_draft_is_written_by_who_saw_its_newest_revision(engine: Engine) -> None:
    later = NOW + timedelta(minutes=1)
    with transaction(engine) as session:
        seen = _add_draft(session, add_person(session))
        assert write_draft(session, seen, at="place", sealed=b"b", now=later) == seen.revision + 1
    with transaction(engine) as session:
        expected = replace(seen, at="place", revision=seen.revision + 1, answers=b"b")
        assert read_draft(session, seen.person_id, "request") == expected
        assert session.exec(select(Draft.touched_at)).one() == later


def test_who_saw_an_older_revision_writes_nothing(engine: Engine) -> None:
    with transaction(engine) as session:
        seen = _add_draft(session, add_person(session))
        write_draft(session, seen, at="place", sealed=b"first", now=NOW)
        assert write_draft(session, seen, at="name", sealed=b"second", now=NOW) is None
        now = read_draft(session, seen.person_id, "request")
        assert now is not None
        assert (now.at, now.answers) == ("place", b"first")


def test_a_draft_at_its_summary_stands_at_no_question(engine: Engine) -> None:
    with transaction(engine) as session:
        seen = _add_draft(session, add_person(session))
        write_draft(session, seen, at=None, sealed=b"b", now=NOW)
        now = read_draft(session, seen.person_id, "request")
        assert now is not None
        assert now.at is None


def test_typed_words_answer_the_draft_that_was_touched_last(engine: Engine) -> None:
    with transaction(engine) as session:
        person = add_person(session)
        first = _add_draft(session, person, "request", minutes=1)
        second = _add_draft(session, person, "profile", minutes=2)
        _add_draft(session, add_person(session, 2002), "request", minutes=9)
        assert newest_draft(session, person) == second
        write_draft(session, first, at="who", sealed=b"b", now=NOW + timedelta(minutes=3))
        newest = newest_draft(session, person)
        assert newest is not None
        assert newest.form == "request"


def test_who_has_no_draft_has_none(engine: Engine) -> None:
    with transaction(engine) as session:
        person = add_person(session)
        assert newest_draft(session, person) is None
        assert read_draft(session, person, "request") is None
