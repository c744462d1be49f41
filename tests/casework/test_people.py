from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from casework import forms, people, returning
from domain.errors import ConsentMissingError, InvitationError
from domain.people import Role
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.invitations import Invitation
from storage.people import Person, Profile
from tests.office import HERE, NEXT_DOOR, Office


def test_someone_new_is_a_citizen_and_stays_the_same_person(both: Office) -> None:
    first = both.do(people.greet, chat_id=4_000_000_001, hint="ar-SY")
    second = both.do(people.greet, chat_id=4_000_000_001, hint="nl")
    assert (first.role, first.hint, first.consent, first.reachable) == (Role.CITIZEN, "ar-SY", None, True)
    assert second == first


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        pytest.param(None, None, id="a phone that says nothing"),
        pytest.param("", None, id="an empty language"),
        pytest.param("x" * 80, "x" * 20, id="far too long"),
    ],
)
def test_a_strange_phone_language_is_no_trouble(office: Office, said: str | None, kept: str | None) -> None:
    assert office.do(people.greet, chat_id=5, hint=said).hint == kept


def test_the_chosen_language_is_kept(office: Office) -> None:
    someone = office.newcomer()
    office.do(people.choose_language, caller=someone, tag="ti")
    assert office.again(someone).locale == "ti"


def test_no_question_is_asked_before_consent(office: Office) -> None:  # trust.md 14
    someone = office.newcomer()
    with pytest.raises(ConsentMissingError):
        office.do(forms.begin, caller=someone, form="request")
    office.do(people.agree, caller=someone)
    assert office.do(forms.begin, caller=office.again(someone), form="request").field == "language"


def test_consent_to_an_older_text_is_asked_again(office: Office) -> None:
    someone = office.citizen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "CONSENT_VERSION", people.CONSENT_VERSION + 1)
        assert office.refusal(forms.begin, caller=someone, form="request") == "consent_missing"


def test_consent_keeps_its_version_and_its_moment(office: Office) -> None:
    someone = office.newcomer()
    office.do(people.agree, caller=someone)
    kept = office.row(Person, id=someone.id)
    assert (kept.consent, kept.consent_at) == (people.CONSENT_VERSION, office.now)
    assert office.row(AuditLine, what="consent_given").why == str(people.CONSENT_VERSION)


def test_someone_who_blocked_the_bot_can_come_back(office: Office) -> None:
    someone = office.newcomer()
    office.do(returning.set_reachable, caller=someone, reachable=False)
    assert not office.again(someone).reachable
    office.do(returning.set_reachable, caller=someone, reachable=True)
    assert office.again(someone).reachable


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CITIZEN])
def test_an_invitation_gives_its_role_in_its_region(office: Office, role: Role) -> None:
    joined = office.staff(role, NEXT_DOOR)
    assert (joined.role, joined.region) == (role, NEXT_DOOR)
    assert office.row(AuditLine, what="role_granted").why == role.value


def test_only_the_hash_of_an_invitation_is_kept(office: Office) -> None:  # trust.md 21
    secret = office.do(people.invite, role=Role.COORDINATOR, region=HERE)
    kept = office.row(Invitation)
    assert secret not in kept.token_hash
    assert len(kept.token_hash) == 64


def test_a_new_coordinator_gets_no_offers_before_the_profile_is_filled_in(office: Office) -> None:
    joined = office.staff(Role.COORDINATOR)
    profile = office.row(Profile, person_id=joined.id)
    assert (profile.available, profile.regions, profile.languages) == (False, [HERE], {})


def test_a_link_opened_twice_by_the_same_person_changes_nothing(office: Office) -> None:
    someone = office.newcomer()
    secret = office.do(people.invite, role=Role.COORDINATOR, region=HERE)
    office.do(people.join, caller=someone, secret=secret)
    assert office.do(people.join, caller=office.again(someone), secret=secret) is Role.COORDINATOR
    assert len(office.rows(AuditLine, what="role_granted")) == 1


def test_a_coordinator_who_is_invited_again_keeps_the_profile(office: Office) -> None:
    coordinator = office.coordinator()
    secret = office.do(people.invite, role=Role.COORDINATOR, region=NEXT_DOOR)
    office.do(people.join, caller=coordinator, secret=secret)
    assert office.row(Profile, person_id=coordinator.id).languages == {"ar": 3}


def test_an_old_link_does_not_bring_back_a_role_that_was_changed(office: Office) -> None:
    someone = office.newcomer()
    first = office.do(people.invite, role=Role.COORDINATOR, region=HERE)
    office.do(people.join, caller=someone, secret=first)
    second = office.do(people.invite, role=Role.TRAINER, region=HERE)
    office.do(people.join, caller=office.again(someone), secret=second)
    assert office.refusal(people.join, caller=office.again(someone), secret=first) == "invitation_closed"


def _used(office: Office) -> str:
    secret = office.do(people.invite, role=Role.REGIONAL_MANAGER, region=HERE)
    office.do(people.join, caller=office.newcomer(), secret=secret)
    return secret


def _expired(office: Office) -> str:
    secret = office.do(people.invite, role=Role.REGIONAL_MANAGER, region=HERE)
    office.advance(hours=24)
    return secret


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(lambda _office: "never-made", id="unknown"),
        pytest.param(_used, id="used by someone else"),
        pytest.param(_expired, id="a day old"),
    ],
)
def test_a_link_that_is_no_good_is_refused_without_saying_why(
    office: Office, link: Callable[[Office], str]
) -> None:
    secret = link(office)
    someone = office.newcomer()
    assert office.refusal(people.join, caller=someone, secret=secret) == "invitation_closed"
    assert office.again(someone).role is Role.CITIZEN


def test_of_two_people_who_open_a_link_at_once_one_joins(engine: Engine) -> None:  # trust.md 21
    office = Office(engine)
    for _ in range(5):
        secret = office.do(people.invite, role=Role.REGIONAL_MANAGER, region=HERE)
        both = [office.newcomer(), office.newcomer()]
        with ThreadPoolExecutor(2) as threads:
            joined = [task.result() for task in [threads.submit(_try, office, one, secret) for one in both]]
        assert sorted(joined) == [False, True]
        assert [office.again(one).role is Role.REGIONAL_MANAGER for one in both] == joined


def _try(office: Office, who: Caller, secret: str) -> bool:
    try:
        office.do(people.join, caller=who, secret=secret)
    except InvitationError:
        return False
    return True
