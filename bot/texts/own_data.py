"""Everything that is kept of somebody as a page to read, in their language; the same as JSON stands beside it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from bot.texts import printing
from bot.texts.answers import said
from bot.texts.questions import TOPICS
from bot.texts.screens import Attachment, Button, Screen, paragraphs, plain, stack
from bot.texts.translating import current
from bot.texts.translating import gettext as _
from bot.texts.welcome import human_button
from bot.texts.words import day, full_moment
from casework.own_data import OwnData
from domain.forms.catalogue import FORMS

JSON_FILE = "kring.json"
"""What the second file is called: the name says nothing about anyone."""

_WORK = "profile offer job preparation_step absence invitation second_step audit_line".split()  # noqa: SIM905 - names
_MEETING = "conference meeting_day practicality plan disagreement registration".split()  # noqa: SIM905 - names
_INVITED = "invitation_to_a_meeting ticked_day takes conditions acceptance".split()  # noqa: SIM905 - names


def files(page: bytes, content: bytes) -> Screen:
    """The message with the two files; none of it can be passed on from the chat."""
    return Screen(
        paragraphs(
            _("Here is everything that we keep of you: a page to read, and the same for a computer."),
            _("Whoever can open your phone can read it too. Delete these messages when you have seen them."),
        ),
        stack(Button(_("Your privacy"), "pr"), human_button()),
        personal=True,
        files=(Attachment(printing.FILE, page), Attachment(JSON_FILE, content)),
        anew=True,
    )


def page(found: OwnData) -> bytes:
    """All of it, by what it is about."""
    title = _("Everything that is kept of you")
    parts = [
        f"<h1>{title}</h1>",
        f"<p>{printing.text(plain(full_moment(found.made_at)))}</p>",
        f'<p class="quiet">{_("Small words are the names that the computer uses. What is left out, and why, stands in the second file.")}</p>',
    ]
    for heading, kinds in groupby(found.kept, key=_heading):
        parts.append(f"<h2>{heading}</h2>")
        parts += [_table(kind, row) for kind in kinds for row in found.kept[kind]]
    return printing.document(locale=current(), title=title, body="\n".join(parts))


def _heading(kind: str) -> str:
    if kind in _WORK:
        return _("Your work for Kring")
    if kind in _MEETING:
        return _("Your conference")
    if kind in _INVITED:
        return _("Invitations to you")
    return {
        "person": _("You, in this chat"),
        "consent": _("What you agreed to"),
        "request": _("Your requests"),
        "circle": _("The people around you, by a word"),
        "plan_copy": _("Plans that you opened, and your reminders"),
        "own_reminder": _("Plans that you opened, and your reminders"),
        "asking": _("How it goes: what you said"),
        "tapped_face": _("How it goes: what you said"),
        "draft": _("Forms that you have not sent"),
    }.get(kind, _("Messages to you, and your questions for a person"))


def _table(kind: str, row: Mapping[str, Any]) -> str:
    cells = "\n".join(
        f"<tr><th>{label}</th><td>{_value(value)}</td></tr>" for label, value in _lines(kind, row)
    )
    return f"<table>\n{cells}\n</table>"


def _lines(kind: str, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The answers that they gave themselves in the words of the form, and all else by the name of its column."""
    for name, value in row.items():
        if value is None:
            continue
        if kind == "draft" and name == "answers" and row["form"] in FORMS and isinstance(value, Mapping):
            yield from _answers(str(row["form"]), value["answers"])
        elif kind == "request" and name == "details" and isinstance(value, Mapping):
            yield from _answers("request", value)
        else:
            yield _quiet(name), value


def _answers(form: str, answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    fields = {field.name: field for field in FORMS[form].fields}
    for name, answer in answers.items():
        topic = TOPICS.get((form, name))
        if topic is None or name not in fields or name == "place":
            yield _quiet(name), answer
        else:
            yield printing.text(plain(topic())), plain(said(form, fields[name], answer))


def _quiet(name: str) -> str:
    return f'<span class="quiet">{printing.text(name, "en")}</span>'


def _value(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, datetime):
        return printing.text(plain(full_moment(value)))
    if isinstance(value, date):
        return printing.text(plain(day(value)))
    if isinstance(value, bool):
        return printing.text(plain(_("Yes") if value else _("No")))
    if isinstance(value, Mapping):
        return "<br>".join(f"{_quiet(str(name))}: {_value(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "<br>".join(_value(one) for one in value)
    return printing.text(value)
