from datetime import date
from typing import Any

import pytest

from domain.matching import Candidate, Kept, Need, assign

TODAY = date(2026, 1, 15)


def someone(ref: str, *languages: str, **facts: Any) -> Candidate:  # noqa: ANN401 - whatever the row says
    spoken = dict.fromkeys(languages, 3)
    return Candidate(**({"ref": ref, "languages": spoken, "regions": frozenset({"utrecht"})} | facts))


def need(ref: str, language: str, **facts: Any) -> Need:  # noqa: ANN401 - whatever the row says
    return Need(ref=ref, region="utrecht", language=language, **facts)


def chosen(needs: list[Need], pool: list[Candidate]) -> dict[str, str | None]:
    proposal = assign(needs, pool, today=TODAY)
    return {line.need: line.chosen.ref if line.chosen else None for line in proposal.lines}


def test_the_only_speaker_is_kept_for_whom_nobody_else_will_do() -> None:
    pool = [someone("scarce", "nl", "ti"), someone("plenty", "nl", recent_offers=4)]
    proposal = assign([need("dutch", "nl"), need("tigrinya", "ti")], pool, today=TODAY)
    dutch, tigrinya = proposal.lines
    assert (dutch.need, tigrinya.need) == ("dutch", "tigrinya")
    assert dutch.chosen is not None
    assert (dutch.chosen.ref, dutch.place, dutch.options) == ("plenty", 2, 2)
    assert dutch.kept == (Kept("scarce", "tigrinya", 1),)
    assert tigrinya.chosen is not None
    assert (tigrinya.chosen.ref, tigrinya.place, tigrinya.kept) == ("scarce", 1, ())
    assert proposal.served == 2
    assert proposal.score == dutch.chosen.score + tigrinya.chosen.score


@pytest.mark.parametrize(
    ("urgent", "served"),
    [
        pytest.param("first", {"first": "only", "second": None}, id="the first is urgent"),
        pytest.param("second", {"first": None, "second": "only"}, id="the second is urgent"),
    ],
)
def test_an_urgent_request_goes_first_when_there_are_too_few(
    urgent: str, served: dict[str, str | None]
) -> None:
    needs = [need(ref, "ti", urgent=ref == urgent) for ref in ("first", "second")]
    assert chosen(needs, [someone("only", "ti")]) == served


def test_an_urgent_request_never_costs_two_others() -> None:
    pool = [someone("both", "nl", "ti"), someone("dutch", "nl")]
    needs = [need("urgent", "nl", urgent=True), need("a", "ti"), need("b", "ti")]
    assert assign(needs, pool, today=TODAY).served == 2


def test_who_is_left_without_reads_who_went_where() -> None:
    proposal = assign([need("a", "ti", urgent=True), need("b", "ti")], [someone("only", "ti")], today=TODAY)
    assert proposal.lines[1].chosen is None
    assert proposal.lines[1].place is None
    assert proposal.lines[1].kept == (Kept("only", "a", 1),)


def test_nobody_fits_is_a_line_as_well() -> None:
    (line,) = assign([need("a", "ti")], [someone("b", "nl")], today=TODAY).lines
    assert (line.chosen, line.options, line.kept) == (None, 0, ())


def test_no_requests_and_no_pool_give_an_empty_proposal() -> None:
    assert assign([], [someone("a", "nl")], today=TODAY).lines == ()
    assert assign([need("a", "nl")], [], today=TODAY).served == 0


def test_a_chain_of_three_steps_aside_to_let_one_more_in() -> None:
    pool = [someone("x", "a", "b"), someone("y", "b", "c"), someone("z", "c", "d")]
    needs = [need("1", "b"), need("2", "c"), need("3", "a")]
    assert chosen(needs, pool) == {"1": "y", "2": "z", "3": "x"}


def test_many_who_want_the_same_get_as_deep_into_the_list_as_they_need() -> None:
    pool = [someone(f"c{at:02}", "ti", recent_offers=at % 5) for at in range(40)]
    needs = [need(f"r{at:02}", "ti") for at in range(30)]
    proposal = assign(needs, pool, today=TODAY)
    best = sorted((one for one in pool), key=lambda one: (one.recent_offers, one.ref))[:30]
    assert {line.chosen.ref for line in proposal.lines if line.chosen} == {one.ref for one in best}
    assert sorted(line.place or 0 for line in proposal.lines) == list(range(1, 31))
