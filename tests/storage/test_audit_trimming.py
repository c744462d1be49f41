"""The oldest lines of the audit go, and those who write or look at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func
from sqlmodel import select

from storage import audit_chain
from storage.audit import AuditLine
from storage.audit_check import Fault
from storage.database import snapshot, transaction
from storage.keycheck import check_master_key
from tests.storage.audits import VAULT, entry, fault, sql, verify, write, write_many
from tests.storage.samples import NOW
from tests.storage.test_audit_chain import _COPIED


def test_the_oldest_lines_go_and_the_rest_still_holds(engine: Engine) -> None:
    write_many(engine)
    with transaction(engine) as session:
        assert audit_chain.trim(session, VAULT, NOW + timedelta(hours=3)) == 2
    found = verify(engine)
    assert (found.fault, found.lines, found.trimmed, found.last) == (None, 4, 2, 6)
    write(engine, entry(7))
    assert fault(engine) == (None, None)
    sql(engine, "DELETE FROM audit_line WHERE number = 3")
    assert fault(engine) == (Fault.MISSING, 3)


def test_a_line_from_before_is_not_put_back(engine: Engine) -> None:
    write_many(engine)
    with transaction(engine) as session:
        audit_chain.trim(session, VAULT, NOW + timedelta(hours=3))
    sql(engine, f"INSERT INTO audit_line SELECT 2, {_COPIED} 3")
    assert fault(engine) == (Fault.ADDED, 2)


@pytest.mark.parametrize("before", [0, 9], ids=["none is old enough", "all are"])
def test_trimming_takes_none_or_all(engine: Engine, before: int) -> None:
    write_many(engine, 3)
    with transaction(engine) as session:
        taken = audit_chain.trim(session, VAULT, NOW + timedelta(hours=before))
    found = verify(engine)
    assert (found.fault, found.lines, taken) == (None, 3 - taken, 0 if before == 0 else 3)
    write(engine, entry(9))
    assert verify(engine).last == 4


def test_trimming_stops_at_a_younger_line_and_never_in_a_chain_that_does_not_fit(engine: Engine) -> None:
    with transaction(engine) as session:
        assert audit_chain.trim(session, VAULT, NOW) == 0  # nothing was ever written
    for one in (entry(1), entry(8), entry(2)):
        write(engine, one)
    with transaction(engine) as session:
        assert audit_chain.trim(session, VAULT, NOW + timedelta(hours=5)) == 1
    sql(engine, "UPDATE audit_head SET mark = 'x'")
    with transaction(engine) as session:
        assert audit_chain.trim(session, VAULT, NOW + timedelta(hours=9)) == 0
    assert verify(engine).lines == 2


def test_two_who_trim_at_the_same_time_remove_the_lines_once(engine: Engine) -> None:
    write_many(engine)
    with transaction(engine) as session:
        assert audit_chain.trim(session, VAULT, NOW + timedelta(hours=3)) == 2
        assert audit_chain.trim(session, VAULT, NOW + timedelta(hours=3)) == 2
    assert (verify(engine).fault, verify(engine).lines) == (None, 4)


def test_many_who_write_at_the_same_time_make_one_chain(engine: Engine) -> None:
    def work(worker: int) -> None:
        for number in range(10):
            write(engine, entry(worker * 100 + number), entry(worker * 100 + number, what="accepted"))

    with ThreadPoolExecutor(6) as hands:
        for done in [hands.submit(work, worker) for worker in range(6)]:
            done.result()
    found = verify(engine)
    assert (found.fault, found.lines, found.last) == (None, 120, 120)


def test_a_look_holds_up_nobody_and_does_not_see_what_is_written_meanwhile(engine: Engine) -> None:
    write_many(engine, 2)
    with snapshot(engine) as connection:
        before = connection.execute(select(func.count()).select_from(AuditLine)).scalar()
        write(engine, entry(3))
        assert connection.execute(select(func.count()).select_from(AuditLine)).scalar() == before == 2
    assert verify(engine).lines == 3


def test_where_nothing_was_written_yet_there_is_nothing_to_trim(engine: Engine) -> None:
    with transaction(engine) as session:
        check_master_key(session, VAULT)
    with transaction(engine) as session:
        assert audit_chain.trim(session, VAULT, NOW) == 0
