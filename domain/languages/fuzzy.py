"""Which name was probably meant by a word that is nearly one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from domain.languages.index import Meaning, index, local_names

SHORTEST = 4
"""Under this every word is one slip away from some name."""

ENOUGH = 6
"""So many buttons a question may have."""

Buckets = Mapping[tuple[int, bool], list[str]]


@dataclass(frozen=True, slots=True)
class _Near:
    """A name, and how many slips (a letter too many, missing, wrong or swapped) lie between."""

    slips: int
    key: str
    meaning: Meaning


def _core(key: str) -> int:
    """How many letters tell names apart: Arabic writes *the ...-ish* with four that are always the same."""
    return len(key) - 2 * key.startswith("ال") - 2 * key.endswith("يه")


def _slips_allowed(length: int) -> int:
    return 1 if length <= 5 else 2 if length <= 12 else 3  # noqa: PLR2004 - the table is the rule


def _slips_allowed_far(length: int) -> int:
    """Names in other languages than the person's own are many: there only a long word may be mistaken."""
    return 0 if length <= 7 else 1 if length <= 11 else 2  # noqa: PLR2004 - the table is the rule


def _bucketed(keys: Iterable[str]) -> Buckets:
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for key in keys:
        found[len(key), key.isascii()].append(key)
    return found


@cache
def _near_buckets() -> Buckets:
    return _bucketed(index().near)


@cache
def _far_buckets() -> Buckets:
    return _bucketed(index().far)


@cache
def _local_buckets(locale: str) -> Buckets:
    return _bucketed(local_names(locale))


_SOUNDS = (
    # Dutch, English, French and German spellings of one sound, and doubled letters.
    (r"tsch|tsj|tch|ch(?=[aeiou])|ci(?=[aou])", "č"), (r"sch|sh|sj|ch", "š"), (r"dzj|dj|dzh|dsch", "j"),
    (r"oe|ou|oo", "u"), (r"ij|ie|ei|ee|y|j(?![aeiou])", "i"), (r"c|q|kh|ck", "k"), (r"ph", "f"), (r"th", "t"),
    (r"z", "s"), (r"v|w", "f"), (r"gh|g", "h"), (r"nj|gn", "n"), (r"(.)\1+", r"\1"),
)  # fmt: skip


@cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), plain) for pattern, plain in _SOUNDS)


def sound(key: str) -> str:
    """A rough spelling by ear, the same for *Koermandji* and *Kurmanji*; Latin letters only."""
    if not key.isascii():
        return key
    for pattern, plain in _sounds():
        key = pattern.sub(plain, key)
    return key


@cache
def _by_sound(length: int) -> Mapping[str, tuple[str, ...]]:
    """The register's names of `length` letters by how they sound."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in _near_buckets().get((length, True), ()):
        found[sound(key)].append(key)
    return {heard: tuple(keys) for heard, keys in found.items()}


def _alike(key: str) -> list[_Near]:
    """The names that sound like `key` in Latin letters; never surer than two slips."""
    if len(key) <= SHORTEST + 1 or not key.isascii():
        return []
    heard = sound(key)
    lengths = range(max(SHORTEST + 1, len(key) - 3), len(key) + 4)
    names = (name for length in lengths for name in _by_sound(length).get(heard, ()))
    return [_Near(2, name, index().near[name]) for name in names]


def _within(key: str, buckets: Buckets, slips: int) -> list[tuple[str, int]]:
    from rapidfuzz import process  # 30 ms, only for who mistypes
    from rapidfuzz.distance import OSA

    names = [
        name
        for length in range(max(SHORTEST, len(key) - slips), len(key) + slips + 1)
        for name in buckets.get((length, key.isascii()), ())
    ]
    hits = process.extract(key, names, scorer=OSA.distance, score_cutoff=slips, limit=ENOUGH)
    return [(name, int(distance)) for name, distance, _ in hits]


def _candidates(key: str, locale: str) -> list[_Near]:
    all_names, own = index(), local_names(locale)
    slips = _slips_allowed(_core(key))
    found = [_Near(slip, name, all_names.near[name]) for name, slip in _within(key, _near_buckets(), slips)]
    found += [
        _Near(slip, name, all_names.near.get(name) or Meaning((own[name],), sure=True))
        for name, slip in _within(key, _local_buckets(locale), slips)
    ]
    far = min(slips, _slips_allowed_far(_core(key)))
    if far and not found:
        found += [_Near(slip, name, all_names.far[name]) for name, slip in _within(key, _far_buckets(), far)]
    return [near for near in found if _plausible(key, near)] or _alike(key)


def _plausible(key: str, near: _Near) -> bool:
    """Whether a person may mistype so: seldom the first letter, and a short word only once or by its sound."""
    length = _core(key)
    asked_for = not index().common.isdisjoint(near.meaning.tags)
    if length <= SHORTEST and not asked_for:
        return False
    if near.slips == 1:
        ends = near.key[0] == key[0] and (length > SHORTEST + 1 - asked_for or near.key[-1] == key[-1])
        return ends or length > 6  # noqa: PLR2004 - the table is the rule
    if near.key[0] != key[0]:
        return False
    return length > 7 or _slips_in_sound(near.key, key) <= 1  # noqa: PLR2004 - the table is the rule


def _slips_in_sound(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return int(OSA.distance(sound(one), sound(other)))


def nearest(key: str, locale: str) -> Meaning | None:
    """What was probably meant: sure only if one name is clearly the nearest; None where nothing is near."""
    if len(key) < SHORTEST or key in index().words.stop or key in index().words.other:
        return None
    found = sorted(_candidates(key, locale), key=lambda near: near.slips)
    if not found:
        return None
    best = [near for near in found if near.slips == found[0].slips]
    tags = tuple(
        dict.fromkeys(
            tag for near in (best if best[0].meaning.sure else best[:1]) for tag in near.meaning.tags
        )
    )
    clear = len(tags) == 1 and best[0].meaning.sure and _clear(_core(key), best[0].slips)
    return Meaning(tags[:ENOUGH], sure=clear)


def _clear(length: int, slips: int) -> bool:
    return length >= 5 and (slips <= 1 or length >= 8)  # noqa: PLR2004 - the table is the rule
