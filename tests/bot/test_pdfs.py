"""The plan and the cards as a PDF, where there is a browser."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.handlers import cards
from bot.printer import Printer
from bot.routes import BUTTONS
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import handing_out, inviting, plans
from domain.errors import NotFoundError
from storage.arrivals import Caller
from tests.bot.taps import data, talk, verbs
from tests.circles import joins
from tests.office import Case, Office

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


class _Fixed(Printer):
    """Makes what it was told to make."""

    def __init__(self, made: bytes | None) -> None:
        super().__init__("")
        self.made = made

    async def pdf(self, page: bytes) -> bytes | None:
        """The answer, for any page."""
        assert page.startswith(b"<!doctype html>")
        return self.made


async def _tap(office: Office, who: Caller, behind: str, browser: Printer | None) -> Screen:
    taps = talk(office, who)
    taps.work.printer = browser
    verb, *parts = behind.split(":")
    return await BUTTONS[verb](taps, *parts)


def _handed_out(office: Office) -> Case:
    """A plan with one line, which everybody may fetch."""
    case = office.held()
    joins(office, case, None, on_paper=True, language="ar")
    page = office.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    page = office.go_on(case.coordinator, page, what="cook on Sundays", who="aunt", by="28", checks="-")
    office.do(plans.finish, caller=case.coordinator, form="plan_line", revision=page.revision)
    office.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    revision = office.do(handing_out.to_judge, caller=case.requester, ref=case.ref).revision
    office.do(handing_out.answer, caller=case.requester, ref=case.ref, revision=revision, yes=True)
    office.do(handing_out.hand_out, caller=case.coordinator, ref=case.job)
    return case


async def test_the_plan_comes_as_a_pdf_where_there_is_a_browser_and_as_a_page_where_it_fails(
    office: Office,
) -> None:
    case = _handed_out(office)
    keep, pdf = f"lf:{case.ref}", f"ld:{case.ref}"
    assert "ld" not in verbs(await _tap(office, case.requester, keep, None))
    assert pdf in data(await _tap(office, case.requester, keep, _Fixed(None)))
    for browser, name in ((_Fixed(b"%PDF-1"), "plan.pdf"), (_Fixed(None), "plan.html"), (None, "plan.html")):
        shown = await _tap(office, case.requester, pdf, browser)
        assert [file.name for file in shown.files] == [name]
    to_print, pdf = f"le:{case.job}:ar", f"li:{case.job}:ar"
    assert "li" not in verbs(await _tap(office, case.coordinator, to_print, None))
    assert pdf in data(await _tap(office, case.coordinator, to_print, _Fixed(None)))
    for browser, name in ((_Fixed(b"%PDF-1"), "plan.pdf"), (_Fixed(None), "plan.html"), (None, "plan.html")):
        shown = await _tap(office, case.coordinator, pdf, browser)
        assert [file.name for file in shown.files] == [name]


async def test_the_plan_of_another_is_no_pdf_either(office: Office) -> None:
    case, other = _handed_out(office), office.scheduled()
    for who, behind in ((other.requester, f"ld:{case.ref}"), (other.coordinator, f"li:{case.job}:ar")):
        with pytest.raises(NotFoundError):
            await _tap(office, who, behind, _Fixed(b"%PDF-1"))


@pytest.mark.parametrize(
    ("made", "names"), [(b"%PDF-1", ["kring.html", "kring.pdf"]), (None, ["kring.html"])]
)
async def test_cards_come_as_a_page_and_as_a_pdf_at_once_for_they_are_shown_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, made: bytes | None, names: list[str]
) -> None:
    async def name(_talk: object) -> str:
        return "kring_bot"

    monkeypatch.setattr(cards, "_name", name)
    case = office.preparing()
    ref = joins(office, case, None, invited_at=None)
    first = await _tap(office, case.coordinator, f"cc:{case.job}", _Fixed(made))
    again = await _tap(office, case.coordinator, f"cn:{ref}", _Fixed(made))
    for shown in (first, again):
        assert shown.after is not None
        assert [file.name for file in shown.after.files] == names
    nothing = await _tap(office, case.coordinator, f"cc:{case.job}", _Fixed(made))
    assert nothing.after is None
    without = await _tap(office, case.coordinator, f"cn:{ref}", None)
    assert without.after is not None
    assert [file.name for file in without.after.files] == ["kring.html"]
    assert office.do(inviting.make_cards, caller=case.coordinator, ref=case.job) == ()
