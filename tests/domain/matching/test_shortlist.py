from datetime import date, timedelta
from typing import Any

import pytest

from domain.matching import (
    BlockReason,
    Candidate,
    Drop,
    DropKind,
    DuplicateCandidateError,
    NearLanguage,
    Need,
    Pool,
    Relax,
    Shortlist,
    Weights,
    shortlist,
)
from domain.wishes import Weight, Wish, WishKind

TODAY = date(2026, 1, 15)
WOMAN = Wish(WishKind.GENDER, "woman", Weight.MUST)


def someone(ref: str, **facts: Any) -> Candidate:  # noqa: ANN401 - whatever the row says
    fits: dict[str, Any] = {"ref": ref, "languages": {"ti": 3}, "regions": frozenset({"utrecht"})}
    return Candidate(**(fits | facts))


def need(*wishes: Wish, **facts: Any) -> Need:  # noqa: ANN401 - whatever the row says
    return Need(**({"ref": "need", "region": "utrecht", "language": "ti", "wishes": wishes} | facts))


def refs(found: Shortlist) -> list[str]:
    return [ranked.ref for ranked in found.candidates]


def test_the_best_stand_first_and_equals_stand_by_reference() -> None:
    pool = [
        someone("d"),
        someone("b", recent_offers=1),
        someone("a"),
        someone("c", gender="woman", last_job_ended_on=TODAY),
    ]
    found = shortlist(need(Wish(WishKind.GENDER, "woman")), pool, today=TODAY)
    assert refs(found) == ["c", "a", "d", "b"]
    assert found == shortlist(need(Wish(WishKind.GENDER, "woman")), pool[::-1], today=TODAY)


def test_only_the_best_few_are_listed_but_all_are_counted() -> None:
    found = shortlist(need(), [someone(f"c{number:02}") for number in range(25)], today=TODAY, limit=3)
    assert refs(found) == ["c00", "c01", "c02"]
    assert found.fitting == 25


def test_an_empty_pool_has_an_empty_shortlist() -> None:
    assert shortlist(need(language=None), [], today=TODAY) == Shortlist((), 0, {}, ())  # type: ignore[arg-type]


def test_everybody_is_either_fitting_or_blocked_once() -> None:
    pool = [
        someone("a"),
        someone("b", busy=2, paused=True),
        someone("c", regions=frozenset(), gender="man"),
        someone("d", languages={"nl": 3}),
        someone("e"),
        someone("f"),
    ]
    found = shortlist(need(declined=frozenset({"e", "gone"}), excluded=frozenset({"f"})), pool, today=TODAY)
    assert found.fitting == 1
    assert dict(found.blocked) == {
        BlockReason.REGION: 1,
        BlockReason.BUSY: 1,
        BlockReason.MUST_LANGUAGE: 1,
        BlockReason.DECLINED: 1,
        BlockReason.EXCLUDED: 1,
    }


def test_what_relaxing_each_wish_would_gain_is_counted_alone() -> None:
    pool = [
        someone("man 1", gender="man"),
        someone("man 2", gender="man"),
        someone("woman afar", gender="woman", regions=frozenset({"gelderland"})),
        someone("woman near the language", gender="woman", languages={"am": 3}),
        someone("woman of another language", gender="woman", languages={"nl": 3}),
        someone("man of another language", gender="man", languages={"nl": 3}),
    ]
    asked = need(
        WOMAN,
        neighbouring=frozenset({"gelderland"}),
        near_languages=(NearLanguage("ti", "am", sensitive=True), NearLanguage("xx", "nl")),
    )
    found = shortlist(asked, pool, today=TODAY)
    assert found.fitting == 0
    assert found.relax == (
        Relax(Drop(DropKind.WISH, wish=WOMAN), 2),
        Relax(Drop(DropKind.INTERPRETER), 2),
        Relax(Drop(DropKind.NEAR_LANGUAGE, wanted="ti", tag="am", sensitive=True), 1),
        Relax(Drop(DropKind.NEIGHBOURING_REGIONS), 1),
    )
    assert [str(relax.drop) for relax in found.relax] == [
        "gender:woman",
        "interpreter",
        "language:ti>am",
        "neighbouring_regions",
    ]


def test_a_must_language_can_be_given_up_like_any_wish() -> None:
    wish = Wish(WishKind.LANGUAGE, "ti", Weight.MUST)
    found = shortlist(need(wish), [someone("a"), someone("b", languages={"nl": 3})], today=TODAY)
    assert found.relax == (Relax(Drop(DropKind.WISH, wish=wish), 1), Relax(Drop(DropKind.INTERPRETER), 1))


def test_where_no_single_step_helps_all_wishes_together_are_counted() -> None:
    man = someone("a", gender="man", languages={"nl": 3})
    found = shortlist(need(WOMAN), [man], today=TODAY)
    assert found.relax == (
        Relax(Drop(DropKind.ALL_WISHES), 1),
        Relax(Drop(DropKind.WISH, wish=WOMAN), 0),
    )
    assert str(found.relax[0].drop) == "all_wishes"


def test_what_was_relaxed_already_is_not_advised_again() -> None:
    pool = [someone("afar", regions=frozenset({"gelderland"})), someone("near", languages={"am": 2})]
    asked = need(
        neighbouring=frozenset({"gelderland"}),
        use_neighbouring=True,
        near_languages=(NearLanguage("ti", "am", accepted=True),),
    )
    assert shortlist(asked, pool, today=TODAY).relax == ()
    assert shortlist(need(WOMAN, use_interpreter=True), pool, today=TODAY).relax == (
        Relax(Drop(DropKind.WISH, wish=WOMAN), 1),
    )


