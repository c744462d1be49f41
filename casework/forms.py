"""Filling in a questionnaire: a draft is a row, and every button carries its revision (design.md 4.4)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col, delete

from casework import drafts
from casework.desk import Desk
from casework.people import ASKS_CONSENT, CONSENT_VERSION, agree, lock, require_current_text
from casework.readers import place_near, readers
from casework.supply import LiveSupply, count
from domain.errors import ConsentMissingError, NotAnOptionError, NothingOpenError, OutdatedError
from domain.forms import engine, reading
from domain.forms.catalogue import FORMS
from domain.forms.fields import DONE, SKIP, Answer, Field, Form
from domain.languages import registry
from domain.openings import Why
from storage.arrivals import Caller, DraftRow, newest_draft, read_draft, write_draft
from storage.drafts import Draft

Understand = Callable[[str, Field, str], str | None]
"""Finds the option that typed words mean, in the reader's language; passed in, for words are the bot's."""

_CHOSEN = "~"
"""Before a number in a button: the numbered suggestion that the draft itself keeps, so that no word travels."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a questionnaire shows now: a question, or the summary when `field` is None, with the supply for a request."""

    form: str
    subject: str | None
    revision: int
    field: str | None
    answers: dict[str, Answer]
    choices: tuple[str, ...] = ()
    stopped: bool = False
    supply: LiveSupply | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    """A draft, opened."""

    row: DraftRow
    form: Form
    answers: dict[str, Answer]
    choices: tuple[str, ...]

    @property
    def page(self) -> Page:
        field = self.form.field(self.row.at) if self.row.at else None
        stopped = field is not None and engine.is_stopped(field, self.answers)
        row = self.row
        return Page(self.form.name, row.subject, row.revision, row.at, self.answers, self.choices, stopped)


def begin(
    desk: Desk,
    *,
    caller: Caller,
    form: str,
    subject: str | None = None,
    answers: dict[str, Answer] | None = None,
    afresh: bool = False,
) -> Page:
    """Open a form, or go on where it was left; a draft about another subject, or `afresh`, starts again.

    A request goes on in any case: `subject` is then a receipt, whose situation it is about too.

    Raises:
        ConsentMissingError: a citizen's form before consent to the current text.
    """
    if form == ASKS_CONSENT and caller.consent != CONSENT_VERSION:
        raise ConsentMissingError(text=form)
    row = read_draft(desk.session, caller.id, form)
    if row is None:
        lock(desk, caller)
        row = read_draft(desk.session, caller.id, form)
    if row is not None and not afresh and form == "request" and subject not in {None, row.subject}:
        drafts.say_about(desk, row.id, subject or "")
        row = replace(row, subject=subject)
    if row is not None and not afresh and (form == "request" or row.subject == subject):
        return _touch(desk, _opened(desk, row))
    discard(desk, caller=caller, form=form)
    drafts.start(desk, caller=caller, form=form, subject=subject, answers=answers or {})
    row = read_draft(desk.session, caller.id, form)
    assert row is not None  # noqa: S101 - it was written in this transaction
    return _shown(desk, _opened(desk, row))


def agree_and_begin(desk: Desk, *, caller: Caller, subject: str | None = None) -> Page:
    """Keep the consent and open the request, in one transaction."""
    agree(desk, caller=caller)
    return begin(desk, caller=replace(caller, consent=CONSENT_VERSION), form="request", subject=subject)


def resume(desk: Desk, *, caller: Caller) -> Page | None:
    """Where the person left off, or None when no questionnaire is open."""
    row = newest_draft(desk.session, caller.id)
    return None if row is None else _shown(desk, _opened(desk, row))


def resume_form(desk: Desk, *, caller: Caller, form: str) -> Page | None:
    """Go on with this form; from now on typed words answer it. None when it is not open.

    Raises:
        ConsentMissingError: the text that they agreed to has changed.
    """
    row = read_draft(desk.session, caller.id, form)
    require_current_text(caller, form)
    return None if row is None else _touch(desk, _opened(desk, row))


def begin_again(desk: Desk, *, caller: Caller, form: str) -> Page:
    """Throw the answers away and begin at the first question, about the same subject.

    Raises:
        OutdatedError: the form is not open.
    """
    row = read_draft(desk.session, caller.id, form)
    if row is None:
        raise OutdatedError
    return begin(desk, caller=caller, form=form, subject=row.subject, afresh=True)


def discard(desk: Desk, *, caller: Caller, form: str) -> None:
    """Forget a draft with all that was answered in it."""
    desk.session.exec(delete(Draft).where(col(Draft.person_id) == caller.id, col(Draft.form) == form))


def type_answer(desk: Desk, *, caller: Caller, text: str, locale: str, understand: Understand) -> Page:
    """Take typed words as the answer to the question that stands open.

    Raises:
        NothingOpenError: no question stands open; nothing is kept.
        AnswerError: the words do not answer it; nothing is kept.
    """
    draft, field = _asked(desk, caller)
    option = understand(draft.form.name, field, text)
    if option is not None:
        return _answer(desk, draft, field, option)
    words = reading.typed(field, text, readers(desk.regions, locale), today=desk.today)
    if words.answer is None:
        return _write(desk, draft, draft.answers, at=field.name, choices=words.choices)
    return _put(desk, draft, field, words.answer)


def place_answer(desk: Desk, *, caller: Caller, latitude: float, longitude: float) -> Page:
    """Take a shared location, in degrees, as the answer where a place is asked; only the town's name is kept.

    Raises:
        NothingOpenError: no place is asked now.
        PlaceUnknownError: no town of ours is near.
    """
    draft, field = _asked(desk, caller)
    if field.reads != "place":
        raise NothingOpenError
    return _put(desk, draft, field, place_near(latitude, longitude, desk.regions))


