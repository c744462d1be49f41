"""A person is forgotten at their own word: nothing of theirs is left in any column, sealed or not (trust.md 17)."""

import pytest
from sqlalchemy import select as core_select
from sqlmodel import SQLModel, select

from casework import (
    consents,
    danger,
    escalations,
    forgetting,
    forms,
    guests,
    messages,
    people,
    profiles,
)
from casework.forgetting import Kind, Meaning
from casework.forgetting_rows import FATES
from casework.letters import LetterKind
from domain.circle import Apart, Reply, Standing
from domain.consents import Layer
from domain.offers import OfferState
from domain.people import Role
from domain.preparation import STEPS
from domain.requests import FINAL, Ending, State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.escalations import Escalation
from storage.forgotten import Forgotten
from storage.jobs import Job, Registration
from storage.offers import Offer
from storage.people import Person, Profile
from storage.plans import OwnReminder
from tests.casework.invited import invited
from tests.casework.whole_circle import CIRCLE_SECRETS, gathers, makes_its_plan
from tests.office import BODY, NAME, PERSONAL, PHONE, Office
from tests.scanning import Recording, found_in

LINES = "Please call me after six"
WISH = "Hindostaans"


def _forgets(office: Office, who: Caller) -> forgetting.Receipt:
    return office.do(forgetting.forget, caller=office.again(who))


def _points_to(office: Office, person_id: int) -> set[tuple[str, str]]:
    """The columns in which a row still points to this person."""
    found = set()
    with office.writing() as session:
        for table in SQLModel.metadata.tables.values():
            for column in table.columns:
                if any(key.target_fullname == "person.id" for key in column.foreign_keys):
                    rows = session.connection().execute(core_select(table).where(column == person_id)).all()
                    found |= {(table.name, column.name)} if rows else set()
    return found


def _recorded(office: Office) -> Recording:
    office.vault = Recording()
    return office.vault


def test_every_column_that_points_to_a_person_has_its_fate() -> None:
    pointing = {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
    }
    assert pointing == set(FATES)


def test_after_a_whole_case_no_column_holds_anything_of_who_asked(both: Office) -> None:
    vault = _recorded(both)
    case = both.preparing(wishes="yes", wish_culture=WISH, wish_culture_weight="prefer")
    both.involve(case, BODY)
    guest, ref = gathers(both, case)
    both.log(case, *STEPS)
    both.finish(case, "meeting")
    both.advance(days=8)
    both.finish(case, "held")
    makes_its_plan(both, case, guest, ref)
    both.do(messages.begin, caller=case.requester, receipt=case.ref)
    page = both.say(case.requester, LINES)
    both.do(messages.send, caller=case.requester, revision=page.revision)
    both.do(messages.begin, caller=case.coordinator, receipt=case.ref)
    both.say(case.coordinator, LINES)
    both.do(forms.begin, caller=case.requester, form="request")
    secrets = (*PERSONAL, *CIRCLE_SECRETS, BODY, LINES, str(case.requester.chat_id))
    there = {word for _, word in found_in(both.engine, vault, secrets)}
    assert {NAME, PHONE, *CIRCLE_SECRETS, LINES, str(case.requester.chat_id)} <= there
    receipt = _forgets(both, case.requester)
    assert found_in(both.engine, vault, secrets) == {
        ("own_reminder.words", word) for word in _own(both, guest)
    }
    assert _points_to(both, case.requester.id) == {("request", "requester_id")}
    person = both.row(Person, id=case.requester.id)
    assert (person.chat_id, person.key, person.locale, person.hint, person.consent) == (
        None,
        b"",
        None,
        None,
        None,
    )
    assert {(row.kind, row.ref) for row in both.rows(Forgotten)} == {
        (Kind.PERSON, receipt.ref),
        (Kind.REQUEST, case.ref),
    }
    assert both.state(case) is State.ENDED
    assert both.letters(LetterKind.JOB_ENDED, case.coordinator)
    assert both.row(Registration, request_ref=case.ref).facts["ending"] == Ending.WITHDRAWN_BY_MAIN_PERSON


