"""From what a phone calls its language to a tag of the register: script, region and old codes matter.

The tables are the IANA subtag registry's renamings, CLDR's language aliases, ISO 639-2's bibliographic codes,
and what Android, Windows and POSIX still send.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from domain.languages import registry

LONGEST_TAG = 64
"""A registered tag never comes near; what is longer was not made by a phone."""

_SHAPE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*\Z")
_SCRIPT_BY_REGION = {"TW": "Hant", "HK": "Hant", "MO": "Hant", "CN": "Hans", "SG": "Hans", "MY": "Hans"}
_POSIX_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}

_RENAMED: Mapping[str, str] = {
    # Retired and old two-letter codes (IANA subtag registry, Java, Android).
    "iw": "he", "in": "id", "mo": "ro", "ji": "yi", "jw": "jv", "sh": "sr-Latn", "tl": "fil", "no": "nb",
    # A macrolanguage stands for the member that Unicode means by it (CLDR language aliases).
    "ku": "kmr", "kur": "kmr", "ak": "tw", "aka": "tw", "zza": "diq", "zho": "zh", "chi": "zh", "bik": "bcl",
    "msa": "ms", "lah": "pnb", "man": "mnk", "rom": "rmy", "hbs": "sr-Latn", "nor": "nb", "mol": "ro",
    "tgl": "fil", "ful": "ff", "kon": "kg", "ber": "zgh",
    # A member stands for the macrolanguage that we write it with.
    "arb": "ar", "pes": "fa", "ajp": "apc", "swh": "sw", "zsm": "ms", "plt": "mg", "lvs": "lv", "ekk": "et",
    "uzn": "uz", "azj": "az", "khk": "mn", "gaz": "om", "npi": "ne", "ory": "or", "als": "sq", "pbu": "ps",
    "pst": "ps", "pbt": "ps", "ydd": "yi", "quz": "qu", "ayr": "ay", "gug": "gn", "knn": "kok", "gom": "kok",
    "bcc": "bal", "bgp": "bal", "bgn": "bal", "fue": "ff", "src": "sc", "dib": "din", "dik": "din",
    # Bibliographic three-letter codes (ISO 639-2/B).
    "dut": "nl", "ger": "de", "fre": "fr", "per": "fa", "alb": "sq", "arm": "hy", "baq": "eu", "bur": "my",
    "cze": "cs", "geo": "ka", "gre": "el", "ice": "is", "mac": "mk", "may": "ms", "rum": "ro", "slo": "sk",
    "tib": "bo", "wel": "cy", "scc": "sr", "scr": "hr",
}  # fmt: skip

_SPECIAL: Mapping[tuple[str, str], str] = {
    # A script or region that makes it another language of ours. Windows calls Sorani `ku-Arab-IQ`.
    ("fa", "AF"): "prs", ("fas", "AF"): "prs", ("sw", "CD"): "swc", ("sr", "ME"): "cnr", ("sh", "ME"): "cnr",
    ("sr", "Latn"): "sr-Latn", ("sr", "Cyrl"): "sr", ("cmn", "Hant"): "zh-Hant", ("cmn", "TW"): "zh-Hant",
    ("pt", "BR"): "pt-BR", ("nl", "BE"): "nl-BE", ("nds", "NL"): "nds-NL",
    ("pap", "CW"): "pap-CW", ("pap", "BQ"): "pap-CW", ("pap", "AW"): "pap-AW", ("ku", "Arab"): "ckb",
    ("ku", "IQ"): "ckb", ("ku", "IR"): "ckb", ("kmr", "Arab"): "kmr-Arab", ("kmr", "IQ"): "kmr-Arab",
    ("az", "Arab"): "azb", ("az", "IR"): "azb", ("uz", "Arab"): "uzs", ("uz", "AF"): "uzs",
    ("pa", "Arab"): "pnb", ("pa", "PK"): "pnb", ("hy", "arevmda"): "hyw", ("hi", "SR"): "hns",
    ("bho", "SR"): "hns", ("jv", "SR"): "jvn", ("sgn", "NL"): "dse", ("sgn", "BE"): "vgt",
    ("sgn", "US"): "ase", ("sgn", "GB"): "bfi", ("sgn", "DE"): "gsg", ("sgn", "FR"): "fsl",
    ("no", "nyn"): "nn", ("no", "bok"): "nb", ("no", "nynorsk"): "nn", ("i", "hak"): "hak", ("i", "lux"): "lb",
    ("zh", "yue"): "yue", ("zh", "hakka"): "hak", ("zh", "hak"): "hak", ("zh", "wuu"): "wuu",
    ("zh", "nan"): "nan", ("zh", "min"): "nan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """A tag taken apart: all in small letters, except the script (`Latn`) and the region (`NL`)."""

    whole: str
    language: str
    script: str
    region: str
    rest: tuple[str, ...]


def take_apart(text: str | None) -> Parts | None:
    """The parts of what a phone or a POSIX environment calls its locale; None for what is no tag at all."""
    if not text or len(text) > LONGEST_TAG:
        return None
    plain, _, modifier = text.strip().replace("_", "-").partition("@")
    plain = plain.partition(".")[0].lower()
    if not _SHAPE.match(plain):
        return None
    language, *others = plain.split("-")
    script = _POSIX_SCRIPTS.get(modifier.lower(), "")
    region = ""
    rest: list[str] = []
    for other in others:
        if len(other) == 1 and language != "i":
            break  # an extension: calendars, numbering and the like say nothing of the language
        if len(other) == 4 and other.isalpha() and not script:  # noqa: PLR2004 - ISO 15924
            script = other.title()
        elif len(other) == 2 and other.isalpha() and not region:  # noqa: PLR2004 - ISO 3166-1
            region = other.upper()
        else:
            rest.append(other)
    return Parts(plain, language, script, region, tuple(rest))


@cache
def _exact() -> Mapping[str, str]:
    return {entry.tag.lower(): entry.tag for entry in registry.languages()}


@cache
def _by_iso() -> Mapping[str, str]:
    """The first language of each three-letter code: the register lists the general one before its dialects."""
    found: dict[str, str] = {}
    for entry in registry.languages():
        found.setdefault(entry.iso639_3, entry.tag)
    return found


def _chinese(parts: Parts) -> str:
    script = parts.script if parts.script in {"Hans", "Hant"} else _SCRIPT_BY_REGION.get(parts.region, "Hans")
    return f"zh-{script}"


def known_tag(text: str | None) -> str | None:
    """The language of ours that a phone's tag means, whatever its case, script, region or age; None if none."""
    parts = take_apart(text)
    if parts is None:
        return None
    if parts.whole in _exact():
        return _exact()[parts.whole]
    renamed = _RENAMED.get(parts.language, parts.language)
    for detail in (*parts.rest, parts.script, parts.region):
        for language in (parts.language, renamed):
            if (language, detail) in _SPECIAL:
                return _SPECIAL[language, detail]
    if renamed == "zh":
        return _chinese(parts)
    return _exact().get(renamed.lower()) or _by_iso().get(renamed)
