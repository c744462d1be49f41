"""Bodies of the webhook that somebody made up: each is refused or handled, none is a fault, nothing of them stays."""

import copy
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import Session, select

from storage.people import Person
from storage.updates import SeenUpdate
from tests.bot.wire import PATH, SECRET, Wire, said, tapped, wired

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MEGABYTE = 1024 * 1024
WRONG: tuple[object, ...] = (None, [], {}, "x", "", -1, 0, 2**52, 2**63, 10**40, 1.5, True, [[]], {"id": {}})
MESSAGE = said(1, "hello", entities=[{"type": "bold", "offset": 0, "length": 2}])
PLACE = said(1, None, location={"latitude": 52.5, "longitude": 6.1})
UPDATES = {
    "message": MESSAGE,
    "place": PLACE,
    "changed": {"update_id": 1, "edited_message": MESSAGE["message"]},
    "tap": tapped(1, "h"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wire(migrated_file: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wire]:  # noqa: ANN401
    file = tmp_path_factory.mktemp("bodies") / "kring.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    async with wired(f"sqlite:///{file}") as made:
        yield made


def paths(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything in an update."""
    if at:
        yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from paths(one, (*at, key))


def changed(update: Any, path: tuple[str | int, ...], wrong: object) -> Any:  # noqa: ANN401 - JSON
    """The same with something else at the end of this way."""
    found = inner = copy.deepcopy(update)
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = wrong
    return found


def kept(wire: Wire) -> tuple[int, int]:
    with Session(wire.work._engine) as session:
        return len(session.exec(select(Person.id)).all()), len(session.exec(select(SeenUpdate.id)).all())


async def posted(wire: Wire, body: bytes, kind: str = "application/json") -> int:
    headers = {HEADER: SECRET, "Content-Type": kind}
    async with wire.http.post(PATH, data=body, headers=headers) as answer:
        return answer.status


def nested(begin: str, end: str, depth: int) -> bytes:
    return f'{{"update_id": 1, "x": {begin * depth}0{end * depth}}}'.encode()


REFUSED: dict[str, bytes] = {
    "brackets without end": b"[" * (MEGABYTE - 1),
    "braces without end": (b'{"a":' * (MEGABYTE // 5))[: MEGABYTE - 1],
    "brackets that end": nested("[", "]", 200_000),
    "braces that end": nested('{"a":', "}", 100_000),
    "no number": b'{"update_id": NaN}',
    "no end": b'{"update_id": Infinity}',
    "no end below": b'{"update_id": 1, "x": -Infinity}',
    "a number of ten thousand digits": b'{"update_id": ' + b"9" * 10_000 + b"}",
    "a number that no database holds": json.dumps(said(2**63, "hello")).encode(),
    "a number below nothing": json.dumps(said(-1, "hello")).encode(),
    "a person below nothing": json.dumps(said(1, "hello", person=-7001)).encode(),
    "a person beyond all": json.dumps(said(1, "hello", person=2**52)).encode(),
    "nobody": json.dumps(said(1, "hello", person=0)).encode(),
    "a tap of nobody": json.dumps(tapped(1, "h", person=2**60)).encode(),
    "a place beyond the pole": json.dumps(
        said(1, None, location={"latitude": 91.0, "longitude": 0.0})
    ).encode(),
    "a place without end": b'{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": '
    b'"private"}, "from": {"id": 7, "is_bot": false, "first_name": "x"}, "location": {"latitude": 1e999, '
    b'"longitude": 1}}}',
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
async def test_what_cannot_be_is_refused_and_nothing_of_it_stays(wire: Wire, body: bytes) -> None:
    before = kept(wire), len(wire.telegram.calls)
    assert await posted(wire, body) == 400
    assert (kept(wire), len(wire.telegram.calls)) == before


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
async def test_with_the_wrong_thing_at_any_place_there_is_no_fault(
    wire: Wire, update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    number, found = 10_000, set()
    with caplog.at_level(logging.WARNING, logger="bot"):
        for path in paths(update):
            for wrong in WRONG:
                number += 1
                made = changed(update | {"update_id": number}, path, wrong)
                before = kept(wire)
                status = await posted(wire, json.dumps(made).encode())
                assert status == 200 or kept(wire) == before, made
                found.add(status)
    assert found == {200, 400}
    assert [line.getMessage() for line in caplog.records if line.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
)
async def test_the_kind_that_a_body_claims_to_be_changes_nothing(wire: Wire, kind: str) -> None:
    assert await posted(wire, json.dumps(said(1_000_000 + len(kind), "/help")).encode(), kind) == 200
    assert await posted(wire, b"update_id=1&message=x", kind) == 400


@pytest.mark.parametrize("name", ["chat", "location", "from_user", "text", "message_id", "bot", "x"])
async def test_what_does_not_belong_to_a_kind_of_update_is_not_looked_at(wire: Wire, name: str) -> None:
    """Whatever stands in a body is kept with the update as it came: a tap has no chat of its own."""
    for number, odd in enumerate(({"id": "x"}, [1], "x", 0)):
        tap = tapped(40_000 + number, "h")
        tap["callback_query"][name] = odd
        assert await posted(wire, json.dumps(tap).encode()) in {200, 400}


async def test_of_a_key_that_stands_there_twice_the_last_counts(wire: Wire) -> None:
    first, last = said(2_000_001, "/help"), said(2_000_002, "/help")
    body = json.dumps(first)[:-1] + "," + json.dumps(last)[1:]
    assert await posted(wire, body.encode()) == 200
    async with wire.http.post(PATH, json=last, headers={HEADER: SECRET}) as answer:
        assert await answer.json() == {}, "it was answered already"


@pytest.mark.parametrize("where", ["WORDS", "/start WORDS", "/WORDS", "K-7Q3F-WORDS"])
@pytest.mark.parametrize("words", ["\\ud800", "\\udfff\\uD800", "AAAA\\uDBFFnonsense"])
async def test_half_a_character_is_refused_and_nothing_of_it_stays(
    wire: Wire, words: str, where: str
) -> None:
    before = kept(wire)
    made = json.dumps(said(3_000_001, where)).replace("WORDS", words)
    assert await posted(wire, made.encode()) == 400
    assert kept(wire) == before


@pytest.mark.parametrize("words", ["\\ud83d\\ude00", "a\\u0000b", "\\\\ud800"])
async def test_a_whole_character_and_a_zero_are_no_fault(
    wire: Wire, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    number = 3_100_000 + sum(words.encode())
    made = json.dumps(said(number, "/start WORDS")).replace("WORDS", words)
    with caplog.at_level(logging.WARNING, logger="bot"):
        assert await posted(wire, made.encode()) == 200
    assert [line for line in caplog.records if line.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("depth", [10, 100, 300, 900])
async def test_an_answer_to_an_answer_to_an_answer_is_no_fault(wire: Wire, depth: int) -> None:
    made = said(4_000_000 + depth, "/help")
    for _ in range(depth):
        made["message"] = {**made["message"], "reply_to_message": made["message"]}
    assert await posted(wire, json.dumps(made).encode()) in {200, 400}
