"""The country of our own policy is in the package; another is looked up when the policy is read."""

from datetime import date

import pytest

from kring.free_days import free_days


def test_the_country_of_our_own_policy_is_there_and_has_its_days() -> None:
    free = free_days("NL")
    assert [free(date(2027, 4, day)) for day in (26, 27, 28)] == [False, True, False]
    assert free(date(2026, 12, 25))


def test_a_country_that_does_not_exist_is_refused_at_once() -> None:
    with pytest.raises(LookupError):
        free_days("QQ")


def test_another_country_has_its_own_days() -> None:
    assert free_days("DE")(date(2026, 10, 3))
    assert not free_days("NL")(date(2026, 10, 3))
