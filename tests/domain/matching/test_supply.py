from datetime import date

from domain.matching import Candidate, Need, Supply, supply
from domain.wishes import Weight, Wish, WishKind

TODAY = date(2026, 1, 15)
HERE, AFAR = frozenset({"utrecht"}), frozenset({"drenthe"})
POOL = [
    Candidate(ref="a", languages={"ti": 3}, regions=HERE, gender="woman"),
    Candidate(ref="b", languages={"ti": 1}, regions=HERE, gender="man"),
    Candidate(ref="c", languages={"ti": 2}, regions=AFAR, gender="woman"),
    Candidate(ref="d", languages={"ti": 2}, regions=HERE, gender="woman", busy=1),
    Candidate(ref="e", languages={"nl": 3}, regions=HERE, gender="woman"),
]
WOMAN = Wish(WishKind.GENDER, "woman", Weight.MUST)


def test_each_count_is_a_part_of_the_one_before() -> None:
    need = Need(ref="need", region="utrecht", language="ti", wishes=(WOMAN,))
    assert supply(need, POOL, today=TODAY) == Supply(speaking=3, nearby=2, fitting=1)


def test_without_a_language_everybody_who_could_work_counts() -> None:
    assert supply(Need(ref="need", region="drenthe"), POOL, today=TODAY) == Supply(4, 1, 1)
