"""A new master key while people go on: all that was kept opens with it alone, and the old one is refused (trust.md 3)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count as counting

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from casework import confidences, messages, profiles
from domain.policy import Policy
from kring import rotation
from kring.rotation import Count, Rotation, count
from storage import wrapped
from storage.database import transaction
from storage.keycheck import check_master_key
from storage.people import Person, Profile
from storage.requests import Request
from storage.vault import Vault, VaultError
from tests.office import AMSTERDAM, REGIONS, Office
from tests.scanning import Recording
from tests.sealed import sealed_values

OLD, NEW = bytes(range(32)), bytes(reversed(range(32)))
NOTE = "after four, when he is out"


def _rotation(engine: Engine, vault: Vault, told: Callable[[int], None] = lambda _done: None) -> Rotation:
    return Rotation(
        engine, vault, REGIONS, policy=Policy(), zone=AMSTERDAM, told=told, sleep=lambda _seconds: None
    )


def check(engine: Engine, *masters: bytes) -> None:
    with transaction(engine) as session:
        check_master_key(session, Vault(masters))


def lives(office: Office) -> None:
    """A family with all that it tells, a coordinator who tells of ties, words passed on, and a half-filled form."""
    case = office.accepted()
    office.tie(case.coordinator)
    office.do(messages.begin, caller=case.coordinator, receipt=case.ref)
    page = office.say(case.coordinator, NOTE)
    office.do(messages.send, caller=case.coordinator, revision=page.revision)
    office.do(profiles.open_part, caller=case.coordinator, form="ties")


def _unreadable(engine: Engine, vault: Recording, names: set[str]) -> list[str]:
    """Where something stands that the vault opens under none of these names."""

    def opens(key: bytes, sealed: bytes) -> bool:
        for name in names:
            try:
                vault.open(key, name, sealed)
            except VaultError:
                continue
            return True
        return False

    return [
        found.where for found in sealed_values(engine) if found.key and not opens(found.key, found.sealed)
    ]


class Town:
    """People who go on living while keys are wrapped anew, each kind in a thread of its own."""

    def __init__(self, engine: Engine, vault: Recording) -> None:
        self.engine, self.vault = engine, vault
        self.errors: list[Exception] = []
        self.lives = 0
        self.forgotten: set[int] = set()
        self._stop = threading.Event()
        self._begun = threading.Barrier(3)

    @contextmanager
    def living(self) -> Iterator[None]:
        """Let them live for as long as the block lasts, and hear what went wrong."""
        threads = [
            threading.Thread(target=self._repeat, args=(deed, at))
            for at, deed in enumerate((self._live, self._forget))
        ]
        for thread in threads:
            thread.start()
        try:
            self._begun.wait(timeout=30)
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(timeout=60)
        assert self.errors == []

    def _repeat(self, deed: Callable[[Office], None], at: int) -> None:
        office = Office(self.engine)
        office.vault, office._chats = self.vault, counting(8_000_000 + at * 100_000)
        try:
            deed(office)
            self._begun.wait(timeout=30)
            while not self._stop.is_set():
                deed(office)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
            self.errors.append(error)

    def _live(self, office: Office) -> None:
        try:
            lives(office)
        except OperationalError:  # PostgreSQL found a deadlock among them: the bot tries such a thing again
            return
        self.lives += 1

    def _forget(self, _office: Office) -> None:
        """Destroy the key of every other request, as retention does: it must never come back."""
        with transaction(self.engine) as session:
            even = (col(Request.id) % 2 == 0, col(Request.key).is_not(None))
            there = select(Request).where(*even).order_by(col(Request.id)).limit(1)
            request = session.exec(there.with_for_update(skip_locked=True)).first()
            if request is not None and request.id is not None:
                request.key = None
                session.add(request)
                self.forgotten.add(request.id)


def test_keys_are_wrapped_anew_while_people_go_on(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "LOOK_AT", 7)
    monkeypatch.setattr(rotation, "WRITE_AT_ONCE", 3)
    monkeypatch.setattr(rotation, "WRITE_AT_ONCE_BESIDE", 3)
    old, both = Recording(OLD), Recording(NEW, OLD)
    check(engine, OLD)
    office = Office(engine)
    office.vault = old
    for _ in range(4):
        lives(office)
    check(engine, NEW, OLD)
    town = Town(engine, both)
    with town.living():
        before = count(engine, both)
        done = _rotation(engine, both).run()
    assert before.older > 20
    assert done.keys >= before.older - len(town.forgotten)
    assert done.marks == 4
    assert town.lives >= 1
    assert town.forgotten
    names = old.names | both.names | {"master", "audit"}
    assert _unreadable(engine, Recording(NEW), names) == []
    with Session(engine) as session:
        kept = session.exec(select(Request.key).where(col(Request.id).in_(town.forgotten))).all()
    assert set(kept) == {None}
    check(engine, NEW)
    with pytest.raises(VaultError, match="KRING_MASTER_KEY"):
        check(engine, OLD)
    assert set(_unreadable(engine, Recording(OLD), names)) >= {"request.details", "profile.details"}
    again = _rotation(engine, both).run()
    assert (again.keys, again.marks) == (0, 0)
    assert count(engine, Vault([NEW])) == Count(rows=again.left.rows)


def test_the_marks_are_those_of_the_new_key_and_find_what_was_told(engine: Engine) -> None:
    office = Office(engine)
    someone = office.coordinator()
    office.tie(someone)
    vault = Vault([NEW, OLD])
    assert count(engine, vault).marks == 1
    assert _rotation(engine, vault).run().marks == 1
    office.vault = Vault([NEW])
    profile = office.row(Profile, person_id=someone.id)
    assert profile.tie_marks
    with transaction(engine) as session:
        person = session.get_one(Person, someone.id)
        assert confidences.is_current(office.desk(session), person, profile)
    assert count(engine, Vault([NEW])).marks == 0


def test_a_tie_counts_while_a_new_key_is_on_its_way(engine: Engine) -> None:
    """Before the marks are made anew a coordinator with a tie must not be asked."""
    office = Office(engine)
    case = office.opened()
    tied, free = office.coordinator(), office.coordinator()
    office.tie(tied)
    office.vault = Vault([NEW, OLD])
    office.involve(case)
    from casework import choosing

    shown = office.do(choosing.choose_from, caller=case.manager, ref=case.ref)
    assert [line.ref for line in shown.lines] == [free.ref]


def test_it_can_be_stopped_at_any_moment_and_begun_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "WRITE_AT_ONCE", 1)
    monkeypatch.setattr(rotation, "WRITE_AT_ONCE_BESIDE", 1)
    office = Office(engine)
    check(engine, OLD)
    lives(office)
    vault = Vault([NEW, OLD])
    before = count(engine, vault).older
    put, done = wrapped.put, counting(1)

    def dies(*arguments: object) -> int:
        if next(done) > 2:
            raise KeyboardInterrupt
        return put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(wrapped, "put", dies)
    with pytest.raises(KeyboardInterrupt):
        _rotation(engine, vault).run()
    assert count(engine, vault).older == before - 2
    for alone in (OLD, NEW):
        with pytest.raises(VaultError):
            check(engine, alone)
    monkeypatch.setattr(wrapped, "put", put)
    assert _rotation(engine, vault).run().keys == before - 2 + 2  # the two seals
    check(engine, NEW)


def test_what_is_held_all_the_time_is_left_and_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    lives(Office(engine))
    check(engine, OLD)
    vault, heard = Vault([NEW, OLD]), list[int]()
    monkeypatch.setattr(wrapped, "put", lambda *_arguments: 0)
    done = _rotation(engine, vault, heard.append).run()
    assert done.left.older == count(engine, vault).older > 0
    assert heard[-1] == done.left.rows
    check(engine, NEW, OLD)
    with pytest.raises(VaultError):
        check(engine, NEW)


def test_a_profile_whose_key_was_destroyed_stops_nothing(engine: Engine) -> None:
    office = Office(engine)
    someone = office.coordinator()
    office.tie(someone)
    with transaction(engine) as session:
        session.get_one(Person, someone.id).key = office.vault.make_key()
    assert _rotation(engine, Vault([NEW, OLD])).run().marks == 0
