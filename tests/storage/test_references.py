import re

import pytest

from storage.references import ALPHABET, read_receipt, receipt, reference, token

MANY = 10_000


def test_the_alphabet_holds_nothing_that_is_mistaken_for_something_else() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 30
    assert not set(ALPHABET) & set("01ILOU")


@pytest.mark.parametrize(
    ("make", "shape"),
    [
        pytest.param(receipt, rf"K-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", id="receipt"),
        pytest.param(reference, rf"[{ALPHABET}]{{12}}", id="reference"),
        pytest.param(token, r"[A-Za-z0-9_-]{43}", id="token"),
    ],
)
def test_ten_thousand_references_have_one_shape_and_differ(make: object, shape: str) -> None:
    assert callable(make)
    made = [make() for _ in range(MANY)]
    assert [one for one in made if not re.fullmatch(shape, one)] == []
    assert len(set(made)) == MANY


def test_every_letter_is_used() -> None:
    assert set("".join(reference() for _ in range(1000))) == set(ALPHABET)


def test_a_token_fits_in_a_deep_link() -> None:
    assert len(f"s_{token()}") <= 64


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("K-7Q3F-9M2T", id="as it is written"),
        pytest.param("k-7q3f-9m2t", id="small letters"),
        pytest.param("K7Q3F9M2T", id="without dashes"),
        pytest.param(" k 7q3f 9m2t ", id="with spaces"),
        pytest.param("K - 7Q3F - 9M2T", id="spaces and dashes"),
        pytest.param("K\u20137Q3F\u20139M2T", id="dashes of a phone's keyboard"),
        pytest.param("K\u22127Q3F\u22129M2T", id="minus signs"),
        pytest.param("\u2068K-7Q3F-9M2T\u2069", id="copied with marks of direction"),
        pytest.param("Ｋ-７Q３F-９M２T", id="wide letters"),
        pytest.param("K-٧Q٣F-٩M٢T", id="Arabic digits"),
    ],
)
def test_a_receipt_is_read_however_it_is_typed(words: str) -> None:
    assert read_receipt(words) == read_receipt(words, surely=True) == "K-7Q3F-9M2T"


@pytest.mark.parametrize(
    "words", ["", "K", "K-7Q3F", "K-7Q3F-9M2T-1", "X-7Q3F-9M2T", "about K-7Q3F-9M2T", "Katharina", "8011 AB"]
)
def test_what_is_no_receipt_is_not_read_as_one(words: str) -> None:
    assert read_receipt(words) is None


def test_a_word_that_could_be_a_receipt_is_surely_none_without_a_dash_or_a_digit() -> None:
    assert read_receipt("karakters") == "K-ARAK-TERS"
    assert read_receipt("karakters", surely=True) is None
    assert read_receipt("K-ARAK-TERS", surely=True) == "K-ARAK-TERS"


def test_a_number_that_cannot_be_is_read_like_any_other() -> None:
    assert read_receipt("k-0000-0000", surely=True) == "K-0000-0000"


def test_every_receipt_that_is_given_out_is_read_again() -> None:
    given = [receipt() for _ in range(200)]
    assert [read_receipt(one.replace("-", "").lower()) for one in given] == given
