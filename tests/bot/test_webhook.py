"""The webhook: the secret first, nothing that is not Telegram's is read, and the answer rides on the response."""

import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import Session, select

from bot.texts import errors as texts
from storage.people import Person
from tests.bot.stage import said as sentence
from tests.bot.wire import PATH, SECRET, Wire, said, tapped, wired

pytestmark = pytest.mark.asyncio

HEADER = "X-Telegram-Bot-Api-Secret-Token"
NO_SECRETS: dict[str, dict[str, str]] = {
    "none": {"X-Other": SECRET},
    "empty": {HEADER: ""},
    "wrong": {HEADER: "told-in-another"},
    "a beginning of it": {HEADER: SECRET[:-1]},
    "more than it": {HEADER: SECRET + "x"},
    "in capitals": {HEADER: SECRET.upper()},
    "long": {HEADER: "x" * 4000},
    "not of ASCII": {HEADER: "géheim-ﬀ"},
}
NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "half an update": b'{"update_id": 1, "message": {"message_id":',
    "a list": b"[]",
    "a number": b"17",
    "no number of the update": b'{"message": {}}',
    "a message without a chat": b'{"update_id": 1, "message": {"message_id": 1, "date": 1}}',
    "bytes that are no text": b"\xff\xfe\x00",
    "nested beyond reason": b"[" * 100_000,
    "a number beyond reason": b'{"update_id": 1e400}',
}


@pytest_asyncio.fixture
async def wire(sqlite_url: str) -> AsyncIterator[Wire]:
    async with wired(sqlite_url) as made:
        yield made


def people_in(wire: Wire) -> int:
    with Session(wire.work._engine) as session:
        return len(session.exec(select(Person.id)).all())


@pytest.mark.parametrize("headers", NO_SECRETS.values(), ids=NO_SECRETS)
async def test_without_the_secret_nothing_is_read(wire: Wire, headers: dict[str, str]) -> None:
    for body in (json.dumps(said(1, "/start")).encode(), b"{", b"x" * 2_000_000):
        async with wire.http.post(PATH, data=BytesIO(body), headers=headers) as answer:
            assert answer.status == 401
            assert await answer.text() == ""
    assert people_in(wire) == 0
    assert wire.telegram.calls == []
    assert 'kring_webhook_refused_total{why="secret"} 3.0' in await wire.numbers()


async def test_where_no_secret_is_set_nobody_comes_in(sqlite_url: str) -> None:
    async with wired(sqlite_url, secret="") as wire:
        assert (await wire.post(said(1, "/start"), **{HEADER: ""}))[0] == 401
        assert (await wire.post(said(1, "/start"), **{"X-Other": "x"}))[0] == 401


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE)
async def test_nonsense_is_refused_and_nothing_is_kept(wire: Wire, body: bytes) -> None:
    async with wire.http.post(PATH, data=body, headers={HEADER: SECRET}) as answer:
        assert answer.status == 400
    assert people_in(wire) == 0


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset"])
async def test_a_charset_that_nobody_knows_is_no_failure_of_ours(wire: Wire, charset: str) -> None:
    headers = {HEADER: SECRET, "Content-Type": f"application/json; charset={charset}"}
    async with wire.http.post(PATH, data=json.dumps(said(1, "/start")), headers=headers) as answer:
        assert answer.status in {200, 400}


async def test_more_than_a_megabyte_is_not_telegram(wire: Wire) -> None:
    headers = {HEADER: SECRET, "Content-Type": "application/json"}
    async with wire.http.post(PATH, data=BytesIO(b" " * (1024 * 1024 + 1)), headers=headers) as answer:
        assert answer.status == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_only_posting_is_allowed(wire: Wire, method: str) -> None:
    async with wire.http.request(method, PATH, headers={HEADER: SECRET}) as answer:
        assert answer.status == 405


