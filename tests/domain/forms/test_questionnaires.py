"""Every questionnaire as data: nothing in it contradicts itself."""

from dataclasses import replace
from datetime import date

import pytest

from domain.forms import engine
from domain.forms.catalogue import FORMS
from domain.forms.fields import Answer, Answers, Field, Form, Kind
from domain.forms.reading import tapped
from domain.forms.request import REQUEST
from domain.policy import Policy
from domain.timers import Due

TODAY = date(2026, 11, 22)
FIELDS = [
    pytest.param(form, field, id=f"{form.name} {field.name}")
    for form in FORMS.values()
    for field in form.fields
]
EVERY_FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


@EVERY_FORM
def test_names_differ_within_a_form_and_fit_in_a_button(form: Form) -> None:
    names = [field.name for field in form.fields]
    assert len(names) == len(set(names))
    assert max(len(name.encode()) for name in (*names, form.name)) <= 20


@EVERY_FORM
def test_questions_are_numbered_from_one_without_a_gap_and_in_order(form: Form) -> None:
    numbers = [field.question for field in form.fields]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, form.questions() + 1))


def test_the_request_has_ten_questions() -> None:
    assert REQUEST.questions() == 10


@pytest.mark.parametrize(("form", "field"), FIELDS)
def test_every_question_can_be_answered(form: Form, field: Field) -> None:
    by_words = field.reads or field.kind is not Kind.CHOICE
    assert field.options or by_words, "neither a button nor words"
    assert len(field.options) == len(set(field.options))
    assert field.stops <= set(field.options)
    assert field.stops < set(field.options) or not field.stops, "every answer would stop the form"
    assert not field.many or (field.options and 0 < field.most <= len(field.options))


@pytest.mark.parametrize(("form", "field"), FIELDS)
def test_every_ready_made_answer_is_one_that_could_be_typed(form: Form, field: Field) -> None:
    bounds = [int(option) for option in field.options if field.kind in {Kind.NUMBER, Kind.DATE}]
    assert [bound for bound in bounds if not field.least <= bound <= field.most] == []
    assert bounds == sorted(bounds)
    assert all(tapped(field, option, today=TODAY) for option in field.options)


@pytest.mark.parametrize(("form", "field"), FIELDS)
def test_a_question_depends_only_on_those_before_it(form: Form, field: Field) -> None:
    """What `prune` leans on: one pass in the form's order is enough."""
    earlier = [known.name for known in form.fields[: form.fields.index(field)]]

    class Peeking(dict[str, Answer]):
        def get(self, key: str, default: object = None) -> Answer:
            assert key in earlier, f"{field.name} looks at {key}"
            return "yes"

    assert field.applies(Peeking()) in {True, False}


def _walk(form: Form, wanted: dict[str, str], usual: int) -> Answers:
    """The answers of someone who taps what they want where they want something, and else the usual button."""
    answers: dict[str, Answer] = {}
    for _ in form.fields:
        field = engine.pending(form, answers)
        if field is None:
            break
        buttons = [option for option in field.options if option not in field.stops] or ["words"]
        option = wanted.get(field.name, buttons[usual])
        answers = engine.put(form, answers, field.name, [option] if field.many else option)
    return answers


@pytest.mark.parametrize("usual", [0, -1], ids=["first buttons", "last buttons"])
@EVERY_FORM
def test_with_any_answer_to_any_question_the_summary_is_reached(form: Form, usual: int) -> None:
    for field in form.fields:
        for option in set(field.options) - field.stops:
            answers = _walk(form, {field.name: option}, usual)
            assert engine.pending(form, answers) is None
            assert {known.name for known in engine.applying(form, answers)} == answers.keys()


def test_a_wish_asks_how_much_it_weighs_and_no_wish_does_not() -> None:
    wished: dict[str, Answer] = {"wishes": "yes", "wish_gender": "woman"}
    assert "wish_gender_weight" in {field.name for field in engine.applying(REQUEST, wished)}
    for answers in ({**wished, "wish_gender": "none"}, {**wished, "wishes": "no"}, {"wishes": "yes"}):
        assert "wish_gender_weight" not in {field.name for field in engine.applying(REQUEST, answers)}


@pytest.mark.parametrize(
    ("who", "asked"), [("main_person", False), ("relative", True), ("professional", True)]
)
def test_whoever_asks_for_someone_else_says_whether_they_agree(who: str, asked: bool) -> None:
    assert ("agrees" in {field.name for field in engine.applying(REQUEST, {"who": who})}) is asked


@pytest.mark.parametrize(
    ("who", "asked"), [("main_person", False), ("relative", False), ("professional", True)]
)
def test_only_a_professional_is_asked_for_their_organisation_and_nobody_counts_eleven(
    who: str, asked: bool
) -> None:
    fields = engine.applying(REQUEST, {"who": who})
    assert ("organisation" in {field.name for field in fields}) is asked
    assert max(field.question for field in fields) == 10
    assert REQUEST.field("organisation").optional


def test_without_agreement_the_request_goes_no_further() -> None:
    answers: dict[str, Answer] = {"language": "nl", "who": "relative", "agrees": "not_yet"}
    stopped = engine.following(REQUEST, answers, "agrees")
    assert stopped is not None
    assert stopped.name == "agrees"


def test_the_phone_number_is_forgotten_when_another_way_is_chosen() -> None:
    answers: dict[str, Answer] = {"channel": "phone", "phone": "x", "may_say": "yes"}
    assert engine.put(REQUEST, answers, "channel", "here") == {"channel": "here"}


def test_no_question_leaves_room_for_a_story() -> None:
    longest = {field.name: field.limit for field in REQUEST.fields}
    assert max(longest.values()) <= 60


def test_a_form_may_go_without_a_summary() -> None:
    assert not replace(REQUEST, summary=False).summary


def test_a_meeting_can_be_planned_further_ahead_than_its_follow_up() -> None:
    assert FORMS["meeting"].field("day").most > Policy().promise(Due.FOLLOW_UP).wait.length.days
