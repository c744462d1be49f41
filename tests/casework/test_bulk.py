"""One message to all coordinators of a region: looked at, then sent, and typed words sealed on their way (trust.md 20)."""

import pytest

from casework import bulk
from casework.bulk import Ready
from casework.letters import LetterKind
from domain.people import Role
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.outbox import Letter
from tests.office import FAR, HERE, Office
from tests.second_steps import set_up


@pytest.fixture
def admin(both: Office) -> Caller:
    """An admin whose digits hold."""
    found = both.staff(Role.ADMIN)
    set_up(both, found)
    return found


def test_a_fixed_text_goes_to_every_coordinator_of_the_region_and_nobody_else(
    both: Office, admin: Caller
) -> None:
    here = [both.coordinator(), both.coordinator()]
    elsewhere = both.coordinator(region=FAR)
    both.manager()
    assert both.do(bulk.look, caller=admin, region=HERE).count == 2
    shown = both.do(bulk.ready, caller=admin, region=HERE, which=Ready.FAMILIES)
    assert (shown.count, shown.ready, both.letters(LetterKind.TO_COORDINATORS)) == (2, Ready.FAMILIES, [])
    assert both.do(bulk.send_ready, caller=admin, region=HERE, which=Ready.FAMILIES) == 2
    letters = both.letters(LetterKind.TO_COORDINATORS)
    assert {letter.person_id for letter in letters} == {one.id for one in here}
    assert not any(letter.urgent for letter in letters)
    assert both.letters(LetterKind.TO_COORDINATORS, elsewhere) == []
    told = bulk_told(both, here[0], letters[0])
    assert told == (Ready.FAMILIES, "")
    assert both.row(AuditLine, what="told_coordinators").why == f"2:{HERE}:families"


def bulk_told(office: Office, reader: Caller, letter: Letter) -> tuple[Ready | None, str]:
    return office.do(lambda desk: bulk.told(desk, reader=reader, facts=letter.facts))


def test_typed_words_are_looked_at_then_sent_sealed(both: Office, admin: Caller) -> None:
    reader = both.coordinator()
    page = both.do(bulk.begin, caller=admin, region=HERE)
    assert both.refusal(bulk.typed, caller=admin, revision=page.revision) == "outdated"
    page = both.go_on(admin, page, text="There is a training on Monday.")
    shown = both.do(bulk.typed, caller=admin, revision=page.revision)
    assert (shown.text, shown.count, shown.region) == ("There is a training on Monday.", 1, HERE)
    assert both.refusal(bulk.typed, caller=admin, revision=page.revision + 1) == "outdated"
    assert both.do(bulk.send_typed, caller=admin, revision=page.revision) == 1
    assert both.refusal(bulk.send_typed, caller=admin, revision=page.revision) == "outdated"
    (letter,) = both.letters(LetterKind.TO_COORDINATORS)
    assert "training" not in str(letter.model_dump())
    assert bulk_told(both, reader, letter) == (None, "There is a training on Monday.")
    for other, facts in ((both.manager(), letter.facts), (reader, {})):
        assert both.refusal(bulk.told, reader=other, facts=facts) == "not_found"


def test_no_message_goes_to_a_region_that_does_not_exist(both: Office, admin: Caller) -> None:
    assert both.refusal(bulk.begin, caller=admin, region="atlantis") == "outdated"
    assert both.refusal(bulk.look, caller=admin, region="atlantis") == "outdated"
    assert both.do(bulk.look, caller=admin, region=FAR).count == 0
