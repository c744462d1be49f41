"""A believable pool to try things on: made up, and the same for the same seed. Nobody in it exists.

How many people live in which province: CBS StatLine, 2024, in thousands. The order of the languages is a guess at how
many people in the Netherlands speak them at home; the first are common, of the last there is one person.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from domain.matching import Candidate
from domain.regions import Regions
from domain.wishes import Gender

_PEOPLE: Final = {
    "groningen": 596,
    "friesland": 660,
    "drenthe": 504,
    "overijssel": 1185,
    "flevoland": 451,
    "gelderland": 2146,
    "utrecht": 1397,
    "noord-holland": 2977,
    "zuid-holland": 3837,
    "zeeland": 391,
    "noord-brabant": 2646,
    "limburg": 1131,
    "caribisch-nederland": 30,
}
_ELSEWHERE: Final = 300
"""For a region of another division of the country."""

_SPOKEN: Final = (
    "en de tr ary ar rif fr pap es pl srn fy fa hns uk ckb kmr li so nds-NL ti prs ps ru pt apc acm zh- "
    "Hans yue ur am hi id it el hu ro bg sr hr bs sq arq aeb arz zgh tzm shi jv ms vi th fil ja ko ta "
    "pa bn ne ku sw rw ln kg wo ff bm dyu snk ha yo ig ak ee tw om aa byn tig sid apd ayl aii syr tru "
    "hy he yi lzz ka az ug uz tk kk mn haz bal dv si ml te mr gu rn lg zu xh af sn mg pcm kri tet zea "
    "gos twd act drt stl dse vgt sl cs sk lt lv et fi sv da nb is ga eu ca gl pt-BR zh-Hant hak nan wuu "
    "my km lo rom rmo djk kea acf jam gcf ht "
)
LANGUAGES: Final = tuple(_SPOKEN.split())
"""Beside Dutch; in this order, with the common ones first. What the register lacks is passed over."""

_FEWEST, _MOST = 65, 110
_SMALL, _LARGE = 250, 750
_BODIES: Final = (
    "Jeugdbescherming",
    "Wijkteam",
    "GGZ-instelling",
    "Gemeenteraad",
    "Schoolbestuur",
    "Woningcorporatie",
)


def seeded(size: int, regions: Regions, *, today: date, seed: int = 1) -> list[Candidate]:
    """Give so many coordinators; from 250 people on 65 languages or more, at 750 there are 110."""
    chance = random.Random(seed)  # noqa: S311 - for variety, not for secrets
    tags = _tags(size)
    weights = list(accumulate(1 / rank for rank in range(1, len(tags) + 1)))
    people = [_person(number, chance, tags, weights, regions, today) for number in range(size)]
    return _with_the_rare_ones(people, tags, chance)


def _tags(size: int) -> Sequence[str]:
    from domain.languages.registry import is_known

    known = [tag for tag in dict.fromkeys(LANGUAGES) if is_known(tag)]
    share = (size - _SMALL) / (_LARGE - _SMALL)
    many = _FEWEST + round((_MOST - _FEWEST) * min(max(share, 0), 1))
    return known[: min(many, size) - 1]


def _person(
    number: int,
    chance: random.Random,
    tags: Sequence[str],
    weights: Sequence[float],
    regions: Regions,
    today: date,
) -> Candidate:
    codes = regions.codes
    home = chance.choices(codes, [_PEOPLE.get(code, _ELSEWHERE) for code in codes])[0]
    near = [code for code in regions.region(home).neighbours if chance.random() < 0.4]  # noqa: PLR2004
    free = chance.random() < 0.75  # noqa: PLR2004
    return Candidate(
        ref=f"c{number + 1:05}",
        languages=_languages(chance, tags, weights),
        gender=chance.choices(tuple(Gender), (78, 21, 1))[0].value if chance.random() < 0.95 else None,  # noqa: PLR2004
        born=round(chance.triangular(today.year - 76, today.year - 24, today.year - 54)),
        regions=frozenset({home, *near}),
        scope=frozenset({"family", "learning"})
        if chance.random() < 0.35  # noqa: PLR2004
        else frozenset({"family", "restorative", "community", "learning"}),
        available=chance.random() < 0.9,  # noqa: PLR2004
        last_job_ended_on=today - timedelta(days=chance.randrange(5, 700)) if free else None,
        ties=frozenset({chance.choice(_BODIES)}) if chance.random() < 0.08 else frozenset(),  # noqa: PLR2004
        certificate_until=today + timedelta(days=chance.randrange(-40, 1000)),
    )


def _languages(chance: random.Random, tags: Sequence[str], weights: Sequence[float]) -> dict[str, int]:
    """Dutch for almost all, and often others: who speaks a rare one speaks it as a first language."""
    others = chance.choices(
        tags, cum_weights=weights, k=chance.choices((0, 1, 2, 3, 4), (25, 40, 22, 9, 4))[0]
    )
    spoken = {
        tag: 3 if tag not in {"en", "de", "fr"} else chance.choices((1, 2, 3), (3, 5, 2))[0] for tag in others
    }
    first_is_other = any(level == 3 for level in spoken.values())  # noqa: PLR2004
    return {"nl": chance.choices((2, 3), (4, 1))[0] if first_is_other else 3, **spoken}


def _with_the_rare_ones(
    people: list[Candidate], tags: Sequence[str], chance: random.Random
) -> list[Candidate]:
    """Nobody speaks the last languages by chance: each gets one person."""
    from dataclasses import replace

    spoken = {tag for one in people for tag in one.languages}
    missing = [tag for tag in tags if tag not in spoken]
    for at, tag in zip(chance.sample(range(len(people)), len(missing)), missing, strict=True):
        people[at] = replace(people[at], languages={**people[at].languages, tag: 3})
    return people