def _own(office: Office, guest: Caller) -> set[str]:
    """What a guest asked to be reminded of stays theirs, sealed with their own key."""
    person = office.row(Person, id=guest.id)
    said = [office.vault.open(person.key, "own_reminder", row.words) for row in office.rows(OwnReminder)]
    return {word for word in CIRCLE_SECRETS if any(word in str(one) for one in said)}


def test_the_registration_stays_without_a_person_and_not_at_all_where_it_was_taken_back(
    office: Office,
) -> None:
    case = office.submitted()
    office.do(consents.withdraw, caller=case.requester, ref=case.ref, layer=Layer.STATISTICS)
    _forgets(office, case.requester)
    assert office.rows(Registration) == []


def test_who_writes_again_is_new_and_the_receipt_says_nothing(office: Office) -> None:
    case = office.submitted()
    receipt = _forgets(office, case.requester)
    assert (receipt.ref, receipt.on) == (case.requester.ref, office.now.date())
    anew = office.again(case.requester)
    assert (anew.id != case.requester.id, anew.ref != receipt.ref, anew.consent) == (True, True, None)
    assert office.refusal(consents.look_at, caller=anew, ref=case.ref) == "not_found"
    assert office.do(forgetting.meaning, caller=anew) == Meaning(0, 0, has_job=False, is_staff=False)
    assert _forgets(office, anew).ref == anew.ref


@pytest.mark.parametrize("state", [state for state in State if state not in {State.REGISTERED, State.HELD}])
def test_in_every_state_of_the_request_it_ends_and_its_key_is_destroyed(office: Office, state: State) -> None:
    made = {
        State.SUBMITTED: office.submitted,
        State.INTAKE: office.opened,
        State.OFFERED: office.asked,
        State.ACCEPTED: office.accepted,
        State.PREPARING: office.preparing,
        State.SCHEDULED: office.scheduled,
        State.PLAN_ACCEPTED: office.held,
        State.FOLLOW_UP_DUE: office.follow_up_due,
        State.FOLLOW_UP_DONE: office.followed_up,
        State.CLOSED: office.closed,
    }.get(state, office.submitted)
    case = made()
    _forgets(office, case.requester)
    request = office.the_request(case)
    assert request.state in FINAL
    assert (request.key, request.details, request.wishes, request.bodies) == (None, None, None, None)
    assert _points_to(office, case.requester.id) == {("request", "requester_id")}


def test_a_participant_who_is_forgotten_the_evening_before_the_meeting(both: Office) -> None:
    case = both.preparing()
    (who, ref), (_, other) = invited(both, case), invited(both, case)
    both.do(guests.reply, caller=who, ref=ref, said=Reply.YES)
    both.do(guests.tell_apart, caller=who, ref=ref, apart=Apart.RATHER_NOT)
    both.log(case, *STEPS)
    both.finish(case, "meeting")
    both.advance(days=6, hours=10)
    assert both.do(forgetting.meaning, caller=who).invitations == 1
    _forgets(both, who)
    row = both.row(Guest, ref=ref)
    assert (row.person_id, row.answer, row.private, row.state) == (None, None, None, Standing.AWAY)
    assert both.row(Guest, ref=other).state == Standing.AGREED
    assert _points_to(both, who.id) == set()
    assert both.state(case) is State.SCHEDULED


def test_who_was_kept_away_stays_kept_away_without_who_it_was(office: Office) -> None:
    case = office.preparing()
    who, ref = invited(office, case)
    with office.writing() as session:
        session.exec(select(Guest).where(Guest.ref == ref)).one().state = Standing.REFUSED.value
    _forgets(office, who)
    row = office.row(Guest, ref=ref)
    assert (row.person_id, row.state) == (None, Standing.REFUSED)