def test_a_near_language_ranks_below_the_language_itself() -> None:
    asked = need(near_languages=(NearLanguage("ti", "am", accepted=True),))
    pool = [someone("a", languages={"am": 3}), someone("b", languages={"ti": 2}), someone("c")]
    assert refs(shortlist(asked, pool, today=TODAY)) == ["c", "b", "a"]


def test_a_prepared_pool_answers_many_requests_and_other_days() -> None:
    people = [someone("a", last_job_ended_on=TODAY - timedelta(days=90)), someone("b", recent_offers=4)]
    pool = Pool.prepare(people, today=TODAY)
    assert Pool.at(pool, today=TODAY, weights=None) is pool
    later = TODAY + timedelta(days=90)
    assert shortlist(need(), pool, today=later) == shortlist(need(), people, today=later)
    strict = Weights(wish=1, offers=0)
    assert shortlist(need(), pool, today=TODAY, weights=strict) == shortlist(
        need(), people, today=TODAY, weights=strict
    )


def test_a_prepared_pool_keeps_its_own_weights() -> None:
    pool = Pool.prepare([someone("a", busy=1)], today=TODAY, weights=Weights(running_jobs=2))
    assert shortlist(need(), pool, today=TODAY).fitting == 1


def test_one_reference_for_two_people_is_refused() -> None:
    with pytest.raises(DuplicateCandidateError) as refusal:
        shortlist(need(), [someone("a"), someone("a")], today=TODAY)
    assert refusal.value.facts == {"count": 1}


def test_rare_properties_of_a_large_pool_are_found_too() -> None:
    pool = Pool.prepare([someone(f"c{number:03}", languages={"nl": 3}) for number in range(200)], today=TODAY)
    rare = Pool.prepare([*pool.candidates, someone("rare")], today=TODAY)
    for _ in range(2):
        assert refs(shortlist(need(), rare, today=TODAY)) == ["rare"]
    assert shortlist(need(), pool, today=TODAY).blocked == {BlockReason.MUST_LANGUAGE: 200}


@pytest.mark.parametrize(
    ("wish", "facts"),
    [
        pytest.param(Wish(WishKind.AGE, "over-55"), {"born": 1960}, id="age"),
        pytest.param(Wish(WishKind.RELIGION, "x"), {"religion": frozenset({"x"})}, id="religion"),
        pytest.param(Wish(WishKind.CULTURE, "x"), {"culture": frozenset({"x"})}, id="culture"),
        pytest.param(Wish(WishKind.LANGUAGE, "am"), {"languages": {"am": 1, "ti": 3}}, id="language"),
    ],
)
def test_a_wish_lifts_who_meets_it_above_the_others(wish: Wish, facts: dict[str, Any]) -> None:
    pool = [someone("a"), someone("b", **facts), someone("c")]
    asked = need(wish, Wish(WishKind.LANGUAGE, "ti", Weight.MUST))
    assert refs(shortlist(asked, pool, today=TODAY)) == ["b", "a", "c"]


def test_a_wish_not_to_have_someone_from_a_community_lowers_who_is() -> None:
    pool = [someone("a", culture=frozenset({"x"})), someone("b"), someone("c", culture=frozenset({"y"}))]
    asked = need(Wish(WishKind.NOT_FROM, "x"))
    assert refs(shortlist(asked, pool, today=TODAY)) == ["b", "c", "a"]


def test_the_search_stops_once_nobody_who_is_left_can_do_better() -> None:
    asked = need(Wish(WishKind.GENDER, "woman"), Wish(WishKind.AGE, "over-55"))
    pool = [someone(f"c{at}", gender="woman" if at % 2 else "man", born=1940 + at) for at in range(60)]
    best = shortlist(asked, pool, today=TODAY, limit=2)
    assert [(ranked.ref, len(ranked.met)) for ranked in best.candidates] == [("c1", 2), ("c11", 2)]


def test_holidays_pauses_certificates_and_ties_are_counted_apart() -> None:
    pool = [
        someone("a", paused=True),
        someone("b", available=False),
        someone("c", certificate_until=TODAY - timedelta(days=1)),
        someone("d", ties=frozenset({"city"})),
        someone("e", scope=frozenset()),
    ]
    assert shortlist(need(bodies=frozenset({"city"})), pool, today=TODAY).blocked == {
        BlockReason.PAUSED: 1,
        BlockReason.UNAVAILABLE: 1,
        BlockReason.CERTIFICATE: 1,
        BlockReason.TIE: 1,
        BlockReason.SCOPE: 1,
    }


def test_a_near_language_that_brings_nobody_is_not_asked_about() -> None:
    asked = need(near_languages=(NearLanguage("ti", "am"),))
    assert shortlist(asked, [someone("a")], today=TODAY).relax == ()


def test_with_an_interpreter_a_must_language_has_nothing_left_to_give_up() -> None:
    asked = need(Wish(WishKind.LANGUAGE, "ti", Weight.MUST), use_interpreter=True)
    assert shortlist(asked, [someone("a", languages={"nl": 3})], today=TODAY).relax == ()
