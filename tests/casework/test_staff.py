"""The page of the admins: who works here, a way in, a way out, the registrations, one message to many (trust.md 20, 21)."""

import csv
import io

import pytest

from casework import (
    bulk,
    escalations,
    jobs,
    leaving_service,
    managing,
    offering,
    people,
    plans,
    second_eyes,
    second_step,
    staff,
)
from casework.bulk import Ready
from casework.letters import LetterKind
from casework.spreadsheets import to_csv
from domain.errors import NotFoundError
from domain.people import Role
from domain.requests import State
from storage.absences import Absence
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.invitations import Invitation
from storage.people import Person, Profile
from storage.second_steps import SecondStep
from tests.casework import plan_cases
from tests.office import FAR, HERE, Case, Office
from tests.second_steps import set_up


@pytest.fixture
def admin(both: Office) -> Caller:
    """An admin whose digits hold."""
    found = both.staff(Role.ADMIN)
    set_up(both, found)
    return found


def ends(office: Office, admin: Caller, who: Caller) -> leaving_service.Left:
    return office.do(leaving_service.end_role, caller=admin, ref=who.ref)


# --------------------------------------------------------------------------------------------- who there is


def test_people_are_told_by_role_and_region_and_never_by_name(both: Office, admin: Caller) -> None:
    first, second = both.coordinator(), both.coordinator()
    both.coordinator(region=FAR)
    both.citizen()
    both.do(people.invite, role=Role.COORDINATOR, region=HERE)
    found = [(group.role, group.region, group.count) for group in both.do(staff.look, caller=admin)]
    assert found == [(Role.COORDINATOR, HERE, 2), (Role.COORDINATOR, FAR, 1), (Role.ADMIN, HERE, 1)]
    here = both.do(staff.members, caller=admin, role=Role.COORDINATOR, region=HERE)
    assert [(one.ref, one.set_up, one.is_reader) for one in here] == [
        (first.ref, False, False),
        (second.ref, False, False),
    ]
    me = both.do(staff.member, caller=admin, ref=admin.ref)
    assert (me.set_up, me.is_reader) == (True, True)
    for ref in ("AAAABBBBCCCC", both.citizen().ref):
        assert both.refusal(staff.member, caller=admin, ref=ref) == "not_found"
    assert HERE in both.do(staff.regions, caller=admin)


# ------------------------------------------------------------------------------------------------- a way in


def test_a_link_works_once_within_a_day_and_another_admin_hears_of_it(both: Office, admin: Caller) -> None:
    other = both.staff(Role.ADMIN)
    way = both.do(staff.invite, caller=admin, role=Role.HELPDESK, region=HERE)
    assert (way.until - both.now).total_seconds() == 24 * 3600
    assert way.secret not in str([one.model_dump() for one in both.rows(Invitation)])
    joined, late = both.citizen(), both.citizen()
    both.do(people.join, caller=joined, secret=way.secret)
    told = [letter for letter in both.letters(LetterKind.ROLE_GRANTED) if letter.subject == joined.ref]
    assert {letter.person_id for letter in told} == {admin.id, other.id}
    assert told[0].facts == {"role": "helpdesk", "region": HERE}
    assert both.refusal(people.join, caller=late, secret=way.secret) == "invitation_closed"
    unused = both.do(staff.invite, caller=admin, role=Role.ADMIN, region=HERE)
    both.advance(hours=24)
    assert both.refusal(people.join, caller=late, secret=unused.secret) == "invitation_closed"
    assert [line.why for line in both.rows(AuditLine, what="role_offered")] == [
        f"helpdesk:{HERE}",
        f"admin:{HERE}",
    ]


def test_where_there_is_no_other_admin_the_helpdesk_hears_of_it(both: Office) -> None:
    helpdesk = both.helpdesk()
    admin = both.staff(Role.ADMIN)
    (told,) = both.letters(LetterKind.ROLE_GRANTED)
    assert (told.person_id, told.subject) == (helpdesk.id, admin.ref)
    assert second_eyes.told(helpdesk, admin.ref, told.facts).role is Role.ADMIN
    for reader, facts in ((both.citizen(), told.facts), (helpdesk, {})):
        with pytest.raises(NotFoundError):
            second_eyes.told(reader, admin.ref, facts)


@pytest.mark.parametrize(
    ("role", "region"), [(Role.CITIZEN, HERE), (Role.COORDINATOR, "atlantis")], ids=["no role", "no region"]
)
def test_only_roles_and_regions_that_exist_are_given(
    both: Office, admin: Caller, role: Role, region: str
) -> None:
    assert both.refusal(staff.invite, caller=admin, role=role, region=region) == "outdated"
    assert both.rows(Invitation, role=role.value, region=region) == []


def test_every_act_needs_digits_that_hold(both: Office, admin: Caller) -> None:
    colleague = both.coordinator()
    both.advance(minutes=10)
    acts = (
        lambda desk: staff.invite(desk, caller=admin, role=Role.ADMIN, region=HERE),
        lambda desk: staff.registrations(desk, caller=admin),
        lambda desk: staff.reset_second_step(desk, caller=admin, ref=admin.ref),
        lambda desk: leaving_service.may_end(desk, caller=admin, ref=colleague.ref),
        lambda desk: leaving_service.end_role(desk, caller=admin, ref=colleague.ref),
        lambda desk: bulk.send_ready(desk, caller=admin, region=HERE, which=Ready.PROFILE),
        lambda desk: bulk.send_typed(desk, caller=admin, revision=1),
    )
    codes = [both.refusal(act) for act in acts]
    assert codes == ["second_step_needed"] * 2 + ["not_found"] + ["second_step_needed"] * 4


# ------------------------------------------------------------------------------------------------ a way out


