"""A guest's own yes comes before anything that they tell is kept, and they can take it back (trust.md 14)."""

from collections.abc import Callable

from casework import consents, guest_consent, guests, suggesting, ticking
from domain.circle import Apart, Need, Reply
from domain.consents import Layer
from storage.circle import Guest
from storage.consents import Consent
from storage.drafts import Draft
from tests.casework.invited import invited
from tests.office import Office


def test_nothing_that_a_guest_tells_is_kept_before_their_own_yes(both: Office) -> None:
    case = both.preparing()
    who, ref = invited(both, case)
    both.do(guest_consent.take_back, caller=who, ref=ref)
    assert not both.do(guests.look, caller=who, ref=ref).agreed
    telling: list[Callable[[], str]] = [
        lambda: both.refusal(guests.reply, caller=who, ref=ref, said=Reply.YES),
        lambda: both.refusal(guests.toggle_need, caller=who, ref=ref, need=Need.TRAVEL, wanted=True),
        lambda: both.refusal(guests.tell_apart, caller=who, ref=ref, apart=Apart.MAY_NOT),
        lambda: both.refusal(guests.toggle_signal, caller=who, ref=ref, wanted=True),
        lambda: both.refusal(suggesting.begin, caller=who, ref=ref),
        lambda: both.refusal(ticking.tick, caller=who, ref=ref, day="ABCDEFGHJKMN"),
    ]
    assert {tell() for tell in telling} == {"consent_missing"}
    row = both.row(Guest, ref=ref)
    assert (row.answer, row.needs, row.private) == (None, [], None)
    assert both.do(guest_consent.agree, caller=who, ref=ref).agreed
    assert both.do(guests.reply, caller=who, ref=ref, said=Reply.YES).reply is Reply.YES


def test_a_guest_takes_back_what_they_told_and_keeps_the_invitation(both: Office) -> None:
    case = both.preparing()
    who, ref = invited(both, case)
    both.do(guests.reply, caller=who, ref=ref, said=Reply.YES)
    both.do(guests.toggle_need, caller=who, ref=ref, need=Need.VIDEO, wanted=True)
    both.do(guests.tell_apart, caller=who, ref=ref, apart=Apart.RATHER_NOT)
    both.do(suggesting.begin, caller=who, ref=ref)
    assert [about for about, _ in both.do(consents.look, caller=who).invitations] == [ref]
    shown = both.do(guest_consent.take_back, caller=who, ref=ref)
    assert (shown.reply, shown.needs, shown.told.apart, shown.agreed) == (None, (), Apart.NOBODY, False)
    row = both.row(Guest, ref=ref)
    assert (row.answer, row.private, row.person_id) == (None, None, who.id)
    assert both.rows(Draft, person_id=who.id) == []
    assert both.do(consents.look, caller=who).invitations == ()
    both.do(guest_consent.agree, caller=who, ref=ref)
    both.do(guest_consent.agree, caller=who, ref=ref)
    assert len(both.rows(Consent, about=ref)) == 1


def test_a_yes_to_an_invitation_goes_with_the_invitation(office: Office) -> None:
    case = office.preparing()
    (who, ref), (other, kept) = invited(office, case), invited(office, case)
    office.do(guests.leave, caller=who, ref=ref)
    assert [row.about for row in office.rows(Consent, layer=Layer.GUEST)] == [kept]
    office.do(consents.withdraw, caller=case.requester, ref=case.ref, layer=Layer.PROCESS)
    assert office.rows(Consent, person_id=other.id) == []
