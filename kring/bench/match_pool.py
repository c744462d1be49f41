"""A believable pool of coordinators and requests to measure with: made up, and the same for the same seed."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from domain.matching import Candidate, Need
from domain.wishes import AgeBand, Gender, Weight, Wish, WishKind

TODAY: Final = date(2026, 1, 15)
REGIONS: Final = tuple(f"R{number:02}" for number in range(1, 13))
_COMMON: Final = "en de tr ar ary fr es pl rif fa prs ti so pap srn ku ckb ps ru uk zh yue vi pt it hi ur bn ta am om sw id jv"
LANGUAGES: Final = (*_COMMON.split(), *(f"x{a}{b}" for a in "abcdefgh" for b in "abcdefghi"))
CULTURES: Final = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8")
"""Made up, as are the religions: each means itself."""
RELIGIONS: Final = ("r1", "r2", "r3", "r4")
BODIES: Final = tuple(f"body-{number}" for number in range(40))


def make_candidates(size: int, *, seed: int = 1) -> list[Candidate]:
    """Give a pool: almost all speak Dutch, the other languages have a long tail, a fifth has a job running."""
    chance = random.Random(seed)  # noqa: S311 - for variety, not for secrets
    tails = _language_sets(chance)
    places = [frozenset(chance.sample(REGIONS, chance.choice((1, 1, 2, 2, 3)))) for _ in range(200)]
    cultures = [frozenset({culture}) for culture in CULTURES]
    religions = [frozenset({religion}) for religion in RELIGIONS]
    ties = [frozenset({body}) for body in BODIES]
    scopes = [frozenset({"family"}), frozenset({"family", "restorative", "community", "learning"})]
    days = [TODAY - timedelta(days=number) for number in range(700)]
    nobody: frozenset[str] = frozenset()
    return [
        Candidate(
            ref=f"c{number:07}",
            languages=chance.choice(tails),
            gender=chance.choice((Gender.WOMAN, Gender.WOMAN, Gender.WOMAN, Gender.MAN, Gender.OTHER)).value,
            born=chance.randint(1950, 2002),
            regions=chance.choice(places),
            culture=chance.choice(cultures) if chance.random() < 0.6 else nobody,  # noqa: PLR2004
            religion=chance.choice(religions) if chance.random() < 0.4 else nobody,  # noqa: PLR2004
            scope=chance.choice(scopes),
            available=chance.random() < 0.9,  # noqa: PLR2004
            paused=chance.random() < 0.05,  # noqa: PLR2004
            busy=int(chance.random() < 0.2),  # noqa: PLR2004
            last_job_ended_on=chance.choice(days) if chance.random() < 0.8 else None,  # noqa: PLR2004
            recent_offers=chance.choice((0, 0, 0, 1, 1, 2, 4)),
            ties=chance.choice(ties) if chance.random() < 0.1 else nobody,  # noqa: PLR2004
        )
        for number in range(size)
    ]


def make_needs(number: int, *, seed: int = 2) -> list[Need]:
    """Give requests: half in Dutch, half in another language, with a wish or three."""
    chance = random.Random(seed)  # noqa: S311 - for variety, not for secrets
    return [_need(f"n{at:04}", chance) for at in range(number)]


def _need(ref: str, chance: random.Random) -> Need:
    wishes = [
        Wish(WishKind.GENDER, Gender.WOMAN, chance.choice(tuple(Weight))),
        Wish(WishKind.AGE, chance.choice(tuple(AgeBand))),
        Wish(WishKind.CULTURE, chance.choice(CULTURES)),
        Wish(WishKind.NOT_FROM, chance.choice(CULTURES), Weight.MUST),
    ]
    home = chance.randrange(len(REGIONS))
    return Need(
        ref=ref,
        region=REGIONS[home],
        neighbouring=frozenset({REGIONS[home - 1], REGIONS[(home + 1) % len(REGIONS)]}),
        urgent=chance.random() < 0.1,  # noqa: PLR2004
        language="nl" if chance.random() < 0.5 else chance.choice(LANGUAGES[:30]),  # noqa: PLR2004
        wishes=tuple(chance.sample(wishes, chance.randint(0, 3))),
        bodies=frozenset({chance.choice(BODIES)}),
    )


def _language_sets(chance: random.Random) -> Sequence[Mapping[str, int]]:
    weights = [1 / rank for rank in range(1, len(LANGUAGES) + 1)]
    made: list[Mapping[str, int]] = []
    for _ in range(5000):
        others = chance.choices(LANGUAGES, weights, k=chance.choice((1, 1, 2, 2, 3)))
        spoken = {tag: chance.randint(1, 3) for tag in others}
        if chance.random() < 0.97:  # noqa: PLR2004
            spoken["nl"] = chance.choice((2, 3, 3))
        made.append(spoken)
    return made
