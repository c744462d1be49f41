"""Stories about trust: who asks to be forgotten, who holds another's phone, who steals the database, who is curious."""

from simulator.stories.cast import Cast, Match, finish, hold_meeting, matched, prepare, require
from simulator.stories.phones import Phone

NAME = "A name"
"""What the family is called in every story (`simulator.stories.cast.send_request`)."""

_ELSEWHERE = "limburg"
_CODE_WORD = "magnolia"


async def forget_me_tonight(cast: Cast) -> None:
    """While a coordinator prepares the meeting the family wants to be forgotten, tonight: it is done, and all see that."""
    case = await matched(cast)
    await prepare(case.coordinator)
    requester = case.requester
    await requester.say("/forget")
    await requester.tap("px:n")
    await requester.tap("px:s")
    await _until_last_without_buttons(requester)
    await cast.phones.settle()
    await case.coordinator.say("/jobs")
    require(
        not await case.coordinator.has_button_in_newest(r"jo:\w+"), "the coordinator still has the family"
    )
    await case.manager.say("/requests")
    require(
        not await case.manager.has_button_in_newest(f"mo:{case.receipt}"), "the manager still has the request"
    )
    require(NAME.encode() not in await cast.service.stolen(), "a name stands in the database")
    await requester.say("/start")
    await requester.tap("rq")
    await requester.wait_for_button("ok")  # nobody knows them: the first yes is asked again


async def wrong_hands(cast: Cast) -> None:
    """Somebody else takes the phone: a word brings the numbers, one command empties the chat and silences the bot."""
    case = await matched(cast)
    requester = case.requester
    await requester.say("/privacy")
    await requester.tap("pq")
    await requester.tap("ps")
    await requester.say(_CODE_WORD)
    await requester.wait_for_button("pz")
    require(not _said(await requester.messages(), _CODE_WORD), "the word stands in the chat")
    await requester.say(_CODE_WORD.upper())
    require(await requester.sees("112"), "the word brings no numbers")
    await _hide(requester)
    before = await requester.count()
    await prepare(case.coordinator)
    await hold_meeting(cast.phones, case.coordinator)
    await cast.phones.settle()
    require(await requester.count() == before, "the bot wrote to a phone that was made silent")
    await requester.say("/start")
    await requester.wait_for_button("st")


async def stolen_database(cast: Cast) -> None:
    """Somebody copies the database while a family is helped: no name, no place, no wish, no word can be read in it."""
    case = await matched(cast)
    await prepare(case.coordinator)
    await hold_meeting(cast.phones, case.coordinator)
    taken = await cast.service.stolen()
    require(case.receipt.encode() in taken, "this is not the database")
    for told in (NAME, "The house in the street", "Zwolle"):
        require(told.encode() not in taken, f"{told!r} stands in the database")
    await cast.phones.advance("P28D")
    await finish(case.coordinator)
    require(NAME.encode() not in await cast.service.stolen(), "a name came back at the end")


async def curious_colleague(cast: Cast) -> None:
    """Others of the service try a family's buttons: they find nothing; who opened it by right, the family reads."""
    case = await matched(cast)
    colleague = await cast.manager(_ELSEWHERE)
    other = await cast.coordinator(2)
    await _try_everything(case, colleague, [f"mo:{case.receipt}", f"ml:{case.receipt}", f"me:{case.receipt}"])
    job = (await case.coordinator.wait_for_button(r"jc:\w+"))["data"].partition(":")[2]
    await _try_everything(case, other, [f"jo:{job}", f"ci:{job}", f"l:{job}", f"mo:{case.receipt}"])
    await case.requester.say("/privacy")
    await case.requester.tap("po")
    await case.requester.wait_for_button("pr")
    opened = (await case.requester.messages())[-1].get("text", "")
    require(opened.count("•") >= 2, "the family does not see who opened its request")  # noqa: PLR2004 - two did
    await case.requester.say("/mydata")
    await case.requester.wait_for_button("h")


async def _try_everything(case: Match, phone: Phone, forged: list[str]) -> None:
    """Press buttons that were never on this screen; each is answered, and nothing of the family is."""
    for data in forged:
        await phone.phones.call("POST", f"/sim/people/{phone.id}/tap", {"data": data})
        shown = (await phone.messages())[-1].get("text", "")
        require(NAME not in shown and case.receipt not in shown, f"{phone.name} read something by {data[:2]}")


async def _hide(phone: Phone) -> None:
    """The command that empties the chat."""
    told = await phone.count()
    await phone.say("/stop")
    require(await phone.count() < told, "the messages are still there")


async def _until_last_without_buttons(phone: Phone) -> None:
    """The receipt is the last message, and stays it."""
    await phone.phones.settle()
    newest = (await phone.messages())[-1]
    require(newest["from"] == "bot" and not newest.get("buttons"), "the receipt is not the last word")


def _said(messages: list[dict[str, object]], word: str) -> bool:
    return any(word in str(message.get("text", "")) for message in messages)
