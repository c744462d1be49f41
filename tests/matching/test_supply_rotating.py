"""The counts before sending stay right while a new master key is on its way, and marks of both keys stand in the pool."""

import pytest

from casework import forms, freshness, profiles
from casework.supply import LiveSupply
from storage.arrivals import Caller
from storage.vault import Vault
from tests.front_desk import Value
from tests.office import Office

_OLD, _NEW = bytes(range(32)), bytes(32)


def _tells(office: Office, culture: str, religion: str) -> Caller:
    who = office.coordinator(languages="ti")
    office.do(profiles.consent, caller=who, given=True)
    page = office.do(profiles.open_part, caller=who, form="culture")
    page = office.say(who, culture)
    office.do(profiles.finish_part, caller=who, form="culture", revision=page.revision)
    office.do(profiles.choose, caller=who, part="religion", option=religion)
    return who


def _count(office: Office, **wish: Value) -> LiveSupply:
    page: forms.Page = office.fill(office.citizen(), "request", language="ti", wishes="yes", **wish)
    assert page.supply is not None
    return page.supply


@pytest.mark.parametrize(
    ("wish", "fitting"),
    [
        pytest.param({"wish_culture": "hindostaans", "wish_culture_weight": "must"}, 2, id="culture"),
        pytest.param({"wish_religion": "hindu", "wish_religion_weight": "must"}, 2, id="religion"),
        pytest.param({"wish_not_from": "Hindostaans", "wish_not_from_weight": "must"}, 1, id="not from"),
    ],
)
def test_who_was_marked_by_the_key_before_counts_as_who_was_marked_by_the_newest(
    office: Office, wish: dict[str, Value], fitting: int
) -> None:
    _tells(office, "Hindostaans", "hindu")
    _tells(office, "Turks", "muslim")
    office.vault = Vault([_NEW, _OLD])
    office.advance(minutes=1)
    _tells(office, "Hindostaans", "hindu")
    both_keys = _count(office, **wish)
    office.do(freshness.renew_marks)
    office.advance(minutes=1)
    assert (both_keys.speaking, both_keys.fitting) == (3, fitting)
    assert _count(office, **wish) == both_keys
