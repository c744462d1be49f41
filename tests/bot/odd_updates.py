"""Updates as nobody would send them: odd characters, kinds that nobody knows, forged buttons, and other people's references."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from bot.routes import BUTTONS, COMMANDS
from tests.bot.wire import said, tapped

Made = dict[str, Any]
"""An update as Telegram writes it, still without its number; `person` is filled in by `sent_by`."""

LONGEST = 4096
ODD_WORDS = (
    "",
    " ",
    "\u202e\u2067right to left\u2066",
    "\u200f\u202dabc",
    "👨‍👩‍👧‍👦" * 100,
    "x" * LONGEST,
    "😀" * (LONGEST // 2),
    "\n" * LONGEST,
    "\x00\x01\x7f",
    "a\u0300" * 2000,
    "{0.__class__} {name} %s %(x)s %n",
    "<b>&lt;</i><script>",
    "=1+1",
    "' OR 1=1 --",
    "²١٢٣",
    "112",
    "0031612345678",
    "31-02-2026",
    "99:99",
    "8011 AB",
    "K-2222-2222",
    "help",
    "hij slaat me",
    "/",
    "/ ",
    "//",
    "/start ",
    "/start AAAA-nonsense",
    "/START@kring_demo_bot x y",
    "/\u202e",
)
KINDS_WITHOUT_WORDS: dict[str, Any] = {
    "photo": [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}],
    "voice": {"file_id": "v", "file_unique_id": "u", "duration": 1},
    "document": {"file_id": "d", "file_unique_id": "u", "file_name": "../../x<b>.exe"},
    "sticker": {
        "file_id": "s",
        "file_unique_id": "u",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    },
    "location": {"latitude": 52.5, "longitude": 6.1},
    "contact": {"phone_number": "+31600000000", "first_name": "x"},
    "dice": {"emoji": "🎲", "value": 1},
    "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}},
    "new_chat_title": "x",
    "unheard_of": {"x": [1, 2, {"y": None}]},
}
QUIET = ("channel_post", "edited_channel_post", "inline_query", "poll_answer", "chat_join_request", "thought")
"""Kinds of update that are not said to the bot: nothing answers them."""

_CHARS = st.characters(exclude_categories=["Cs"])


def words() -> st.SearchStrategy[str]:
    """What somebody may type."""
    commands = st.sampled_from([f"/{name}" for name in (*sorted(COMMANDS), "start", "unheard_of")])
    return st.one_of(st.text(_CHARS, max_size=80), st.sampled_from(ODD_WORDS), commands)


def data(refs: list[str]) -> st.SearchStrategy[str]:
    """The data of a button: any verb, and any parts, other people's references among them."""
    part = st.one_of(
        st.sampled_from(refs),
        st.integers(-1, 60).map(str),
        st.sampled_from(
            [
                "",
                "y",
                "n",
                "x",
                "yes",
                "request",
                "message",
                "plan_line",
                "profile",
                "NaN",
                "²",
                "9" * 30,
                "{0.__class__}",
            ]
        ),
        st.text(_CHARS, max_size=8),
    )
    verb = st.one_of(st.sampled_from(sorted(BUTTONS)), st.text(_CHARS, max_size=3))
    return st.tuples(verb, st.lists(part, max_size=5)).map(
        lambda made: ":".join([made[0], *made[1]]).encode()[:64].decode(errors="ignore")
    )


def updates(refs: list[str]) -> st.SearchStrategy[Made]:
    """One update of any kind."""
    nowhere = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    group = {"id": -8, "type": "supergroup", "title": "x"}
    message = words().map(lambda said_now: said(0, said_now)["message"])
    nothing_said = st.sampled_from(sorted(KINDS_WITHOUT_WORDS)).map(
        lambda kind: said(0, None, **{kind: KINDS_WITHOUT_WORDS[kind]}, caption="{0}")["message"]
    )
    tap = data(refs).map(lambda pressed: tapped(0, pressed)["callback_query"])
    odd_tap = st.tuples(tap, st.sampled_from(["old", "inline", "game"])).map(lambda made: _odd(*made))
    return st.one_of(
        st.one_of(message, nothing_said).map(lambda made: {"message": made}),
        tap.map(lambda made: {"callback_query": made}),
        odd_tap.map(lambda made: {"callback_query": made}),
        st.one_of(message, nothing_said).map(lambda made: {"edited_message": made | {"edit_date": 1}}),
        message.map(lambda made: {"message": made | {"chat": group}}),
        st.sampled_from(QUIET).map(lambda kind: {kind: nowhere | {"text": "x", "id": "1", "from": None}}),
    )


def _odd(tap: Made, kind: str) -> Made:
    """A tap on a message that Telegram does not show any more, on an inline message, or on a game."""
    bare = {key: value for key, value in tap.items() if key != "message"}
    if kind == "old":
        return bare | {"message": {"chat": {"id": 1, "type": "private"}, "message_id": 1, "date": 0}}
    if kind == "inline":
        return bare | {"inline_message_id": "AAAA"}
    return {key: value for key, value in bare.items() if key != "data"} | {"game_short_name": "x"}


def sent_by(made: Made, number: int, person: int) -> Made:
    """The update with its number, from this person."""
    ((kind, event),) = made.items()
    found = dict(event)
    if kind in QUIET:
        return {"update_id": number, "unheard_of": found}
    if isinstance(found.get("from"), dict):
        found["from"] = {**found["from"], "id": person}
    for holder in (found, found.get("message")):
        if isinstance(holder, dict) and holder.get("chat", {}).get("type") == "private":
            holder["chat"] = {**holder["chat"], "id": person}
    if kind == "callback_query":
        found["id"] = f"query-{number}"
    return {"update_id": number, kind: found}


def is_answered(made: Made) -> bool:
    """Whether it is said to the bot, so that an answer comes (docs/limits.md, *What is not answered*)."""
    ((kind, event),) = made.items()
    if kind == "callback_query":
        return True
    if kind not in {"message", "edited_message"}:
        return False
    if event["chat"]["type"] != "private":
        return kind == "message" and event.get("text", "").startswith("/")
    return not (kind == "edited_message" and "location" in event)


def references(connection: Connection) -> list[str]:
    """Every reference that stands anywhere in the database: of people, requests, offers, jobs, guests, lines."""
    found = {
        str(one)
        for table in SQLModel.metadata.sorted_tables
        if "ref" in table.columns
        for one in connection.execute(table.select().with_only_columns(table.c.ref)).scalars()
    }
    return sorted(found)


def not_theirs(connection: Connection, person_id: int) -> dict[tuple[str, str], str]:
    """Every row that is not of this person, by its table and key; without the audit, which only grows."""
    return dict(_rows(connection, person_id))


def _rows(connection: Connection, person_id: int) -> Iterator[tuple[tuple[str, str], str]]:
    for table in SQLModel.metadata.sorted_tables:
        if table.name in {"audit_head", "seen_update"}:
            continue
        links = [
            column.name
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
            or (table.name, column.name) == ("person", "id")
        ]
        keys = [column.name for column in table.primary_key]
        for row in connection.execute(text(f'SELECT * FROM "{table.name}"')).mappings():  # noqa: S608 - our tables
            if person_id not in [row[name] for name in links]:
                yield (table.name, repr([row[name] for name in keys])), repr(dict(row))
