"""A receipt typed into the chat, a request about the same situation, and organisations named by the manager."""

import pytest

from bot.texts import receipts as texts
from bot.texts.translating import speaking
from simulator.stories.cast import send_request
from simulator.stories.phones import Phone
from tests.bot.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

BODY = "Stichting <Jeugd> & Gezin"


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in "\u2066\u2067\u2068\u2069")


def _nothing_to_show() -> str:
    with speaking("en"):
        return texts.nothing_to_show("K-2222-2222").text


async def _says(stage: Stage, phone: Phone, words: str) -> str:
    return _bare(await stage.does(phone, "say", text=words))


async def _screen_with(phone: Phone, pattern: str) -> str:
    """The text above this button; letters that arrive meanwhile stand elsewhere."""
    button = await phone.wait_for_button(pattern)
    return next(
        _bare(str(one["text"])) for one in await phone.messages() if one["message_id"] == button["message_id"]
    )


async def _send_about(phone: Phone, receipt: str) -> str:
    """From the answer to somebody else's receipt to the end of the form; gives the new receipt."""
    await phone.tap(f"ra:{receipt}")
    await phone.tap(f"ok:{receipt}")
    await phone.answer("request", language="ar", who="professional", agrees="yes")
    await phone.type_into("request", BODY)
    await phone.type_into("request", "A name")
    await phone.type_into("request", "8011")
    await phone.answer("request", channel="here", hours="any", variant="family", deadline="-", wishes="no")
    await phone.tap(r"f:request:\d+:access:\.")
    assert receipt in await _screen_with(phone, r"fs:request:\d+")
    await phone.tap(r"fs:request:\d+")
    await phone.wait_until_gone(r"fs:request:\d+")
    return await phone.receipt()


async def test_a_second_request_about_a_receipt_goes_the_whole_way(stage: Stage) -> None:
    cast = stage.cast("en")
    manager, requester, neighbour = await cast.manager(), await cast.requester(), await stage.person("en")
    receipt = await send_request(requester)
    assert _nothing_to_show() in await _says(stage, neighbour, receipt.lower().replace("-", ""))
    second = await _send_about(neighbour, receipt)
    assert second != receipt
    await manager.tap(f"mo:{second}")
    card = await _screen_with(manager, f"mb:{second}")
    assert f"Also asked about: {receipt}" in card
    assert BODY in card
    await manager.tap(f"mo:{receipt}")
    assert f"Also asked about: {second}" in await _screen_with(manager, f"mb:{receipt}")


async def test_ones_own_receipt_shows_where_it_stands_and_a_manager_gets_the_card(stage: Stage) -> None:
    cast = stage.cast("en")
    manager, requester = await cast.manager(), await cast.requester()
    receipt = await send_request(requester)
    assert f"Request {receipt}" in await _says(stage, requester, f" {receipt.lower()} ")
    await requester.wait_for_button(f"rp:{receipt}")
    await manager.say(receipt)
    assert "A name" in await _screen_with(manager, f"mk:{receipt}")


@pytest.mark.parametrize("words", ["K-2222-2222", "k-0000-0000", "K 2222 2222", "kkkkkkkkk"])
async def test_what_is_not_there_gets_the_same_answer(stage: Stage, words: str) -> None:
    phone = await stage.person("en")
    assert _nothing_to_show() in await _says(stage, phone, words)


async def test_in_the_middle_of_a_form_the_answers_stay_and_the_form_goes_on(stage: Stage) -> None:
    phone = await stage.asking("en", at="name")
    before = await stage.draft(phone)
    assert _nothing_to_show() in await _says(stage, phone, "k-2222-2222")
    assert await stage.draft(phone) == before
    await stage.does(phone, "say", text="Karakters")
    page = await stage.draft(phone)
    assert page is not None
    assert page.answers["name"] == "Karakters"


async def test_a_manager_names_an_organisation_and_takes_it_off_again(stage: Stage) -> None:
    cast = stage.cast("en")
    manager, requester = await cast.manager(), await cast.requester()
    receipt = await send_request(requester)
    await manager.tap(f"mo:{receipt}")
    await manager.tap(f"mb:{receipt}")
    await manager.tap(f"mt:{receipt}")
    await manager.type_into("organisation", BODY)
    await manager.tap(r"fs:organisation:\d+")
    assert BODY in await _screen_with(manager, rf"mx:{receipt}:\w+")
    button = await manager.wait_for_button(rf"mx:{receipt}:\w+")
    assert "Jeugd" not in button["data"]
    await manager.tap(f"mo:{receipt}")
    await manager.wait_for_button(f"mk:{receipt}")
    assert f"Organisations involved: {BODY}" in await _screen_with(manager, f"mk:{receipt}")
    await manager.tap(f"mb:{receipt}")
    await manager.tap(rf"mx:{receipt}:\w+")
    await manager.wait_until_gone(rf"mx:{receipt}:\w+")
    assert BODY not in await _screen_with(manager, f"mt:{receipt}")
