"""What a first line may not hold: it is all that a locked screen shows (trust.md 13)."""

from simulator.entities import parsed_html

GIVES_AWAY: dict[str, tuple[str, ...]] = {
    "en": ("danger", "violen", "abus", "threat", "suicid", "not be safe", "not safe"),
    "nl": ("gevaar", "geweld", "mishandel", "bedreig", "zelfmoord", "niet veilig", "onveilig"),
    "ar": ("خطر", "عنف", "إساءة", "تهديد", "انتحار"),
    "tr": ("tehlike", "şiddet", "istismar", "tehdit", "intihar"),
    "pl": ("niebezpiecz", "przemoc", "zagroż", "samobójcz"),
    "ti": ("ሓደጋ", "ዓመጽ", "ግፍዕ", "ቅትለት"),
}
"""What no first line holds, as words begin in each language; the numbers for help hold several."""

WORK = {"en": ("conference", "kring"), "nl": ("conferentie", "eigen kracht", "kring"), "pl": ("konferencj",)}
"""What a push to a family does not hold either."""


def first_line(text: str) -> str:
    """What a notification shows."""
    return parsed_html(text)[0].partition("\n")[0].casefold()


def gives_away(text: str, *stems: str) -> list[str]:
    """Which of the stems stand in the first line."""
    return [stem for stem in stems if stem in first_line(text)]
