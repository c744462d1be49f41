"""Which places a person named, in words."""

from collections.abc import Iterable

from domain.regions import spelling
from domain.regions.gazetteer import Gazetteer
from domain.regions.query import Query
from domain.regions.reading import Contents
from domain.regions.region import Place

_WORDS_IN_TITLE = 3
# Shorter names of regions are abbreviations, which mean something only beside a place.
_LETTERS_IN_TITLE = 5
_RANK_OF_A_REGION = -1
# So many slips in a name are followed without a question, if it has at least so many letters.
_SURE = (0, 6, 9, 14)
_SURE_WHEN_ONE_FELL_OUT = 5
# Shorter names are everyday words too often to be picked out of a sentence.
_LETTERS_IN_SENTENCE = 5
_WORDS_IN_SENTENCE = 8

Places = tuple[Place, ...]


class Naming:
    """The names of all places and regions."""

    def __init__(self, contents: Contents) -> None:
        names = {region.code: region.name for region in contents.regions}
        self._regions = {code: Place(name, code, _RANK_OF_A_REGION) for code, name in names.items()}
        self._titles = {spelling.key(title): code for title, code in contents.titles}
        titles = (
            (title, self._regions[code]) for title, code in contents.titles if len(title) >= _LETTERS_IN_TITLE
        )
        self._gazetteer = Gazetteer((*contents.names, *titles))

    def named(self, query: Query) -> tuple[Places, bool]:
        """The places that were named, likeliest first, and whether they were spelled well enough not to ask."""
        for find in (self._as_written, self._part_by_part, self._after_a_preposition):
            if places := find(query):
                return places, True
        guess: Places = ()
        for run in query.guesses():
            places, sure = self._misspelled(spelling.key_of(run))
            if sure:
                return places, True
            guess = guess or places
        return guess or self._in_a_sentence(query), False

    def _as_written(self, query: Query) -> Places:
        return next(filter(None, map(self._exactly, query.whole())), ())

    def _part_by_part(self, query: Query) -> Places:
        """What the parts have in common ("Hengelo, Gelderland"); all of them, where they contradict."""
        found = [next(filter(None, map(self._exactly, part)), ()) for part in query.parts()]
        named = [places for places in found if places]
        for places in named:
            if not any(place.region for place in places):
                return places
        codes = [{place.region for place in places} for places in named]
        common = set.intersection(*codes) if codes else set()
        every = [place for places in named for place in places if not common or place.region in common]
        return tuple(sorted(every, key=lambda place: place.rank == _RANK_OF_A_REGION))

    def _after_a_preposition(self, query: Query) -> Places:
        return next(filter(None, map(self._exactly, query.placed())), ())

    def _exactly(self, run: list[str]) -> Places:
        """The places of this very name, narrowed by a region named before or after it ("Hengelo Gld")."""
        if whole := self._gazetteer.exact(spelling.key_of(run)):
            return whole
        for size in range(1, min(_WORDS_IN_TITLE, len(run) - 1) + 1):
            for title, rest in ((run[-size:], run[:-size]), (run[:size], run[size:])):
                code = self._titles.get(spelling.key_of(title))
                found = self._gazetteer.exact(spelling.key_of(rest)) if code else ()
                if code and found:
                    there = tuple(place for place in found if place.region == code)
                    return there or (*found, self._regions[code])
        return ()

    def _misspelled(self, name: str) -> tuple[Places, bool]:
        places, slips, fell_out = self._gazetteer.near(name)
        letters = _SURE_WHEN_ONE_FELL_OUT if slips == 1 and fell_out else _SURE[slips]
        return places, bool(places) and len(name) >= letters

    def _in_a_sentence(self, query: Query) -> Places:
        """Names that begin or end what was typed, the longest first: "Hengelo overijsel"."""
        run = query.whole()[-1][:_WORDS_IN_SENTENCE]
        return next(filter(None, map(self._long_enough, _ends(run))), ())

    def _long_enough(self, run: list[str]) -> Places:
        name = spelling.key_of(run)
        return self._gazetteer.exact(name) if len(name) >= _LETTERS_IN_SENTENCE else ()


def _ends(run: list[str]) -> Iterable[list[str]]:
    for size in range(len(run) - 1, 0, -1):
        yield run[:size]
        yield run[-size:]
