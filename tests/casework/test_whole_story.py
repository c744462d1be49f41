"""From the first word to the closed registration; then every letter, line and byte is looked at."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework import clock, consents, guests, jobs, managing, messages, offering, requests
from casework.letters import ANEW, LetterKind
from domain.consents import Layer
from domain.offers import DeclineReason
from domain.preparation import STEPS
from domain.requests import State
from storage.audit import AuditLine
from storage.jobs import Registration
from storage.outbox import DROPPED, Letter
from storage.people import Person
from tests.arranging import agrees
from tests.casework.test_drafts import raw_bytes
from tests.casework.whole_circle import CIRCLE_SECRETS, gathers, makes_its_plan
from tests.databases import opened
from tests.office import PERSONAL, Case, Office

MESSAGE = "Ik wacht om vier uur bij de kerk op u"
WISH = "Zazaki-cultuur"
SECRETS = (*PERSONAL, MESSAGE, WISH, *CIRCLE_SECRETS)


def _matched(office: Office) -> Case:
    """Of three who were asked one says no, and one accepts."""
    case = office.asked(3, wishes="yes", wish_culture=WISH, wish_culture_weight="prefer")
    office.advance(hours=1)
    office.do(
        offering.decline, caller=case.coordinators[2], ref=case.offers[2], reason=DeclineReason.DISTANCE
    )
    office.read_through(case.coordinator, case.offer)
    case.job = office.do(offering.accept, caller=case.coordinator, ref=case.offer).ref
    office.advance(hours=1)
    return case


def _story(office: Office) -> Case:
    """One conference with everything in it: a no, a pause, a human, a stall, a circle, its plan, a late follow-up."""
    case = _matched(office)
    office.do(jobs.first_contact, caller=case.coordinator, ref=case.job)
    for change in (consents.withdraw, consents.give_again):
        office.do(change, caller=case.requester, ref=case.ref, layer=Layer.FOLLOW_UP)
    for writer in (case.coordinator, case.requester):
        office.do(messages.begin, caller=writer, receipt=case.ref)
        page = office.say(writer, MESSAGE)
        office.do(messages.send, caller=writer, revision=page.revision)
    office.do(requests.ask_for_human, caller=case.requester)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    office.advance(days=30)
    office.do(requests.go_on, caller=case.requester, ref=case.ref)
    office.advance(days=8)
    office.do(clock.sweep)
    office.log(case, *STEPS)
    guest = gathers(office, case)
    office.finish(case, "meeting")
    agrees(office, case)
    office.advance(days=6)
    office.do(clock.tidy)
    office.advance(days=2)
    office.finish(case, "held")
    office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    makes_its_plan(office, case, *guest)
    for _ in range(3):
        office.advance(days=14)
        office.do(clock.sweep)
        office.do(clock.tidy)
    office.finish(case, "follow_up")
    office.finish(case, "registration")
    office.do(managing.open_card, caller=case.manager, ref=case.ref)
    return case


@pytest.fixture(scope="module")
def told(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Case]]:
    """The story, told once; what follows only looks at it."""
    file = tmp_path_factory.mktemp("story") / "story.sqlite"
    shutil.copyfile(migrated_file, file)
    with opened(f"sqlite:///{file}") as engine:
        office = Office(engine)
        yield office, _story(office)


@pytest.mark.postgres
def test_the_whole_way_is_walked_on_postgresql(postgres: Engine) -> None:
    office = Office(postgres)
    assert office.state(_story(office)) is State.CLOSED


def test_the_whole_way_is_walked(told: tuple[Office, Case]) -> None:
    office, case = told
    assert office.state(case) is State.CLOSED
    standing = office.do(requests.look, caller=case.requester, ref=case.ref)
    assert (standing.asked, standing.declined, standing.meeting_at) == (3, 1, None)
    assert office.row(Registration).facts["declines"] == {"distance": 1}
    heard = {letter.kind for letter in office.rows(Letter)}
    assert heard == set(LetterKind) - {
        LetterKind.NOBODY_LEFT,
        LetterKind.HANDED_BACK,
        LetterKind.COORDINATOR_CHANGES,
        LetterKind.REQUEST_ENDED,
        LetterKind.JOB_ENDED,
        LetterKind.UNDONE,
        LetterKind.SOMEONE_ELSE,
        LetterKind.NEAR_QUESTION,
        LetterKind.NEAR_ANSWERED,
        LetterKind.ASKED_AGAIN,
        LetterKind.PROFILE_NUDGE,
        LetterKind.STANDING_IN,
        LetterKind.GATHERED,
        LetterKind.HOW_IT_GOES,
        LetterKind.INCIDENT,
        LetterKind.PACE,
        LetterKind.GUEST_UNREACHED,
        LetterKind.CIRCLE_OVER,
        LetterKind.CONDITIONS_KNOWN,
        LetterKind.PLAN_TO_ACCEPT,
        LetterKind.ACCEPTANCE_ANSWERED,
        LetterKind.ACCEPTANCE_SILENT,
        LetterKind.ROLE_GRANTED,
        LetterKind.ROLE_ENDED,
        LetterKind.OWN_ROLE_ENDED,
        LetterKind.SECOND_STEP_RESET,
        LetterKind.TO_COORDINATORS,
    }


def _open_text(letter: Letter) -> str:
    return json.dumps([letter.key, letter.kind, letter.subject, letter.facts, letter.card])


def test_no_letter_and_no_line_of_the_audit_holds_anything_personal(  # trust.md 10 and 11
    told: tuple[Office, Case],
) -> None:
    office, _ = told
    letters = [_open_text(letter) for letter in office.rows(Letter)]
    lines = [f"{line.what} {line.subject} {line.why}" for line in office.rows(AuditLine)]
    assert len(letters) > 15
    assert len(lines) > 30
    assert [secret for secret in SECRETS for text in letters + lines if secret in text] == []


def test_a_letter_holds_codes_and_references_only(told: tuple[Office, Case]) -> None:
    office, _ = told
    allowed: dict[str, set[str]] = {
        LetterKind.NUDGE: {"due"},
        LetterKind.CONSENT_CHANGED: {consents.LAYER},
        LetterKind.MAIN_PERSON_SAID: {"about", "yes"},
        LetterKind.MEETING_SET: {"first"},
        LetterKind.MESSAGE: {"key", "sealed", "from"},
        LetterKind.ESCALATION: {"anew"},
        LetterKind.DIGEST: {"week"},
        LetterKind.INVITATION: {ANEW, guests.REMINDER},
        LetterKind.EVENING_BEFORE: {"guest", "at"},
        LetterKind.PLAN_ANSWERED: {"yes", "revision"},
    }
    kept = [one for one in office.rows(Letter) if one.state != DROPPED]  # a dropped letter holds nothing
    facts: list[tuple[str, dict[str, Any]]] = [(one.kind, one.facts) for one in kept]
    assert [kind for kind, known in facts if not set(known) <= allowed.get(kind, set())] == []


def test_every_letter_is_written_once_per_occasion(told: tuple[Office, Case]) -> None:
    office, case = told
    keys = [letter.key for letter in office.rows(Letter)]
    assert len(keys) == len(set(keys))
    for kind in (LetterKind.COORDINATOR_FOUND, LetterKind.PLAN_SENT, LetterKind.REQUEST_CLOSED):
        assert len(office.letters(kind, case.requester)) == 1


def test_the_audit_tells_who_opened_the_family_and_why(told: tuple[Office, Case]) -> None:  # trust.md 26
    office, case = told
    openings = {(line.who, line.why) for line in office.rows(AuditLine, what="open_details")}
    assert openings == {(case.manager.id, "intake"), (case.coordinator.id, "job")}
    people = {person.id for person in office.rows(Person)}
    assert {line.who for line in office.rows(AuditLine)} - {None} <= people


def test_whoever_takes_the_database_learns_nothing_personal(  # trust.md 1 and 2
    told: tuple[Office, Case],
) -> None:
    office, case = told
    running = office.scheduled()
    raw = raw_bytes(office.engine)
    assert case.ref.encode() in raw
    assert running.ref.encode() in raw
    found = [secret for secret in SECRETS for form in ("utf-8", "utf-16-le") if secret.encode(form) in raw]
    assert found == []
    assert [secret for secret in SECRETS if json.dumps(secret)[1:-1].encode() in raw] == []
