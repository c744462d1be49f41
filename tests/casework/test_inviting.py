"""Links into a circle: made for who is agreed on, of whoever opens them first, and closed kindly for everybody else."""

import pytest

from casework import follow_ups, guest_consent, guests, inviting, jobs, people, requests
from casework.inviting import Card, Invitation
from casework.letters import LetterKind
from domain.circle import Apart, Need, Part, Reply, Standing
from domain.errors import InvitationUsedError, NotAgreedError, NotFoundError, PausedError, WrongMoveError
from domain.people import Role
from domain.requests import Ending
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.circle import Guest
from storage.outbox import Letter
from tests.arranging import agrees
from tests.circles import joins
from tests.office import VENUE, Case, Office

CLOSED = "circle_invitation_closed"


def _cards(office: Office, case: Case) -> tuple[Card, ...]:
    return office.do(inviting.make_cards, caller=case.coordinator, ref=case.job)


def _card(office: Office, case: Case, **more: object) -> Card:
    """A card for one more person."""
    ref = joins(office, case, None, **more)
    (card,) = [card for card in _cards(office, case) if card.guest == ref]
    return card


def _open(office: Office, who: Caller, secret: str) -> Invitation:
    shown = office.do(inviting.open_link, caller=who, secret=secret)
    assert shown is not None
    return shown


def _refusal(office: Office, who: Caller, secret: str) -> str:
    return office.refusal(inviting.open_link, caller=who, secret=secret)


def _set(office: Office, ref: str, **values: object) -> None:
    """Change a row as another action would."""
    guest = office.row(Guest, ref=ref)
    with office.writing() as session:
        for name, value in values.items():
            setattr(guest, name, value)
        session.add(guest)


def test_a_card_is_made_once_for_everyone_who_is_agreed_on_and_uses_telegram(both: Office) -> None:
    case = both.preparing()
    wanted = {joins(both, case, None), joins(both, case, None, part=Part.CHILD.value, language="ti")}
    for standing in (Standing.PROPOSED, Standing.REFUSED, Standing.AWAY):
        joins(both, case, None, state=standing.value)
    joins(both, case, None, on_paper=True)
    joins(both, case, both.newcomer())
    cards = _cards(both, case)
    assert {card.guest for card in cards} == wanted
    assert {(card.part, card.language) for card in cards} == {(Part.CIRCLE, "nl"), (Part.CHILD, "ti")}
    assert [card.word for card in cards] == ["aunt with the blue car"] * 2
    assert _cards(both, case) == ()
    assert [line.why for line in both.rows(AuditLine, what="invited")] == ["links 2"]


def test_only_the_hash_of_a_secret_is_kept(both: Office) -> None:
    case = both.preparing()
    card = _card(both, case)
    guest = both.row(Guest, ref=card.guest)
    assert guest.token_hash == people.hashed(card.secret)
    assert guest.invited_at == both.now
    assert len(f"start={card.secret}") <= 64 + len("start=")
    everywhere = [*both.rows(AuditLine), *both.rows(Letter), guest]
    assert [row for row in everywhere if card.secret in repr(row)] == []


def test_nobody_else_makes_cards_and_nobody_in_a_pause(office: Office) -> None:
    case = office.preparing()
    ref = joins(office, case, None)
    for who in (case.requester, case.manager, office.coordinator(), office.newcomer()):
        assert office.refusal(inviting.make_cards, caller=who, ref=case.job) in {"not_found", "not_allowed"}
        assert office.refusal(inviting.new_link, caller=who, ref=ref) == "not_found"
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    with pytest.raises(PausedError):
        _cards(office, case)
    with pytest.raises(PausedError):
        office.do(inviting.new_link, caller=case.coordinator, ref=ref)


def test_nobody_is_invited_before_the_first_contact_or_after_the_meeting(office: Office) -> None:
    for case in (office.accepted(), office.held()):
        ref = joins(office, case, None)
        with pytest.raises(WrongMoveError):
            _cards(office, case)
        with pytest.raises(WrongMoveError):
            office.do(inviting.new_link, caller=case.coordinator, ref=ref)


