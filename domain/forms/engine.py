"""Walking through a form: which question comes next, and what an answer changes."""

from domain.errors import NotAnOptionError, OutdatedError
from domain.forms.fields import SKIP, Answer, Answers, Field, Form


def applying(form: Form, answers: Answers) -> list[Field]:
    """The fields that are asked, given the answers so far, in their order."""
    return [field for field in form.fields if field.applies(answers)]


def pending(form: Form, answers: Answers) -> Field | None:
    """The first field that applies and has no answer, or whose answer stops the form; None when all is answered."""
    for field in form.fields:
        if field.applies(answers) and (field.name not in answers or is_stopped(field, answers)):
            return field
    return None


def is_stopped(field: Field, answers: Answers) -> bool:
    """Whether the answer to this field is one with which the form cannot go on yet."""
    answer = answers.get(field.name)
    return isinstance(answer, str) and answer in field.stops


def previous(form: Form, answers: Answers, at: str | None) -> Field | None:
    """The field before `at` (None: before the summary); None when `at` is the first."""
    before: Field | None = None
    for field in applying(form, answers):
        if field.name == at:
            return before
        before = field
    return before


def following(form: Form, answers: Answers, at: str) -> Field | None:
    """Where to go after answering `at`: the next field without an answer, or None for the summary."""
    field = form.field(at)
    if field.applies(answers) and is_stopped(field, answers):
        return field
    return pending(form, answers)


def put(form: Form, answers: Answers, name: str, value: Answer) -> dict[str, Answer]:
    """The answers with this one in it, and without those that no longer apply."""
    changed: dict[str, Answer] = {**answers, name: value}
    return prune(form, changed)


def prune(form: Form, answers: Answers) -> dict[str, Answer]:
    """The answers without those whose field does not apply (any more).

    A condition looks only at fields before its own, so that one pass in the form's order is enough.
    """
    kept: dict[str, Answer] = {}
    for field in form.fields:
        if field.name in answers and field.applies(kept):
            kept[field.name] = answers[field.name]
    return kept


def toggle(field: Field, chosen: Answer | None, option: str) -> list[str]:
    """The chosen options with this one added or taken away, in the order of the field.

    Raises:
        NotAnOptionError: no such option, or already as many as are allowed.
    """
    if option not in field.options:
        raise NotAnOptionError
    now = [] if chosen is None or isinstance(chosen, str) else list(chosen)
    if option in now:
        now.remove(option)
    elif field.most and len(now) >= field.most:
        raise NotAnOptionError(most=field.most)
    else:
        now.append(option)
    return [known for known in field.options if known in now]


def check_field(form: Form, answers: Answers, name: str) -> Field:
    """The field that a button speaks of.

    Raises:
        OutdatedError: the form has no such field, or it does not apply.
    """
    for field in form.fields:
        if field.name == name and field.applies(answers):
            return field
    raise OutdatedError


def is_skipped(answer: Answer | None) -> bool:
    """Whether the field was left open on purpose."""
    return answer == SKIP