def test_a_coordinator_before_the_meeting_gives_the_conference_back(both: Office) -> None:
    case = both.preparing()
    assert both.do(forgetting.meaning, caller=case.coordinator).has_job
    page = both.do(messages.begin, caller=case.coordinator, receipt=case.ref)
    page = both.say(case.coordinator, LINES)
    both.do(messages.send, caller=case.coordinator, revision=page.revision)
    _forgets(both, case.coordinator)
    assert both.state(case) is State.MATCHING
    assert both.letters(LetterKind.HANDED_BACK, case.manager)
    assert both.letters(LetterKind.COORDINATOR_CHANGES, case.requester)
    assert [letter.facts for letter in both.letters(LetterKind.MESSAGE)] == [{}]
    assert both.rows(Profile) == []
    assert _points_to(both, case.coordinator.id) == {("job", "coordinator_id"), ("offer", "coordinator_id")}
    assert both.row(Person, id=case.coordinator.id).role == Role.CITIZEN
    assert both.the_request(case).key is not None


def test_a_coordinator_after_the_meeting_leaves_the_rest_to_the_manager(office: Office) -> None:
    case = office.held()
    _forgets(office, case.coordinator)
    assert office.row(Job, ref=case.job).ended_at == office.now
    assert office.state(case) is State.PLAN_ACCEPTED
    assert office.row(Escalation, kind="access_closes").request_id == office.the_request(case).id


def test_who_was_asked_only_is_asked_no_more_and_the_next_is(office: Office) -> None:
    case = office.asked(2)
    _forgets(office, case.coordinator)
    assert office.row(Offer, ref=case.offers[0]).state == OfferState.WITHDRAWN
    assert office.row(Offer, ref=case.offers[1]).state == OfferState.SENT


def test_a_manager_goes_when_somebody_else_hears_of_their_region(both: Office) -> None:
    case, helpdesk = both.opened(), both.helpdesk()
    asked = both.do(escalations.raise_for_person, caller=case.requester, request=both.the_request(case))
    assert asked
    (task,) = both.rows(Escalation)
    both.do(escalations.take, caller=case.manager, ref=task.ref)
    _forgets(both, case.manager)
    (task,) = both.rows(Escalation)
    assert (task.taken_by, task.done_at) == (None, None)
    assert both.letters(LetterKind.REQUEST_CARD, helpdesk)
    assert both.letters(LetterKind.ESCALATION, helpdesk)
    assert _points_to(both, case.manager.id) == set()


def test_a_second_manager_has_the_cards_already(office: Office) -> None:
    case = office.opened()
    office.manager()
    before = len(office.letters(LetterKind.REQUEST_CARD))
    _forgets(office, case.manager)
    assert len(office.letters(LetterKind.REQUEST_CARD)) == before - 1


def test_the_last_one_of_the_service_hands_over_first(office: Office) -> None:
    case = office.opened()
    for action in (forgetting.meaning, forgetting.forget):
        assert office.refusal(action, caller=case.manager) == "last_one"
    assert office.again(case.manager).role is Role.REGIONAL_MANAGER


def test_questions_for_a_person_end_and_a_danger_flag_stays_without_who_it_was(office: Office) -> None:
    case = office.preparing()
    office.do(escalations.raise_for_person, caller=case.requester, request=office.the_request(case))
    office.do(danger.call_for, caller=case.requester)
    _forgets(office, case.requester)
    human, flag = office.row(Escalation, kind="human"), office.row(Escalation, kind="danger")
    assert (human.done_at, human.person_id) == (office.now, None)
    assert (flag.done_at, flag.person_id) == (None, None)


def test_a_link_of_staff_that_they_opened_is_gone_and_opens_for_nobody(office: Office) -> None:
    secret = office.do(people.invite, role=Role.COORDINATOR, region="overijssel")
    who = office.newcomer()
    office.do(people.join, caller=who, secret=secret)
    _forgets(office, who)
    assert office.refusal(people.join, caller=office.newcomer(), secret=secret) == "invitation_closed"


def test_a_profile_that_was_only_begun_goes_too(office: Office) -> None:
    office.manager()
    who = office.staff(Role.COORDINATOR)
    office.do(profiles.open_part, caller=who, form="ties")
    _forgets(office, who)
    assert (office.rows(Profile), _points_to(office, who.id)) == ([], set())
