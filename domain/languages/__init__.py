"""Which languages there are, what people call them, and which are close to which."""

from domain.languages.intelligibility import Neighbour, neighbours
from domain.languages.locales import is_rtl, resolve_locale
from domain.languages.picker import suggestions
from domain.languages.registry import Language, UnknownLanguageError, autonym, language, languages, name
from domain.languages.resolver import Answer, resolve

__all__ = [
    "Answer",
    "Language",
    "Neighbour",
    "UnknownLanguageError",
    "autonym",
    "is_rtl",
    "language",
    "languages",
    "name",
    "neighbours",
    "resolve",
    "resolve_locale",
    "suggestions",
]
