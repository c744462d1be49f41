"""The place, its pin, and who takes care of what, as people tap and read it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.handlers import places as place_handlers
from bot.texts import errors, invitations, places, practicalities
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import practicalities as actions
from casework.letters import LetterKind
from domain.practicalities import ALL, Practical
from tests.arranging import HALL, PARIS, agrees, pinned
from tests.bot.arranging_screens import LIST, OWN_LIST, PLACE, arranging_screens
from tests.bot.invitation_screens import INVITATION
from tests.bot.taps import data, said, talk, tap, verbs
from tests.circles import joins
from tests.office import VENUE, Office

WORD = "aunt with the blue car"


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.mark.parametrize(
    ("name", "screen"), list(arranging_screens()), ids=[name for name, _ in arranging_screens()]
)
def test_every_screen_fits_and_is_protected_where_it_holds_a_word(name: str, screen: Screen) -> None:
    assert 0 < len(screen.text) <= 4096
    assert all(len(button.data.encode()) <= 64 and button.text for row in screen.rows for button in row)
    assert screen.personal or screen.files, name


@pytest.mark.asyncio
async def test_the_coordinator_fills_the_list_with_a_thumb(office: Office) -> None:
    case = office.preparing()
    ref = joins(office, case, office.newcomer())
    assert f"vl:{case.job}" in data(await tap(office, case.coordinator, f"jo:{case.job}"))
    empty = await tap(office, case.coordinator, f"vl:{case.job}")
    assert empty.text.count("nobody yet") == len(ALL)
    assert data(empty)[:-1] == [f"vo:{case.job}:{number}" for number in range(len(ALL))]
    one = await tap(office, case.coordinator, f"vo:{case.job}:1")
    assert verbs(one) == ["vt", "vw", "vd", "vl"]
    filled = await tap(office, case.coordinator, f"vt:{case.job}:1:{ref}")
    assert "Food and drinks: <b>\u2068aunt with the blue car\u2069</b>" in filled.text
    given = await tap(office, case.coordinator, f"vo:{case.job}:1")
    assert practicalities.TICK in given.rows[0][0].text
    assert verbs(given) == ["vt", "vw", "vz", "vd", "vl"]
    cleared = await tap(office, case.coordinator, f"vz:{case.job}:1")
    assert WORD not in cleared.text
    for number in range(len(ALL)):
        assert "va" not in verbs(await tap(office, case.coordinator, f"vl:{case.job}"))
        await tap(office, case.coordinator, f"vd:{case.job}:{number}:y")
    assert "va" in verbs(await tap(office, case.coordinator, f"vl:{case.job}"))
    assert "va" not in verbs(await tap(office, case.coordinator, f"va:{case.job}"))
    assert "va" not in verbs(await tap(office, case.coordinator, f"vd:{case.job}:0:n"))


@pytest.mark.asyncio
async def test_a_typed_word_leads_back_to_the_list_also_with_a_second_tap(office: Office) -> None:
    case = office.preparing()
    for who, ref in ((case.coordinator, case.job), (case.requester, case.ref)):
        form = await tap(office, who, f"vw:{ref}:1")
        assert "Who takes care of it?" in form.text
        page = office.do(actions.begin_word, caller=who, ref=ref, what=Practical.FOOD)
        page = office.go_on(who, page, word="neighbour")
        for _ in range(2):
            sent = await tap(office, who, f"fs:takes:{page.revision}")
            assert "neighbour" in sent.text
            assert data(sent)[0] == f"vo:{ref}:0"


@pytest.mark.asyncio
@pytest.mark.parametrize("behind", ["vo:{job}:7", "vo:{job}:x", "vd:{job}:1:maybe", "vt:{job}:9:X"])
async def test_a_forged_button_changes_nothing(office: Office, behind: str) -> None:
    case = office.preparing()
    shown = await tap(office, case.coordinator, behind.format(job=case.job))
    assert errors.SENTENCES["outdated"]() in shown.text
    assert all(not item.done for item in office.do(actions.look, caller=case.coordinator, ref=case.job).items)


def test_a_closed_list_has_no_buttons_to_change_it() -> None:
    shut = replace(LIST, is_open=False, to_log=())
    assert verbs(practicalities.overview(shut)) == ["jo"]
    assert verbs(practicalities.one(shut, Practical.FOOD)) == ["vl"]
    assert "vd" not in verbs(practicalities.one(OWN_LIST, Practical.FOOD))


def test_an_invitation_says_what_its_reader_takes_and_only_then() -> None:
    takes = (Practical.FOOD, Practical.TRAVEL)
    told = invitations.invitation(replace(INVITATION, takes=takes)).text
    assert "You take care of: Food and drinks, Travel." in told
    assert "take care of" not in invitations.invitation(INVITATION).text


def test_without_a_place_an_invitation_says_that_it_follows() -> None:
    assert "The place follows." in invitations.when_and_where(replace(INVITATION, venue=None))
    assert "follows" not in invitations.when_and_where(INVITATION)


@pytest.mark.asyncio
async def test_the_main_person_says_yes_in_one_tap_and_the_coordinator_reads_it(office: Office) -> None:
    case = office.scheduled()
    [asked] = office.letters(LetterKind.PLACE_ASKED)
    letter = said(office, case.requester, asked)
    assert letter is not None
    assert VENUE in letter.text
    assert verbs(letter) == ["vy", "vn", "vu", "vl", "ro", "hu"]
    thanked = await tap(office, case.requester, data(letter)[0])
    assert "You said yes to this place." in thanked.text
    assert verbs(thanked)[0] == "vn"
    [heard] = office.letters(LetterKind.MAIN_PERSON_SAID)
    told = said(office, replace(case.coordinator, hint="en"), heard)
    assert told is not None
    assert "The main person agreed to this place." in told.text
    rather = await tap(office, case.requester, data(thanked)[0])
    assert "another place" in rather.text
    assert "another place" in (await tap(office, case.coordinator, f"vp:{case.job}")).text


@pytest.mark.asyncio
async def test_a_question_that_is_open_is_told_to_the_coordinator(office: Office) -> None:
    case = office.scheduled()
    shown = await tap(office, case.requester, f"vu:{case.ref}")
    assert "vu" not in verbs(shown)
    [heard] = office.letters(LetterKind.MAIN_PERSON_SAID)
    told = said(office, replace(case.coordinator, hint="en"), heard)
    assert told is not None
    assert "have not agreed on the question" in told.text


@pytest.mark.asyncio
async def test_a_letter_about_a_place_is_not_read_out(office: Office) -> None:
    case = office.scheduled()
    [asked] = office.letters(LetterKind.PLACE_ASKED)
    asked.facts = {"read_out": True}
    assert said(office, case.requester, asked) is None


@pytest.mark.asyncio
async def test_the_coordinator_asks_logs_and_is_sent_back_where_it_stands(office: Office) -> None:
    case = office.scheduled()
    page = await tap(office, case.coordinator, f"vp:{case.job}")
    assert verbs(page) == ["vk", "jo"]
    assert verbs(await tap(office, case.coordinator, f"vk:{case.job}")) == ["vk", "jo"]
    refused = await tap(office, case.coordinator, f"vg:{case.job}:{'0' * 8}")
    assert errors.SENTENCES["main_person_decides"]() in refused.text
    relative = office.scheduled(who="relative")
    page = await tap(office, relative.coordinator, f"vp:{relative.job}")
    assert verbs(page) == ["vg", "jo"]
    agreed = await tap(office, relative.coordinator, data(page)[0])
    assert verbs(agreed) == ["jo"]


@pytest.mark.asyncio
async def test_who_is_invited_asks_where_it_is_and_gets_a_pin_that_cannot_be_passed_on(
    office: Office,
) -> None:
    case = office.scheduled()
    guest = office.newcomer()
    ref = joins(office, case, guest)
    agrees(office, case)
    shared = await place_handlers.shared(talk(office, case.coordinator), *HALL)
    assert shared is not None
    assert verbs(shared) == ["vx", "jo"]
    assert f"vi:{ref}" in data(await tap(office, guest, f"iv:{ref}"))
    found = await tap(office, guest, f"vi:{ref}")
    assert (found.pin, found.personal) == (HALL, True)
    own = await tap(office, case.requester, f"vr:{case.ref}")
    assert own.pin == HALL
    assert f"vr:{case.ref}" in data(await tap(office, case.requester, f"ro:{case.ref}"))
    removed = await tap(office, case.coordinator, f"vx:{case.job}")
    assert verbs(removed) == ["jo"]
    assert (await tap(office, guest, f"vi:{ref}")).pin is None
    assert f"vi:{ref}" not in data(await tap(office, guest, f"iv:{ref}"))


@pytest.mark.asyncio
async def test_a_pin_far_away_is_asked_about_once(office: Office) -> None:
    case = office.scheduled()
    pinned(office, case, PARIS)
    page = await tap(office, case.coordinator, f"vp:{case.job}")
    assert verbs(page) == ["vk", "vs", "vx", "jo"]
    assert "far from the Netherlands" in page.text
    assert "vs" not in verbs(await tap(office, case.coordinator, f"vs:{case.job}"))


@pytest.mark.asyncio
async def test_a_location_of_somebody_without_a_meeting_is_nobodys_place(office: Office) -> None:
    citizen = office.citizen()
    assert await place_handlers.shared(talk(office, citizen), *HALL) is None


def test_the_pin_before_the_yes_is_on_the_main_persons_page_only() -> None:
    assert "vr" in verbs(places.to_judge(replace(PLACE, job="")))
    assert "vr" not in verbs(places.to_judge(replace(PLACE, job="", is_far=True)))
