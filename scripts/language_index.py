"""The index that the resolver searches: every name of every language, folded, with what each name stands for."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from babel import Locale
from babel.localedata import locale_identifiers

from domain.languages.folding import fold, script_of, squash

Rows = list[dict[str, str]]
Table = dict[str, tuple[str, ...]]

WRONG = frozenset(
    {("nl", "car"), ("nl", "nds"), ("nl", "nds_NL"), ("nl", "syr"), ("nl", "sdh"), ("nl", "ksh")}
)
"""Names in CLDR that mislead Dutch readers (languages.md 2, trap 5)."""

SAME: Mapping[str, str] = {
    # CLDR's code, or a national form of it, for a language that the register writes differently.
    "no": "nb", "tl": "fil", "ro_MD": "ro", "mo": "ro", "zza": "diq", "ar_001": "ar", "bik": "bcl", "lah": "pnb",
    "es_419": "es", "es_ES": "es", "es_MX": "es", "en_GB": "en", "en_US": "en", "en_AU": "en", "en_CA": "en",
    "fr_CA": "fr", "fr_CH": "fr", "de_AT": "de", "de_CH": "de", "pt_PT": "pt", "hi_Latn": "hi", "fa_AF": "prs",
    "sw_CD": "swc", "sr_ME": "cnr",
}  # fmt: skip

LIKE: Mapping[str, str] = {
    # CLDR's word stands for several languages of ours: the ones that this word in ambiguous.csv stands for.
    "ku": "koerdisch", "zh": "chinees", "sh": "servo-kroatisch", "rom": "romani", "ak": "akan", "arc": "aramees",
    "syr": "syriaque",
}  # fmt: skip

COMMON = frozenset({"rif", "shi", "haz", "diq", "aii", "tru", "hns", "dse", "tw", "li", "nl-x-brabants"})
"""Of the languages without screens those that are asked for most; a short word may be a slip for one."""

BLOCKING = ("nl", "en", "de", "fr", "es", "tr")
"""In these locales we also know the names of languages that no coordinator speaks, so as not to mistake them."""

COUNTRY_LOCALES = (
    "nl", "en", "de", "fr", "es", "tr", "ar", "pl", "ru", "uk", "pt", "it", "ro", "fa", "bg", "hu", "so", "ti", "am",
    "zh", "zh_Hant", "hi", "ur", "ku", "ckb", "sq", "hr", "sr", "el", "vi", "id", "ps", "sw", "he", "hy", "ka", "az",
    "cs", "sk", "lt", "lv", "bn", "ta", "th", "ja", "ko", "da", "sv", "fi", "bs", "mk", "fil", "af", "ne", "mn",
)  # fmt: skip


def _key(text: str) -> str:
    return squash(fold(text))


def _long_enough(key: str) -> bool:
    return len(key) >= (3 if script_of(key) in {"LATIN", "CYRILLIC", "GREEK", "ARABIC"} else 2)


def _is_too_short(key: str) -> bool:
    """A name of three letters is read only by those in whose language it is one, from `names.json`."""
    return len(key) <= 3 and script_of(key) in {"LATIN", "CYRILLIC", "GREEK", "ARABIC"}  # noqa: PLR2004


def _own(pool: Rows, aliases: Rows, asked: Table) -> Table:
    """Our own names and long tags; what stands before a bracket or slash counts too, unless it is another's whole name."""
    found: dict[str, dict[str, None]] = {}
    for row in aliases:
        found.setdefault(_key(row["word"]), {})[row["tag"]] = None
    whole = {key: tuple(tags) for key, tags in found.items()}
    whole |= {_key(row["tag"]): (row["tag"],) for row in pool if "-" in row["tag"]}
    for column in ("name_nl", "name_en", "autonym"):
        for row in pool:
            whole.setdefault(_key(row[column]), (row["tag"],))
    for column in ("name_nl", "name_en", "autonym"):
        for row in pool:
            for piece in row[column].partition(" (")[0].split("/"):
                whole.setdefault(_key(piece), (row["tag"],))
    return {key: tags for key, tags in whole.items() if key not in asked and _long_enough(key)}


