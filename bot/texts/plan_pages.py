"""The plan as a page for paper: the reader's language around the words, the words as they were said."""

from datetime import date

from bot.texts import printing
from bot.texts.plan_lines import beside, details, headings
from bot.texts.screens import plain
from bot.texts.translating import current
from bot.texts.translating import gettext as _
from bot.texts.words import day
from casework.plan_readers import Reading
from domain.plans import Line, LineKind


def page(reading: Reading) -> bytes:
    """The whole plan as one file that needs nothing from outside."""
    title = _("The plan")
    headed = title
    if reading.held_on is not None:
        headed = _("The plan of the meeting of {day}").format(day=_day_of(reading.held_on))
    kinds = headings()
    sections = []
    for kind in LineKind:
        lines = [line for line in reading.lines if line.kind is kind]
        if lines:
            sections.append(f"<h2>{kinds[kind]}</h2>\n" + "\n".join(_line(line, reading) for line in lines))
    look_back = (
        f"<p>{_('You look back together on {day}.').format(day=_day_of(reading.evaluation_on))}</p>"
        if reading.evaluation_on
        else ""
    )
    last = _("The lines stand here in the words in which they were said. This page is yours.")
    body = "\n".join([f"<h1>{headed}</h1>", *sections, look_back, f'<p class="quiet">{last}</p>'])
    return printing.document(locale=current(), title=title, body=body)


def _line(line: Line, reading: Reading) -> str:
    there = [f"<p>{one}</p>" for one in beside(line.beside, reading.languages, printing.text)]
    around = "\n".join(f"<span>{one}</span>" for one in details(line, printing.text))
    inner = "\n".join(
        [printing.words(line.what), *there, f'<p class="quiet apart">{around}</p>' if around else ""]
    )
    return f'<div class="line">\n<b>{line.number}. </b>\n<div>{inner}</div>\n</div>'


def _day_of(value: date) -> str:
    return printing.text(plain(day(value)))
