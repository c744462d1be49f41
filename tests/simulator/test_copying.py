"""copyMessage: what a copy holds, what it leaves behind, and when Telegram refuses one."""

from typing import Any

import pytest
import telegram
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from tests.simulator.bots import aiogram_bot, ptb_bot
from tests.simulator.driver import Driver, keyboard

KINDS = ("photo", "voice", "sticker", "document", "location", "contact")


async def has_sent(sim: Driver, person: int, kind: str = "voice", **more: object) -> dict[str, Any]:
    """What a person sent last, as they see it."""
    assert (await sim.post(f"people/{person}/send", kind=kind, **more)).status == 200
    return (await sim.messages(person))[-1]


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", KINDS)
async def test_a_copy_holds_what_was_sent_and_not_by_whom(sim: Driver, kind: str) -> None:
    sender, reader = await sim.person(), await sim.person()
    sent = await has_sent(sim, sender, kind, caption="see /help", file_name="letter.pdf")
    answer = await sim.api(
        "copyMessage",
        chat_id=reader,
        from_chat_id=sender,
        message_id=sent["message_id"],
        protect_content=True,
        disable_notification=True,
    )
    seen = (await sim.messages(reader))[-1]
    assert (answer.status, answer["result"]) == (200, {"message_id": seen["message_id"]})
    kept = ("kind", "caption", "html", "file_id", "file_name", "location", "contact")
    assert {name: seen.get(name) for name in kept} == {name: sent.get(name) for name in kept}
    assert (seen["from"], seen["protected"], seen["silent"]) == ("bot", True, True)


@pytest.mark.asyncio
async def test_words_are_copied_with_their_styles_and_without_the_buttons(sim: Driver) -> None:
    sender, reader = await sim.person(), await sim.person()
    sent = await sim.sent(sender, "<b>a</b> letter", parse_mode="HTML", reply_markup=keyboard("old"))
    params = {"chat_id": reader, "from_chat_id": sender, "message_id": sent["message_id"]}
    assert (await sim.api("copyMessage", **params)).status == 200
    assert (await sim.api("copyMessage", **params, reply_markup=keyboard("new"))).status == 200
    plain, labelled = (await sim.messages(reader))[-2:]
    assert (plain["html"], plain["buttons"]) == ("<b>a</b> letter", [])
    assert [[button["text"] for button in row] for row in labelled["buttons"]] == [["new"]]


@pytest.mark.asyncio
async def test_a_new_caption_takes_the_place_of_the_old_one_and_words_have_none(sim: Driver) -> None:
    sender, reader = await sim.person(), await sim.person()
    photo = await has_sent(sim, sender, "photo", caption="old")
    words = await sim.sent(sender, "words")
    for sent in (photo, words):
        await sim.api(
            "copyMessage",
            chat_id=reader,
            from_chat_id=sender,
            message_id=sent["message_id"],
            caption="<i>new</i>",
            parse_mode="HTML",
        )
    of_photo, of_words = (await sim.messages(reader))[-2:]
    assert (of_photo["caption"], of_photo["html"], of_words["text"]) == ("new", "<i>new</i>", "words")


@pytest.mark.asyncio
async def test_what_was_changed_is_copied_as_it_stands_now_and_a_copy_stays_as_it_was(sim: Driver) -> None:
    sender, reader = await sim.person(), await sim.person()
    await sim.post(f"people/{sender}/say", text="first")
    number = (await sim.messages(sender))[-1]["message_id"]
    for text in ("second", "third"):
        await sim.post(f"people/{sender}/edit", message_id=number, text=text)
        if text == "second":
            await sim.api("copyMessage", chat_id=reader, from_chat_id=sender, message_id=number)
    assert (await sim.messages(reader))[-1]["text"] == "second"


@pytest.mark.asyncio
async def test_what_cannot_be_copied_is_refused_in_telegrams_words(sim: Driver) -> None:
    sender, reader, new = await sim.person(), await sim.person(), await sim.person(started=False)
    sent = (await has_sent(sim, sender))["message_id"]
    protected = (await sim.sent(sender, protect_content=True))["message_id"]
    usual: dict[str, object] = {"chat_id": reader, "from_chat_id": sender, "message_id": sent}
    before = len(await sim.messages(reader))
    for wrong, status, description in (
        ({"message_id": 999_999}, 400, "Bad Request: message to copy not found"),
        ({"from_chat_id": reader}, 400, "Bad Request: message to copy not found"),
        ({"message_id": protected}, 400, "Bad Request: the message can't be copied"),
        ({"message_id": None}, 400, "Bad Request: message identifier is not specified"),
        ({"from_chat_id": None}, 400, "Bad Request: from_chat_id is empty"),
        ({"from_chat_id": 5}, 400, "Bad Request: chat not found"),
        ({"chat_id": 5}, 400, "Bad Request: chat not found"),
        ({"chat_id": new}, 403, "Forbidden: bot can't initiate conversation with a user"),
        ({"caption": "x" * 1025}, 400, "Bad Request: message caption is too long"),
    ):
        params = {name: value for name, value in (usual | wrong).items() if value is not None}
        answer = await sim.api("copyMessage", **params)
        assert (answer.status, answer["description"]) == (status, description), wrong
    assert len(await sim.messages(reader)) == before
    await sim.api("deleteMessage", chat_id=sender, message_id=sent)
    assert (await sim.api("copyMessage", **usual)).status == 400


@pytest.mark.asyncio
async def test_who_blocked_the_bot_gets_no_copy_and_what_they_sent_before_can_be_copied(sim: Driver) -> None:
    sender, reader = await sim.person(), await sim.person()
    number = (await has_sent(sim, sender))["message_id"]
    params = {"chat_id": reader, "from_chat_id": sender, "message_id": number}
    await sim.post(f"people/{reader}/block")
    answer = await sim.api("copyMessage", **params)
    assert (answer.status, answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    await sim.post(f"people/{reader}/unblock")
    await sim.post(f"people/{sender}/block")
    assert (await sim.api("copyMessage", **params)).status == 200


@pytest.mark.asyncio
async def test_both_libraries_copy_a_message_and_know_the_refusals(sim: Driver) -> None:
    sender, reader = await sim.person(), await sim.person()
    number = (await has_sent(sim, sender))["message_id"]
    async with aiogram_bot(sim.url) as ours, ptb_bot(sim.url) as theirs:
        first = await ours.copy_message(reader, sender, number, protect_content=True)
        second = await theirs.copy_message(reader, sender, number, protect_content=True)
        seen = await sim.messages(reader)
        assert [first.message_id, second.message_id] == [one["message_id"] for one in seen[-2:]]
        assert all(one["protected"] for one in seen[-2:])
        with pytest.raises(TelegramBadRequest, match="message to copy not found"):
            await ours.copy_message(reader, sender, 999_999)
        with pytest.raises(telegram.error.BadRequest, match="Message to copy not found"):
            await theirs.copy_message(reader, sender, 999_999)
        await sim.post(f"people/{reader}/block")
        with pytest.raises(TelegramForbiddenError):
            await ours.copy_message(reader, sender, number)
        with pytest.raises(telegram.error.Forbidden):
            await theirs.copy_message(reader, sender, number)
