"""From an English sentence to the reader's language: gettext catalogs, read as they stand, once per language."""

import gettext as gettext_module
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
SHIPPED = ("nl", "en", "ar", "tr", "pl", "ti")
"""The languages that are offered; each is complete, which a test and the start hold (design.md 4.9)."""

DOMAIN = "messages"
_locale: ContextVar[str] = ContextVar("locale", default=SOURCE)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Within the block, sentences are made in this language."""
    token = _locale.set(tag)
    try:
        yield
    finally:
        _locale.reset(token)


def speak(tag: str) -> None:
    """From here on in this task, sentences are made in this language."""
    _locale.set(tag)


def current() -> str:
    """The language in which sentences are made now."""
    return _locale.get()


def gettext(message: str) -> str:
    """The sentence in the reader's language."""
    return _catalog(_locale.get()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for this count in the reader's language; languages have one to six forms."""
    return _catalog(_locale.get()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """A short word whose meaning depends on where it stands."""
    return _catalog(_locale.get()).pgettext(context, message)


@cache
def _catalog(tag: str) -> gettext_module.NullTranslations:
    if tag == SOURCE:
        return gettext_module.NullTranslations()
    source = files("bot").joinpath("locales", tag, "LC_MESSAGES", f"{DOMAIN}.po")
    with source.open("rb") as lines:
        # A folder may carry a name that Babel does not know (prs, srn): the catalog's own header says its plurals.
        catalog = read_po(lines, ignore_obsolete=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)
