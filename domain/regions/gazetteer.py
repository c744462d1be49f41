"""Every name of a place, as it is and as it is mistyped."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from domain.regions import spelling
from domain.regions.region import Place

_BITS = 32


class Gazetteer:
    """The names of places, looked up by what is left of a spelling (see `spelling.key`)."""

    def __init__(self, names: Iterable[tuple[str, Place]]) -> None:
        exact: dict[str, list[Place]] = {}
        for name, place in names:
            known = exact.setdefault(spelling.key(name), [])
            if place not in known:
                known.append(place)
        self._exact = {name: _in_order(places) for name, places in exact.items()}
        self._by_length: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for name in self._exact:
            self._by_length[len(name)].append((_letters(name), name))

    def exact(self, name: str) -> tuple[Place, ...]:
        """The places of exactly this key, the larger first."""
        return self._exact.get(name, ())

    def near(self, name: str) -> tuple[tuple[Place, ...], int, bool]:
        """The places whose key is closest to `name`, how many slips away, and whether a letter fell out.

        Nothing, where even the closest is further than `spelling.tolerance`.
        """
        limit = spelling.tolerance(name)
        best: list[str] = []
        for candidate in self._candidates(name, limit):
            slips = spelling.distance(name, candidate, limit)
            if slips < limit or (slips == limit and not best):
                best, limit = [candidate], slips
            elif slips == limit:
                best.append(candidate)
        chosen = [candidate for candidate in best if candidate[0] == name[0]] or best
        places = dict.fromkeys(place for candidate in chosen for place in self._exact[candidate])
        fell_out = any(len(candidate) > len(name) for candidate in chosen)
        return _in_order(places), limit, fell_out

    def _candidates(self, name: str, limit: int) -> Iterable[str]:
        """Keys that could be within `limit` slips, by their lengths and the letters that they share."""
        letters = _letters(name)
        lengths = range(len(name) - limit, len(name) + limit + 1) if limit else ()
        for length in lengths:
            for others, candidate in self._by_length.get(length, ()):
                if (letters & ~others).bit_count() <= limit and (others & ~letters).bit_count() <= limit:
                    yield candidate


def _in_order(places: Collection[Place]) -> tuple[Place, ...]:
    """The larger first; in an order that is always the same."""
    if len(places) == 1:
        return tuple(places)
    return tuple(sorted(places, key=lambda place: (place.rank, place.region, place.name)))


def _letters(name: str) -> int:
    """Which letters occur once, and which again; two may share a bit, which only lets more through."""
    once = again = 0
    for letter in name:
        bit = 1 << ord(letter) % _BITS
        again |= once & bit
        once |= bit
    return once | again << _BITS
