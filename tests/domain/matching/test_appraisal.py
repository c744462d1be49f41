from datetime import date, timedelta
from typing import Any

import pytest

from domain.matching import (
    BlockReason,
    Candidate,
    NearLanguage,
    Need,
    Reason,
    ReasonCode,
    Weights,
    appraise,
    first_block,
)
from domain.wishes import Weight, Wish, WishKind

TODAY = date(2026, 1, 15)
NEED = Need(ref="need", region="utrecht", language="ti", bodies=frozenset({"city"}))


def someone(**facts: Any) -> Candidate:  # noqa: ANN401 - whatever the row says
    """Give a coordinator who fits `NEED`, but for what is said otherwise."""
    fits: dict[str, Any] = {"ref": "c1", "languages": {"ti": 3}, "regions": frozenset({"utrecht"})}
    return Candidate(**(fits | facts))


def need(*wishes: Wish, **facts: Any) -> Need:  # noqa: ANN401 - whatever the row says
    return Need(**({"ref": "need", "region": "utrecht", "language": "ti", "wishes": wishes} | facts))


def must(kind: WishKind, value: str) -> Wish:
    return Wish(kind, value, Weight.MUST)


def codes(one: Candidate, asked: Need) -> list[ReasonCode]:
    return [reason.code for reason in appraise(asked, one, today=TODAY).reasons]


def test_who_meets_everything_is_not_blocked() -> None:
    assert first_block(NEED, someone(), today=TODAY) is None


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        pytest.param({"regions": frozenset({"drenthe"})}, BlockReason.REGION, id="works elsewhere"),
        pytest.param({"scope": frozenset({"community"})}, BlockReason.SCOPE, id="not this variant"),
        pytest.param({"busy": 1}, BlockReason.BUSY, id="one conference at a time"),
        pytest.param({"paused": True}, BlockReason.PAUSED, id="paused"),
        pytest.param({"available": False}, BlockReason.UNAVAILABLE, id="on holiday"),
        pytest.param(
            {"certificate_until": TODAY - timedelta(days=1)},
            BlockReason.CERTIFICATE,
            id="certificate too old",
        ),
        pytest.param({"ties": frozenset({"city"})}, BlockReason.TIE, id="works for a body in the case"),
        pytest.param({"languages": {"nl": 3}}, BlockReason.MUST_LANGUAGE, id="does not speak it"),
    ],
)
def test_what_blocks_a_coordinator(facts: dict[str, Any], reason: BlockReason) -> None:
    assert first_block(NEED, someone(**facts), today=TODAY) is reason


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"certificate_until": TODAY}, id="certificate on its last day"),
        pytest.param({"certificate_until": None}, id="certificate not kept here"),
        pytest.param({"ties": frozenset({"other"})}, id="a tie with nobody in the case"),
    ],
)
def test_what_does_not_block_a_coordinator(facts: dict[str, Any]) -> None:
    assert first_block(NEED, someone(**facts), today=TODAY) is None


def test_who_declined_or_was_asked_to_stay_away_is_not_asked_again() -> None:
    assert first_block(need(declined=frozenset({"c1"})), someone(), today=TODAY) is BlockReason.DECLINED
    assert first_block(need(excluded=frozenset({"c1"})), someone(), today=TODAY) is BlockReason.EXCLUDED


def test_the_first_reason_in_the_order_counts() -> None:
    one = someone(busy=1, paused=True, languages={})
    assert first_block(NEED, one, today=TODAY) is BlockReason.BUSY


def test_a_policy_may_allow_two_jobs_at_a_time() -> None:
    assert first_block(NEED, someone(busy=1), today=TODAY, weights=Weights(running_jobs=2)) is None


@pytest.mark.parametrize(
    ("wish", "meets", "misses", "reason"),
    [
        pytest.param(
            must(WishKind.GENDER, "woman"),
            {"gender": "woman"},
            {"gender": None},
            BlockReason.MUST_GENDER,
            id="gender; not known is not met",
        ),
        pytest.param(
            must(WishKind.AGE, "35-55"), {"born": 1980}, {"born": None}, BlockReason.MUST_AGE, id="age"
        ),
        pytest.param(
            must(WishKind.CULTURE, "x"),
            {"culture": frozenset({"x", "y"})},
            {"culture": frozenset({"y"})},
            BlockReason.MUST_CULTURE,
            id="culture",
        ),
        pytest.param(
            must(WishKind.RELIGION, "x"),
            {"religion": frozenset({"x"})},
            {},
            BlockReason.MUST_RELIGION,
            id="religion",
        ),
        pytest.param(
            must(WishKind.NOT_FROM, "x"),
            {"culture": frozenset()},
            {"culture": frozenset({"x"})},
            BlockReason.MUST_NOT_FROM,
            id="not from a community; not known may pass",
        ),
    ],
)
def test_a_must_lets_through_only_who_meets_it(
    wish: Wish, meets: dict[str, Any], misses: dict[str, Any], reason: BlockReason
) -> None:
    assert first_block(need(wish), someone(**meets), today=TODAY) is None
    assert first_block(need(wish), someone(**misses), today=TODAY) is reason