def test_a_coordinator_who_leaves_sees_nothing_and_the_family_gets_somebody_else(
    both: Office, admin: Caller
) -> None:
    other = both.staff(Role.ADMIN)
    case = both.preparing()
    left = ends(both, admin, case.coordinator)
    assert (left.before.role, left.chat_id) == (Role.COORDINATOR, case.coordinator.chat_id)
    gone = both.again(case.coordinator)
    assert (gone.role, gone.region) == (Role.CITIZEN, None)
    assert both.refusal(jobs.view, caller=case.coordinator, ref=case.job) == "not_found"
    assert both.refusal(jobs.view, caller=gone, ref=case.job) == "not_allowed"
    assert both.state(case) is State.MATCHING
    assert both.letters(LetterKind.HANDED_BACK, case.manager)
    assert both.letters(LetterKind.COORDINATOR_CHANGES, case.requester)
    assert both.letters(LetterKind.OWN_ROLE_ENDED, gone)
    (told,) = both.letters(LetterKind.ROLE_ENDED)
    assert (told.person_id, told.subject) == (other.id, gone.ref)
    assert both.rows(Profile, person_id=gone.id) == []
    assert both.row(AuditLine, what="role_ended").why == "coordinator"


def test_a_family_that_never_heard_of_the_coordinator_hears_nothing(both: Office, admin: Caller) -> None:
    case = both.accepted()
    ends(both, admin, case.coordinator)
    assert both.letters(LetterKind.COORDINATOR_CHANGES, case.requester) == []


def test_after_the_meeting_what_is_left_is_the_managers(both: Office, admin: Caller) -> None:
    case = both.held()
    set_up_again(both, admin)
    ends(both, admin, case.coordinator)
    assert both.row(Escalation, kind="access_closes").request_id == both.the_request(case).id
    assert both.the_job(case).ended_at == both.now
    done = both.followed_up()
    set_up_again(both, admin)
    ends(both, admin, done.coordinator)
    assert both.state(done) is State.CLOSED
    assert len(both.rows(Escalation, kind="access_closes")) == 1


def set_up_again(office: Office, who: Caller) -> None:
    """Digits that hold now, after days in which the clock was moved."""
    row = office.row(SecondStep, person_id=who.id)
    row.open_until = office.now.replace(year=office.now.year + 1)
    with office.writing() as session:
        session.add(row)


def test_open_offers_are_withdrawn_and_the_manager_is_told_when_nobody_is_left(
    both: Office, admin: Caller
) -> None:
    case = both.asked(1)
    ends(both, admin, case.coordinator)
    assert both.do(offering.view, reader=case.coordinator, ref=case.offer).state == "withdrawn"
    assert both.letters(LetterKind.NOBODY_LEFT, case.manager)


def test_what_a_manager_had_taken_stands_on_its_rung_again(both: Office, admin: Caller) -> None:
    case = both.opened()
    colleague = both.manager()
    both.do(escalations.raise_, kind="unreachable", request=both.the_request(case), occasion="x")
    ref = both.row(Escalation).ref
    both.do(escalations.take, caller=case.manager, ref=ref)
    set_up(both, case.manager)
    with both.writing() as session:
        session.add(Absence(person_id=case.manager.id, since=both.now, until=both.now.replace(year=2027)))
        session.add(
            Draft(
                person_id=case.manager.id,
                form="body",
                revision=1,
                key=both.vault.make_key(),
                answers=b"",
                touched_at=both.now,
            )
        )
    ends(both, admin, case.manager)
    assert both.row(Escalation).taken_by is None
    assert both.do(escalations.view, reader=colleague, ref=ref).yours
    assert both.refusal(managing.open_card, caller=both.again(case.manager), ref=case.ref) == "not_allowed"
    left = (both.rows(SecondStep, person_id=case.manager.id), both.rows(Absence), both.rows(Draft))
    assert left == ([], [], [])


def test_nobody_ends_their_own_role_or_that_of_a_stranger(both: Office, admin: Caller) -> None:
    for ref in (admin.ref, both.citizen().ref, "AAAABBBBCCCC"):
        assert both.refusal(leaving_service.may_end, caller=admin, ref=ref) == "not_found"
        assert both.refusal(leaving_service.end_role, caller=admin, ref=ref) == "not_found"
    assert both.do(staff.look, caller=admin)


def test_another_phone(both: Office, admin: Caller) -> None:
    colleague = both.manager()
    set_up(both, colleague)
    assert both.do(staff.member, caller=admin, ref=colleague.ref).set_up
    assert both.do(staff.reset_second_step, caller=admin, ref=colleague.ref).set_up is False
    assert both.do(second_step.look, caller=colleague).set_up is False


# ------------------------------------------------------------------------------- the registrations as a file


def test_the_registrations_leave_without_persons_and_it_is_written_down(both: Office, admin: Caller) -> None:
    case = both.closed()
    set_up_again(both, admin)
    (row,) = both.do(staff.registrations, caller=admin)
    assert row["request"] == case.ref
    assert both.row(AuditLine, what="exported").why == "1"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_cell_is_run_by_a_spreadsheet(cell: str) -> None:
    (row,) = list(csv.reader(io.StringIO(to_csv(("a",), [[cell]]))))[1:]
    assert row[0].startswith("'")


def test_a_case_with_a_plan_ends_without_a_trace_for_who_left(office: Office) -> None:
    admin = office.staff(Role.ADMIN)
    case: Case = office.held()
    set_up(office, admin)
    plan_cases.write(office, case)
    ends(office, admin, case.coordinator)
    assert office.refusal(plans.look, caller=case.coordinator, ref=case.job) == "not_found"
    assert office.row(Person, ref=case.coordinator.ref).role == "citizen"
