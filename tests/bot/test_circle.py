"""Building a circle on the screen: words only where they are protected, and each button where it makes sense."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.routes import BUTTONS, CURRENT
from bot.texts import circle as texts
from bot.texts import circle_people, errors, jobs, requests
from bot.texts import own_circle as own_texts
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import circle, own_circle
from casework import requests as request_actions
from casework.circle_views import Circle
from casework.jobs import JobCard
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain.circle import MOST, Need, Reply, Standing
from domain.requests import State
from scheduler.rendering import render
from storage.arrivals import Caller
from tests.bot.cards import JOB, NASTY, RECEIPT, REF, STANDING
from tests.bot.circle_screens import ALONE, CIRCLE, SOMEONE, circle_screens
from tests.gathering import AUNT, DOG, crowds, proposes, wants
from tests.office import PERSONAL, Case, Office

SMALL = "There are very few people yet"


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


def _verbs(screen: Screen) -> set[str]:
    return {data.partition(":")[0] for data in _data(screen)}


def _labels(screen: Screen) -> list[str]:
    return [button.text for row in screen.rows for button in row]


def _letter(office: Office, kind: LetterKind, to: Caller) -> Screen | None:
    """The newest letter of this kind, as it is sent now to somebody who reads English."""
    letter = office.letters(kind, to)[-1]
    return office.do(render, Envelope(1, replace(to, locale="en"), letter.kind, letter.subject, letter.facts))


def _looks(office: Office, case: Case) -> Circle:
    return office.do(circle.look, caller=case.coordinator, ref=case.job)


def test_every_screen_with_a_word_is_protected() -> None:
    shown = [
        (name, screen, f"{screen.text} {' '.join(_labels(screen))}") for name, screen in circle_screens()
    ]
    assert len(shown) > 60
    assert [name for name, screen, all_of_it in shown if "{0}" in all_of_it and not screen.personal] == []


def test_the_main_person_is_asked_without_any_word(office: Office) -> None:
    case = office.preparing()
    proposes(office, case)
    office.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    screen = _letter(office, LetterKind.CIRCLE_ASKED, case.requester)
    assert screen is not None
    assert "1 person" in screen.text
    assert _data(screen)[0] == f"gp:{case.ref}"
    assert [value for value in (*PERSONAL, AUNT, case.job) if value in screen.text] == []


def test_a_question_that_was_answered_meanwhile_is_not_sent(office: Office) -> None:
    case = office.preparing()
    ref = proposes(office, case)
    office.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    office.do(own_circle.agree, caller=case.requester, ref=ref)
    assert _letter(office, LetterKind.CIRCLE_ASKED, case.requester) is None
    told = _letter(office, LetterKind.CIRCLE_DECIDED, case.coordinator)
    assert told is not None
    assert "1 person is not invited yet." in told.text
    assert [value for value in (*PERSONAL, AUNT) if value in told.text] == []
    proposes(office, case, DOG)
    assert _letter(office, LetterKind.CIRCLE_DECIDED, case.coordinator) is None


def test_the_letter_of_another_ones_request_says_nothing(office: Office) -> None:
    case = office.preparing()
    proposes(office, case)
    office.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    [letter] = office.letters(LetterKind.CIRCLE_ASKED)
    for somebody in (case.coordinator, case.manager, office.citizen()):
        assert office.do(render, Envelope(1, somebody, letter.kind, letter.subject, {})) is None


def test_a_circle_of_one_gets_a_hint_and_no_push(office: Office) -> None:
    case = office.preparing()
    assert SMALL in texts.overview(_looks(office, case)).text
    proposes(office, case)
    assert SMALL in texts.overview(_looks(office, case)).text
    proposes(office, case, DOG)
    assert SMALL not in texts.overview(_looks(office, case)).text
    own = office.do(own_circle.people, caller=case.requester, receipt=case.ref)
    assert "Who else could be there?" not in own_texts.people(own).text
    assert "A small circle is fine too." in own_texts.people(ALONE).text


def test_a_full_circle_says_so_and_offers_no_more() -> None:
    for made in (texts.overview, own_texts.people):
        screen = made(CIRCLE)
        assert "thirty people is the most" in screen.text
        assert not {"ca", "ga"} & _verbs(screen)
        assert sum(data.startswith(("cv:", "gv:")) for data in _data(screen)) == MOST


def test_numbers_tell_how_the_circle_grew_and_what_is_needed() -> None:
    told = texts.overview(CIRCLE).text
    for line in (
        "Invited: 20",
        "Yes: 8",
        "Maybe: 4",
        "No: 3",
        "No answer yet: 5",
        "7 of them were thought of",
    ):
        assert line in told
    assert [f"{words}: 12" in told for words in circle_people.needed().values()] == [True] * len(Need)
    assert "Invited:" not in texts.overview(ALONE).text


@pytest.mark.parametrize(
    ("shown", "verbs"),
    [
        pytest.param(
            replace(ALONE, state=State.PREPARING, has_plan=False), {"ca", "cm", "tj"}, id="one asked"
        ),
        pytest.param(replace(CIRCLE, has_plan=False), {"cm", "cc", "tj", "cl", "y"}, id="a day is set"),
        pytest.param(
            replace(CIRCLE, is_asked=True), {"cc", "tj", "cl", "y", "l"}, id="asked, private time over"
        ),
        pytest.param(replace(CIRCLE, main_person_here=False), {"cc", "tj", "cl", "y", "l"}, id="in person"),
        pytest.param(
            replace(CIRCLE, state=State.PLAN_PENDING), {"cm", "cc", "cl", "l"}, id="a second meeting"
        ),
        pytest.param(replace(CIRCLE, state=State.PLAN_ACCEPTED, is_open=False), {"l"}, id="over"),
        pytest.param(replace(CIRCLE, is_open=False, has_plan=False), set(), id="a pause"),
    ],
)
def test_the_coordinators_buttons_stand_where_they_make_sense(shown: Circle, verbs: set[str]) -> None:
    found = _verbs(texts.overview(shown))
    assert found - {"cv", "ci", "jo", "h", "qd"} == verbs
    assert ("qd" in found) is shown.is_open


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("standing", list(Standing))
def test_one_person_has_the_buttons_of_their_standing(standing: Standing, here: bool) -> None:
    one = replace(SOMEONE, standing=standing, reply=None)
    found = _verbs(texts.person(replace(CIRCLE, main_person_here=here, may_log=True), one)) - {"ci"}
    expected = {
        Standing.PROPOSED: {"cx"} if here else {"cg", "cx"},
        Standing.AGREED: {"cr", "cn", "cx"},
        Standing.REFUSED: set(),
        Standing.AWAY: {"cb"},
    }
    assert found == expected[standing]
    own = _verbs(own_texts.person(CIRCLE, one)) - {"gp", "dn", "hu"}
    wanted = {
        Standing.PROPOSED: {"gy", "gn"},
        Standing.AGREED: {"gn"},
        Standing.REFUSED: {"gy"},
        Standing.AWAY: set(),
    }
    assert own == wanted[standing]


def test_who_answers_here_or_is_on_paper_has_no_such_button() -> None:
    assert "cr" not in _verbs(texts.person(CIRCLE, SOMEONE))
    assert "cn" not in _verbs(texts.person(CIRCLE, replace(SOMEONE, on_paper=True)))
    assert "invite them yourself" in texts.person(CIRCLE, replace(SOMEONE, on_paper=True)).text


def test_only_the_coordinator_reads_what_was_told_in_private() -> None:
    shown = replace(CIRCLE, confided=frozenset({REF}))
    told = texts.person(shown, SOMEONE).text
    assert "In private, for you alone:" in told
    assert "May not meet somebody." in told
    assert "signal for a break" in told
    assert "private" not in own_texts.person(shown, SOMEONE).text
    assert "private" not in texts.person(replace(CIRCLE, confided=frozenset()), SOMEONE).text


def test_a_word_with_marks_of_direction_turns_no_button() -> None:
    label = _labels(texts.overview(CIRCLE))[0]
    assert "<b>&" in label
    assert not set(label) & set("\u202e\u2067\u2068\u2069")
    assert NASTY not in label


def test_every_person_stands_apart_on_a_full_screen() -> None:
    labels = _labels(texts.overview(CIRCLE))
    assert len(labels) == len(set(labels))


def test_every_button_of_the_circle_is_answered() -> None:
    verbs = {verb for _, screen in circle_screens() for verb in _verbs(screen)}
    mine = {"ci", "ca", "cm", "cv", "cg", "cx", "cb", "cr", "gp", "ga", "gd", "gv", "gy", "gn"}
    assert verbs >= mine
    assert mine <= set(BUTTONS)
    assert mine - {"ci", "cv", "gp", "gv"} <= set(CURRENT)


def test_the_way_to_the_circle_stands_on_the_conference_and_on_ones_own_request() -> None:
    def shown(job: JobCard) -> bool:
        return f"ci:{REF}" in _data(jobs.card(job))

    assert shown(replace(JOB, state=State.PREPARING))
    assert not shown(replace(JOB, state=State.ACCEPTED))
    assert f"gp:{RECEIPT}" in _data(requests.one(replace(STANDING, circle=True)))
    assert f"gp:{RECEIPT}" not in _data(requests.one(STANDING))


def test_a_refusal_is_one_clear_sentence() -> None:
    codes = ("circle_full", "word_taken", "guest_refused", "kept_away", "not_a_word", "answers_themselves")
    said = [errors.SENTENCES[code]() for code in codes]
    assert len(set(said)) == len(codes)
    assert all(len(sentence) < 120 for sentence in said)


def test_what_the_main_person_sees_of_a_real_circle(office: Office) -> None:
    case = office.preparing()
    wants(office, case)
    crowds(office, case, 2, invited_at=office.now, answer=Reply.YES.value, needs=["apart"])
    own = office.do(own_circle.people, caller=case.requester, receipt=case.ref)
    screen = own_texts.people(own)
    assert "3 people are in the circle." in screen.text
    assert circle_people.needed()[Need.APART] not in screen.text
    assert f"{AUNT} – not invited yet" in _labels(screen)
    standing = office.do(request_actions.look, caller=case.requester, ref=case.ref)
    assert f"gp:{case.ref}" in _data(requests.one(standing))
