"""Before sending, a family sees how many could help: honest counts, never who."""

import pytest

from bot.texts import forms as form_texts
from bot.texts.translating import speaking
from casework import forms, profiles
from casework.desk import Desk
from casework.pool import candidates
from casework.supply import LiveSupply
from domain.matching import Candidate
from tests.front_desk import FAR, Value
from tests.office import Office

WISHES: dict[str, Value] = {"wishes": "yes", "wish_gender": "woman", "wish_gender_weight": "must"}


def _count(office: Office, **answers: Value) -> LiveSupply | None:
    return office.fill(office.citizen(), "request", **answers).supply


def _told(office: Office, **answers: Value) -> str:
    page = office.fill(office.citizen(), "request", **answers)
    with speaking("en"):
        return form_texts.page(page, today=office.now.date(), hint="en").text


def test_the_counts_are_parts_of_each_other(both: Office) -> None:
    both.coordinator(languages="ti")
    both.coordinator(languages="ti", gender="man")
    both.coordinator(languages="ti", region=FAR)
    both.coordinator(languages="ar")
    assert _count(both, language="ti", **WISHES) == LiveSupply("ti", 3, 2, 1, demanding=True)
    assert _count(both, language="ti") == LiveSupply("ti", 3, 2, 2, demanding=False)


def test_a_wished_language_is_counted_in_the_place_of_the_own_one(office: Office) -> None:
    office.coordinator(languages="ti")
    office.coordinator(languages="nl")
    wished = {"wishes": "yes", "wish_language": "ti"}
    must = _count(office, language="nl", **wished, wish_language_weight="must")
    prefer = _count(office, language="nl", **wished, wish_language_weight="prefer")
    assert must == LiveSupply("ti", 1, 1, 1, demanding=False)
    assert prefer == LiveSupply("ti", 1, 1, 2, demanding=False)


@pytest.mark.parametrize(
    ("pool", "answers", "sentences"),
    [
        pytest.param(
            ["ti", "ti", "ti"],
            {},
            ["3 coordinators speak ", "3 of them work near you."],
            id="enough",
        ),
        pytest.param(
            ["ti"],
            WISHES,
            [
                "1 coordinator speaks",
                "1 of them works near you.",
                "1 fits all wishes that must be so. It may take longer.",
            ],
            id="few",
        ),
        pytest.param([], {}, ["0 coordinators speak", "Nobody fits all of this now."], id="nobody"),
    ],
)
def test_the_summary_says_it_in_sentences(
    office: Office, pool: list[str], answers: dict[str, Value], sentences: list[str]
) -> None:
    people = [office.coordinator(languages=language) for language in pool]
    told = _told(office, language="ti", **answers)
    assert [sentence for sentence in sentences if sentence not in told] == []
    assert ("of them" in told) is bool(pool)
    assert not any(person.ref in told for person in people)


def test_it_is_counted_at_the_summary_of_a_request_and_nowhere_else(office: Office) -> None:
    citizen = office.citizen()
    page = office.do(forms.begin, caller=citizen, form="request")
    assert page.supply is None
    assert office.go_on(citizen, page).supply is not None
    again = office.do(forms.resume, caller=citizen)
    assert again is not None
    assert again.supply is not None
    helper_page = office.fill(office.coordinator(), "message", text="A few lines")
    assert helper_page.supply is None


def test_wishes_that_cannot_go_together_are_not_counted_but_said_when_sent(office: Office) -> None:
    both_ways = {"wish_culture": "Alevi", "wish_not_from": "Alevi"}
    weights = dict.fromkeys(("wish_culture_weight", "wish_not_from_weight"), "must")
    assert _count(office, wishes="yes", **both_ways, **weights) is None


def test_who_turns_offers_off_or_joins_is_counted_at_once_and_the_rest_within_half_a_minute(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counted_candidates(desk: Desk) -> tuple[list[Candidate], dict[int, str]]:
        made.append(1)
        return candidates(desk)

    monkeypatch.setattr("casework.supply.candidates", counted_candidates)
    first = office.coordinator(languages="ti")
    counted = [_count(office, language="ti") for _ in range(3)]
    assert [one.speaking for one in counted if one] == [1, 1, 1]
    assert len(made) == 1
    office.coordinator(languages="ti")
    joined = _count(office, language="ti")
    office.do(profiles.set_available, caller=first, available=False)
    off = _count(office, language="ti")
    assert [one.speaking for one in (joined, off) if one] == [2, 1]
    office.advance(seconds=31)
    _count(office, language="ti")
    assert len(made) == 4
