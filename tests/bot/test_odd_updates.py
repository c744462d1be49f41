"""Whatever comes, from whomever: an answer or a silence that is written down, no fault, nothing of others changes (trust.md 24)."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import Update
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.arrivals import Caller
from tests.bot.odd_updates import Made, is_answered, not_theirs, references, sent_by, updates
from tests.bot.rights_world import Play, World, built, playing
from tests.databases import opened
from tests.office import Office
from tests.soak.parts import RUNS

pytestmark = pytest.mark.asyncio

IN_A_ROW = 20
"""So many updates come from one person, one after the other."""

TIMES = 12 if RUNS is None else 250
"""With `make soak` ten thousand updates: 250 rows of twenty, from outside and from inside."""

SOME = settings(max_examples=TIMES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def world(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    file = tmp_path_factory.mktemp("odd") / "kring.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    with opened(f"sqlite:///{file}") as engine:
        yield built(Office(engine))


@pytest.fixture(scope="module")
def refs(world: World) -> list[str]:
    with world.office.engine.connect() as connection:
        found = set(references(connection))
    alive = {one.ref for things in world.things.values() for one in things if not one.ended}
    assert alive <= found
    return sorted(found | {one.ref for things in world.things.values() for one in things})


@pytest.fixture(scope="module")
def stranger(world: World) -> Caller:
    """Somebody who said hello and has nothing here."""
    return world.office.citizen()


class Failures(logging.Handler):
    """What could not be answered in peace."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line with its error."""
        self.said.append(f"{record.getMessage()} {record.exc_info and record.exc_info[1]!r}")


@pytest.fixture(scope="module")
def failures() -> Iterator[Failures]:
    found = Failures()
    loggers = [logging.getLogger(name) for name in ("bot", "casework", "storage", "aiogram")]
    for one in loggers:
        one.addHandler(found)
    yield found
    for one in loggers:
        one.removeHandler(found)


async def feed(play: Play, made: Made, who: Caller) -> None:
    """One update of theirs: answered when it is said to the bot, and met with silence when it is not."""
    play.count += 1
    before = len(play.telegram.calls)
    update = sent_by(made, play.count, who.chat_id)
    await play.dispatcher.feed_update(play.bot, Update.model_validate(update, context={"bot": play.bot}))
    assert (len(play.telegram.calls) > before) is is_answered(made), update


@SOME
@given(given_data=st.data())
async def test_a_stranger_is_answered_and_changes_nothing_of_others(
    world: World,
    refs: list[str],
    stranger: Caller,
    failures: Failures,
    given_data: Any,  # noqa: ANN401
) -> None:
    with playing(world) as play:
        before = not_theirs(play.connection, stranger.id)
        for made in given_data.draw(st.lists(updates(refs), min_size=IN_A_ROW, max_size=IN_A_ROW)):
            await feed(play, made, stranger)
            assert failures.said == [], made
        after = not_theirs(play.connection, stranger.id)
    assert {key: after.get(key) for key in before} == before


@SOME
@given(given_data=st.data())
async def test_whoever_has_something_here_is_answered_too(
    world: World,
    refs: list[str],
    failures: Failures,
    given_data: Any,  # noqa: ANN401
) -> None:
    everybody = {thing.owner.id: thing.owner for things in world.things.values() for thing in things}
    who = given_data.draw(st.sampled_from([everybody[key] for key in sorted(everybody)]))
    with playing(world) as play:
        for made in given_data.draw(st.lists(updates(refs), min_size=IN_A_ROW, max_size=IN_A_ROW)):
            await feed(play, made, who)
            assert failures.said == [], made