@pytest.mark.parametrize(
    ("asked", "languages", "fits"),
    [
        pytest.param(need(), {"nl": 3}, False, id="the requester's own language is a must"),
        pytest.param(
            need(Wish(WishKind.LANGUAGE, "ti")), {"nl": 3}, True, id="unless they say they only prefer it"
        ),
        pytest.param(
            need(must(WishKind.LANGUAGE, "ar")), {"ar": 1}, True, id="or must have another language"
        ),
        pytest.param(need(use_interpreter=True), {"nl": 3}, True, id="or take an interpreter"),
        pytest.param(need(language=None), {}, True, id="no language at all"),
        pytest.param(
            need(must(WishKind.LANGUAGE, "ti"), must(WishKind.LANGUAGE, "ar")),
            {"ti": 3},
            False,
            id="two musts are two musts",
        ),
        pytest.param(
            need(near_languages=(NearLanguage("ti", "tig", accepted=True),)),
            {"tig": 3},
            True,
            id="a near language that was accepted",
        ),
        pytest.param(
            need(near_languages=(NearLanguage("ti", "tig"),)), {"tig": 3}, False, id="but not before it was"
        ),
    ],
)
def test_which_language_a_coordinator_must_speak(asked: Need, languages: dict[str, int], fits: bool) -> None:
    assert (first_block(asked, someone(languages=languages), today=TODAY) is None) is fits


def test_neighbouring_regions_count_once_the_manager_allows_them() -> None:
    one = someone(regions=frozenset({"gelderland"}))
    near = frozenset({"gelderland"})
    assert first_block(need(neighbouring=near), one, today=TODAY) is BlockReason.REGION
    wider = need(neighbouring=near, use_neighbouring=True)
    assert first_block(wider, one, today=TODAY) is None
    assert (
        Reason(ReasonCode.NEIGHBOURING_REGION, {"region": "gelderland"})
        in appraise(wider, one, today=TODAY).reasons
    )


@pytest.mark.parametrize(
    ("asked", "facts", "points"),
    [
        pytest.param(need(), {}, 15 + 10 + 10 + 10, id="level, own region, rested, no offers"),
        pytest.param(need(language=None), {}, 10 + 10 + 10, id="no language asked for"),
        pytest.param(need(), {"languages": {"ti": 1}}, 5 + 10 + 10 + 10, id="lower level"),
        pytest.param(need(), {"regions": frozenset()}, 15 + 10 + 10, id="from afar"),
        pytest.param(
            need(), {"last_job_ended_on": TODAY - timedelta(days=90)}, 15 + 10 + 5 + 10, id="half rested"
        ),
        pytest.param(need(), {"last_job_ended_on": TODAY - timedelta(days=999)}, 45, id="long rested"),
        pytest.param(need(), {"last_job_ended_on": TODAY + timedelta(days=9)}, 35, id="a date to come"),
        pytest.param(need(), {"recent_offers": 3}, 15 + 10 + 10 + 4, id="three offers lately"),
        pytest.param(need(), {"recent_offers": 30}, 35, id="never below zero"),
        pytest.param(need(Wish(WishKind.GENDER, "woman")), {"gender": "woman"}, 75, id="a wish met"),
        pytest.param(
            need(Wish(WishKind.LANGUAGE, "ar")), {"languages": {"ar": 2}}, 50, id="a language wished"
        ),
        pytest.param(
            need(must(WishKind.GENDER, "woman")), {"gender": "woman"}, 45, id="a must earns nothing"
        ),
    ],
)
def test_what_earns_points(asked: Need, facts: dict[str, Any], points: int) -> None:
    assert appraise(asked, someone(**facts), today=TODAY).score == points


@pytest.mark.parametrize("name", ["wish", "rest_days", "running_jobs", "per_offer"])
def test_weights_that_turn_the_order_upside_down_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be at least"):
        Weights(**{name: -1})


def test_met_and_unmet_wishes_are_told_apart() -> None:
    woman, old = Wish(WishKind.GENDER, "woman"), Wish(WishKind.AGE, "over-55")
    ranked = appraise(need(woman, old), someone(gender="woman", born=1990), today=TODAY)
    assert (ranked.met, ranked.unmet) == ((woman,), (old,))
    assert [reason.code for reason in ranked.reasons] == [
        ReasonCode.SPEAKS,
        ReasonCode.WISH_MET,
        ReasonCode.WISH_UNMET,
        ReasonCode.OWN_REGION,
        ReasonCode.NO_JOB_YET,
        ReasonCode.NO_OFFERS_LATELY,
    ]


def test_reasons_name_days_and_offers() -> None:
    one = someone(last_job_ended_on=TODAY - timedelta(days=40), recent_offers=2)
    reasons = appraise(need(), one, today=TODAY).reasons
    assert reasons[-2:] == (
        Reason(ReasonCode.LAST_JOB, {"days": 40}),
        Reason(ReasonCode.OFFERS_LATELY, {"offers": 2}),
    )


def test_a_community_that_nobody_wrote_down_is_said_to_be_unsure() -> None:
    asked = need(must(WishKind.NOT_FROM, "x"))
    assert ReasonCode.WISH_UNSURE in codes(someone(), asked)
    assert ReasonCode.WISH_MET in codes(someone(culture=frozenset({"y"})), asked)


def test_a_near_language_is_named_and_an_interpreter_asked_for() -> None:
    near = need(near_languages=(NearLanguage("ti", "tig", accepted=True),))
    ranked = appraise(near, someone(languages={"tig": 3}), today=TODAY)
    assert ranked.reasons[0] == Reason(
        ReasonCode.SPEAKS_NEAR, {"language": "tig", "instead_of": "ti", "level": 3}
    )
    assert ranked.score == 5 + 10 + 10 + 10
    assert ReasonCode.NEEDS_INTERPRETER in codes(someone(languages={}), need(use_interpreter=True))
