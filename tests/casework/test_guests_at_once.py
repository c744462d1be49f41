"""Guests at the same moment: of two one comes second, and no tap is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from casework import guests, inviting
from domain.circle import Need
from domain.errors import DomainError
from storage.circle import Guest
from tests.casework.invited import invited
from tests.circles import joins
from tests.office import Office


def _at_once(*actions: Callable[[], object]) -> list[str]:
    def run(action: Callable[[], object]) -> str:
        try:
            action()
        except DomainError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def test_of_two_people_who_open_a_link_at_once_one_gets_it(both: Office) -> None:
    case = both.preparing()
    for _ in range(5):
        joins(both, case, None)
    for card in both.do(inviting.make_cards, caller=case.coordinator, ref=case.job):
        opened = [
            lambda who=who, secret=card.secret: both.do(inviting.open_link, caller=who, secret=secret)
            for who in (both.newcomer(), both.newcomer())
        ]
        assert sorted(_at_once(*opened)) == ["", "circle_invitation_closed"]
    assert None not in {guest.person_id for guest in both.rows(Guest)}


def test_whoever_opens_two_links_at_once_is_one_guest(both: Office) -> None:
    case = both.preparing()
    for _ in range(3):
        who = both.newcomer()
        for _ in range(2):
            joins(both, case, None)
        cards = both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
        opened = [
            lambda who=who, secret=card.secret: both.do(inviting.open_link, caller=who, secret=secret)
            for card in cards
        ]
        assert _at_once(*opened) == ["", ""]
        assert len(both.rows(Guest, person_id=who.id)) == 1


def test_taps_at_the_same_moment_lose_nothing(both: Office) -> None:
    caller, ref = invited(both, both.preparing())
    taps = [
        lambda need=need: both.do(guests.toggle_need, caller=caller, ref=ref, need=need, wanted=True)
        for need in (*Need, *Need)
    ]
    assert set(_at_once(*taps)) == {""}
    assert both.do(guests.look, caller=caller, ref=ref).needs == tuple(Need)
