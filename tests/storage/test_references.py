import re

import pytest

from storage.references import ALPHABET, receipt, reference, token

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
