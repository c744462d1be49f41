"""Two names side by side that say one thing: *Arabisch uit Irak*, *Koerdisch Turkije*, *português brasileiro*."""

from collections.abc import Iterable

from domain.languages import registry
from domain.languages.index import Meaning

_GENERAL = {
    # ISO 639-3's macrolanguage, as the register's group begins, and the tag that people name it by.
    "ara": "ar", "fas": "fa", "swa": "sw", "ful": "ff", "sqi": "sq", "aze": "az", "uzb": "uz", "lah": "pa",
    "aka": "tw", "msa": "ms", "zho": "cmn",
}  # fmt: skip


def narrowed(meanings: Iterable[Meaning]) -> list[Meaning]:
    """The meanings, where of each two neighbours that go together only what both allow is left."""
    left: list[Meaning] = []
    for meaning in meanings:
        both = _both(left[-1], meaning) if left else ()
        if both:
            left[-1] = Meaning(both, sure=len(both) == 1)
        else:
            left.append(meaning)
    return left


def _both(one: Meaning, other: Meaning) -> tuple[str, ...]:
    """What a person may mean who says both; nothing if they are two wishes."""
    if one.sure and other.sure:
        return _varieties(one.tags[0], other.tags) or _varieties(other.tags[0], one.tags)
    common = tuple(tag for tag in one.tags if tag in other.tags)
    if common:
        return common
    general, special = (one, other) if one.sure else (other, one)
    return _varieties(general.tags[0], special.tags) if general.sure else ()


def _varieties(general: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tag for tag in tags if tag == general or _is_variety(tag, general))


def _is_variety(tag: str, general: str) -> bool:
    group = registry.language(tag).group.partition(";")[0]
    return tag.startswith(f"{general}-") or _GENERAL.get(group) == general
