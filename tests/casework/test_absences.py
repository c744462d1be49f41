"""Being away: letters go to whoever stands in, they may act, and it ends by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.texts import escalations as texts
from bot.texts.translating import SHIPPED, speaking
from casework import absences, climbing, escalations, letters, managing
from casework.absences import DEPUTY, NOBODY
from casework.envelopes import Envelope
from casework.letters import LetterKind
from domain import languages
from domain.people import Role
from scheduler.rendering import render
from storage.absences import Absence
from storage.arrivals import Caller
from storage.escalations import Escalation
from tests.office import FAR, HERE, NEXT_DOOR, Case, Office

BACK_AT = datetime(2026, 3, 9, 23, 0, tzinfo=UTC)
"""Seven days after MORNING, when that day begins in Amsterdam."""


def goes_away(office: Office, who: Caller, code: str, days: int = 7) -> None:
    office.do(absences.begin, caller=who, days=days, code=code)


def told(office: Office, who: Caller, kind: LetterKind = LetterKind.ESCALATION) -> int:
    return len(office.letters(kind, who))


def raised(office: Office, case: Case, occasion: str = "test") -> str:
    office.do(escalations.raise_, kind="unreachable", request=office.the_request(case), occasion=occasion)
    return max(office.rows(Escalation), key=lambda one: one.id or 0).ref


def test_a_manager_can_choose_colleagues_and_the_deputys_without_names(both: Office) -> None:
    manager, colleague, second = both.manager(), both.manager(), both.manager()
    deputy = both.manager(NEXT_DOOR)
    both.manager(FAR)
    both.helpdesk()
    choices = both.do(absences.substitutes, caller=manager)
    assert [(one.role, one.region, one.number) for one in choices] == [
        (Role.REGIONAL_MANAGER, HERE, 1),
        (Role.REGIONAL_MANAGER, HERE, 2),
        (Role.REGIONAL_MANAGER, NEXT_DOOR, 0),
        (Role.REGIONAL_MANAGER, NEXT_DOOR, 0),
        (None, None, 0),
    ]
    assert [one.code for one in choices] == [colleague.ref, second.ref, deputy.ref, DEPUTY, NOBODY]


def test_the_helpdesk_chooses_among_itself(office: Office) -> None:
    one, other = office.helpdesk(), office.helpdesk()
    office.manager()
    assert [choice.code for choice in office.do(absences.substitutes, caller=one)] == [other.ref, NOBODY]


@pytest.mark.parametrize(("days", "code"), [(7, "AAAABBBBCCCC"), (6, NOBODY), (0, NOBODY), (7, "")])
def test_what_was_not_offered_is_refused(office: Office, days: int, code: str) -> None:
    manager = office.manager()
    assert office.refusal(absences.begin, caller=manager, days=days, code=code) == "outdated"
    assert office.rows(Absence) == []


def test_nobody_stands_in_for_themselves_or_while_they_are_away(office: Office) -> None:
    manager, colleague = office.manager(), office.manager()
    goes_away(office, colleague, NOBODY)
    codes = [one.code for one in office.do(absences.substitutes, caller=manager)]
    assert codes == [DEPUTY, NOBODY]
    assert office.refusal(absences.begin, caller=manager, days=7, code=manager.ref) == "outdated"


def test_while_away_letters_go_to_the_substitute_who_may_act_until_the_day(both: Office) -> None:
    deputy = both.manager(NEXT_DOOR)
    case = both.submitted()
    assert both.refusal(managing.open_card, caller=deputy, ref=case.ref) == "not_found"
    goes_away(both, case.manager, deputy.ref)
    assert told(both, deputy, LetterKind.STANDING_IN) == 1
    assert both.row(Absence).until == BACK_AT
    second = both.submit(both.citizen(), case.manager)
    assert [letter.person_id for letter in both.letters(LetterKind.REQUEST_CARD)][-1] == deputy.id
    assert both.do(managing.open_card, caller=deputy, ref=case.ref).ref == case.ref
    assert {card.ref for card in both.do(managing.inbox, caller=deputy)} == {case.ref, second.ref}
    assert both.do(absences.look, caller=deputy).stands_in == (
        (Role.REGIONAL_MANAGER, HERE, BACK_AT.date() + timedelta(days=1)),
    )
    both.now = BACK_AT - timedelta(seconds=1)
    assert both.do(letters.managers_of, HERE) == [deputy.id]
    both.now = BACK_AT
    assert both.do(letters.managers_of, HERE) == [case.manager.id]
    assert both.refusal(managing.open_card, caller=deputy, ref=case.ref) == "not_found"
    both.do(climbing.climb)
    assert both.rows(Absence) == []


def test_who_is_away_can_still_look(office: Office) -> None:
    deputy = office.manager(NEXT_DOOR)
    case = office.submitted()
    goes_away(office, case.manager, deputy.ref)
    assert office.do(managing.open_card, caller=case.manager, ref=case.ref).ref == case.ref


def test_what_stands_open_comes_to_the_substitute(both: Office) -> None:
    colleague = both.manager()
    deputy = both.manager(NEXT_DOOR)
    case = both.submitted()
    open_one = raised(both, case, "open")
    taken = raised(both, case, "taken")
    both.do(escalations.take, caller=case.manager, ref=taken)
    goes_away(both, case.manager, deputy.ref)
    assert both.row(Escalation, ref=taken).taken_by is None
    assert {letter.subject for letter in both.letters(LetterKind.ESCALATION, deputy)} == {open_one, taken}
    assert both.do(escalations.take, caller=deputy, ref=taken).taken_by_reader
    assert both.do(escalations.view, reader=colleague, ref=taken).taken


def test_without_a_substitute_the_next_rung_hears_it_at_once(both: Office) -> None:
    deputy, helpdesk = both.manager(NEXT_DOOR), both.helpdesk()
    case = both.submitted()
    raised(both, case)
    goes_away(both, case.manager, NOBODY)
    assert (told(both, deputy), told(both, helpdesk), both.row(Escalation).rung) == (1, 0, 1)
    both.submit(both.citizen(), case.manager)
    assert [letter.person_id for letter in both.letters(LetterKind.REQUEST_CARD)][-1] == helpdesk.id


def test_the_deputys_managers_together_can_stand_in(office: Office) -> None:
    deputies = [office.manager(NEXT_DOOR), office.manager(NEXT_DOOR)]
    case = office.submitted()
    goes_away(office, case.manager, DEPUTY)
    assert office.do(letters.managers_of, HERE) == [one.id for one in deputies]
    shown = office.do(absences.look, caller=case.manager).substitute
    assert (shown.code, shown.region) == (DEPUTY, NEXT_DOOR)


def test_a_substitute_who_goes_away_too_leaves_it_to_the_next(office: Office) -> None:
    deputy, helpdesk = office.manager(NEXT_DOOR), office.helpdesk()
    manager = office.manager()
    goes_away(office, manager, deputy.ref)
    goes_away(office, deputy, NOBODY)
    assert office.do(letters.managers_of, HERE) == [helpdesk.id]


def test_a_helpdesk_that_is_away_is_replaced_too(office: Office) -> None:
    one, other = office.helpdesk(), office.helpdesk()
    goes_away(office, one, other.ref)
    assert office.do(letters.managers_of, FAR) == [other.id]


def test_back_before_the_day_is_back_at_once(both: Office) -> None:
    deputy = both.manager(NEXT_DOOR)
    manager = both.manager()
    goes_away(both, manager, deputy.ref)
    goes_away(both, manager, deputy.ref, days=14)
    assert len(both.rows(Absence)) == 1
    both.advance(minutes=5)
    assert both.do(absences.end, caller=manager).back_on is None
    assert both.do(letters.managers_of, HERE) == [manager.id]
    assert both.do(absences.for_substitute, reader=deputy, ref=manager.ref)[2] is None
    both.advance(minutes=5)
    assert both.do(absences.end, caller=manager).back_on is None


def test_who_has_nothing_to_do_with_it_learns_nothing(office: Office) -> None:
    deputy = office.manager(NEXT_DOOR)
    manager = office.manager()
    goes_away(office, manager, deputy.ref)
    for who in (office.citizen(), office.coordinator()):
        assert office.refusal(absences.for_substitute, reader=who, ref=manager.ref) == "not_found"
        assert office.refusal(absences.begin, caller=who, days=7, code=NOBODY) == "not_allowed"
    assert office.refusal(absences.for_substitute, reader=deputy, ref="AAAABBBBCCCC") == "not_found"


def test_a_card_that_is_no_longer_theirs_says_so_where_it_stands(office: Office) -> None:
    deputy = office.manager(NEXT_DOOR)
    case = office.submitted()
    goes_away(office, case.manager, deputy.ref)
    ref = raised(office, case)

    def shown(replaces: int | None) -> str:
        letter = Envelope(1, deputy, LetterKind.ESCALATION, ref, replaces_message_id=replaces)
        screen = office.do(render, letter)
        return screen.text if screen else ""

    assert "E-17" in shown(5)
    office.now = BACK_AT
    with speaking(languages.resolve_locale(deputy.locale, deputy.hint, SHIPPED)):
        expected = texts.passed_on().text
    assert (shown(5), shown(None)) == (expected, "")