def tap_answer(desk: Desk, *, caller: Caller, form: str, revision: int, field: str, value: str) -> Page:
    """Take a tapped button as an answer.

    Raises:
        OutdatedError: the button is older than the draft.
        NotAnOptionError: the question has no such button.
    """
    draft = _current(desk, caller, form, revision)
    return _answer(desk, draft, engine.check_field(draft.form, draft.answers, field), value)


def go_back(desk: Desk, *, caller: Caller, form: str, revision: int) -> Page:
    """Show the question before this one; at the first question, that one again.

    Raises:
        OutdatedError: the button is older than the draft.
    """
    draft = _current(desk, caller, form, revision)
    before = engine.previous(draft.form, draft.answers, draft.row.at)
    return _write(desk, draft, draft.answers, at=before.name if before else draft.row.at)


def edit(desk: Desk, *, caller: Caller, form: str, revision: int, field: str) -> Page:
    """Show a question again from the summary, to answer it otherwise.

    Raises:
        OutdatedError: the button is older than the draft, or the question no longer applies.
    """
    draft = _current(desk, caller, form, revision)
    found = engine.check_field(draft.form, draft.answers, field)
    return _write(desk, draft, draft.answers, at=found.name)


def take(desk: Desk, *, caller: Caller, form: str, revision: int) -> Page:
    """The finished answers, to act on; the draft is gone when the action's transaction commits.

    Raises:
        OutdatedError: the button is older than the draft, or a question is still open.
    """
    draft = _current(desk, caller, form, revision)
    if engine.pending(draft.form, draft.answers) is not None:
        raise OutdatedError
    gone = desk.session.exec(
        delete(Draft).where(col(Draft.id) == draft.row.id, col(Draft.revision) == revision)
    )
    if gone.rowcount != 1:  # a second tap at the same moment
        raise OutdatedError
    return replace(draft.page, answers=engine.prune(draft.form, draft.answers))


def _asked(desk: Desk, caller: Caller) -> tuple[_Open, Field]:
    """The draft and the question that stand open."""
    row = newest_draft(desk.session, caller.id)
    if row is None or row.at is None:
        raise NothingOpenError
    require_current_text(caller, row.form)
    draft = _opened(desk, row)
    return draft, draft.form.field(row.at)


def _answer(desk: Desk, draft: _Open, field: Field, value: str) -> Page:
    """One tapped value: a numbered suggestion, one of many, *done*, or an option."""
    if value.startswith(_CHOSEN):
        return _put(desk, draft, field, _suggested(draft, field, value))
    if field.many:
        return _many(desk, draft, field, value)
    if field.reads in {"language", "languages"} and value not in field.options and value != SKIP:
        if not registry.is_known(value):
            raise NotAnOptionError
        return _put(desk, draft, field, [value] if field.reads == "languages" else value)
    return _put(desk, draft, field, reading.tapped(field, value, today=desk.today))


def _suggested(draft: _Open, field: Field, value: str) -> Answer:
    number = value.removeprefix(_CHOSEN)
    if not number.isdecimal() or int(number) >= len(draft.choices):
        raise NotAnOptionError
    chosen = draft.choices[int(number)]
    return [chosen] if field.reads == "languages" else chosen


def _many(desk: Desk, draft: _Open, field: Field, value: str) -> Page:
    chosen = draft.answers.get(field.name, [])
    if value == DONE:
        return _put(desk, draft, field, chosen)
    toggled = engine.toggle(field, chosen, value)
    return _write(desk, draft, engine.put(draft.form, draft.answers, field.name, toggled), at=field.name)


def _put(desk: Desk, draft: _Open, field: Field, value: Answer) -> Page:
    answers = engine.put(draft.form, draft.answers, field.name, value)
    after = engine.following(draft.form, answers, field.name)
    return _write(desk, draft, answers, at=after.name if after else None)


def _write(
    desk: Desk, draft: _Open, answers: dict[str, Answer], *, at: str | None, choices: tuple[str, ...] = ()
) -> Page:
    sealed = desk.vault.seal(draft.row.key, "answers", {"answers": answers, "choices": choices})
    revision = write_draft(desk.session, draft.row, at=at, sealed=sealed, now=desk.now)
    if revision is None:
        raise OutdatedError
    return _shown(desk, _Open(replace(draft.row, at=at, revision=revision), draft.form, answers, choices))


def _shown(desk: Desk, draft: _Open) -> Page:
    """The page of a draft; the summary of a request comes with how many could help."""
    if draft.row.at is not None or draft.form.name != "request":
        return draft.page
    return replace(draft.page, supply=count(desk, draft.answers))


def _touch(desk: Desk, draft: _Open) -> Page:
    """Make this the draft that typed words answer."""
    return _write(desk, draft, draft.answers, at=draft.row.at, choices=draft.choices)


def _current(desk: Desk, caller: Caller, form: str, revision: int) -> _Open:
    row = read_draft(desk.session, caller.id, form) if form in FORMS else None
    if row is None or row.revision != revision:
        raise OutdatedError
    require_current_text(caller, row.form)
    return _opened(desk, row)


def _opened(desk: Desk, row: DraftRow) -> _Open:
    about = row.subject or ""
    content: dict[str, Any] = desk.unseal(
        row.key, "answers", row.answers, about=about, who=None, why=Why.FORM
    )
    return _Open(row, FORMS[row.form], content["answers"], tuple(content["choices"]))
