"""What CLDR calls the languages of the register, in every language that it knows (through Babel)."""

from collections.abc import Iterable, Mapping

from babel import Locale

CLDR_KEYS: Mapping[str, tuple[str, ...]] = {
    # Where CLDR writes a language of ours with another code.
    "prs": ("fa_AF",),
    "swc": ("swc", "sw_CD"),
    "cnr": ("cnr", "sr_ME"),
    "tw": ("tw", "ak"),
    "cmn": ("cmn", "zh"),
}


def _display(languages: Mapping[str, str], tag: str) -> str:
    keys = CLDR_KEYS.get(tag, (tag.replace("-", "_"),))
    return next((languages[key] for key in keys if key in languages), "")


def display_names(pool: Iterable[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """For each language of the register that CLDR has names in: those names, by tag.

    Dutch (in Flanders too) and English are in the register itself. A locale whose names are just those of the first language
    that its readers fall back to is left out.
    """
    entries = list(pool)
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        tag, locale = entry["tag"], entry["babel_locale"]
        if not locale or tag == "kmr-Arab":  # CLDR has Kurmanji in Latin letters only
            continue
        languages = Locale.parse(locale).languages
        here = {other["tag"]: _display(languages, other["tag"]) for other in entries}
        found[tag] = {other: name for other, name in here.items() if name}
    inherits = {entry["tag"]: entry["fallback"].split(";")[0] for entry in entries}
    return {
        tag: names
        for tag, names in sorted(found.items())
        if tag not in {"nl", "nl-BE", "en"} and names != found.get(inherits[tag])
    }