def test_a_link_is_of_whoever_opens_it_first(both: Office) -> None:
    case = both.preparing()
    card = _card(both, case, part=Part.INTERPRETER.value, language="pl")
    first, second = both.newcomer(), both.newcomer()
    shown = _open(both, first, card.secret)
    assert (shown.guest, shown.part, shown.language) == (card.guest, Part.INTERPRETER, "pl")
    assert (shown.reply, shown.needs, shown.meeting_at, shown.venue) == (None, (), None, None)
    both.advance(hours=1)
    assert _open(both, first, card.secret) == shown
    assert _refusal(both, second, card.secret) == CLOSED
    guest = both.row(Guest, ref=card.guest)
    assert (guest.person_id, guest.opened_at) == (first.id, guest.added_at)


def test_a_secret_of_another_kind_is_none_of_ours(office: Office) -> None:
    case = office.follow_up_due()
    staff = office.do(people.invite, role=Role.COORDINATOR, region="overijssel")
    asked = office.do(follow_ups.make_links, caller=case.coordinator, ref=case.job, count=1)
    for secret in (staff, *asked.secrets, "", "x" * 64, "g"):
        assert office.do(inviting.open_link, caller=office.newcomer(), secret=secret) is None


def test_who_asks_only_looks_whether_a_link_works(both: Office) -> None:
    case = both.preparing()
    card = _card(both, case)
    assert _refusal(both, case.coordinator, card.secret) == CLOSED
    assert _refusal(both, case.requester, card.secret) == CLOSED
    assert both.row(Guest, ref=card.guest).person_id is None
    assert _open(both, both.newcomer(), card.secret).guest == card.guest


def test_a_relative_who_asked_may_be_in_the_circle_too(office: Office) -> None:
    case = office.preparing(who="relative")
    card = _card(office, case)
    assert _open(office, case.requester, card.secret).guest == card.guest


def test_one_person_is_never_two_guests(both: Office) -> None:
    case = both.preparing()
    one, other = _card(both, case), _card(both, case)
    caller, friend = both.newcomer(), both.newcomer()
    first = _open(both, caller, one.secret)
    assert _open(both, caller, other.secret) == first
    assert both.row(Guest, ref=other.guest).person_id is None
    assert _open(both, friend, other.secret).guest == other.guest


def test_somebody_may_be_in_two_circles(office: Office) -> None:
    caller = office.newcomer()
    found = {_open(office, caller, _card(office, office.preparing()).secret).guest for _ in range(2)}
    assert len(found) == 2


@pytest.mark.parametrize("standing", [Standing.AWAY, Standing.REFUSED, Standing.PROPOSED])
def test_the_link_of_who_must_not_be_there_shows_nothing(both: Office, standing: Standing) -> None:
    case = both.preparing()
    card = _card(both, case)
    _set(both, card.guest, state=standing.value)
    assert _refusal(both, both.newcomer(), card.secret) == CLOSED
    assert both.row(Guest, ref=card.guest).person_id is None


def test_who_is_kept_away_does_not_come_in_with_the_link_of_somebody_else(both: Office) -> None:
    case = both.preparing()
    own, other = _card(both, case), _card(both, case)
    caller = both.newcomer()
    _open(both, caller, own.secret)
    _set(both, own.guest, state=Standing.AWAY.value)
    assert _refusal(both, caller, own.secret) == CLOSED
    assert _refusal(both, caller, other.secret) == CLOSED
    assert both.refusal(guests.look, caller=caller, ref=own.guest) == CLOSED
    assert both.refusal(guests.leave, caller=caller, ref=own.guest) == CLOSED
    assert both.row(Guest, ref=own.guest).person_id == caller.id
    assert both.row(Guest, ref=other.guest).person_id is None


def test_after_the_meeting_and_after_the_end_a_link_is_refused_the_same_way(both: Office) -> None:
    held, ended = both.scheduled(), both.preparing()
    late, gone = _card(both, held), _card(both, ended)
    opened = _card(both, held)
    guest = both.newcomer()
    _open(both, guest, opened.secret)
    both.do(requests.withdraw, caller=ended.requester, ref=ended.ref, ending=Ending.OTHER)
    both.advance(days=8)
    both.finish(held, "held")
    assert _refusal(both, both.newcomer(), late.secret) == CLOSED
    assert _refusal(both, both.newcomer(), gone.secret) == CLOSED
    assert _refusal(both, guest, opened.secret) == CLOSED
    assert both.refusal(guests.reply, caller=guest, ref=opened.guest, said=Reply.YES) == CLOSED
    assert both.rows(Guest, ref=gone.guest) == []


