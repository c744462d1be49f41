"""Counting a circle: only who was invited counts as asked, and nobody is told apart."""

from domain.circle import Reply, Tally, tally


def test_nobody_is_nothing() -> None:
    assert tally([]) == Tally()


def test_answers_are_counted_of_who_was_invited() -> None:
    people = [
        (Reply.YES, True, False),
        (Reply.YES, True, True),
        (Reply.MAYBE, True, False),
        (Reply.NO, True, True),
        (None, True, False),
        (None, False, True),
    ]
    assert tally(people) == Tally(asked=5, yes=2, maybe=1, no=1, silent=1, grown=3)
