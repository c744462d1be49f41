"""An answer to a question as the reader reads it."""

from datetime import date

from bot.texts.labels import labels
from bot.texts.screens import safe
from bot.texts.translating import gettext as _
from bot.texts.words import day, language, region
from domain.forms.fields import DONE, SKIP, Answer, Field, Kind


def said(form: str, field: Field, answer: Answer) -> str:
    """An answer as the reader reads it."""
    words = labels(form, field.name)
    if isinstance(answer, list):
        if field.reads == "languages":
            return ", ".join(language(tag) for tag in answer)
        return ", ".join(words[code] for code in answer) or _("nothing")
    if answer in words:
        return words[answer]
    if field.reads == "language":
        return language(answer)
    if field.reads == "place":
        code, place = answer.split("/", 1)
        return f"{safe(place)}, {region(code)}"
    if field.kind is Kind.DATE and answer not in {SKIP, DONE}:
        return day(date.fromisoformat(answer))
    return safe(answer)
