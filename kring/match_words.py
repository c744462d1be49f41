"""The matching in plain English sentences, for the command line. The bot has its own, in every language."""

from collections.abc import Mapping
from typing import Final

from domain.languages import UnknownLanguageError, name
from domain.matching import Drop, DropKind, Line, Reason, ReasonCode

_LEVELS: Final = {1: "a little", 2: "well", 3: "as a first language"}
_SENTENCES: Final[Mapping[ReasonCode, str]] = {
    ReasonCode.WISH_MET: "Meets the wish: {kind} {value}.",
    ReasonCode.WISH_UNMET: "Does not meet the wish: {kind} {value}.",
    ReasonCode.WISH_UNSURE: "Not known to be from {value}, but no community is written down: ask first.",
    ReasonCode.SPEAKS: "Speaks {language} {level}.",
    ReasonCode.SPEAKS_NEAR: "Speaks {language}, which is close to {instead_of}.",
    ReasonCode.NEEDS_INTERPRETER: "Does not speak {language}.",
    ReasonCode.OWN_REGION: "Works in the region itself.",
    ReasonCode.NEIGHBOURING_REGION: "Comes from a neighbouring region: {region}.",
    ReasonCode.NO_JOB_YET: "Has not led a conference yet.",
    ReasonCode.LAST_JOB: "Last conference ended {days} days ago.",
    ReasonCode.NO_OFFERS_LATELY: "Had no offers lately.",
    ReasonCode.OFFERS_LATELY: "Had {offers} offers lately.",
}
_DROPS: Final[Mapping[DropKind, str]] = {
    DropKind.WISH: "without {kind} {value}",
    DropKind.ALL_WISHES: "without any of the wishes",
    DropKind.NEAR_LANGUAGE: "{near} in place of {wanted}",
    DropKind.NEIGHBOURING_REGIONS: "from the neighbouring regions",
    DropKind.INTERPRETER: "with an interpreter",
}


def reason(given: Reason) -> str:
    """Give a reason as a sentence."""
    values = {key: _said(key, value) for key, value in given.values.items()}
    if given.values.get("kind") == "language":
        values["value"] = language(str(given.values["value"]))
    return _SENTENCES[given.code].format(**values)


def drop(given: Drop) -> str:
    """Give what could be relaxed, as the start of a sentence."""
    kind, value = (given.wish.kind.replace("_", " "), given.wish.value) if given.wish else ("", "")
    if kind == "language":
        value = language(value)
    ask = " (sensitive: ask first)" if given.sensitive else ""
    near = language(given.tag) + ask
    said = _DROPS[given.kind].format(kind=kind, value=value, near=near, wanted=language(given.wanted))
    return said[0].upper() + said[1:]


def proposal(line: Line) -> list[str]:
    """Give why a joint proposal is what it is, one sentence for each reason."""
    if not line.options:
        return ["Nobody fits."]
    kept = [
        f"{one.candidate} is kept free for {one.need}, where {one.options} fit{'s' * (one.options == 1)}."
        for one in line.kept
    ]
    if line.chosen is None:
        all_of_them = f"All {line.options} who fit are" if line.options > 1 else "The only one who fits is"
        return [f"{all_of_them} needed elsewhere.", *kept]
    place = (
        f"Number {line.place} of the {line.options} who fit."
        if line.options > 1
        else "The only one who fits."
    )
    return [place, *kept]


def language(tag: str) -> str:
    """Give the English name of a language; the tag itself where there is none."""
    try:
        return name(tag, "en")
    except UnknownLanguageError:
        return tag


def _said(key: str, value: str | int) -> str:
    if key in {"language", "instead_of"}:
        return language(str(value))
    if key == "level" and isinstance(value, int):
        return _LEVELS.get(value, "")
    return str(value).replace("_", " ") if key == "kind" else str(value)
