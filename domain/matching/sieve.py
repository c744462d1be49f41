"""Who of a pool fits a request: the hard blocks and the musts, for everybody at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.matching import bits
from domain.matching.facts import Need
from domain.matching.pools import Pool
from domain.matching.verdicts import BlockReason
from domain.wishes import WishKind


@dataclass(frozen=True, slots=True)
class Must:
    """One thing without which there is no match, and the set of people who have it."""

    kind: WishKind
    value: str
    people: int


@dataclass(frozen=True, slots=True)
class Sieve:
    """The sets that the answer is made of: who could work here at all, and who meets each must."""

    sound: int
    """No block, wherever they travel."""
    here: int
    """Travels to the region of the request, or to a neighbouring one where that was allowed."""
    musts: tuple[Must, ...]

    def fitting(self, *, but: Iterable[int] = (), here: int | None = None) -> int:
        """Give who fits, leaving out the musts whose places are in `but`, with `here` in place of the region."""
        found = self.sound & (self.here if here is None else here)
        for at, must in enumerate(self.musts):
            if at not in but:
                found &= must.people
        return found


def sift(need: Need, pool: Pool) -> tuple[Sieve, Counter[BlockReason]]:
    """Give the sieve, and how many people each reason stops first, in the order of `BlockReason`."""
    regions = {need.region, *need.neighbouring} if need.use_neighbouring else {need.region}
    here = pool.in_regions(regions)
    musts = _musts(need, pool)
    stopped: list[tuple[BlockReason, int]] = [
        (BlockReason.REGION, bits.without(pool.everyone, here)),
        (BlockReason.SCOPE, bits.without(pool.everyone, pool.having("scope", need.variant))),
        *(
            (reason, pool.having("blocked", reason))
            for reason in (
                BlockReason.BUSY,
                BlockReason.PAUSED,
                BlockReason.UNAVAILABLE,
                BlockReason.CERTIFICATE,
            )
        ),
        (BlockReason.TIE, pool.tied_to(need.bodies)),
        (BlockReason.DECLINED, pool.named(need.declined)),
        (BlockReason.EXCLUDED, pool.named(need.excluded)),
    ]
    blocked: Counter[BlockReason] = Counter()
    left, sound = pool.everyone, pool.everyone
    for reason, people in stopped:
        left = _take(left, people, reason, blocked)
        if reason is not BlockReason.REGION:
            sound = bits.without(sound, people)
    for must in sorted(musts, key=lambda must: _ORDER[must.kind]):
        left = _take(left, bits.without(left, must.people), BlockReason.of_must(must.kind), blocked)
    return Sieve(sound, here, musts), blocked


_ORDER = {kind: at for at, reason in enumerate(BlockReason) for kind in WishKind if reason == f"must_{kind}"}


def _take(left: int, people: int, reason: BlockReason, blocked: Counter[BlockReason]) -> int:
    stopped = left & people
    if stopped:
        blocked[reason] += stopped.bit_count()
    return left ^ stopped


def _musts(need: Need, pool: Pool) -> tuple[Must, ...]:
    spoken = []
    for tag in need.must_languages:
        best, good, some = pool.at_level(need, tag)
        spoken.append(Must(WishKind.LANGUAGE, tag, best | good | some))
    others = [
        Must(wish.kind, wish.value, pool.meeting(wish))
        for wish in need.musts
        if wish.kind is not WishKind.LANGUAGE
    ]
    return (*spoken, *others)
