"""What the walk is held against finds what is wrong: six digits, who blocked the bot, and the limits."""

import random
from collections import Counter

import pytest
from sqlalchemy import Engine
from sqlmodel import col, update

from casework import climbing, escalations, letters, returning
from casework.letters import LetterKind
from domain.openings import Why
from domain.people import Role
from domain.policy import Policy
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import UNREACHABLE, WAITING, Letter
from tests.office import NEXT_DOOR, Case, Office
from tests.second_steps import digits, types
from tests.soak.away import CAME_LATER, FOUND_NOBODY, Away
from tests.soak.chats import Chats
from tests.soak.digits import BEHIND, RIGHT, Digits
from tests.soak.pace import TOLD, TOO_MANY, Pace, Watched
from tests.soak.whoknows import BODIES, DETAILS, WISHES, WhoKnows


def digits_of(office: Office) -> Digits:
    """Nobody has an app yet."""
    return Digits(office, Chats(lambda _chat, _words: None), random.Random(1), Counter())


def taken_next_door(office: Office) -> tuple[Case, Caller]:
    """A request about which a manager of another region has taken what stalls."""
    case, neighbour = office.opened(), office.manager(NEXT_DOOR)
    office.do(escalations.raise_, kind="unreachable", request=office.the_request(case), occasion="here")
    office.do(climbing.move_on, office.row(Escalation))
    office.do(escalations.take, caller=neighbour, ref=office.row(Escalation).ref)
    return case, neighbour


def test_a_deed_without_digits_or_after_they_ended_is_found(sqlite: Engine) -> None:
    office = Office(sqlite)
    admin = office.staff(Role.ADMIN)
    follows = digits_of(office)

    def exports() -> list[str]:
        office.do(lambda desk: desk.audit(admin, "exported", admin.ref, "0"))
        return follows.look()

    assert len(exports()) == 1
    follows.has_app(admin)
    assert exports() == []
    office.advance(minutes=10)
    assert len(exports()) == 1
    types(office, admin, digits(office, follows.chats.apps[admin.chat_id]))
    assert exports() == []
    office.do(lambda desk: desk.audit(admin, "second_step_reset", admin.ref))
    assert len(exports()) == 1
    assert (follows.counted[RIGHT], follows.counted[BEHIND]) == (2, 6)


def test_a_secret_on_another_phone_or_one_that_stays_is_found(sqlite: Engine) -> None:
    office = Office(sqlite)
    helpdesk, follows = office.helpdesk(), digits_of(office)
    follows.has_app(helpdesk)
    secret = follows.chats.apps[helpdesk.chat_id]
    assert follows.look() == []
    number = follows.chats.put(1, secret, [])
    assert follows.look() == [f"the secret of {helpdesk.chat_id} stands on the phone of 1"]
    follows.chats.take_away(1, number)
    follows.chats.put(helpdesk.chat_id, secret, [])
    assert len(follows.look()) == 1


@pytest.mark.parametrize("kind", [BODIES, DETAILS, WISHES])
def test_outside_ones_region_it_takes_digits_and_a_line_with_a_reason(sqlite: Engine, kind: str) -> None:
    office = Office(sqlite)
    case, neighbour = taken_next_door(office)
    knows, follows = WhoKnows(office), digits_of(office)
    word = knows.new(kind, case.requester.chat_id, case.ref)

    def faults() -> int:
        before = len(knows.wrong)
        knows.hears(neighbour.chat_id, word)
        return len(knows.wrong) - before

    assert faults() == 1, "no digits"
    follows.has_app(neighbour)
    assert faults() == 1, "no line"
    office.do(lambda desk: desk.audit(neighbour, f"open_{kind}", case.ref))
    assert faults() == 1, "no reason"
    office.do(lambda desk: desk.audit(neighbour, f"open_{kind}", case.ref, Why.INTAKE))
    assert faults() == 0
    office.advance(minutes=9)
    assert faults() == 1, "an old line"
    assert knows.outside == 4
    office.advance(minutes=1)
    assert faults() == 1, "digits that ended"
    assert knows.outside == 4


def away_from(office: Office) -> tuple[Away, Case]:
    """Whoever asked blocks the bot, and there is a letter for them."""
    case, knows = office.opened(), WhoKnows(office)
    away = Away(knows, Chats(knows.hears), Counter())
    assert away.bring() == []
    away.leaves(case.requester.chat_id, 9)
    office.do(letters.tell_requester, office.the_request(case), LetterKind.COORDINATOR_CHANGES)
    return away, case


def test_a_letter_that_finds_nobody_waits_and_comes(sqlite: Engine) -> None:
    office = Office(sqlite)
    away, case = away_from(office)
    chat = case.requester.chat_id
    assert (away.back(8), away.back(9)) == (None, chat)
    assert away.bring() == away.bring() == []
    assert (away.counted[FOUND_NOBODY], away.known) == (1, {chat})
    away.returns(chat)
    office.do(returning.heard, caller=office.again(case.requester))
    assert away.heard(chat) == away.bring() == []
    assert (away.counted[CAME_LATER], away.known, away.back(9)) == (1, set(), None)


def test_a_letter_that_nobody_is_told_of_is_found(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    away, _ = away_from(Office(sqlite))
    monkeypatch.setattr(escalations, "raise_", lambda *_values, **_more: None)
    assert len(away.bring()) == 1


def test_a_letter_that_is_tried_in_vain_or_left_behind_is_found(sqlite: Engine) -> None:
    office = Office(sqlite)
    away, case = away_from(office)
    chat = case.requester.chat_id
    away.known.add(chat)
    assert len(away.bring()) == 1
    with office.writing() as session:
        session.exec(update(Letter).where(col(Letter.state) == WAITING).values(state=UNREACHABLE))
    assert len(away.heard(chat)) == 1


def test_a_refusal_too_early_or_without_its_sentence_is_found(sqlite: Engine) -> None:
    office = Office(sqlite)
    chat, manager = office.citizen().chat_id, office.manager().chat_id
    pace = Pace(office, Watched(Policy(), lambda: office.now), Counter())

    def judged(who: int, said: str = "h", *, went: bool, screens: int = 0) -> int:
        pace.limiter.went = went
        return len(pace.judged(who, said, screens=screens, is_there=True))

    assert judged(chat, went=False, screens=1) == 1
    office.advance(minutes=1)
    assert [judged(one, went=True) for one in [chat] * 60 + [manager] * 299] == [0] * 359
    assert judged(manager, went=False) == 1
    assert judged(chat, went=False) == 1
    assert judged(chat, went=False, screens=1) == 1
    assert judged(chat, "/danger", went=False) == judged(chat, "dn:x", went=False) == 1
    office.advance(minutes=1)
    assert [judged(chat, went=True) for _ in range(61)] == [0] * 61
    assert judged(chat, went=False, screens=1) == 0
    assert (pace.counted[TOO_MANY], pace.counted[TOLD]) == (7, 3)
    assert [judged(chat, went=True) for _ in range(540)][-2:] == [0, 1]
