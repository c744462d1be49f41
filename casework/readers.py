"""Readers for the forms: what turns typed words into a language, a place, a telephone number or a time."""

from collections.abc import Mapping

from domain import languages
from domain.errors import LanguageUnknownError, PhoneUnreadableError, PlaceUnknownError, TooLongError
from domain.forms.reading import Reader, Reading, time_of_day
from domain.regions import Regions

_PHONE_DIGITS = range(8, 16)
_MOST_WORDS = 4
_CHOICES = 8


def readers(regions: Regions, locale: str) -> Mapping[str, Reader]:
    """The readers by their name in the forms, for someone who reads `locale`."""
    return {
        "language": lambda words: _language(words, locale),
        "languages": lambda words: _languages(words, locale),
        "place": lambda words: _place(words, regions),
        "phone": _phone,
        "word": _few_words,
        "time": time_of_day,
    }


def _language(words: str, locale: str) -> Reading:
    answer = languages.resolve(words, locale)
    if answer.status == "match" and len(answer.tags) == 1:
        return Reading(answer.tags[0])
    if not answer.tags:
        raise LanguageUnknownError
    return Reading(choices=tuple(answer.tags[:_CHOICES]))


def _languages(words: str, locale: str) -> Reading:
    answer = languages.resolve(words, locale)
    if answer.status == "match":
        return Reading(list(answer.tags))
    if not answer.tags:
        raise LanguageUnknownError
    return Reading(choices=tuple(answer.tags[:_CHOICES]))


def _place(words: str, regions: Regions) -> Reading:
    found = regions.find(words)
    if not found.regions:
        raise PlaceUnknownError
    places = tuple(f"{region}/{place}" for region, place in zip(found.regions, found.places, strict=True))
    return Reading(places[0]) if found.status == "match" else Reading(choices=places[:_CHOICES])


def place_near(latitude: float, longitude: float, regions: Regions) -> str:
    """The answer to the question for a place that a shared location gives; nothing of the location stays in it.

    Raises:
        PlaceUnknownError: no town of ours is near.
    """
    found = regions.nearest(latitude, longitude)
    if found.status != "match":
        raise PlaceUnknownError
    return f"{found.regions[0]}/{found.place}"


def _phone(words: str) -> Reading:
    digits = "".join(char for char in words if char.isdecimal())
    if len(digits) not in _PHONE_DIGITS or any(char.isalpha() for char in words):
        raise PhoneUnreadableError
    western = "".join(str(int(char)) for char in digits)
    return Reading(f"+{western}" if words.startswith("+") else western)


def _few_words(words: str) -> Reading:
    if len(words.split()) > _MOST_WORDS:
        raise TooLongError
    return Reading(words)
