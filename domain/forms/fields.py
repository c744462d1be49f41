"""The four kinds of field, and what a form is (design.md 4.4): no nesting, no plug-ins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Answer = str | list[str]
Answers = Mapping[str, Answer]
Condition = Callable[[Answers], bool]


class Kind(StrEnum):
    """What sort of answer a field takes."""

    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


SKIP = "-"
"""The answer of someone who left an optional field open."""

DONE = "."
"""What the button under a field with several answers says: that was all."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question, or one part of a question that takes several taps.

    Attributes:
        name: key in the answers.
        kind: what sort of answer it takes.
        question: the number that the reader sees ("question 3 of 10"); parts of a question share it.
        options: codes of a choice, or ready-made answers of a date (days from today) or number.
        many: several options may be chosen, up to `most`.
        reads: name of the reader that understands typed words (a language, a place, a time of the day).
        optional: the field may be skipped.
        limit: longest text in characters; longer is a story, which is refused and not kept.
        least: smallest number, or first day counted from today.
        most: largest number, last day counted from today, or how many options.
        when: whether the field applies, given the answers so far; None is always.
        stops: option codes with which the form cannot go on.
    """

    name: str
    kind: Kind
    question: int
    options: tuple[str, ...] = ()
    many: bool = False
    reads: str = ""
    optional: bool = False
    limit: int = 60
    least: int = 0
    most: int = 0
    when: Condition | None = None
    stops: frozenset[str] = frozenset()

    def applies(self, answers: Answers) -> bool:
        """Whether the question is asked at all, given the answers so far."""
        return self.when is None or self.when(answers)


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire: its name, its fields in order, and whether a summary comes before sending."""

    name: str
    fields: tuple[Field, ...]
    summary: bool = True

    def field(self, name: str) -> Field:
        """The field of this name.

        Raises:
            KeyError: the form has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def questions(self) -> int:
        """How many numbered questions the reader is told about."""
        return max(field.question for field in self.fields)
