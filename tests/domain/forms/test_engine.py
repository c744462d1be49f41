"""Walking through a small form that has one of everything."""

import pytest

from domain.errors import NotAnOptionError, OutdatedError
from domain.forms import engine
from domain.forms.fields import SKIP, Answer, Field, Form, Kind

FORM = Form(
    "walk",
    (
        Field("who", Kind.CHOICE, 1, options=("self", "other")),
        Field(
            "agrees",
            Kind.CHOICE,
            2,
            options=("yes", "not_yet"),
            when=lambda answers: answers.get("who") == "other",
            stops=frozenset({"not_yet"}),
        ),
        Field(
            "how",
            Kind.TEXT,
            2,
            when=lambda answers: answers.get("agrees") == "yes",
        ),
        Field("deadline", Kind.DATE, 3, optional=True),
        Field("access", Kind.CHOICE, 4, options=("a", "b", "c"), many=True, most=2),
    ),
)
OTHER: dict[str, Answer] = {
    "who": "other",
    "agrees": "yes",
    "how": "by letter",
    "deadline": SKIP,
    "access": ["a"],
}


def _name(field: Field | None) -> str | None:
    return field.name if field else None


def test_a_form_knows_its_fields_and_how_many_questions_a_reader_is_told() -> None:
    assert FORM.field("how").kind is Kind.TEXT
    assert FORM.questions() == 4
    with pytest.raises(KeyError):
        FORM.field("nothing")


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        pytest.param({}, ["who", "deadline", "access"], id="nothing known"),
        pytest.param({"who": "self"}, ["who", "deadline", "access"], id="for oneself"),
        pytest.param({"who": "other"}, ["who", "agrees", "deadline", "access"], id="for someone else"),
        pytest.param(OTHER, ["who", "agrees", "how", "deadline", "access"], id="who agrees"),
    ],
)
def test_only_what_applies_is_asked(answers: dict[str, Answer], names: list[str]) -> None:
    assert [field.name for field in engine.applying(FORM, answers)] == names


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        pytest.param({}, "who", id="at the beginning"),
        pytest.param({"who": "self"}, "deadline", id="past what does not apply"),
        pytest.param({"who": "other"}, "agrees", id="what applies"),
        pytest.param({**OTHER, "agrees": "not_yet"}, "agrees", id="an answer that stops the form"),
        pytest.param({"who": "self", "deadline": SKIP}, "access", id="past what was skipped"),
        pytest.param(
            {"who": "self", "deadline": SKIP, "access": []}, None, id="none of several is an answer"
        ),
        pytest.param(OTHER, None, id="at the end"),
    ],
)
def test_the_first_open_question_comes_next(answers: dict[str, Answer], name: str | None) -> None:
    assert _name(engine.pending(FORM, answers)) == name


@pytest.mark.parametrize(
    ("at", "name"),
    [("who", None), ("agrees", "who"), ("how", "agrees"), ("access", "deadline"), (None, "access")],
)
def test_back_goes_to_the_question_before_that_applies(at: str | None, name: str | None) -> None:
    assert _name(engine.previous(FORM, OTHER, at)) == name


def test_back_passes_over_what_does_not_apply() -> None:
    assert _name(engine.previous(FORM, {"who": "self"}, "deadline")) == "who"


@pytest.mark.parametrize(
    ("answers", "at", "name"),
    [
        pytest.param({"who": "other"}, "who", "agrees", id="on to what now applies"),
        pytest.param(
            {"who": "other", "agrees": "not_yet"}, "agrees", "agrees", id="stays where it is stopped"
        ),
        pytest.param(OTHER, "who", None, id="edited, and nothing new is open: back to the summary"),
        pytest.param({"who": "self", "access": []}, "access", "deadline", id="to what was left open before"),
        pytest.param({"who": "self", "agrees": "not_yet"}, "agrees", "deadline", id="past what fell away"),
    ],
)
def test_after_an_answer_comes_what_is_still_open(
    answers: dict[str, Answer], at: str, name: str | None
) -> None:
    assert _name(engine.following(FORM, answers, at)) == name


def test_an_answer_is_put_beside_the_others_which_stay_untouched() -> None:
    before: dict[str, Answer] = {"who": "self"}
    assert engine.put(FORM, before, "access", ["b"]) == {"who": "self", "access": ["b"]}
    assert before == {"who": "self"}


def test_editing_an_answer_forgets_what_no_longer_applies() -> None:
    assert engine.put(FORM, OTHER, "who", "self") == {"who": "self", "deadline": SKIP, "access": ["a"]}


def test_what_hangs_on_something_forgotten_is_forgotten_too() -> None:
    assert "how" not in engine.put(FORM, OTHER, "agrees", "not_yet")
    assert "how" not in engine.put(FORM, OTHER, "who", "self")


def test_answers_to_questions_that_the_form_does_not_know_are_forgotten() -> None:
    assert engine.prune(FORM, {"who": "self", "story": "long"}) == {"who": "self"}


def test_an_answer_stands_at_its_question_in_the_order_of_the_form() -> None:
    assert list(engine.put(FORM, {"access": [], "deadline": SKIP}, "who", "self")) == [
        "who",
        "deadline",
        "access",
    ]


ACCESS = FORM.field("access")


@pytest.mark.parametrize(
    ("chosen", "option", "after"),
    [
        pytest.param(None, "b", ["b"], id="the first"),
        pytest.param(SKIP, "b", ["b"], id="after something else than a list"),
        pytest.param(["c"], "a", ["a", "c"], id="in the order of the field"),
        pytest.param(["a", "c"], "a", ["c"], id="taken away"),
        pytest.param(["a"], "a", [], id="the last taken away"),
    ],
)
def test_a_tap_chooses_or_takes_away(chosen: Answer | None, option: str, after: list[str]) -> None:
    assert engine.toggle(ACCESS, chosen, option) == after


def test_more_than_allowed_is_refused_and_says_how_many() -> None:
    with pytest.raises(NotAnOptionError) as refusal:
        engine.toggle(ACCESS, ["a", "b"], "c")
    assert refusal.value.facts == {"most": 2}


def test_what_is_no_option_cannot_be_chosen() -> None:
    with pytest.raises(NotAnOptionError):
        engine.toggle(ACCESS, [], "d")


def test_without_a_bound_all_may_be_chosen() -> None:
    free = Field("access", Kind.CHOICE, 1, options=("a", "b"), many=True)
    assert engine.toggle(free, ["a"], "b") == ["a", "b"]


def test_a_choice_of_several_never_stops_a_form() -> None:
    field = Field("access", Kind.CHOICE, 1, options=("a",), many=True, stops=frozenset({"a"}))
    assert not engine.is_stopped(field, {"access": ["a"]})


def test_a_button_speaks_of_a_question_that_applies() -> None:
    assert engine.check_field(FORM, {"who": "other"}, "agrees").name == "agrees"


@pytest.mark.parametrize("name", ["agrees", "nothing"], ids=["does not apply", "no such question"])
def test_a_button_of_a_question_that_is_not_asked_is_out_of_date(name: str) -> None:
    with pytest.raises(OutdatedError):
        engine.check_field(FORM, {"who": "self"}, name)


@pytest.mark.parametrize(("answer", "skipped"), [(SKIP, True), ("x", False), ([], False), (None, False)])
def test_a_question_can_be_left_open_on_purpose(answer: Answer | None, skipped: bool) -> None:
    assert engine.is_skipped(answer) is skipped
