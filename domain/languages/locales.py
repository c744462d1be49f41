"""In which language a person's screens are: our own resolver, because script and region matter.

What a phone says (`fa-AF`, `zh-TW`) is often only the language it was sold with: a hint, not a choice. All of
this takes whatever text there is and never raises.
"""

from collections.abc import Collection, Iterator

from domain.languages import registry
from domain.languages.tags import known_tag, take_apart

DUTCH_REGIONS = frozenset({"AN", "AW", "BE", "BQ", "CW", "NL", "SR", "SX"})
"""Where Dutch is a language of the state or the school (ISO 3166-1)."""

RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


def _steps(text: str | None) -> Iterator[str]:
    """The tag that `text` means, and then what its readers fall back to."""
    tag = known_tag(text)
    if tag is not None:
        yield tag
        yield from registry.language(tag).fallback


def resolve_locale(stored: str | None, hint: str | None, shipped: Collection[str]) -> str:
    """The shipped language for this person's screens.

    What the person chose wins for ever; where that is no longer shipped, what its readers fall back to. Then
    what the phone says, in the same way. Then Dutch for a phone of a region where Dutch is at home, else
    English. If not even those are shipped: the first of `shipped`, and English when nothing is.

    Args:
        stored: the tag that the person chose, if they ever did.
        hint: what the phone calls its language (Telegram's `language_code`), in any case and spelling.
        shipped: the tags that have a complete catalog.
    """
    if stored in shipped:
        return str(stored)
    for tag in (*_steps(stored), *_steps(hint)):
        if tag in shipped:
            return tag
    parts = take_apart(hint)
    default = "nl" if parts is not None and parts.region in DUTCH_REGIONS else "en"
    return default if default in shipped else min(shipped, default="en")


def is_rtl(tag: str) -> bool:
    """Whether a text in `tag` runs from right to left; what is no tag at all does not."""
    parts = take_apart(tag)
    if parts is None:
        return False
    if parts.script:
        return parts.script in RTL_SCRIPTS
    known = known_tag(tag)
    return known is not None and registry.language(known).direction == "rtl"
