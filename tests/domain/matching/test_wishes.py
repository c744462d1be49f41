from datetime import date

import pytest

from domain.wishes import (
    AGE_BANDS,
    MOST_WISHES,
    AgeBand,
    TooManyWishesError,
    Weight,
    Wish,
    WishError,
    WishesContradictError,
    WishKind,
    WishRepeatedError,
    age_band,
    is_language_tag,
    settle,
)

MUST = Weight.MUST


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(WishKind.LANGUAGE, "ti", id="language"),
        pytest.param(WishKind.LANGUAGE, "zh-Hant", id="language with a script"),
        pytest.param(WishKind.GENDER, "woman", id="gender"),
        pytest.param(WishKind.AGE, "over-55", id="age"),
        pytest.param(WishKind.CULTURE, "3f9a0c", id="culture, as a hash"),
        pytest.param(WishKind.RELIGION, "muslim", id="religion"),
        pytest.param(WishKind.NOT_FROM, "eritrean", id="not from a community"),
    ],
)
def test_a_wish_that_makes_sense_is_kept(kind: WishKind, value: str) -> None:
    wish = Wish(kind, value)
    assert (wish.kind, wish.value, wish.is_must) == (kind, value, False)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(WishKind.LANGUAGE, "Tigrinya", id="a name is not a tag"),
        pytest.param(WishKind.LANGUAGE, "", id="no language"),
        pytest.param(WishKind.GENDER, "lady", id="unknown gender"),
        pytest.param(WishKind.AGE, "40", id="an age is not a band"),
        pytest.param(WishKind.CULTURE, "  ", id="only blanks"),
        pytest.param(WishKind.RELIGION, "r" * 129, id="a story"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_without_its_value(kind: WishKind, value: str) -> None:
    with pytest.raises(WishError) as refusal:
        Wish(kind, value)
    assert refusal.value.code == "wish_not_understood"
    assert refusal.value.facts == {"kind": kind.value}


def test_wishes_that_go_together_stay_in_their_order() -> None:
    wishes = [
        Wish(WishKind.GENDER, "woman", MUST),
        Wish(WishKind.LANGUAGE, "ti", MUST),
        Wish(WishKind.LANGUAGE, "ar", MUST),
        Wish(WishKind.CULTURE, "one", MUST),
        Wish(WishKind.NOT_FROM, "other", MUST),
    ]
    assert settle(wishes) == tuple(wishes)


def test_no_wishes_are_fine() -> None:
    assert settle([]) == ()


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        pytest.param(
            [Wish(WishKind.LANGUAGE, f"a{letter}") for letter in "abcdefghijklm"],
            TooManyWishesError,
            id="more than anyone reads",
        ),
        pytest.param(
            [Wish(WishKind.GENDER, "woman"), Wish(WishKind.GENDER, "woman", MUST)],
            WishRepeatedError,
            id="the same twice",
        ),
        pytest.param(
            [Wish(WishKind.GENDER, "woman", MUST), Wish(WishKind.GENDER, "man", MUST)],
            WishesContradictError,
            id="a woman and a man",
        ),
        pytest.param(
            [Wish(WishKind.AGE, "under-35", MUST), Wish(WishKind.AGE, "over-55", MUST)],
            WishesContradictError,
            id="young and old",
        ),
        pytest.param(
            [Wish(WishKind.CULTURE, "one", MUST), Wish(WishKind.NOT_FROM, "one", MUST)],
            WishesContradictError,
            id="from and not from",
        ),
        pytest.param(
            [Wish(WishKind.CULTURE, "Hindostaans", MUST), Wish(WishKind.NOT_FROM, "Surinamese", MUST)],
            WishesContradictError,
            id="from a part of what it is not from",
        ),
        pytest.param(
            [Wish(WishKind.CULTURE, "Eritrees"), Wish(WishKind.CULTURE, "Eritrean")],
            WishRepeatedError,
            id="the same in two words",
        ),
    ],
)
def test_wishes_that_cannot_stand_together_are_refused(wishes: list[Wish], refusal: type[WishError]) -> None:
    with pytest.raises(refusal):
        settle(wishes)


def test_five_hundred_wishes_are_counted_and_refused() -> None:
    with pytest.raises(TooManyWishesError) as refusal:
        settle(Wish(WishKind.CULTURE, str(number)) for number in range(500))
    assert refusal.value.facts == {"count": 500, "most": MOST_WISHES}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        pytest.param(1992, AgeBand.UNDER_35, id="34"),
        pytest.param(1991, AgeBand.FROM_35_TO_55, id="35"),
        pytest.param(1971, AgeBand.FROM_35_TO_55, id="55"),
        pytest.param(1970, AgeBand.OVER_55, id="56"),
    ],
)
def test_an_age_band_counts_whole_years(born: int, band: AgeBand) -> None:
    assert age_band(born, today=date(2026, 1, 1)) is band


def test_the_form_offers_the_bands_in_order() -> None:
    assert AGE_BANDS == ("under-35", "35-55", "over-55")


def test_a_tag_is_recognised_by_its_form() -> None:
    assert is_language_tag("sr-Latn")
    assert not is_language_tag("sr_Latn")
