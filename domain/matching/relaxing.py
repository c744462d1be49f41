"""What would help when few fit: for each thing that could be relaxed, how many people it would bring in."""

from collections.abc import Iterator

from domain.matching.facts import Need
from domain.matching.pools import Pool
from domain.matching.sieve import Sieve
from domain.matching.verdicts import Drop, DropKind, Relax
from domain.wishes import WishKind


def advice(need: Need, pool: Pool, sieve: Sieve) -> tuple[Relax, ...]:
    """Give what each relaxation alone would gain, most first.

    A must is always named, even where giving it up gains nobody: that too is an answer. Near languages,
    neighbouring regions and an interpreter are named where they gain someone. Where no single step gains
    anyone and nobody fits, giving up all musts at once is counted as well.
    """
    found = [*_wishes(need, sieve), *_languages(need, pool, sieve), *_regions(need, pool, sieve)]
    if not sieve.fitting() and len(sieve.musts) > 1 and not any(relax.gains for relax in found):
        gains = sieve.fitting(but=range(len(sieve.musts))).bit_count()
        found.append(Relax(Drop(DropKind.ALL_WISHES), gains))
    return tuple(sorted(found, key=lambda relax: -relax.gains))


def _wishes(need: Need, sieve: Sieve) -> Iterator[Relax]:
    fitting = sieve.fitting().bit_count()
    places = {(must.kind, must.value): at for at, must in enumerate(sieve.musts)}
    for wish in need.musts:
        at = places.get((wish.kind, wish.value))
        if at is not None:
            gains = sieve.fitting(but=[at]).bit_count() - fitting
            yield Relax(Drop(DropKind.WISH, wish=wish), gains)


def _languages(need: Need, pool: Pool, sieve: Sieve) -> Iterator[Relax]:
    fitting = sieve.fitting()
    spoken = [at for at, must in enumerate(sieve.musts) if must.kind is WishKind.LANGUAGE]
    for near in need.near_languages:
        at = next((at for at in spoken if sieve.musts[at].value == near.wanted), None)
        if at is None or near.accepted:
            continue
        others = sieve.fitting(but=[at]) & pool.speaking(near.tag)
        gains = (others & ~fitting).bit_count()
        if gains:
            drop = Drop(DropKind.NEAR_LANGUAGE, wanted=near.wanted, tag=near.tag, sensitive=near.sensitive)
            yield Relax(drop, gains)
    if spoken:
        gains = sieve.fitting(but=spoken).bit_count() - fitting.bit_count()
        if gains:
            yield Relax(Drop(DropKind.INTERPRETER), gains)


def _regions(need: Need, pool: Pool, sieve: Sieve) -> Iterator[Relax]:
    if need.use_neighbouring:
        return
    wider = sieve.here | pool.in_regions(need.neighbouring)
    gains = (sieve.fitting(here=wider) & ~sieve.here).bit_count()
    if gains:
        yield Relax(Drop(DropKind.NEIGHBOURING_REGIONS), gains)
