import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator

import pytest

import domain
from domain.errors import (
    AnswerError,
    DomainError,
    GatesClosedError,
    NumberOutOfRangeError,
    RepeatedUpdateError,
)

for module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(module.name)


def _kinds(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("domain."):
            yield child
            yield from _kinds(child)


KINDS = sorted(set(_kinds()), key=lambda kind: kind.__name__)


def test_no_two_refusals_share_a_code() -> None:
    assert [code for code, times in Counter(kind.code for kind in KINDS).items() if times > 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_refusal_has_a_code_of_its_own_and_says_what_it_means(kind: type[DomainError]) -> None:
    assert "code" in vars(kind), "it would speak with the sentence of its parent"
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code)
    assert kind.__doc__
    assert kind.__name__.endswith("Error")


def test_a_refusal_carries_its_facts_and_shows_only_its_code() -> None:
    error = NumberOutOfRangeError(least=1, most=99)
    assert error.facts == {"least": 1, "most": 99}
    assert str(error) == "number_out_of_range"
    assert isinstance(error, AnswerError)


def test_a_refusal_needs_no_facts() -> None:
    assert GatesClosedError().facts == {}


def test_an_update_that_came_before_is_no_refusal() -> None:
    assert not issubclass(RepeatedUpdateError, DomainError)
