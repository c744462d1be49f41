"""Words that many sentences share: languages, regions, variants, hours, days and moments."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

from bot.texts.screens import safe
from bot.texts.translating import current
from bot.texts.translating import gettext as _
from domain import languages


class _Where:
    """Where the service works: its zone, and the names of its regions. Said once, when the service is put together."""

    zone = ZoneInfo("Europe/Amsterdam")
    regions: ClassVar[dict[str, str]] = {}


def use(zone: ZoneInfo, regions: Mapping[str, str]) -> None:
    """From now on moments are told in this zone, and regions by these names."""
    _Where.zone, _Where.regions = zone, dict(regions)


def language(tag: str) -> str:
    """A language as the reader calls it, with its own name in brackets: a line then begins in the reader's direction."""
    own, read = languages.autonym(tag), languages.name(tag, current())
    if own.casefold() == read.casefold():
        return safe(own)
    return f"{safe(read)} ({safe(own)})"


def language_label(tag: str) -> str:
    """A language for a button: its own name."""
    return languages.autonym(tag)


def language_names(tags: tuple[str, ...] | list[str]) -> str:
    """Several languages, with commas."""
    return ", ".join(language(tag) for tag in tags)


def region(code: str) -> str:
    """The name of a region; provinces keep their own name in every language."""
    if code == "caribisch-nederland":
        return _("Caribbean Netherlands")
    return safe(_Where.regions.get(code, code))


def variant(code: str) -> str:
    """What the conference is about, in plain words."""
    return {
        "family": _("for a person or a family"),
        "restorative": _("to repair what went wrong between people"),
        "community": _("for a group, a street or a neighbourhood"),
        "learning": _("about learning or school"),
        "unsure": _("not sure yet what kind"),
    }.get(code, code)


def hours(code: str) -> str:
    """When someone can be reached."""
    return {
        "any": _("any time of the day"),
        "morning": _("in the morning"),
        "afternoon": _("in the afternoon"),
        "evening": _("in the evening"),
        "weekend": _("at the weekend"),
    }.get(code, code)


def day(value: date) -> str:
    """A day as the reader writes it, with the day of the week."""
    return safe(format_date(value, format="full", locale=_babel()))


def short_day(value: date) -> str:
    """A day for a button."""
    return format_date(value, format="EEE d MMM", locale=_babel())


_COMMAS = {"ar": "،", "ti": "፣"}


def moment(value: datetime) -> str:
    """A day and a time in the Netherlands."""
    return safe(
        format_datetime(value, format=f"EEEE d MMMM{_comma()} HH:mm", tzinfo=_Where.zone, locale=_babel())
    )


def full_moment(value: datetime) -> str:
    """A day with its year and a time in the Netherlands."""
    local = value.astimezone(_Where.zone)
    return f"{day(local.date())} {clock(value)}"


def short_moment(value: datetime) -> str:
    """A day and a time in the Netherlands, for a button."""
    return format_datetime(value, format=f"EEE d MMM{_comma()} HH:mm", tzinfo=_Where.zone, locale=_babel())


def clock(value: datetime) -> str:
    """A time of the day in the Netherlands."""
    return safe(format_datetime(value, format="HH:mm", tzinfo=_Where.zone, locale=_babel()))


def _comma() -> str:
    """The comma of the reader's script."""
    return _COMMAS.get(current(), ",")


def _babel() -> Locale:
    tag = {"prs": "fa_AF", "kmr": "ku"}.get(current(), current())
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
