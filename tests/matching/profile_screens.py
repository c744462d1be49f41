"""Every screen of a coordinator's own profile, filled with values that try to break it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.texts import forms, profiles
from bot.texts.screens import Screen
from casework.confidences import RELIGIONS, Told
from casework.forms import Page
from casework.profiles import ProfileCard
from casework.stops import Stop
from domain.forms.fields import Answer
from domain.forms.profile import PARTS
from domain.freshness import Expiry, Paper

NASTY = '<b>&"{0} {name}</i>\u202e\u2067'
TODAY = date(2026, 11, 22)
_ANSWERS: dict[str, Answer] = {
    "languages": ["ti"],
    "born": "1970",
    "first": "2026-12-24",
    "last": "2026-12-31",
    "until": "2028-01-01",
}
REGIONS = ("overijssel", "gelderland", "caribisch-nederland", "noord-brabant")
CARD = ProfileCard(
    languages={"ti": 3, "zh-Hant": 1, "nl": 2},
    region="overijssel",
    regions=REGIONS[:3],
    scope=["family", "restorative", "community", "learning"],
    gender="other",
    born=1970,
    told=Told(NASTY, "hindu", (NASTY, "Stadsbank")),
    consented=True,
    available=True,
    paused_until=None,
    away=(TODAY, TODAY + timedelta(days=14)),
    expiries=(Expiry(Paper.CERTIFICATE, TODAY), Expiry(Paper.PROFILE, TODAY)),
    stops=(),
)
UNTOLD = replace(
    CARD, told=Told(), consented=False, gender=None, born=None, scope=["family"], away=None, expiries=()
)
EMPTY = replace(UNTOLD, languages={}, regions=(), available=False)


def profile_screens() -> Iterator[tuple[str, Screen]]:
    """Every screen in the language of this moment, by a name for the table."""
    yield "profile", profiles.profile(CARD)
    yield "profile of few words", profiles.profile(UNTOLD)
    yield "empty profile", profiles.profile(EMPTY)
    yield "profile saved", profiles.profile_saved()
    for stop in Stop:
        yield f"profile, {stop}", profiles.profile(replace(CARD, stops=(stop,)))
    yield "languages", profiles.languages(CARD)
    for tag in CARD.languages:
        yield f"level of {tag}", profiles.levels(CARD, tag)
    yield "only language", profiles.levels(replace(CARD, languages={"ti": 3}), "ti")
    yield "regions", profiles.regions(CARD, REGIONS)
    for part in ("gender", "scope", "religion"):
        yield f"choose {part}", profiles.options(CARD, part)
        yield f"choose {part}, unsaid", profiles.options(UNTOLD, part)
    for religion in RELIGIONS:
        yield f"told {religion}", profiles.consent(replace(CARD, told=Told(religion=religion)))
    yield "told in their own words", profiles.consent(replace(CARD, told=Told(religion=NASTY)))
    yield "told", profiles.consent(CARD)
    yield "consent", profiles.consent(UNTOLD)
    for form in PARTS:
        full = {field.name: _ANSWERS.get(field.name, NASTY) for field in form.fields}
        yield f"part {form.name}", forms.page(Page(form.name, None, 7, None, full), today=TODAY, hint="nl")
        for field in form.fields:
            page = Page(form.name, None, 7, field.name, {})
            yield f"part {form.name}: {field.name}", forms.page(page, today=TODAY, hint="nl")
    for paper in Paper:
        for days in (0, 1):
            yield f"nudge {paper}", profiles.nudge(Expiry(paper, TODAY), today=TODAY + timedelta(days=days))
