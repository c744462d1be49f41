"""A copy from before, with the master key of its time: of whoever was forgotten since nothing can be read (trust.md 17, 18)."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from casework import clock, forgetting, hiding, messages, requests, shredding
from domain.policy import Policy
from domain.requests import Ending
from storage.doomed import DoomedKey
from storage.keycheck import check_master_key
from storage.keystore import KeyStore
from storage.outbox import Letter
from storage.vault import Vault, VaultError
from tests.casework.whole_circle import gathers
from tests.office import NAME, VENUE, Office
from tests.sealed import SealedValue, sealed_values

MASTER = bytes(range(32))
POLICY = Policy()


@pytest.fixture
def apart(both: Office, tmp_path: Path) -> Office:
    """An office whose keys have their halves in a store of their own."""
    both.vault = Vault([MASTER], KeyStore(f"sqlite:///{tmp_path}/apart/keys.sqlite"))
    with both.writing() as session:
        check_master_key(session, both.vault)
    return both


def _store(office: Office) -> KeyStore:
    assert office.vault.keys is not None
    return office.vault.keys


def _opens(vault: Vault, one: SealedValue) -> bool:
    try:
        vault.is_older(one.key)
    except VaultError:
        return False
    return True


def _thief(office: Office) -> Vault:
    """Somebody with the master key, who reads what the key store holds now; not this process, which remembers."""
    return Vault([MASTER], KeyStore(_store(office).url))


def _copied(engine: Engine) -> list[SealedValue]:
    """What a copy of this moment holds."""
    return [one for one in sealed_values(engine) if not one.where.startswith("seal.")]


def test_a_copy_from_before_cannot_be_read_after_forgetting(apart: Office) -> None:
    case, other = apart.prepared(name=NAME), apart.asked()
    gathers(apart, case)
    before = _copied(apart.engine)
    thief = _thief(apart)
    assert len(before) > 5
    assert all(_opens(thief, one) for one in before), "the copy of today opens with the keys of today"
    theirs = {one.key for one in before}
    apart.do(forgetting.forget, caller=apart.again(case.requester))
    apart.do(clock.sweep)
    thief = _thief(apart)
    left = {one.key for one in _copied(apart.engine) if one.key}
    shut = [one for one in before if not _opens(thief, one)]
    assert {one.key for one in shut} == theirs - left
    assert {"request.details", "guest.word"} <= {one.where for one in shut}
    assert [one for one in _copied(apart.engine) if one.key and not _opens(thief, one)] == []
    assert apart.the_request(other).key in left


def test_what_was_typed_and_sent_before_is_shut_with_the_rest(apart: Office) -> None:
    """The form that became the request went days ago, and its key waits; who wants to be forgotten waits for nothing."""
    person = apart.citizen()
    apart.fill(person, "request")
    before = _copied(apart.engine)
    assert len(before) == 1
    apart.do(hiding.hide, caller=person, message_id=1)
    apart.do(clock.sweep)
    assert _opens(_thief(apart), before[0]), "for some days a copy that is put back can be read"
    apart.do(forgetting.forget, caller=apart.again(person))
    apart.do(clock.sweep)
    assert not _opens(_thief(apart), before[0])


def test_what_somebody_else_was_typing_about_them_is_shut_with_the_rest(apart: Office) -> None:
    """A manager's lines to the family, half written when it asks to be forgotten."""
    case = apart.opened()
    apart.do(messages.begin, caller=case.manager, receipt=case.ref)
    apart.say(case.manager, VENUE)
    before = {one.key for one in _copied(apart.engine) if one.where == "draft.answers"}
    assert len(before) == 1
    apart.do(forgetting.forget, caller=apart.again(case.requester))
    assert {one.key for one in _copied(apart.engine) if one.where == "draft.answers"} == set()
    apart.do(clock.sweep)
    assert all(_store(apart).half(key[:16]) is None for key in before)


def test_what_went_by_itself_is_shut_after_some_days(apart: Office) -> None:
    person = apart.citizen()
    apart.fill(person, "request")
    (draft,) = _copied(apart.engine)
    apart.do(hiding.hide, caller=person, message_id=1)
    apart.do(clock.sweep)
    apart.advance(days=POLICY.keys_kept.days, minutes=-1)
    assert apart.do(shredding.sweep) == 0
    assert _opens(_thief(apart), draft)
    apart.advance(minutes=1)
    assert apart.do(shredding.sweep) == 1
    assert not _opens(_thief(apart), draft)
    assert apart.do(shredding.sweep) == 0
    assert apart.rows(DoomedKey) == []


def test_lines_that_were_brought_are_shut_at_once(apart: Office) -> None:
    case = apart.accepted()
    apart.do(messages.begin, caller=case.requester, receipt=case.ref)
    page = apart.say(case.requester, VENUE)
    apart.do(messages.send, caller=case.requester, revision=page.revision)
    (line,) = [one for one in _copied(apart.engine) if one.where == "letter.facts"]
    apart.do(clock.sweep)
    assert _opens(_thief(apart), line)
    with apart.writing() as session:
        (letter,) = session.exec(select(Letter).where(col(Letter.kind) == "message")).all()
        letter.facts = {}
        session.add(letter)
    apart.do(clock.sweep)
    assert not _opens(_thief(apart), line)


def test_a_key_that_many_letters_share_goes_with_the_last_of_them(apart: Office) -> None:
    case = apart.accepted()
    apart.do(messages.begin, caller=case.requester, receipt=case.ref)
    page = apart.say(case.requester, VENUE)
    apart.do(messages.send, caller=case.requester, revision=page.revision)
    with apart.writing() as session:
        (first,) = session.exec(select(Letter).where(col(Letter.kind) == "message")).all()
        second = Letter(**first.model_dump(exclude={"id", "key"}), key="another")
        session.add(second)
    (line,) = {one.key for one in _copied(apart.engine) if one.where == "letter.facts"}
    for number in (1, 2):
        with apart.writing() as session:
            letter = session.exec(
                select(Letter).where(col(Letter.kind) == "message").order_by(col(Letter.id).desc())
            ).all()[number - 1]
            letter.facts, letter.state = {}, "sent"
            session.add(letter)
        apart.do(shredding.sweep)
        apart.advance(hours=1)
        apart.do(shredding.sweep)
        there = _store(apart).half(line[:16])
        assert (there is None) == (number == 2)


def test_a_store_that_does_not_answer_loses_nothing(apart: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    person = apart.citizen()
    apart.do(forgetting.forget, caller=person)
    with monkeypatch.context() as patch:
        patch.setattr(KeyStore, "destroy", _away)
        assert apart.do(shredding.sweep) == 0
    assert apart.do(shredding.sweep) == 1


def _away(*_arguments: object) -> int:
    raise OperationalError("DELETE", None, Exception())


def test_a_request_that_is_over_is_shut_some_days_after_its_details_went(apart: Office) -> None:
    case = apart.asked()
    key = apart.the_request(case).key
    assert key is not None
    apart.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.WITHDRAWN_BY_REQUESTER)
    for lasts in (POLICY.details_kept_when_stopped, POLICY.keys_kept):
        assert _store(apart).half(key[:16]) is not None
        apart.advance(days=lasts.days, hours=1)
        apart.do(clock.tidy)
        apart.do(clock.sweep)
    assert _store(apart).half(key[:16]) is None
    assert apart.the_request(case).key is None
