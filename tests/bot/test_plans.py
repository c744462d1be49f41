"""What is read and tapped around a plan: the words as they were said, everything else in the reader's language."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from sqlalchemy import Engine

from bot.handlers import plans as handlers
from bot.routes import BUTTONS, CURRENT
from bot.texts import errors, plan_copies, plan_lines, plan_pages, plans
from bot.texts.screens import Screen
from bot.texts.splitting import split
from bot.texts.translating import speaking
from casework.letters import LetterKind
from casework.outbox import Envelope
from casework.written_plans import WrittenPlan
from domain.errors import OutdatedError, PlanFullError, PlanGoneError, PlanNotAgreedError, TooManyBesideError
from domain.plans import MOST, Gap, Line, LineKind
from scheduler.rendering import render
from simulator.entities import parsed_html
from storage.arrivals import Caller
from tests.bot.cards import NASTY, RECEIPT, REF
from tests.bot.plan_screens import EMPTY, FULL, LINES, OWN, PLAN, READING, plan_screens
from tests.casework.plan_cases import WORDS, agree, guest, hand_out, put_beside, write
from tests.office import PERSONAL, Office

FOUR_SCRIPTS = (
    "علي يتصل <b>غدا</b>",
    "ማንጎ ይገዝእ &amp; \u2067x",
    "Ciocia gotuje \u202ezupę",
    "می\u200cرود </div><script>alert(1)</script>",
)


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


class _Page(HTMLParser):
    """What a browser would make of a page: its tags, its text, and what it would load."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.outside: list[str] = []
        self.html: dict[str, str | None] = {}
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.outside += [f"{name}={value}" for name, value in attrs if name in {"src", "href", "action"}]
        if tag == "html":
            self.html = dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


def _letter(office: Office, reader: Caller, kind: LetterKind) -> Screen | None:
    [letter] = office.letters(kind, reader)
    return office.do(render, Envelope(1, reader, letter.kind, letter.subject, letter.facts))


def test_every_button_of_the_plan_is_answered() -> None:
    verbs = {data.partition(":")[0] for _, screen in plan_screens() for data in _data(screen)}
    ours = {verb for verb in BUTTONS if verb[0] == "l" and verb != "lang"}
    assert ours == {verb for verb in verbs if verb[0] == "l"}
    assert verbs <= set(BUTTONS)
    assert {verb for verb in CURRENT if verb in ours} == {
        "la", "lb", "lc", "le", "lh", "li", "lk", "lm", "ln", "lv", "lw", "lx", "ly", "lz"
    }  # fmt: skip


def test_forty_of_the_longest_lines_are_screens_that_fit() -> None:
    for pages in (plan_lines.screenfuls(LINES, READING.languages), plan_lines.screenfuls(LINES, None)):
        assert [line.number for shown, _ in pages for line in shown] == list(range(1, MOST + 1))
        assert len(pages) > 1
    for number in range(1, 40):
        for screen in (plans.written(FULL, number), plan_copies.copy(READING, number)):
            assert len(split(screen.text)) == 1


def test_pages_are_turned_and_a_page_that_is_not_there_is_the_nearest() -> None:
    first, last = _data(plan_copies.copy(READING, 0)), _data(plan_copies.copy(READING, 999))
    total = len(plan_lines.screenfuls(LINES, READING.languages))
    assert f"lg:{REF}:2" in first
    assert f"lg:{REF}:0" not in first
    assert f"lg:{REF}:{total - 1}" in last
    assert f"lg:{REF}:{total + 1}" not in last


@pytest.mark.parametrize("number", ["", "-1", "x", "²", "1.5", "9" * 40])
def test_a_forged_number_is_an_old_button(number: str) -> None:
    with pytest.raises(OutdatedError):
        handlers._number(number)


@pytest.mark.parametrize(("said", "page"), [("3", 3), ("y", 1), ("n", 1), ("", 1), ("²", 1), ("9999", 1)])
def test_what_is_no_page_is_the_first_one(said: str, page: int) -> None:
    assert handlers._page(said) == page


def test_the_coordinator_reads_questions_and_no_advice() -> None:
    text = plans.written(PLAN).text
    assert "You could ask:" in text
    assert "Who will notice whether it happens? Nobody is named at: \u20682, 3\u2069." in text
    assert "You could ask:" not in plans.written(replace(PLAN, handed=True)).text
    assert set(Gap) == {Gap.WHEN, Gap.WHO_NOTICES, Gap.CONTACT}


@pytest.mark.parametrize(
    ("plan", "offers", "hides"),
    [
        pytest.param(EMPTY, "la", "lw", id="nothing yet"),
        pytest.param(FULL, "lo", "la", id="full"),
        pytest.param(PLAN, "lw", "lh", id="before the yes"),
        pytest.param(replace(PLAN, in_chat=False), "lm", "lw", id="the main person is not in the chat"),
        pytest.param(replace(PLAN, asked=True), "la", "lw", id="asked"),
        pytest.param(replace(PLAN, agreed=True), "lh", "lw", id="agreed"),
        pytest.param(replace(PLAN, agreed=True, recorded=False), "jh", "lh", id="not recorded"),
        pytest.param(replace(PLAN, agreed=True, handed=True), "le", "lh", id="handed out"),
        pytest.param(replace(PLAN, may_write=False), "lw", "lo", id="too late to write"),
    ],
)
def test_the_next_thing_is_a_button(plan: WrittenPlan, offers: str, hides: str) -> None:
    verbs = {data.partition(":")[0] for data in _data(plans.written(plan))}
    assert offers in verbs
    assert hides not in verbs


