"""The audit is a chain that nobody without the master key can forge (trust.md 26)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, func, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from storage import audit_chain
from storage.audit import AuditHead, AuditLine
from storage.audit_check import Fault, Noted
from storage.database import at_the_end, transaction
from storage.keycheck import check_master_key
from storage.seals import AUDIT, Seal
from storage.vault import Vault, VaultError
from tests.storage.audits import VAULT, entry, fault, sql, verify, write, write_many
from tests.storage.samples import MASTER, NOW

NEWER = bytes(reversed(MASTER))


def test_lines_are_numbered_without_a_gap_in_the_order_of_their_transactions(engine: Engine) -> None:
    write(engine, entry(1), entry(2))
    with pytest.raises(IntegrityError):
        _write_and_fail(engine)
    write(engine, entry(3))
    with transaction(engine) as session:
        lines = session.exec(select(AuditLine).order_by(AuditLine.number)).all()  # type: ignore[arg-type]
    assert [(line.number, line.subject) for line in lines] == [(1, "K-1"), (2, "K-2"), (3, "K-3")]
    assert len({line.chain for line in lines}) == 3
    found = verify(engine)
    assert (found.fault, found.lines, found.last) == (None, 3, 3)
    assert found.last_at == NOW + timedelta(hours=3)


def _write_and_fail(engine: Engine) -> None:
    with transaction(engine) as session:
        audit_chain.collect(session, VAULT, entry(9))
        session.connection().execute(insert(Seal), [{"name": "x", "key": b"k", "sealed": b"s"}] * 2)


def test_a_transaction_without_a_line_does_not_touch_the_chain(engine: Engine) -> None:
    write(engine, entry(1))
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    with transaction(engine) as session:
        session.exec(select(Seal.name)).all()
    assert [statement for statement in said if "audit" in statement] == []
    assert len([statement for statement in said if not statement.startswith("BEGIN")]) == 1


def test_lines_cost_four_statements_together_and_their_lock_comes_last(engine: Engine) -> None:
    write(engine, entry(1))
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2].split()[0]))
    with transaction(engine) as session:
        audit_chain.collect(session, VAULT, entry(2))
        session.exec(select(func.count()).select_from(Seal)).one()
        audit_chain.collect(session, VAULT, entry(3))
        assert [word for word in said if word != "BEGIN"] == ["SELECT"]
    assert [word for word in said if word != "BEGIN"][1:] == ["SELECT", "SELECT", "INSERT", "UPDATE"]


def test_what_is_done_at_the_end_is_done_in_its_order_and_after_the_flush(engine: Engine) -> None:
    seen: list[object] = []
    with transaction(engine) as session:
        at_the_end(session, lambda ending: seen.append(ending.exec(select(Seal.name)).all()))
        at_the_end(session, lambda _ending: seen.append("after"))
        session.add(Seal(name="waits", key=b"k", sealed=b"s"))
    assert seen == [["waits"], "after"]


CHANGES = {
    "at": "at = (SELECT at FROM audit_line WHERE number = 2)",
    "who": "who = 4",
    "nobody": "who = NULL",
    "role": "role = 'admin'",
    "what": "what = 'open_wishes'",
    "subject": "subject = 'K-9'",
    "why": "why = 'intake'",
    "chain": "chain = (SELECT chain FROM audit_line WHERE number = 2)",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_any_field_is_found(engine: Engine, change: str) -> None:
    write_many(engine)
    sql(engine, f"UPDATE audit_line SET {change} WHERE number = 4")  # noqa: S608 - our own words
    assert fault(engine) == (Fault.CHANGED, 4)


def test_a_row_that_is_gone_from_the_middle_is_found(engine: Engine) -> None:
    write_many(engine)
    sql(engine, "DELETE FROM audit_line WHERE number = 3")
    assert fault(engine) == (Fault.MISSING, 3)


def test_rows_that_close_the_gap_are_found(engine: Engine) -> None:
    write_many(engine)
    sql(engine, "DELETE FROM audit_line WHERE number = 3")
    for number in (4, 5, 6):
        sql(engine, f"UPDATE audit_line SET number = {number - 1} WHERE number = {number}")  # noqa: S608
    assert fault(engine) == (Fault.CHANGED, 3)


def test_the_first_row_that_is_gone_is_found(engine: Engine) -> None:
    write_many(engine)
    sql(engine, "DELETE FROM audit_line WHERE number = 1")
    assert fault(engine) == (Fault.MISSING, 1)


def test_the_last_row_that_is_gone_is_found(engine: Engine) -> None:
    write_many(engine)
    sql(engine, "DELETE FROM audit_line WHERE number = 6")
    assert fault(engine) == (Fault.MISSING, 6)


LAST_IS_GONE = (
    "DELETE FROM audit_line WHERE number = 6",
    "UPDATE audit_head SET count = 5, chain = (SELECT chain FROM audit_line WHERE number = 5)",
)


def test_the_last_row_that_is_gone_is_found_also_where_the_head_was_set_back(engine: Engine) -> None:
    write_many(engine)
    sql(engine, *LAST_IS_GONE)
    assert fault(engine) == (Fault.END, 6)


def test_a_head_that_was_set_back_leaves_a_trace_in_the_chain_when_the_service_goes_on(
    engine: Engine,
) -> None:
    write_many(engine)
    sql(engine, *LAST_IS_GONE)
    write(engine, entry(7))
    with transaction(engine) as session:
        assert session.get_one(AuditLine, 6).what == audit_chain.BROKEN
        assert session.get_one(AuditLine, 7).subject == "K-7"
    assert fault(engine) == (Fault.BROKEN, 6)
    sql(engine, "UPDATE audit_line SET why = 'x' WHERE number = 7")
    assert fault(engine) == (Fault.CHANGED, 7)


def test_two_rows_that_changed_places_are_found(engine: Engine) -> None:
    write_many(engine)
    sql(
        engine,
        "UPDATE audit_line SET number = 100 WHERE number = 3",
        "UPDATE audit_line SET number = 3 WHERE number = 4",
        "UPDATE audit_line SET number = 4 WHERE number = 100",
    )
    assert fault(engine) == (Fault.CHANGED, 3)


_COPIED = "at, who, role, what, 'K-1', why, chain FROM audit_line WHERE number ="


@pytest.mark.parametrize("number", [7, 0, -1], ids=["at the end", "before the first", "far before"])
def test_a_row_that_the_service_did_not_write_is_found(engine: Engine, number: int) -> None:
    write_many(engine)
    sql(engine, f"INSERT INTO audit_line SELECT {number}, {_COPIED} 6")
    assert fault(engine) == (Fault.ADDED, number)


def test_a_forged_row_for_which_room_was_made_is_found(engine: Engine) -> None:
    write_many(engine)
    for number in (6, 5, 4):
        sql(engine, f"UPDATE audit_line SET number = {number + 1} WHERE number = {number}")  # noqa: S608
    sql(engine, f"INSERT INTO audit_line SELECT 4, {_COPIED} 3", "UPDATE audit_head SET count = 7")
    assert fault(engine) == (Fault.CHANGED, 4)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_head SET mark = 'x'", "UPDATE audit_head SET chain = 'x'", "DELETE FROM audit_head"],
)
def test_a_changed_or_missing_head_is_found(engine: Engine, statement: str) -> None:
    write_many(engine, 2)
    sql(engine, statement)
    assert fault(engine) == (Fault.END, 1 if "DELETE" in statement else 3)
    write(engine, entry(3))
    assert verify(engine).fault in {Fault.BROKEN, Fault.CHANGED, Fault.MISSING}


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM seal WHERE name = 'audit'", "UPDATE seal SET key = sealed WHERE name = 'audit'"],
)
def test_a_key_that_is_gone_or_changed_is_found(engine: Engine, statement: str) -> None:
    write_many(engine, 2)
    sql(engine, statement)
    assert fault(engine) == (Fault.KEY, None)


def test_another_key_does_not_make_the_chain_believable_again(engine: Engine) -> None:
    write_many(engine, 2)
    sql(engine, "DELETE FROM seal WHERE name = 'audit'")
    write(engine, entry(3))
    assert fault(engine) == (Fault.CHANGED, 1)


def test_an_audit_that_was_emptied_after_the_first_start_is_found(engine: Engine) -> None:
    with transaction(engine) as session:
        check_master_key(session, VAULT)
    write_many(engine, 2)
    sql(engine, "DELETE FROM audit_line", "DELETE FROM audit_head", "DELETE FROM seal WHERE name = 'audit'")
    assert fault(engine) == (Fault.END, 1)
    write(engine, entry(3))
    assert fault(engine) == (Fault.BROKEN, 1)


def test_an_audit_without_a_line_is_whole(engine: Engine) -> None:
    assert verify(engine).fault is None
    with transaction(engine) as session:
        check_master_key(session, VAULT)
        assert session.get_one(AuditHead, 1).count == 0
    found = verify(engine)
    assert (found.fault, found.lines, found.last_at) == (None, 0, None)


def test_another_master_key_looks_at_nothing(engine: Engine) -> None:
    with transaction(engine) as session:
        check_master_key(session, VAULT)
    write_many(engine, 1)
    with pytest.raises(VaultError):
        verify(engine, vault=Vault([NEWER]))


def test_a_new_master_key_leaves_the_chain_as_it_is(engine: Engine) -> None:
    write_many(engine, 2)
    both = Vault([NEWER, MASTER])
    write(engine, entry(3), vault=both)
    assert verify(engine, vault=both).fault is None
    with transaction(engine) as session:
        assert session.exec(select(Seal.name)).all() == [AUDIT]


def test_an_older_copy_of_the_database_is_found_by_what_was_noted(engine: Engine) -> None:
    write_many(engine, 4)
    found = verify(engine)
    noted = Noted(4, found.chain[:16])
    assert fault(engine, noted) == (None, None)
    write(engine, entry(5))
    assert fault(engine, noted) == (None, None)
    assert fault(engine, Noted(4, "0" * 16)) == (Fault.OTHER, 4)
    assert fault(engine, Noted(9, found.chain[:16])) == (Fault.MISSING, 6)


def test_where_two_begin_together_the_key_of_the_first_stays(engine: Engine) -> None:
    write_many(engine, 2)
    with transaction(engine) as session:
        assert audit_chain.begin(session, VAULT) == (False, False)
    assert verify(engine).fault is None