async def test_the_answer_to_words_rides_on_the_response(wire: Wire) -> None:
    status, body = await wire.post(said(1, "/start"))
    assert status == 200
    assert body["method"] == "sendMessage"
    assert body["chat_id"] == 7001
    assert body["parse_mode"] == "HTML"
    assert "112" in body["text"]
    assert wire.telegram.calls == []


async def test_a_tap_edits_its_message_and_the_response_takes_the_progress_bar_away(wire: Wire) -> None:
    status, body = await wire.post(tapped(1, "rq"))
    assert status == 200
    assert body == {"method": "answerCallbackQuery", "callback_query_id": "query-1"}
    assert [type(call).__name__ for call in wire.telegram.calls] == ["EditMessageText"]


async def test_an_update_that_is_answered_already_is_dropped(wire: Wire) -> None:
    await wire.post(said(1, "/human"))
    assert await wire.post(said(1, "/human")) == (200, {})
    assert wire.telegram.calls == []


async def test_a_lower_number_that_comes_later_is_handled(wire: Wire) -> None:
    """A mark of the highest number would lose it (telegram.md 2.11)."""
    assert (await wire.post(said(500, "/start")))[1]["method"] == "sendMessage"
    assert (await wire.post(said(499, "/help")))[1]["method"] == "sendMessage"


QUIET: dict[str, dict[str, Any]] = {
    "a channel's post": {
        "channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "/start"}
    },
    "a kind of next year": {"thought_reading": {"text": "what happened"}},
    "words in a group": said(3, "main_person", chat={"id": -8, "type": "group", "title": "x"}),
    "words in a supergroup": said(4, "main_person", chat={"id": -8, "type": "supergroup", "title": "x"}),
    "a message of a channel in its group": said(
        5,
        "story",
        chat={"id": -8, "type": "supergroup", "title": "x"},
        sender_chat={"id": -9, "type": "channel"},
    ),
}


@pytest.mark.parametrize("update", QUIET.values(), ids=QUIET)
async def test_what_is_not_said_to_the_bot_is_not_answered(wire: Wire, update: dict[str, Any]) -> None:
    assert await wire.post({"update_id": 9} | update) == (200, {})
    assert wire.telegram.calls == []
    assert people_in(wire) == 0


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_command_in_a_group_gets_one_sentence_and_nothing_is_kept(wire: Wire, kind: str) -> None:
    await wire.post(said(1, "/start@kring_demo_bot", chat={"id": -8, "type": kind, "title": "x"}))
    (call,) = wire.telegram.calls
    assert getattr(call, "text", "") == sentence(texts.private_only, "nl")
    assert getattr(call, "chat_id", 0) == -8
    assert people_in(wire) == 0


@pytest.mark.parametrize("path", ["/", "/telegram/", "/admin", "/webhook"])
async def test_there_is_nothing_else(wire: Wire, path: str) -> None:
    async with wire.http.post(path, json=said(1, "/start"), headers={HEADER: SECRET}) as answer:
        assert answer.status == 404


async def test_alive_is_not_ready(wire: Wire) -> None:
    async with wire.http.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"alive": True})
    async with wire.http.get("/readyz") as answer:
        assert (answer.status, await answer.json()) == (200, {"database": True})
    wire.ready["database"] = False
    async with wire.http.get("/readyz") as answer:
        assert (answer.status, await answer.json()) == (503, {"database": False})
    async with wire.http.get("/healthz") as answer:
        assert answer.status == 200


async def test_a_database_that_is_gone_is_not_ready(sqlite_url: str) -> None:
    from kring.serving import answers

    async with wired(sqlite_url) as wire:
        assert await answers(wire.work) is True
        wire.work.close()
        assert await answers(wire.work) is False


async def test_the_numbers_count_updates_and_tell_of_nobody(wire: Wire) -> None:
    await wire.post(said(1, "My name is Unmistakable", person=987654321))
    numbers = await wire.numbers()
    assert "kring_updates_total 1.0" in numbers
    assert "kring_update_seconds_count 1.0" in numbers
    assert "Unmistakable" not in numbers
    assert "987654321" not in numbers
