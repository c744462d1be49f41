"""What many tests begin with is built once and put back: as if it were built anew, with nothing of another test."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from casework import jobs
from domain.requests import State
from tests import office as building
from tests import shelf
from tests.office import Case, Office


@pytest.fixture(autouse=True)
def _nothing_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_BUILT", {})


def _everything(engine: Engine) -> dict[str, list[Any]]:
    tables = SQLModel.metadata.sorted_tables
    with engine.connect() as connection:
        return {table.name: sorted(connection.execute(table.select()).all(), key=repr) for table in tables}


def _twice(both: Office) -> tuple[Office, Case, Case]:
    """The same case in two tests, one after the other; the office of the second."""
    empty = shelf.take(both.engine)
    first = both.preparing()
    both.do(jobs.hand_back, caller=first.coordinator, ref=first.job)
    again = Office(shelf.fresh(both.engine, empty))
    return again, first, again.preparing()


def test_a_case_off_the_shelf_is_the_one_that_was_built_and_goes_on_like_it(both: Office) -> None:
    again, first, second = _twice(both)
    assert second == first
    assert second.coordinators is not first.coordinators
    assert again.state(second) is State.PREPARING
    assert again.newcomer().chat_id not in {
        who.chat_id for who in (second.requester, second.manager, second.coordinator)
    }
    again.log(second)
    assert again.submitted().ref != second.ref


def test_what_was_not_begun_with_is_built(both: Office) -> None:
    stranger = both.newcomer()
    assert both.preparing().requester.id != stranger.id
    assert building._BUILT == {}


def test_another_case_or_another_moment_is_not_the_same(both: Office) -> None:
    empty = shelf.take(both.engine)
    first = both.submitted()
    spoken = Office(shelf.fresh(both.engine, empty)).submitted(language="so")
    later = Office(shelf.fresh(both.engine, empty))
    later.advance(days=1)
    assert len({first.ref, spoken.ref, later.submitted().ref}) == 3


def test_a_database_put_back_holds_what_it_held_and_counts_on_from_there(both: Office) -> None:
    begun = _everything(both.engine)
    empty = shelf.take(both.engine)
    case = both.preparing()
    built, held = _everything(both.engine), shelf.take(both.engine)
    assert built != begun
    assert not shelf.is_fresh(both.engine)
    assert _everything(shelf.fresh(both.engine, empty)) == begun
    assert Office(both.engine).newcomer().id == 1
    shelf.put(both.engine, held)
    assert _everything(both.engine) == built
    assert Office(both.engine).again(case.manager) == case.manager
