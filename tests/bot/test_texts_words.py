"""No code, option, step, state or letter is without words, in any language that is offered."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum

import pytest

import casework  # noqa: F401 - so that every refusal is known
from bot.texts import errors, managing, offers, reasons, steps
from bot.texts import requests as request_texts
from bot.texts.labels import LABELS, decline_reasons, endings, labels, outcomes
from bot.texts.questions import QUESTIONS, TOPICS, question
from bot.texts.translating import SHIPPED, SOURCE, speaking
from casework.letters import LetterKind
from domain import wishes  # noqa: F401 - the same
from domain.errors import AnswerError, DomainError
from domain.forms.catalogue import FORMS
from domain.forms.fields import DONE, SKIP, Field, Kind
from domain.matching import Drop, DropKind, Reason, ReasonCode
from domain.offers import DeclineReason, Independence, OfferState
from domain.preparation import STEPS, StepStatus
from domain.requests import Ending, State
from domain.timers import NUDGES, RAISED, Due
from scheduler import rendering
from tests.bot.cards import CARD, DROPS, JOB, OFFER, STANDING

FIELDS = [(form.name, field) for form in FORMS.values() for field in form.fields]
NAMES = [f"{form}.{field.name}" for form, field in FIELDS]
_READ_AS_THEY_ARE = {Kind.NUMBER, Kind.DATE}


def refusals(kind: type[DomainError] = DomainError) -> Iterable[type[DomainError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__.partition(".")[0] in {"domain", "casework", "storage"}:
            yield from refusals(child)


REFUSALS = sorted({kind.code for kind in refusals()})
ANSWERS = sorted({kind.code for kind in refusals(AnswerError)})


def all_told(sentences: Iterable[str]) -> bool:
    """Every one says something."""
    return all(sentence.strip() for sentence in sentences)


@pytest.mark.parametrize("locale", SHIPPED)
@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_has_a_sentence_in_every_language(code: str, locale: str) -> None:
    with speaking(locale):
        sentence = errors.SENTENCES[code]()
    assert sentence.strip()
    if locale != SOURCE:
        assert sentence != errors.SENTENCES[code]()


def test_no_sentence_is_kept_for_a_refusal_that_does_not_exist() -> None:
    assert set(errors.SENTENCES) - set(REFUSALS) == set()


@pytest.mark.parametrize("code", ANSWERS)
def test_a_refused_answer_is_not_answered_with_the_sentence_of_the_others(code: str) -> None:
    assert errors.SENTENCES[code] is not errors.SENTENCES["refused"]
    assert errors.SENTENCES[code]() != errors.SENTENCES["refused"]()


@pytest.mark.parametrize(("form", "field"), FIELDS, ids=NAMES)
def test_every_question_is_asked_and_named_in_every_language(form: str, field: Field) -> None:
    for locale in SHIPPED:
        with speaking(locale):
            assert question(form, field.name).strip()
            if not field.name.endswith("_weight"):
                assert TOPICS[form, field.name]().strip()


@pytest.mark.parametrize(("form", "field"), FIELDS, ids=NAMES)
def test_every_option_has_a_label_and_every_label_an_option(form: str, field: Field) -> None:
    said = labels(form, field.name)
    ways_out = ({SKIP} if field.optional else set()) | ({DONE} if field.many else set())
    spoken = set() if field.kind in _READ_AS_THEY_ARE or field.reads == "time" else set(field.options)
    assert set(said) == spoken | ways_out


@pytest.mark.parametrize("locale", SHIPPED)
@pytest.mark.parametrize(("form", "field"), FIELDS, ids=NAMES)
def test_the_options_of_a_question_are_told_apart(form: str, field: Field, locale: str) -> None:
    with speaking(locale):
        said = list(labels(form, field.name).values())
    assert all_told(said)
    assert len({label.casefold() for label in said}) == len(said)


def test_no_words_are_kept_for_a_question_that_does_not_exist() -> None:
    known = {(form, field.name) for form, field in FIELDS}
    assert set(LABELS) - known == set()
    assert set(QUESTIONS) - known == set()
    assert set(TOPICS) - known == set()


def test_every_kind_of_letter_is_rendered() -> None:
    assert set(rendering._SAY) == set(LetterKind)


ALL_WORDS: dict[str, Callable[[], list[str]]] = {
    "what falls due": lambda: [managing.escalation_reason(due.value) for due in Due if due in RAISED],
    "what else needs a manager": lambda: [
        managing.escalation_reason(kind) for kind in ("human", "unreachable")
    ],
    "endings": lambda: [endings()[ending] for ending in Ending],
    "outcomes": lambda: list(outcomes().values()),
    "reasons to decline": lambda: [decline_reasons()[reason] for reason in DeclineReason],
    "steps": lambda: [steps.name(step) for step in STEPS],
    "statuses of a step": lambda: [steps.status(status) for status in StepStatus],
    "the five questions": lambda: [offers.card(replace(OFFER, question=one)).text for one in Independence],
    "what to relax": lambda: [reasons.drop(drop) for drop in DROPS],
    "states for the manager": lambda: [managing.state(state) for state in State if not _is_over(state)],
}


def _is_over(state: State) -> bool:
    return state in {State.REGISTERED, State.CLOSED, State.ENDED}


@pytest.mark.parametrize("locale", SHIPPED)
@pytest.mark.parametrize("words", ALL_WORDS.values(), ids=ALL_WORDS)
def test_every_code_has_words_of_its_own(words: Callable[[], list[str]], locale: str) -> None:
    with speaking(locale):
        said = words()
    assert all_told(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("locale", SHIPPED)
def test_no_code_shows_through(locale: str) -> None:
    """A word with an underscore is a code that nobody put into words."""
    codes = {
        str(value)
        for kind in (State, Ending, DeclineReason, ReasonCode, DropKind, Due, Independence, OfferState)
        for value in _members(kind)
        if "_" in value
    }
    with speaking(locale):
        shown = [
            *(request_texts.state_in_words(replace(STANDING, state=state)) for state in State),
            *(managing.state(state) for state in State),
            *(reasons.reason(Reason(code, _facts())) for code in ReasonCode),
            *(
                reasons.drop(Drop(kind, wanted="ti", tag="am"))
                for kind in DropKind
                if kind is not DropKind.WISH
            ),
        ]
    assert all_told(shown)
    assert [text for text in shown if any(code in text for code in codes)] == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_the_reasons_of_a_shortlist_are_told_apart(locale: str) -> None:
    with speaking(locale):
        said = [reasons.reason(Reason(code, _facts())) for code in ReasonCode]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("due", sorted(NUDGES))
def test_a_nudge_says_what_it_is_about(due: Due) -> None:
    from bot.texts import jobs

    texts = {locale: _nudge(jobs.nudge, due, locale) for locale in SHIPPED}
    assert all(JOB.receipt in text for text in texts.values())
    assert len(set(texts.values())) == len(SHIPPED)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 11, 21, 22, 100, 101, 111])
@pytest.mark.parametrize("locale", SHIPPED)
def test_every_count_has_a_sentence(locale: str, count: int) -> None:
    """By number and not by index: languages number their plural forms each in its own way."""
    with speaking(locale):
        asked = request_texts.state_in_words(
            replace(STANDING, state=State.OFFERED, asked=count, reading=count)
        )
        inbox = managing.inbox([CARD] * count).text if count else ""
    assert asked.strip()
    assert "{" not in asked + inbox
    if count > 2:
        assert str(count) in inbox


def _nudge(nudge: Callable[..., object], due: Due, locale: str) -> str:
    with speaking(locale):
        return str(getattr(nudge(JOB, due.value), "text", ""))


def _members(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


def _facts() -> dict[str, str | int]:
    return {
        "kind": "gender",
        "value": "woman",
        "weight": "must",
        "language": "ti",
        "instead_of": "am",
        "region": "utrecht",
        "days": 3,
        "offers": 4,
    }
