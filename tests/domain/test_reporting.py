"""The yearly figures: three rates with three denominators, and no figure behind which somebody can be seen."""

from typing import Any

import pytest

from domain.reporting import Report, Share, Spread, report
from domain.small_numbers import Mark

ASKED: dict[str, Any] = {
    "region": "utrecht",
    "variant": "family",
    "who": "professional",
    "language": "nl",
    "submitted_on": "2026-01-01",
    "closed_on": "2026-06-01",
}
MET = ASKED | {
    "accepted_on": "2026-01-04",
    "held_on": "2026-03-02",
    "outcome": "plan_accepted",
    "attended": 10,
    "offers": 3,
    "follow_up_on": "2026-03-30",
}
NO_PLAN = MET | {"outcome": "no_plan", "attended": 7}
PENDING = MET | {"outcome": "plan_pending"}
GUIDED_PLAN = ASKED | {"ending": "plan_without_meeting", "had_coordinator": True}
PLAN_ALONE = ASKED | {"ending": "plan_without_meeting", "had_coordinator": False}
STOPPED = ASKED | {"ending": "situation_changed", "had_coordinator": True}
NEVER_STARTED = ASKED | {"ending": "no_coordinator", "had_coordinator": False}


def made(*parts: tuple[int, dict[str, Any]], **facts: str | None) -> Report:
    """The figures of so many registrations of each kind."""
    return report(2026, [row | facts for count, row in parts for _ in range(count)])


FULL = ((40, MET), (5, NO_PLAN), (5, PENDING), (10, GUIDED_PLAN), (20, STOPPED), (20, NEVER_STARTED))


def test_the_three_rates_have_their_own_denominators() -> None:
    found = made(*FULL)
    assert found.requests == 100
    assert found.success == {
        "per_request": Share(50, 100),
        "per_started": Share(50, 80),
        "per_held": Share(40, 50),
    }
    assert [rate.percent for rate in found.success.values() if rate] == [50.0, 62.5, 80.0]


def test_a_plan_without_meeting_and_without_coordinator_counts_for_the_request_alone() -> None:
    found = made(*FULL, (10, PLAN_ALONE))
    assert found.success == {
        "per_request": Share(60, 110),
        "per_started": Share(50, 80),
        "per_held": Share(40, 50),
    }


def test_a_rate_from_which_a_small_count_follows_is_kept_back_and_the_others_stay() -> None:
    found = made(*FULL, (1, PLAN_ALONE))
    assert found.success == {
        "per_request": Share(51, 101),
        "per_started": None,
        "per_held": Share(40, 50),
    }


@pytest.mark.parametrize(
    ("parts", "rates"),
    [
        pytest.param([(40, MET), (3, NO_PLAN)], set(), id="three meetings without a plan"),
        pytest.param(
            [(40, MET), (10, NO_PLAN), (6, STOPPED), (2, GUIDED_PLAN)],
            {"per_held"},
            id="two plans without meeting",
        ),
        pytest.param(
            [(40, MET), (7, GUIDED_PLAN), (2, STOPPED), (3, NEVER_STARTED)],
            {"per_held", "per_request"},
            id="few that never started",
        ),
        pytest.param([(2, MET)], set(), id="two requests"),
        pytest.param([], set(), id="an empty year"),
    ],
)
def test_rates_of_few_are_kept_back(parts: list[tuple[int, dict[str, Any]]], rates: set[str]) -> None:
    found = made(*parts)
    assert {name for name, rate in found.success.items() if rate} <= rates
    assert set(found.success) == {"per_request", "per_started", "per_held"}


def test_requests_are_counted_by_who_variant_region_and_language() -> None:
    found = made((20, ASKED), (8, ASKED | {"who": "main_person", "language": "ti", "region": "drenthe"}))
    assert found.self_requests == Share(8, 28)
    assert found.tables["who"] == {"main_person": 8, "relative": 0, "professional": 20}
    assert found.tables["region"] == {"drenthe": 8, "utrecht": 20}
    assert found.tables["language"] == {"nl": 20, "ti": 8}
    assert found.tables["variant"] == {
        "family": 28,
        "restorative": 0,
        "community": 0,
        "learning": 0,
        "unsure": 0,
    }


def test_a_rare_language_is_not_told_and_cannot_be_computed() -> None:
    languages = ((20, ASKED), (8, ASKED | {"language": "tr"}), (1, ASKED | {"language": "ti"}))
    assert made(*languages).tables["language"] == {"nl": 20, "ti": Mark.FEW, "tr": Mark.MANY}


def test_cells_stand_by_name_for_their_order_would_tell_their_size() -> None:
    languages = ((1, ASKED | {"language": "zh"}), (4, ASKED | {"language": "am"}), (9, ASKED))
    assert list(made(*languages).tables["language"] or ()) == ["am", "nl", "zh"]


