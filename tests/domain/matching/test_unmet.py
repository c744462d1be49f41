"""A must that nobody of the whole pool meets."""

from datetime import date

import pytest

from domain.matching import Candidate, Need
from domain.matching.unmet import unmet
from domain.wishes import Weight, Wish, WishKind

_TODAY = date(2026, 3, 3)
_FAR_AND_BUSY = Candidate(ref="a", languages={"ti": 1}, gender="man", regions=frozenset({"far"}), busy=1)
_WOMAN = Wish(WishKind.GENDER, "woman", Weight.MUST)


@pytest.mark.parametrize(
    ("language", "wishes", "missing"),
    [
        pytest.param("ti", (), [], id="somebody speaks it, even far away and busy"),
        pytest.param("so", (), [("language", "so")], id="a language that nobody speaks"),
        pytest.param("ti", (_WOMAN,), [("gender", "woman")], id="a must about the person"),
        pytest.param(
            "ti", (Wish(WishKind.GENDER, "woman", Weight.PREFER),), [], id="what is only preferred is no must"
        ),
    ],
)
def test_what_nobody_at_all_meets(
    language: str, wishes: tuple[Wish, ...], missing: list[tuple[str, str]]
) -> None:
    need = Need(ref="k", region="here", language=language, wishes=wishes)
    found = unmet(need, [_FAR_AND_BUSY], today=_TODAY)
    assert [(must.kind, must.value) for must in found] == missing


def test_a_service_without_a_pool_says_nothing() -> None:
    assert unmet(Need(ref="k", region="here", language="so"), [], today=_TODAY) == ()