def test_an_unfinished_plan_keeps_the_circle_open_without_the_day_that_is_past(office: Office) -> None:
    case = office.scheduled()
    card = _card(office, case)
    caller = office.newcomer()
    assert _open(office, caller, card.secret).meeting_at is not None
    office.advance(days=8)
    office.finish(case, "held", outcome="plan_pending")
    assert _open(office, caller, card.secret).meeting_at is None


def test_a_new_link_stops_the_old_one_and_forgets_who_opened_it(both: Office) -> None:
    case = both.scheduled()
    card = _card(both, case)
    stranger, guest = both.newcomer(), both.newcomer()
    _open(both, stranger, card.secret)
    both.do(guest_consent.agree, caller=stranger, ref=card.guest)
    both.do(guests.reply, caller=stranger, ref=card.guest, said=Reply.YES)
    both.do(guests.toggle_need, caller=stranger, ref=card.guest, need=Need.VIDEO, wanted=True)
    both.do(guests.tell_apart, caller=stranger, ref=card.guest, apart=Apart.MAY_NOT)
    both.finish(case, "meeting", day="14")
    anew = both.do(inviting.new_link, caller=case.coordinator, ref=card.guest)
    assert anew.secret != card.secret
    assert both.letters(LetterKind.INVITATION, stranger) == []
    for secret in (card.secret, "g" * 44):
        assert _refusal(both, both.newcomer(), secret) == CLOSED
    assert both.refusal(guests.look, caller=stranger, ref=card.guest) == "not_found"
    shown = _open(both, guest, anew.secret)
    assert (shown.reply, shown.needs, shown.told.apart) == (None, (), Apart.NOBODY)


def test_there_is_no_new_link_without_a_yes_or_for_somebody_on_paper(office: Office) -> None:
    case = office.preparing()
    proposed = joins(office, case, None, state=Standing.PROPOSED.value)
    on_paper = joins(office, case, None, on_paper=True)
    with pytest.raises(NotAgreedError):
        office.do(inviting.new_link, caller=case.coordinator, ref=proposed)
    with pytest.raises(WrongMoveError):
        office.do(inviting.new_link, caller=case.coordinator, ref=on_paper)
    with pytest.raises(NotFoundError):
        office.do(inviting.new_link, caller=case.coordinator, ref="NOBODY")


def test_the_card_and_the_invitation_say_when_and_where(both: Office) -> None:
    case = both.scheduled()
    agrees(both, case)
    card = _card(both, case)
    shown = _open(both, both.newcomer(), card.secret)
    meeting_at = both.the_job(case).meeting_at
    assert (card.meeting_at, card.venue) == (shown.meeting_at, shown.venue) == (meeting_at, VENUE)


def test_another_day_time_or_place_is_told_to_who_opened_it_and_did_not_say_no(both: Office) -> None:
    case = both.prepared()
    yes, silent, no, away = (both.newcomer() for _ in range(4))
    joins(both, case, yes, answer=Reply.YES.value)
    joins(both, case, silent)
    joins(both, case, no, answer=Reply.NO.value)
    joins(both, case, away, state=Standing.AWAY.value)
    joins(both, case, None)
    told: list[Letter] = []
    for number, answers in enumerate(({}, {"day": "14"}, {"venue": "Buurthuis"}, {"time": "10:00"}), 1):
        both.finish(case, "meeting", **answers)
        agrees(both, case)  # at the same moment: one letter
        both.advance(minutes=1)
        told = both.letters(LetterKind.INVITATION)
        assert [letter.person_id for letter in told[-2:]] == [yes.id, silent.id]
        assert len(told) == 2 * number
    assert len({letter.card for letter in told}) == 2
    assert [letter.facts for letter in told] == [{}] * 8


def test_the_same_day_and_place_again_is_not_told(both: Office) -> None:
    case = both.prepared()
    joins(both, case, both.newcomer())
    both.finish(case, "meeting")
    both.finish(case, "meeting", invited="12")
    assert len(both.letters(LetterKind.INVITATION)) == 1


def test_a_coordinator_who_gave_the_conference_back_takes_the_day_along(office: Office) -> None:
    case = office.scheduled()
    caller = office.newcomer()
    ref = joins(office, case, caller)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    shown = office.do(guests.look, caller=caller, ref=ref)
    assert (shown.meeting_at, shown.venue) == (None, None)
    with pytest.raises(NotFoundError):
        office.do(inviting.new_link, caller=case.coordinator, ref=ref)
    with pytest.raises(InvitationUsedError):
        office.do(inviting.open_link, caller=office.newcomer(), secret="g" * 44)
