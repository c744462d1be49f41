"""The first page of the language picker: what this person probably reads, by autonym and never by a flag."""

from domain.languages import registry
from domain.languages.tags import known_tag

TOP = (
    "nl",
    "en",
    "ar",
    "tr",
    "pl",
    "uk",
    "ti",
    "pap",
    "fa",
    "prs",
    "so",
    "fr",
    "de",
    "ru",
    "bg",
    "ro",
    "es",
    "pt",
)
"""What citizens who do not read Dutch read most in the Netherlands (languages.md 4), in a fixed order, so that
the buttons do not move between two visits."""


def suggestions(hint: str | None, limit: int = 8) -> tuple[str, ...]:
    """At most `limit` tags, no tag twice: the phone's language, then the fixed top.

    Args:
        hint: what the phone calls its language, in any spelling; garbage is passed over.
        limit: how many buttons there is room for.
    """
    tag = known_tag(hint)
    first = () if tag is None else (_readable(tag),)
    return tuple(dict.fromkeys((*first, *TOP)))[: max(limit, 0)]


def _readable(tag: str) -> str:
    """The language itself, or for one that is only spoken the first that its speakers read."""
    chain = (tag, *registry.language(tag).fallback)
    return next(step for step in chain if not registry.language(step).spoken_only)
