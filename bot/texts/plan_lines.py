"""The lines of a plan in the reader's language: what is around the words; the words stay as they were said."""

from collections.abc import Callable, Mapping, Sequence

from bot.texts.screens import plain, safe, side
from bot.texts.translating import current
from bot.texts.translating import gettext as _
from bot.texts.words import day, language
from domain.plans import Line, LineKind, in_languages

Said = Callable[[object], str]
"""Makes a value harmless where it stands: in a message, or in a page for paper."""

ROOM = 2800
"""Signs of a plan on one screen; the rest of a message is for what stands around it."""


def headings() -> dict[LineKind, str]:
    """What stands above the lines of each kind."""
    return {
        LineKind.PROMISE: _("What we agreed"),
        LineKind.HELP: _("Professional help that we ask for"),
        LineKind.CONTACT: _("Whom to call about the plan"),
    }


def beside(there: Mapping[str, str], languages: Sequence[str], said: Said = safe) -> list[str]:
    """Of what stands beside a line, what is in these languages and in the language of this screen, one line for each."""
    found = in_languages(there, (*languages, current()))
    return [
        _("In {language}: {words}").format(language=said(plain(language(tag))), words=said(words))
        for tag, words in found.items()
    ]


def details(line: Line, said: Said = safe) -> list[str]:
    """Who, by when, and who notices; what was not named is left out."""
    return [
        told
        for told in (
            _("Who: {who}").format(who=said(line.who)),
            _("By: {day}").format(day=said(plain(day(line.by)))) if line.by else "",
            _("Who notices: {who}").format(who=said(line.checks)) if line.checks else "",
        )
        if told
    ]


def screenfuls(lines: Sequence[Line], languages: Sequence[str] | None) -> list[tuple[tuple[Line, ...], str]]:
    """The lines of each screen with their text, as many as fit; one without lines for a plan that has none.

    Without `languages` nothing of what stands beside is shown, only in which languages something does.
    """
    found: list[tuple[tuple[Line, ...], str]] = [((), "")]
    for at, line in enumerate(lines):
        begins = at == 0 or lines[at - 1].kind is not line.kind
        block = _block(line, languages, heading=begins)
        shown, text = found[-1]
        if shown and len(text) + len(block) > ROOM:
            found.append(((line,), _block(line, languages, heading=True)))
        else:
            found[-1] = ((*shown, line), f"{text}\n\n{block}" if text else block)
    return found


def _block(line: Line, languages: Sequence[str] | None, *, heading: bool) -> str:
    if languages is not None:
        translated = beside(line.beside, languages)
    elif line.beside:
        tags = ", ".join(language(tag) for tag in line.beside)
        translated = [_("Also in: {languages}").format(languages=tags)]
    else:
        translated = []
    above = [f"<b>{headings()[line.kind]}</b>"] if heading else []
    return "\n".join(
        [*above, f"{side(line.what)}<b>{line.number}.</b> {safe(line.what)}", *translated, *details(line)]
    )