def test_only_after_the_last_page_there_is_a_yes_and_it_is_to_what_was_read() -> None:
    judged = replace(OWN, may_judge=True)
    assert not [data for data in _data(plan_copies.to_judge(judged, 1)) if data.startswith("ly")]
    assert f"ly:{RECEIPT}:123" in _data(plan_copies.to_judge(judged, plans.LAST))
    assert not [data for data in _data(plan_copies.to_judge(OWN, plans.LAST)) if data.startswith("ly")]


@pytest.mark.parametrize("what", FOUR_SCRIPTS)
def test_a_line_turns_nothing_and_is_no_markup_in_a_message(what: str) -> None:
    line = Line(REF, 1, LineKind.PROMISE, what, "who", date(2026, 11, 22), None, {"ar": what})
    text, _ = parsed_html(plan_copies.copy(replace(READING, lines=(line,))).text)
    said = what.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
    assert text.count(said) == 2
    assert "\u202e" not in text


@pytest.mark.parametrize("what", FOUR_SCRIPTS)
def test_a_line_turns_nothing_and_is_no_markup_on_paper(what: str) -> None:
    line = Line(REF, 1, LineKind.PROMISE, what, NASTY, date(2026, 11, 22), NASTY, {"ar": what})
    page = _Page(plan_pages.page(replace(READING, lines=(line,))))
    assert what.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])) in page.text
    assert "script" not in page.tags
    assert page.outside == []


@pytest.mark.parametrize(("locale", "direction"), [("nl", "ltr"), ("ar", "rtl"), ("ti", "ltr")])
def test_the_page_is_in_the_language_and_the_direction_of_its_reader(locale: str, direction: str) -> None:
    day = date(2026, 11, 23)
    line = Line(REF, 1, LineKind.PROMISE, WORDS[0], WORDS[1], day, WORDS[2])
    reading = replace(READING, lines=(line,), held_on=day)
    with speaking(locale):
        content = plan_pages.page(reading)
        page = _Page(content)
        message = plan_copies.copy(reading).text
    assert (page.html["lang"], page.html["dir"]) == (locale, direction)
    weekday = {"nl": "maandag", "ar": "الاثنين", "ti": "ሰኑ"}[locale]
    for text in (page.text, message):
        assert all(word in text for word in WORDS)
        assert weekday[:2] in text


def test_the_page_has_every_line_under_its_heading_in_order() -> None:
    page = _Page(plan_pages.page(READING))
    assert page.tags.count("h2") == len(LineKind)
    assert [int(found) for found in re.findall(r"(?m)^(\d+)\. ", page.text)] == list(range(1, MOST + 1))


def test_the_page_may_be_passed_on_and_a_screen_with_the_words_may_not() -> None:
    kept = plan_copies.kept(READING)
    assert not kept.personal
    assert [file.name for file in kept.files] == ["plan.html"]
    assert NASTY not in kept.text
    assert plan_copies.copy(READING).personal
    assert plan_copies.copy(READING).files == ()


def test_beside_only_the_readers_language_is_shown() -> None:
    line = replace(LINES[0], what="said", beside={"ar": "بجانب", "pl": "obok"})
    assert "بجانب" in plan_copies.copy(replace(READING, lines=(line,), languages=("ar",))).text
    assert "obok" not in plan_copies.copy(replace(READING, lines=(line,), languages=("ar",))).text
    with speaking("pl"):
        assert "obok" in plan_copies.copy(replace(READING, lines=(line,), languages=("nl",))).text


def test_no_letter_but_ones_own_reminder_holds_a_word_of_the_plan(office: Office) -> None:
    case = office.held()
    put_beside(office, case, write(office, case))
    person = office.newcomer()
    guest(office, case, person=person, language="ar")
    asked_before = agree(office, case)
    answered = _letter(office, case.coordinator, LetterKind.PLAN_ANSWERED)
    hand_out(office, case)
    ready = [_letter(office, who, LetterKind.PLAN_READY) for who in (person, case.requester)]
    assert asked_before.may_judge
    assert [screen.rows[0][0].data[:2] for screen in ready if screen] == ["lg", "lq"]
    for screen in (plan_copies.asked(case.ref), answered, *ready):
        assert screen is not None
        assert [word for word in (*WORDS, *PERSONAL) if word in screen.text] == []


def test_every_refusal_about_a_plan_is_a_clear_sentence() -> None:
    told = {
        error.code: errors.SENTENCES[error.code]()
        for error in (PlanFullError, TooManyBesideError, PlanNotAgreedError, PlanGoneError)
    }
    assert "forty" in told["plan_full"]
    assert "Nothing was handed out" in told["plan_not_agreed"]
    assert len(set(told.values())) == len(told)