def _cldr(tags: Iterable[str], asked: Table) -> tuple[dict[str, Counter[tuple[str, ...]]], set[str]]:
    """How often each name stands for what, over all locales; and the names of languages outside the register."""
    known: Table = {tag.replace("-", "_"): (tag,) for tag in tags}
    known |= {code: (tag,) for code, tag in SAME.items()}
    known |= {code: asked[_key(word)] for code, word in LIKE.items()}
    found: dict[str, Counter[tuple[str, ...]]] = {}
    others: set[str] = set()
    for identifier in sorted(locale_identifiers()):
        for code, name in Locale.parse(identifier).languages.items():
            key = _key(name)
            if not _long_enough(key) or (identifier.partition("_")[0], code) in WRONG:
                continue
            if code in known:
                found.setdefault(key, Counter())[known[code]] += 1
            elif identifier in BLOCKING and code not in {"und", "mul", "zxx", "man"}:
                others.add(key)
    return found, others


def _merged(votes: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """Everything the name stands for, the commonest first."""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return tuple(dict.fromkeys(tag for meaning, _ in ranked for tag in meaning))


def _countries(countries: Rows, taken: Iterable[str]) -> Table:
    tags = {row["territory"]: tuple(row["tags"].split(";")) for row in countries}
    closed = set(taken)
    found: Table = {}
    for identifier in COUNTRY_LOCALES:
        for territory, name in sorted(Locale.parse(identifier).territories.items()):
            key = _key(name)
            if territory in tags and key not in closed and _long_enough(key):
                found.setdefault(key, tags[territory])
    return found


def _grouped(table: Table) -> dict[str, str]:
    """The keys by what they stand for: several times smaller than the other way round."""
    groups: dict[str, list[str]] = {}
    for key, tags in table.items():
        groups.setdefault(" ".join(tags), []).append(key)
    return {tags: " ".join(sorted(keys)) for tags, keys in sorted(groups.items())}


def _words(carriers: Rows, kind: str) -> str:
    return "\t".join(sorted({fold(row["word"]) for row in carriers if row["kind"] == kind}))


def _swaps(carriers: Rows) -> str:
    pairs = {tuple(fold(end) for end in row["word"].split(">")) for row in carriers if row["kind"] == "swap"}
    return "\t".join(">".join(pair) for pair in sorted(pairs))


def index(rows: Callable[[str], Rows]) -> str:
    """`index.json`, from the tables that `rows` reads."""
    pool, carriers = rows("pool_languages.csv"), rows("carriers.csv")
    asked = {_key(row["word"]): tuple(row["tags"].split(";")) for row in rows("ambiguous.csv")}
    stop = {_key(row["word"]) for row in rows("stopwords.csv")}
    own = _own(pool, rows("aliases.csv"), asked)
    votes, others = _cldr([row["tag"] for row in pool], asked)
    rest = {
        key: _merged(counted)
        for key, counted in votes.items()
        if key not in own and key not in asked and key not in stop and not _is_too_short(key)
    }
    countries = _countries(rows("countries.csv"), {*own, *asked, *stop})
    rest = {key: tags for key, tags in rest.items() if key not in countries}
    tables = {"ask": asked, "own": own, "rest": rest, "country": countries}
    words = {
        "stop": " ".join(sorted(stop)),
        "other": " ".join(sorted(others - {*own, *asked, *rest, *countries, *stop})),
        **{
            kind: _words(carriers, kind)
            for kind in ("language", "say", "and", "not", "but", "prefix", "suffix")
        },
        "swap": _swaps(carriers),
        "common": " ".join(row["tag"] for row in pool if row["ui_tier"] != "3" or row["tag"] in COMMON),
    }
    return _text({**{name: _grouped(table) for name, table in tables.items()}, **words})


def _text(parts: Mapping[str, object]) -> str:
    lines: list[str] = []
    for name, part in parts.items():
        if isinstance(part, dict):
            inner = ",\n".join(
                f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in part.items()
            )
            lines.append(f'"{name}": {{\n{inner}\n}}')
        else:
            lines.append(f'"{name}": {json.dumps(part, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"
