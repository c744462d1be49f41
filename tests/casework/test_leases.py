"""What only one process does at a time."""

from datetime import timedelta

from casework import leases
from tests.office import Office

_MINUTE = timedelta(minutes=1)


def _take(office: Office, holder: str) -> bool:
    return office.do(leases.take, name="clock", holder=holder, for_=_MINUTE)


def test_one_holds_a_task_and_renews_it(both: Office) -> None:
    assert _take(both, "first")
    assert not _take(both, "second")
    both.advance(seconds=50)
    assert _take(both, "first")
    both.advance(seconds=50)
    assert not _take(both, "second")
    assert both.do(leases.holds, name="clock", holder="first")
    assert not both.do(leases.holds, name="clock", holder="second")


def test_who_does_not_renew_loses_it(both: Office) -> None:
    _take(both, "first")
    both.now += _MINUTE
    assert not both.do(leases.holds, name="clock", holder="first")
    assert _take(both, "second")
    assert not _take(both, "first")


def test_who_lets_go_makes_room_at_once(both: Office) -> None:
    _take(both, "first")
    both.do(leases.release, name="clock", holder="second")
    assert not _take(both, "second")
    both.do(leases.release, name="clock", holder="first")
    assert _take(both, "second")


def test_a_clock_that_was_set_back_blocks_nobody(both: Office) -> None:
    both.advance(days=30)
    _take(both, "first")
    both.advance(days=-30)
    assert _take(both, "second")


def test_different_tasks_do_not_wait_for_each_other(office: Office) -> None:
    assert _take(office, "first")
    assert office.do(leases.take, name="courier", holder="second", for_=_MINUTE)
