"""Any walk through any questionnaire: tapping, typing, back, editing, in whatever order people do it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DomainError
from domain.forms import engine
from domain.forms.catalogue import FORMS
from domain.forms.fields import DONE, SKIP, Answer, Field, Form
from domain.forms.reading import Reading, tapped, time_of_day, typed

TODAY = date(2026, 11, 22)
READERS: dict[str, Callable[[str], Reading]] = {
    "language": Reading,
    "languages": lambda words: Reading([words]),
    "place": lambda words: Reading(choices=(words, "elsewhere")),
    "phone": Reading,
    "word": Reading,
    "time": time_of_day,
}
WORDS = ["12", "7", "19:30", "24-12-2026", "tigrinya", "x" * 61, "", "\u200f١٢", "🎈"]


@dataclass
class Walker:
    """Someone with a draft: the question they stand at (None: the summary) and their answers."""

    form: Form
    answers: dict[str, Answer] = field(default_factory=dict)
    at: str | None = None

    def __post_init__(self) -> None:
        first = engine.pending(self.form, self.answers)
        self.at = first.name if first else None

    def tap(self, value: str) -> None:
        if self.at is None:
            return
        known = engine.check_field(self.form, self.answers, self.at)
        if known.many and value != DONE:
            chosen = engine.toggle(known, self.answers.get(known.name), value)
            self.answers = engine.put(self.form, self.answers, known.name, chosen)
        elif known.many:
            self._put(known, self.answers.get(known.name, []))
        else:
            self._put(known, tapped(known, value, today=TODAY))

    def write(self, words: str) -> None:
        if self.at is None:
            return
        known = engine.check_field(self.form, self.answers, self.at)
        reading = typed(known, words, READERS, today=TODAY)
        self._put(known, reading.choices[0] if reading.answer is None else reading.answer)

    def back(self) -> None:
        before = engine.previous(self.form, self.answers, self.at)
        self.at = before.name if before else self.at

    def edit(self, name: str) -> None:
        self.at = engine.check_field(self.form, self.answers, name).name

    def _put(self, known: Field, value: Answer) -> None:
        self.answers = engine.put(self.form, self.answers, known.name, value)
        after = engine.following(self.form, self.answers, known.name)
        self.at = after.name if after else None


@st.composite
def walks(draw: st.DrawFn) -> Walker:
    """A walker after up to sixty steps; what was refused changed nothing."""
    walker = Walker(draw(st.sampled_from(sorted(FORMS.values(), key=lambda form: form.name))))
    names = [known.name for known in walker.form.fields]
    for _ in range(draw(st.integers(0, 60))):
        known = walker.form.field(walker.at) if walker.at else None
        values = [*(known.options if known else ()), DONE, SKIP, "~none"]
        before = (dict(walker.answers), walker.at)
        try:
            match draw(st.sampled_from(["tap", "tap", "tap", "tap", "write", "write", "back", "edit"])):
                case "tap":
                    walker.tap(draw(st.sampled_from(values)))
                case "write":
                    walker.write(draw(st.sampled_from(WORDS)))
                case "back":
                    walker.back()
                case _:
                    walker.edit(draw(st.sampled_from(names)))
        except DomainError:
            assert (walker.answers, walker.at) == before
    return walker


@given(walks())
def test_answers_only_ever_hold_what_applies(walker: Walker) -> None:
    applying = {known.name for known in engine.applying(walker.form, walker.answers)}
    assert walker.answers.keys() <= applying
    assert engine.prune(walker.form, walker.answers) == walker.answers


@given(walks())
def test_nobody_ever_stands_at_a_question_that_is_not_asked(walker: Walker) -> None:
    applying = {known.name for known in engine.applying(walker.form, walker.answers)}
    assert walker.at is None or walker.at in applying


@given(walks())
def test_the_summary_is_only_reached_with_everything_answered(walker: Walker) -> None:
    if walker.at is None:
        assert engine.pending(walker.form, walker.answers) is None


@given(walks())
def test_from_anywhere_the_form_can_be_finished(walker: Walker) -> None:
    for _ in range(len(walker.form.fields)):
        known = engine.pending(walker.form, walker.answers)
        if known is None:
            break
        going_on = [option for option in known.options if option not in known.stops]
        answer: Answer = going_on[:1] if known.many else next(iter(going_on), "words")
        walker.answers = engine.put(walker.form, walker.answers, known.name, answer)
    assert engine.pending(walker.form, walker.answers) is None


@given(walks())
def test_going_back_always_ends_at_the_first_question(walker: Walker) -> None:
    for _ in walker.form.fields:
        walker.back()
    assert walker.at == walker.form.fields[0].name
