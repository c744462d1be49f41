"""The two files of `kring match`: a pool, and requests. Fields that are not named here are passed over."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from domain import cultures
from domain.bodies import comparable
from domain.languages import neighbours
from domain.languages.registry import is_known
from domain.matching import Candidate, NearLanguage, Need
from domain.wishes import Gender, TooManyWishesError, Weight, Wish, WishError, WishKind, settle
from kring.json_lines import FileError, Row, RowError, read, shown

VARIANTS: Final = ("family", "restorative", "community", "learning")

_OLDEST: Final = 1900
_MANY: Final = 1000
_Some = TypeVar("_Some")


def read_pool(path: Path, *, today: date) -> list[Candidate]:
    """Give the coordinators in a file.

    Raises:
        FileError: something is wrong with it; the message says what, line by line.
    """
    shared: dict[object, object] = {}

    def once(some: _Some, mark: object) -> _Some:
        """Keep one copy of what many people have: a large pool fits in less memory."""
        return shared.setdefault((type(some), mark), some)  # type: ignore[return-value]

    def make(row: Row) -> Candidate:
        one = candidate_of(row, today)
        culture = cultures.told(cultures.Kind.CULTURE, one.culture)
        religion = cultures.told(cultures.Kind.RELIGION, one.religion)
        return replace(
            one,
            languages=once(one.languages, frozenset(one.languages.items())),
            regions=once(one.regions, one.regions),
            culture=once(culture, culture),
            religion=once(religion, religion),
            scope=once(one.scope, one.scope),
            ties=once(one.ties, one.ties),
        )

    return read(path, make, key=lambda one: one.ref)


def read_needs(path: Path, neighbouring: Mapping[str, frozenset[str]]) -> list[Need]:
    """Give the requests in a file; `neighbouring` says which regions lie next to which.

    Raises:
        FileError: something is wrong with it; the message says what, line by line.
    """
    return read(path, lambda row: _need(row, neighbouring), key=lambda need: need.ref)


def read_regions(path: Path) -> dict[str, frozenset[str]]:
    """Give the regions next to each region, from a file of regions.

    Raises:
        FileError: it is not a file of regions.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))["region"]
        return {region["code"]: frozenset(region.get("neighbours", ())) for region in found}
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(f"{path.name} is not a file of regions: {error}") from error


def candidate_of(row: Row, today: date) -> Candidate:
    """Give the coordinator of one line; culture and religion in the words of the file.

    Raises:
        RowError: something is wrong with it.
    """
    religion = row.text_or_none("religion")
    return Candidate(
        ref=row.text("ref"),
        languages=_languages(row),
        gender=row.choice("gender", tuple(Gender)),
        born=row.number("born", least=_OLDEST, most=today.year),
        regions=row.texts("regions"),
        culture=row.texts("culture"),
        religion=frozenset({religion}) if religion else frozenset(),
        scope=_scope(row),
        available=row.flag("available", default=True),
        paused=row.flag("paused", default=False),
        busy=row.number("busy", least=0, most=_MANY) or 0,
        last_job_ended_on=row.day("last_job_ended_on"),
        recent_offers=row.number("recent_offers", least=0, most=_MANY) or 0,
        ties=_bodies(row, "ties"),
        certificate_until=row.day("certificate_until"),
    )


def _languages(row: Row) -> dict[str, int]:
    spoken: dict[str, int] = {}
    for one in row.rows("languages"):
        tag = _tag(one.text("tag"))
        if tag in spoken:
            raise RowError(f"the language {shown(tag)} is named twice")
        spoken[tag] = one.number("level", least=1, most=3) or 1
    if not spoken:
        raise RowError('"languages" is missing or empty')
    return spoken


def _bodies(row: Row, name: str) -> frozenset[str]:
    """Organisations as they are compared: spelling and legal forms do not count."""
    return frozenset(comparable(body) or body for body in row.texts(name))


def _tag(tag: str) -> str:
    if not is_known(tag):
        raise RowError(f"{shown(tag)} is not the tag of a language (`kring languages list` shows them)")
    return tag


def _scope(row: Row) -> frozenset[str]:
    scope = row.texts("scope") or frozenset({"family"})
    unknown = sorted(scope - set(VARIANTS))
    if unknown:
        raise RowError(f'"scope" is made of {", ".join(VARIANTS)}, not {shown(unknown[0])}')
    return scope


def _need(row: Row, neighbouring: Mapping[str, frozenset[str]]) -> Need:
    language = row.text_or_none("language")
    region = row.text("region")
    need = Need(
        ref=row.text("ref"),
        region=region,
        variant=row.choice("variant", VARIANTS) or "family",
        urgent=row.flag("urgent", default=False),
        language=language and _tag(language),
        wishes=_wishes(row),
        neighbouring=row.texts("neighbouring") or neighbouring.get(region, frozenset()),
        bodies=_bodies(row, "bodies"),
        declined=row.texts("declined"),
        excluded=row.texts("excluded"),
    )
    near = [
        NearLanguage(tag, one.tag, sensitive=one.sensitive)
        for tag in need.wanted_languages
        for one in neighbours(tag)
    ]
    return replace(need, near_languages=tuple(near))


def _wishes(row: Row) -> tuple[Wish, ...]:
    wishes = row.rows("wishes")
    try:
        return settle(_wish(one) for one in wishes)
    except TooManyWishesError as error:
        count, most = error.facts["count"], error.facts["most"]
        raise RowError(f"{count} wishes; at most {most} are possible") from error
    except WishError as error:
        what = error.code.replace("_", " ")
        raise RowError(f'"wishes": {what} ({error.facts["kind"]})') from error


def _wish(row: Row) -> Wish:
    kind = WishKind(row.choice("kind", tuple(WishKind)) or _missing("kind"))
    value = row.text("value")
    if kind is WishKind.LANGUAGE:
        _tag(value)
    weight = Weight(row.choice("weight", tuple(Weight)) or Weight.PREFER)
    try:
        return Wish(kind, value, weight)
    except WishError as error:
        raise RowError(f"a wish for {kind} cannot be {shown(value)}") from error


def _missing(name: str) -> str:
    raise RowError(f'"{name}" is missing')