def test_early_endings_are_counted_by_reason() -> None:
    ending = made(*FULL).tables["ending"]
    assert ending is not None
    assert {name: cell for name, cell in ending.items() if cell} == {
        "plan_without_meeting": 10,
        "situation_changed": 20,
        "no_coordinator": 20,
    }
    assert ending["unsafe_now"] == 0


def test_a_request_that_ended_after_its_meeting_counts_as_held() -> None:
    found = made(*FULL, (5, MET | {"ending": "situation_changed"}))
    assert found.success["per_held"] == Share(45, 55)
    assert (found.tables["ending"] or {})["situation_changed"] == 20


def test_what_is_below_a_hidden_total_is_hidden_too() -> None:
    found = made((40, MET), (1, STOPPED), (1, NEVER_STARTED))
    assert found.tables["reach"] == {
        "held": Mark.MANY,
        "started_without_meeting": Mark.FEW,
        "not_started": Mark.FEW,
    }
    assert [found.tables[name] for name in ("outcome", "follow_up", "ending")] == [None, None, None]
    assert found.success["per_held"] is None


def test_a_small_year_tells_only_that_it_was_small() -> None:
    found = made((3, MET))
    assert found.requests == Mark.FEW
    assert not any([*found.tables.values(), *found.means.values(), *found.days_from_request.values()])


def test_the_follow_up_is_counted_by_day_28_35_and_42() -> None:
    on = [(10, "2026-03-30"), (6, "2026-04-06"), (5, "2026-04-13"), (5, "2026-04-14"), (14, None)]
    found = made(*[(count, MET | {"follow_up_on": day}) for count, day in on])
    assert found.tables["follow_up"] == {"by_day_28": 10, "by_day_35": 6, "by_day_42": 5, "later_or_not": 19}
    assert found.follow_up_by_day == {28: Share(10, 40), 35: Share(16, 40), 42: Share(21, 40)}


def test_a_day_after_a_hidden_one_is_hidden_as_well() -> None:
    on = [(10, "2026-03-30"), (2, "2026-04-06"), (9, "2026-04-13"), (19, None)]
    found = made(*[(count, MET | {"follow_up_on": day}) for count, day in on])
    assert found.follow_up_by_day == {28: Share(10, 40), 35: None, 42: None}


def test_means_and_days_are_of_those_who_have_the_fact() -> None:
    found = made(*FULL)
    assert found.means["attended"] == 9.7
    assert found.means["offers_per_match"] == 3.0
    assert found.means["hours_day"] is None
    assert found.days_from_request["coordinator"] == Spread(3.0, 3)


def test_the_middle_and_the_ninth_of_ten_are_told_of_the_days_to_a_coordinator() -> None:
    days = range(1, 11)
    found = made(*[(1, MET | {"accepted_on": f"2026-01-{day + 1:02}"}) for day in days])
    assert found.days_from_request["coordinator"] == Spread(5.5, 9)
    assert found.days_from_request["meeting"] == Spread(60.0, 60)
    assert found.days_from_request["follow_up"] == Spread(88.0, 88)


def test_languages_that_coordinators_did_not_speak_are_counted_for_recruiting() -> None:
    unmet = MET | {"language": "ti", "coordinator_speaks_it": False}
    found = made((20, MET | {"coordinator_speaks_it": True}), (6, unmet), (5, MET))
    assert found.tables["coordinator_language"] == {"spoken": 20, "ti": 6, "unknown": 5}


def test_reasons_to_decline_are_counted_over_all_requests() -> None:
    found = made((5, MET | {"declines": {"distance": 2, "no_time": 1}}), (5, STOPPED | {"declines": {}}))
    declines = found.tables["declines"]
    assert declines is not None
    assert {name: count for name, count in declines.items() if count} == {"distance": 10, "no_time": 5}


def test_hours_count_as_they_were_filled_in() -> None:
    hours = ["10", "20", "30", "20", 20]
    assert made(*[(1, MET | {"hours_day": hour}) for hour in hours]).means["hours_day"] == 20.0
    assert made((9, MET | {"hours_day": "skip"})).means["hours_day"] is None


def test_a_request_belongs_to_the_year_in_which_it_was_closed() -> None:
    others = (MET | {"closed_on": "2025-12-31"}, MET | {"closed_on": "2027-01-01"}, MET | {"closed_on": None})
    found = made((9, ASKED | {"submitted_on": "2025-12-30"}), *((9, row) for row in others))
    assert found.requests == 9


def test_what_is_not_known_is_counted_as_unknown() -> None:
    assert made((9, ASKED), region=None).tables["region"] == {"unknown": 9}
