"""What the courier does with an old card, a personal one, a refusal; and that nobody is starved."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.texts.screens import Screen
from casework import outbox, returning
from casework.desk import Desk
from casework.outbox import Envelope
from domain.people import Role
from scheduler.courier import Courier
from storage.arrivals import Caller
from storage.database import transaction
from storage.incidents import Incident
from storage.people import Person
from tests.scheduler.office import Office, say
from tests.scheduler.round import on_round

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param(47, ["nl: third"], id="it still changes in place"),
        pytest.param(48, ["nl: second", "nl: third"], id="a new message"),
    ],
)
async def test_a_card_of_two_days_is_not_edited_any_more(
    office: Office, hours: int, expected: list[str]
) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        office.letter(person, "first", card="offer:1")
        await tour.courier.drain()
        office.now += timedelta(hours=24)
        office.letter(person, "second", card="offer:1")  # an edit does not make the message any younger
        await tour.courier.drain()
        office.now += timedelta(hours=hours - 24)
        office.letter(person, "third", card="offer:1")
        await tour.courier.drain()
        assert await tour.texts(chat) == expected
        calls = (await tour.telegram.get("calls")).body
    edits = [call for call in calls if call["method"] == "editMessageText"]
    assert len(edits) == (1 if hours >= 48 else 2)


def personal(_desk: Desk, envelope: Envelope) -> Screen:
    """A card that turned personal."""
    return Screen(str(envelope.facts["text"]), personal=envelope.facts["text"] == "whose it is")


async def test_what_is_personal_never_takes_the_place_of_an_open_message(office: Office) -> None:
    async with on_round(office, render=personal) as tour:
        person, chat = await tour.reader()
        office.letter(person, "open", card="offer:1")
        office.letter(person, "whose it is", card="offer:1")
        await tour.courier.drain()
        messages = await tour.messages(chat)
    assert [(one["text"], one["protected"]) for one in messages] == [("open", False), ("whose it is", True)]


async def test_what_was_refused_is_told_to_the_admins_by_number_alone(office: Office) -> None:
    async with on_round(office) as tour:
        person, _ = await tour.reader()
        _, admin_chat = await tour.reader(Role.ADMIN)
        letter = office.letter(person, "<b>a name that nobody may read")
        await tour.courier.drain()
        assert await tour.texts(admin_chat) == ["nl: incident"]
    with transaction(office.engine) as session:
        incident = session.exec(select(Incident)).one()
    assert incident.about == f"letter {letter} nudge"


async def test_each_outcome_is_counted_by_its_name(office: Office) -> None:
    counted: Counter[str] = Counter()
    async with on_round(office) as tour:
        courier = Courier(tour.bot, office.do, say, count=lambda name: counted.update([name]))
        person, chat = await tour.reader()
        blocked, blocked_chat = await tour.reader()
        office.letter(person, "well")
        office.letter(person, "<b>wrong")
        office.letter(blocked)
        await tour.telegram.post(f"people/{blocked_chat}/block")
        tour.trouble("500", chat=chat)
        await courier.drain()
        office.now += timedelta(seconds=5)
        await courier.drain()
    assert counted == {"sent": 1, "refused": 1, "unreachable": 1, "later": 1}


async def test_who_comes_back_gets_what_waited_oldest_first(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        await tour.telegram.post(f"people/{chat}/block")
        for number in range(3):
            office.letter(person, str(number), subject=f"S{number}")
        await tour.courier.drain()
        await tour.telegram.post(f"people/{chat}/unblock")
        office.act(returning.heard, caller=caller(office, person))
        await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: 0", "nl: 1", "nl: 2"]
    assert set(office.states()) == {"sent"}


def caller(office: Office, person_id: int) -> Caller:
    from casework.envelopes import reader

    with transaction(office.engine) as session:
        return reader(session.exec(select(Person).where(Person.id == person_id)).one())


async def test_many_urgent_letters_to_one_person_starve_nobody(office: Office) -> None:
    async with on_round(office) as tour:
        flooded, flooded_chat = await tour.reader()
        other, chat = await tour.reader()
        for number in range(20):
            office.letter(flooded, f"urgent {number}", urgent=True)
        news = office.letter(flooded, "news")
        ordinary = office.letter(other)
        one_at_a_time = tour.another(abreast=2)
        await one_at_a_time.drain()
        assert await tour.texts(chat) == ["nl: hello"]
        assert (await tour.texts(flooded_chat))[-1] == "nl: news"
        calls = (await tour.telegram.get("calls")).body
    order = [call["chat"] for call in calls if call["method"] == "sendMessage"]
    assert order.index(chat) <= 2  # beside the first urgent ones, not after all of them
    assert office.read(news).state == office.read(ordinary).state == "sent"


async def test_urgent_letters_to_many_go_before_ordinary_ones_and_these_still_go(office: Office) -> None:
    async with on_round(office) as tour:
        readers = [await tour.reader() for _ in range(8)]
        ordinary = office.letter(readers[0][0], "ordinary")
        for person, _ in readers[1:]:
            office.letter(person, "urgent", urgent=True)
        courier = tour.another(abreast=1)
        assert await courier.drain() == 8
        calls = (await tour.telegram.get("calls")).body
    order = [call["chat"] for call in calls if call["method"] == "sendMessage"]
    assert order[-1] == readers[0][1]
    assert office.read(ordinary).state == "sent"


async def test_somebody_whose_letters_fail_holds_up_nobody_else(office: Office) -> None:
    async with on_round(office) as tour:
        failing, failing_chat = await tour.reader()
        tour.trouble("500", chat=failing_chat, times=9)
        for number in range(5):
            office.letter(failing, str(number), urgent=True)
        readers = [await tour.reader() for _ in range(5)]
        for person, _ in readers:
            office.letter(person)
        await tour.another(abreast=1).drain()
        assert [await tour.texts(chat) for _, chat in readers] == [["nl: hello"]] * 5
        assert await tour.texts(failing_chat) == []
    assert not office.act(outbox.nothing_waits)
