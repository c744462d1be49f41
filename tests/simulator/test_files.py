"""Files go up and come down."""

import aiohttp
import pytest

from simulator.files import Files
from simulator.refusals import Refusal
from tests.simulator.driver import TOKEN, Driver


async def upload(
    sim: Driver, method: str, field: str, chat: int, **more: str
) -> tuple[int, dict[str, object]]:
    form = aiohttp.FormData({"chat_id": str(chat), **more})
    form.add_field(field, b"the bytes", filename="plan.ics", content_type="text/calendar")
    async with sim.http.post(f"{sim.url}/bot{TOKEN}/{method}", data=form) as response:
        return response.status, await response.json()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "kind"), [("sendDocument", "document"), ("sendPhoto", "photo"), ("sendVoice", "voice")]
)
async def test_a_file_is_seen_sent_again_and_fetched(sim: Driver, method: str, kind: str) -> None:
    person = await sim.person()
    assert (await upload(sim, method, kind, person, caption="<b>see</b>", parse_mode="HTML"))[0] == 200
    shown = (await sim.messages(person))[-1]
    assert (shown["kind"], shown["caption"], shown["html"]) == (kind, "see", "<b>see</b>")
    assert (await sim.api(method, chat_id=person, **{kind: shown["file_id"]})).status == 200
    path = (await sim.api("getFile", file_id=shown["file_id"]))["result"]["file_path"]
    async with sim.http.get(f"{sim.url}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == b"the bytes"


@pytest.mark.asyncio
async def test_a_person_can_save_a_file(sim: Driver) -> None:
    person = await sim.person()
    await upload(sim, "sendDocument", "document", person)
    file_id = (await sim.messages(person))[-1]["file_id"]
    async with sim.http.get(f"{sim.url}/sim/files/{file_id}") as response:
        assert (await response.read(), response.headers["Content-Disposition"]) == (
            b"the bytes",
            "attachment; filename*=UTF-8''plan.ics",
        )
    assert (await sim.get("files/unknown")).status == 404


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "said", "kind"),
    [
        ("kring.html", None, "text/html"),
        ("kring.html", "text/plain", "text/plain"),
        ("kring.ics", None, "text/calendar"),
        ("kring", None, "application/octet-stream"),
    ],
    ids=["by its name", "as the bot says", "a day", "unknown"],
)
async def test_what_kind_of_file_it_is(sim: Driver, name: str, said: str | None, kind: str) -> None:
    form = aiohttp.FormData({"chat_id": str(await sim.person())})
    form.add_field("document", b"<p>", filename=name, content_type=said or "application/octet-stream")
    async with sim.http.post(f"{sim.url}/bot{TOKEN}/sendDocument", data=form) as response:
        assert (await response.json())["result"]["document"]["mime_type"] == kind


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "shown"), [("kring.html", True), ("a.txt", True), ("a.ics", False)], ids=str
)
async def test_a_page_is_shown_apart_and_anything_else_is_saved(
    sim: Driver, name: str, *, shown: bool
) -> None:
    person = await sim.person()
    form = aiohttp.FormData({"chat_id": str(person)})
    form.add_field("document", "<p>ሰላም".encode(), filename=name, content_type="application/octet-stream")
    async with sim.http.post(f"{sim.url}/bot{TOKEN}/sendDocument", data=form) as response:
        assert response.status == 200
    file_id = (await sim.messages(person))[-1]["file_id"]
    async with sim.http.get(f"{sim.url}/sim/files/{file_id}/page") as response:
        assert await response.read() == "<p>ሰላም".encode()
        assert ("Content-Disposition" not in response.headers) is shown
        assert response.headers.get("Content-Security-Policy", "").startswith("sandbox;") is shown
        assert response.charset == ("utf-8" if shown else None)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (await sim.get("files/unknown/page")).status == 404


@pytest.mark.asyncio
async def test_a_document_keeps_its_name(sim: Driver) -> None:
    person = await sim.person()
    await upload(sim, "sendDocument", "document", person)
    assert (await sim.messages(person))[-1]["file_name"] == "plan.ics"


@pytest.mark.asyncio
async def test_a_file_may_come_under_another_name(sim: Driver) -> None:
    person = await sim.person()
    status, _ = await upload(sim, "sendDocument", "file0", person, document="attach://file0")
    assert status == 200


@pytest.mark.asyncio
async def test_a_caption_has_at_most_1024_letters(sim: Driver) -> None:
    person = await sim.person()
    status, body = await upload(sim, "sendPhoto", "photo", person, caption="x" * 1025)
    assert (status, body["description"]) == (400, "Bad Request: message caption is too long")
    assert (await upload(sim, "sendPhoto", "photo", person, caption="x" * 1024))[0] == 200


@pytest.mark.asyncio
async def test_a_file_that_is_not_there_is_refused(sim: Driver) -> None:
    person = await sim.person()
    assert (await sim.api("sendDocument", chat_id=person)).status == 400
    assert (await sim.api("sendDocument", chat_id=person, document="unknown")).status == 400
    assert (await sim.api("getFile", file_id="unknown")).status == 400
    for token, status in ((TOKEN, 404), ("1:other", 401)):
        async with sim.http.get(f"{sim.url}/file/bot{token}/documents/x") as response:
            assert response.status == status


@pytest.mark.parametrize("data", [b"", b"x" * (50 * 1024 * 1024 + 1)], ids=["empty", "above 50 MB"])
def test_a_file_has_a_least_and_a_greatest_size(data: bytes) -> None:
    with pytest.raises(Refusal):
        Files().add(data, kind="document", name="x", mime="text/plain")


@pytest.mark.asyncio
async def test_a_file_above_20_mb_cannot_be_fetched(sim: Driver) -> None:
    stored = sim.simulator.world.files.add(
        b"x" * (20 * 1024 * 1024 + 1), kind="document", name="x", mime="a/b"
    )
    answer = await sim.api("getFile", file_id=stored.file_id)
    assert (answer.status, answer["description"]) == (400, "Bad Request: file is too big")


@pytest.mark.asyncio
async def test_a_place_is_on_earth(sim: Driver) -> None:
    person = await sim.person()
    assert (await sim.api("sendLocation", chat_id=person, latitude=52.1, longitude=5.1)).status == 200
    assert (await sim.messages(person))[-1]["location"] == {"latitude": 52.1, "longitude": 5.1}
    assert (await sim.api("sendLocation", chat_id=person, latitude=91, longitude=5)).status == 400
    assert (await sim.api("sendLocation", chat_id=person, latitude="x", longitude=5)).status == 400
