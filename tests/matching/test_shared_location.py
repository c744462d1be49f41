"""A shared location answers the question for a place; of the location nothing stays."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.texts import errors
from bot.texts.translating import speaking
from casework import forms
from storage.arrivals import Caller
from tests.bot.stage import Stage, staged
from tests.office import Office

ZWOLLE, MID_SEA, BRUSSELS = (52.5168, 6.0830), (55.5, 3.5), (50.8467, 4.3499)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("location")
    async with staged(folder / "kring.sqlite", template=migrated_file) as made:
        yield made


def _at_the_place(office: Office) -> tuple[Caller, forms.Page]:
    citizen = office.citizen()
    page = office.do(forms.begin, caller=citizen, form="request")
    for answer in ("ar", "main_person", "A name"):
        page = office.answer(citizen, page, answer)
    assert page.field == "place"
    return citizen, page


def test_a_location_gives_the_nearest_town_and_its_region(office: Office) -> None:
    citizen, _ = _at_the_place(office)
    page = office.do(forms.place_answer, caller=citizen, latitude=ZWOLLE[0], longitude=ZWOLLE[1])
    assert page.field == "channel"
    assert page.answers["place"] == "overijssel/Zwolle"
    assert not any(str(number) in str(page.answers) for number in ZWOLLE)


@pytest.mark.parametrize("spot", [MID_SEA, BRUSSELS], ids=["nothing near", "another country"])
def test_a_location_outside_is_an_unknown_place(office: Office, spot: tuple[float, float]) -> None:
    citizen, _ = _at_the_place(office)
    code = office.refusal(forms.place_answer, caller=citizen, latitude=spot[0], longitude=spot[1])
    assert code == "place_unknown"


def test_elsewhere_in_the_form_and_outside_it_a_location_is_not_taken(office: Office) -> None:
    citizen = office.citizen()
    where = {"latitude": ZWOLLE[0], "longitude": ZWOLLE[1]}
    assert office.refusal(forms.place_answer, caller=citizen, **where) == "nothing_open"
    office.do(forms.begin, caller=citizen, form="request")
    assert office.refusal(forms.place_answer, caller=citizen, **where) == "nothing_open"


@pytest.mark.asyncio(loop_scope="module")
async def test_on_the_phone_it_answers_where_a_place_is_asked_and_nowhere_else(stage: Stage) -> None:
    phone = await stage.asking("en", at="place")
    await phone.wait_for_question("request")
    await stage.does(phone, "send", kind="location", latitude=MID_SEA[0], longitude=MID_SEA[1])
    await stage.does(phone, "send", kind="location", latitude=ZWOLLE[0], longitude=ZWOLLE[1])
    draft = await stage.draft(phone)
    assert draft is not None
    assert (draft.field, draft.answers["place"]) == ("channel", "overijssel/Zwolle")
    told = await stage.does(phone, "send", kind="location", latitude=ZWOLLE[0], longitude=ZWOLLE[1])
    with speaking("en"):
        assert errors.not_kept().splitlines()[0] in told
