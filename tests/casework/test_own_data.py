"""Everything that is kept of somebody, and nothing of anybody else: compared with the schema (trust.md 16)."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Integer, LargeBinary, Table, TypeDecorator
from sqlalchemy.types import JSON
from sqlmodel import SQLModel, select

from bot.texts import own_data as texts
from bot.texts.translating import speaking
from casework import forgetting, guests, own_data
from casework.belongings import NOBODYS, WAYS
from casework.ownership import Key, Way
from domain.circle import Apart, Reply
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.drafts import Draft
from storage.people import Person
from storage.requests import Request
from tests.casework.invited import invited
from tests.casework.whole_circle import CIRCLE_SECRETS, THOUGHT_OF, gathers
from tests.gathering import AUNT
from tests.office import NAME, PERSONAL, PHONE, PLACE, Office

_MOMENT = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
_MADE = count(7001)


def _made(office: Office, who: Caller) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        json.dumps(office.do(own_data.collect, caller=office.again(who)).as_json())
    )
    return found


def test_every_column_of_the_schema_is_shown_opened_or_left_out_with_a_reason() -> None:
    tables = SQLModel.metadata.tables
    assert {way.table for way in WAYS} | set(NOBODYS) == set(tables)
    assert not {way.table for way in WAYS} & set(NOBODYS)
    for way in WAYS:
        told = Counter([*way.shown, *way.opened, *way.left_out])
        assert told == Counter(column.name for column in tables[way.table].columns), way.name
        assert all(way.left_out.values()), way.name
    assert all(NOBODYS.values())
    assert len({way.name for way in WAYS}) == len(WAYS)


def test_nothing_sealed_is_shown_as_it_stands_and_each_is_shown_by_some_way() -> None:
    for name, table in SQLModel.metadata.tables.items():
        ways = [way for way in WAYS if way.table == name]
        for column in table.columns:
            if isinstance(column.type, LargeBinary) and ways:
                assert not any(column.name in way.shown for way in ways)
                told = any(column.name in way.opened for way in ways)
                assert told or column.name in {"key", "secret", "card_voice", "code_word"}, (
                    f"{name}.{column.name}"
                )


def test_a_value_in_every_column_is_found_in_the_file_and_none_that_is_left_out(both: Office) -> None:
    who = both.newcomer()
    values = {name: _seeded(both, who, table) for name, table in _tables().items()}
    kept = _made(both, who)["kept"]
    assert set(kept) == {way.name for way in WAYS}
    for way in WAYS:
        row = next(row for row in kept[way.name] if _is_seeded(way, row, values))
        assert set(row) == {*way.shown, *way.opened}, way.name
        for name in way.shown - {"day_id"}:
            assert row[name] == own_data._plain(values[way.table][name]), f"{way.name}.{name}"
        for name in way.opened:
            assert row[name] == {"said": f"{way.table}.{name}"}, f"{way.name}.{name}"
    (ticked,) = kept["ticked_day"]
    assert ticked["day_id"] == values["meeting_day"]["at"].isoformat()


def test_what_a_family_told_is_all_in_it_and_nothing_of_their_guests(both: Office) -> None:
    case = both.preparing()
    guest, _ = gathers(both, case)
    found = json.dumps(_made(both, case.requester), ensure_ascii=False)
    assert all(word in found for word in (NAME, PHONE, PLACE, AUNT, THOUGHT_OF, case.ref))
    assert not any(word in found for word in ("rather_not", "child_care", str(guest.chat_id), guest.ref))
    own = json.dumps(_made(both, guest), ensure_ascii=False)
    assert all(word in own for word in ("rather_not", "child_care", '"answer": "yes"'))
    assert not any(word in own for word in (*PERSONAL, *CIRCLE_SECRETS, case.ref, case.requester.ref))


def test_who_asks_for_somebody_else_is_not_told_of_that_circle(office: Office) -> None:
    case = office.preparing(who="relative")
    invited(office, case)
    assert "circle" not in _made(office, case.requester)["kept"]


def test_a_coordinator_gets_their_own_work_and_no_family(office: Office) -> None:
    case = office.scheduled()
    kept = _made(office, case.coordinator)["kept"]
    assert {"profile", "offer", "job", "preparation_step", "audit_line"} <= set(kept)
    assert not any(word in json.dumps(kept) for word in (*PERSONAL, case.requester.ref))


def test_once_a_minute(office: Office) -> None:
    someone, other = office.citizen(), office.citizen()
    _made(office, someone)
    assert office.refusal(own_data.collect, caller=someone) == "too_soon"
    assert _made(office, other)["kept"]["person"]
    office.advance(seconds=61)
    assert _made(office, someone)["kept"]["audit_line"][-1]["what"] == own_data.MADE


def test_what_cannot_be_opened_any_more_says_so(office: Office) -> None:
    case = office.preparing()
    who, ref = invited(office, case)
    office.do(guests.tell_apart, caller=who, ref=ref, apart=Apart.MAY_NOT)
    with office.writing() as session:
        session.exec(select(Request).where(Request.ref == case.ref)).one().key = None
    assert _made(office, who)["kept"]["invitation_to_a_meeting"][0]["private"] == own_data.GONE
    someone = office.citizen()
    office.fill(someone, "request")
    with office.writing() as session:
        session.exec(select(Draft)).one().key = office.vault.make_key()
    assert _made(office, someone)["kept"]["draft"][0]["answers"] == own_data.GONE


def test_the_page_says_the_same_in_the_words_of_the_forms(office: Office) -> None:
    case = office.preparing()
    who, ref = invited(office, case)
    office.do(guests.reply, caller=who, ref=ref, said=Reply.YES)
    office.fill(case.requester, "request", name="<b>Another</b>")
    office.do(guests.look, caller=who, ref=ref)
    for locale in ("en", "nl", "ar", "ti"):
        with speaking(locale):
            page = texts.page(office.do(own_data.collect, caller=case.requester)).decode()
        office.advance(minutes=2)
        assert all(word in page for word in (NAME, PHONE, PLACE, AUNT, case.ref, "&lt;b&gt;Another"))
        assert "<b>Another" not in page
    with speaking("en"):
        page = texts.page(office.do(own_data.collect, caller=office.again(case.coordinator))).decode()
        own = texts.page(office.do(own_data.collect, caller=who)).decode()
    assert "Your work for Kring" in page
    assert "Invitations to you" in own
    assert NAME not in page + own


def test_of_somebody_who_was_forgotten_and_comes_back_there_is_a_chat_and_no_more(office: Office) -> None:
    case = office.preparing()
    office.do(forgetting.forget, caller=case.requester)
    assert set(_made(office, case.requester)["kept"]) == {"person"}


def _tables() -> dict[str, Table]:
    return {table.name: table for table in SQLModel.metadata.sorted_tables if table.name not in NOBODYS}


def _seeded(office: Office, who: Caller, table: Table) -> dict[str, Any]:
    """One row of a table with a value of its own in every column, pointing at the one row of each other table."""
    if table.name == "person":
        values: dict[str, Any] = {"id": who.id, "locale": "nl", "region": "utrecht", "consent": 1}
        values |= {"consent_at": _MOMENT, "ref": who.ref}
        with office.writing() as session:
            person = session.exec(select(Person).where(Person.id == who.id)).one()
            person.sqlmodel_update(values)
            session.flush()
            return {column.name: getattr(person, column.name) for column in table.columns}
    values = {column.name: _value(office, who, table, column) for column in table.columns}
    with office.writing() as session:
        session.connection().execute(table.insert().values(values))
    return values


def _value(office: Office, who: Caller, table: Table, column: "Column[Any]") -> Any:  # noqa: ANN401 - any column
    number = next(_MADE)
    fixed = {
        ("request", "ref"): "K-7Q3F-9M2T",
        ("registration", "request_ref"): "K-7Q3F-9M2T",
        ("request", "who"): "main_person",
        ("audit_line", "who"): who.id,
        ("audit_line", "number"): 9_000_000,
        ("escalation", "done_at"): _MOMENT,
    }
    if (table.name, column.name) in fixed:
        return fixed[table.name, column.name]
    for key in column.foreign_keys:
        return who.id if key.column.table.name == "person" else 1
    if column.name == "id":
        return 1
    if isinstance(column.type, LargeBinary):
        return _sealed(office, who, table, column.name)
    return _plain_value(column, number)


def _plain_value(column: "Column[Any]", number: int) -> Any:  # noqa: ANN401 - any column
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer | BigInteger):
        return number
    if isinstance(kind, DateTime):
        return _MOMENT + timedelta(seconds=number)
    if isinstance(kind, Date):
        return date(2001, 1, 1) + timedelta(days=number)
    return {"said": number} if isinstance(kind, JSON) else f"v{number}"


_KEYS: dict[str, bytes] = {}


def _sealed(office: Office, who: Caller, table: Table, name: str) -> bytes:
    """Sealed under the name and the key with which it is opened; every key is made once."""
    if name == "key":
        _KEYS[table.name] = office.vault.make_key()
        return _KEYS[table.name]
    found = [way.opened[name] for way in WAYS if way.table == table.name and name in way.opened]
    if not found:
        return b"not for them"
    person = office.row(Person, id=who.id).key
    own = _KEYS.get(table.name, b"")
    key = {Key.PERSON: person, Key.REQUEST: _KEYS.get("request", b""), Key.OWN: own}[found[0].key]
    return office.vault.seal(key, found[0].name, {"said": f"{table.name}.{name}"})


def _is_seeded(way: Way, row: dict[str, Any], values: dict[str, dict[str, Any]]) -> bool:
    """Of the audit there are lines of other deeds too."""
    if way.table != AuditLine.__tablename__:
        return True
    return bool(row["what"] == values["audit_line"]["what"])
