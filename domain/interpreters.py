"""Who is needed so that everyone can follow: the smallest set of interpreters, computed exactly (domain.md 5, step 5).

A meeting has one conversation. In the private part it reaches every language that the interpreters who are there join
to the language at the table, also by way of a third language. In the other parts the coordinator may say everything in
each of their own languages; in the private part they are not there. Nobody of the circle interprets: they have their
own things to say. A language that somebody would perhaps understand does not count (`domain.languages.neighbours`).
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final

BRIDGE: Final = "nl"
"""What interpreters here work to and from, beside their own language."""

Worth = tuple[bool, int]
"""How good a choice is: whether the main person follows, and then how many do."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Who is needed, and what is left; people and helpers by their place in the lists that were given.

    Attributes:
        helpers: the fewest with whom as many as possible can follow.
        without: who cannot follow, whichever of the helpers come.
        table: the languages that the private part reaches with them.
        pairs: for each of `helpers` the languages between which they are needed, two or more.
        chair_follows: whether the coordinator can; also when it is not known what they speak.
    """

    helpers: tuple[int, ...]
    without: tuple[int, ...]
    table: frozenset[str]
    pairs: tuple[tuple[str, ...], ...]
    chair_follows: bool


def cover(
    people: Sequence[AbstractSet[str]],
    helpers: Sequence[AbstractSet[str]],
    spoken: AbstractSet[str],
    *,
    outside: AbstractSet[int] = frozenset(),
    there: Sequence[AbstractSet[str]] = (),
) -> Cover:
    """The fewest `helpers` with whom as many of `people` as possible can follow; the main person is the first of them.

    `people` and `helpers` are the languages that each follows, or interprets between; `spoken` those of the
    coordinator, none where they are not known; `outside` the places of people who are not there in the private part;
    `there` are interpreters who come anyway. Of several equally small sets it is the same one each time.
    """
    tags = sorted(set(spoken).union(*people, *helpers, *there))
    bit = {tag: 1 << place for place, tag in enumerate(tags)}
    meeting = _Meeting(
        tuple(_bits(own, bit) for own in people),
        tuple(_bits(own, bit) for own in helpers),
        _bits(spoken, bit),
        frozenset(outside),
        tuple(_bits(own, bit) for own in there),
    )
    chosen, reach = meeting.smallest()
    follows = meeting.follows(reach)
    needed = [
        set(spoken).union(*people, *there, *(helpers[other] for other in chosen if other != place))
        for place in chosen
    ]
    return Cover(
        helpers=chosen,
        without=tuple(place for place, can in enumerate(follows) if not can),
        table=frozenset(tag for tag in tags if bit[tag] & reach.table),
        pairs=tuple(tuple(sorted(helpers[place] & used)) for place, used in zip(chosen, needed, strict=True)),
        chair_follows=not spoken or meeting.chair_follows(reach),
    )


def lacking(
    people: Sequence[AbstractSet[str]],
    helpers: Sequence[AbstractSet[str]],
    spoken: AbstractSet[str],
    *,
    outside: AbstractSet[int] = frozenset(),
) -> tuple[tuple[str, str], ...]:
    """For whom to look when all of `helpers` come and somebody still cannot follow: the fewest pairs of languages.

    Each pair is one interpreter more, from a language at the table; Dutch where it is one, for from there most of them
    work. The arguments are those of `cover`.
    """
    found = cover(people, helpers, spoken, outside=outside)
    left = set() if found.chair_follows else set(spoken)
    left = left.union(*(people[place] for place in found.without))
    known = ((BRIDGE,), *map(sorted, people), sorted(found.table))
    anchors = [tag for own in known for tag in own if tag in found.table]
    pairs = [(anchor, tag) for anchor in anchors[:1] for tag in sorted(left, key=_bridge_first)]
    more = cover(people, [set(pair) for pair in pairs], spoken, outside=outside, there=helpers)
    return tuple(pairs[place] for place in more.helpers)


def _bridge_first(tag: str) -> tuple[bool, str]:
    return tag != BRIDGE, tag


def _bits(own: Iterable[str], bit: dict[str, int]) -> int:
    return sum(bit[tag] for tag in own)


@dataclass(frozen=True, slots=True, order=True)
class _Reach:
    """Languages: at the `table` of the private part, and in the `room` of the two others, which holds the table."""

    table: int
    room: int


_States = dict[_Reach, tuple[int, ...]]
"""What is reached, and with whom."""


@dataclass(frozen=True)
class _Meeting:
    """The same as `cover` is given, each set of languages as bits."""

    people: tuple[int, ...]
    helpers: tuple[int, ...]
    spoken: int
    outside: frozenset[int]
    there: tuple[int, ...]

    def smallest(self) -> tuple[tuple[int, ...], _Reach]:
        """Breadth first over the languages that are reached: the first set that is worth the most is the smallest."""
        most = self._most(self._useful)
        # Without whom it would be worth less, they are in every best set; the others are sought.
        always = [
            place
            for place in self._useful
            if self._most([one for one in self._useful if one != place]) < most
        ]
        free = self._own(always)
        states: _States = {self._begin(root, free): tuple(always) for root in self._roots}
        while states:
            best = [(chosen, reach) for reach, chosen in states.items() if self._worth(reach) == most]
            if best:
                return min(best)
            states = self._one_more(states, free)
        return (), _Reach(0, 0)

    def follows(self, reach: _Reach) -> list[bool]:
        """Of each of the people whether they do."""
        return [
            bool(own & (reach.room if place in self.outside else reach.table))
            for place, own in enumerate(self.people)
        ]

    def chair_follows(self, reach: _Reach) -> bool:
        """Whether the coordinator does."""
        return bool(self.spoken & reach.room)

    @cached_property
    def _roots(self) -> list[int]:
        """The languages in which the conversation can be held: those of the main person, where they are there."""
        known = self.spoken
        for own in self.people:
            known |= own
        if self.people and self.people[0] and 0 not in self.outside:
            known = self.people[0]
        return [1 << place for place in range(known.bit_length()) if known >> place & 1]

    @cached_property
    def _useful(self) -> list[int]:
        """The helpers without those who can do no more than another one."""
        return [
            place
            for place, own in enumerate(self.helpers)
            if not any(
                own | other == other and (own != other or before < place)
                for before, other in enumerate(self.helpers)
                if before != place
            )
        ]

    def _one_more(self, states: _States, free: list[int]) -> _States:
        """Every set with one helper more; the helpers of the table are chosen before those of the other parts."""
        found: _States = {}
        for reach, chosen in states.items():
            for place in self._useful:
                for after in self._joined(reach, self.helpers[place], free):
                    more = tuple(sorted({*chosen, place}))
                    found[after] = min(more, found.get(after, more))
        return found

    def _joined(self, reach: _Reach, own: int, free: list[int]) -> Iterator[_Reach]:
        """What this helper adds: to the table, or to the other parts alone."""
        if own & reach.table and own & ~reach.table:
            yield self._with_chair(_closed(reach.table | own, free), free)
        if own & reach.room and own & ~reach.room:
            yield _Reach(reach.table, _closed(reach.room | own, free))

    def _begin(self, root: int, free: list[int]) -> _Reach:
        return self._with_chair(_closed(root, free), free)

    def _with_chair(self, table: int, free: list[int]) -> _Reach:
        """The other parts too: the coordinator is there, and counts where they understand the table."""
        return _Reach(table, _closed(table | self.spoken, free) if table & self.spoken else table)

    def _most(self, places: list[int]) -> Worth:
        """What it is worth when all of these come."""
        free = self._own(places)
        return max((self._worth(self._begin(root, free)) for root in self._roots), default=(False, 0))

    def _worth(self, reach: _Reach) -> Worth:
        follows = self.follows(reach)
        return follows[:1] == [True], sum(follows) + self.chair_follows(reach)

    def _own(self, places: list[int]) -> list[int]:
        """The languages of these helpers, and of those who are there anyway."""
        return [*self.there, *(self.helpers[place] for place in places)]


def _closed(reached: int, free: list[int]) -> int:
    """Whatever these join to the languages that are reached."""
    before = 0
    while before != reached:
        before = reached
        for own in free:
            if own & reached:
                reached |= own
    return reached
