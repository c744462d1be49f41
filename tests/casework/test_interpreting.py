"""Who interprets: from the circle as it stands, for its coordinator alone."""

import pytest
from sqlalchemy import Engine

from casework import circle_words, interpreting, jobs
from casework.interpreting import Helping, Interpreting
from domain.circle import Need, Part, Reply, Standing
from domain.errors import NotAllowedError, NotFoundError
from storage.circle import Guest
from storage.people import Profile
from tests.office import Case, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


def _joins(
    office: Office,
    case: Case,
    language: str,
    part: Part = Part.CIRCLE,
    *,
    standing: Standing = Standing.AGREED,
    reply: Reply | None = None,
    needs: tuple[Need, ...] = (),
) -> str:
    """Somebody is in the circle; the word for them says what they are and which language they speak."""
    number = len(office.rows(Guest)) + 1
    request = office.the_request(case)
    with office.writing() as session:
        row = circle_words.add_guest(
            office.desk(session),
            request,
            word=f"{part} {language} {number}",
            part=part,
            language=language,
            standing=standing,
        )
        row.answer, row.needs = reply, list(needs)
        session.add(row)
    return f"{part} {language} {number}"


def _speaks(office: Office, case: Case, languages: dict[str, int]) -> None:
    """How well the coordinator speaks what."""
    profile = office.row(Profile, person_id=case.coordinator.id)
    with office.writing() as session:
        row = session.merge(profile)
        row.languages = languages
        session.add(row)


def _look(office: Office, case: Case) -> Interpreting:
    return office.do(interpreting.look, caller=case.coordinator, ref=case.job)


def test_a_circle_in_the_language_of_its_coordinator_needs_nobody(office: Office) -> None:
    case = office.preparing(language="ar")
    _joins(office, case, "ar")
    found = _look(office, case)
    assert (found.heard, found.yours) == ((("ar", 2),), ("ar",))
    assert (found.needed, found.wanted, found.without, found.you_follow) == ((), (), (), True)


def test_the_smallest_set_is_named_by_the_words_of_the_family(both: Office) -> None:
    case = both.preparing(language="ar")
    for language in ("ti", "ti", "nl", "pl"):
        _joins(both, case, language)
    arabic, tigrinya = (_joins(both, case, language, Part.INTERPRETER) for language in ("ar", "ti"))
    spare = _joins(both, case, "tr", Part.INTERPRETER)
    found = _look(both, case)
    assert found.heard == (("ti", 2), ("ar", 1), ("nl", 1), ("pl", 1))
    assert found.needed == (Helping(arabic, ("ar", "nl")), Helping(tigrinya, ("nl", "ti")))
    assert found.spare == (spare,)
    assert (found.without, found.wanted) == ((("pl", 1),), (("nl", "pl"),))


def test_who_is_not_agreed_on_or_said_no_does_not_count(office: Office) -> None:
    case = office.preparing(language="ar")
    for standing in (Standing.PROPOSED, Standing.REFUSED, Standing.AWAY):
        _joins(office, case, "ti", standing=standing)
    _joins(office, case, "pl", reply=Reply.NO)
    _joins(office, case, "ar", Part.INTERPRETER, reply=Reply.NO)
    assert _look(office, case).heard == (("ar", 1),)
    _joins(office, case, "nl", reply=Reply.MAYBE)
    assert _look(office, case).wanted == (("ar", "nl"),)


def test_a_professional_is_not_there_in_the_private_part(office: Office) -> None:
    case = office.preparing(language="ar")
    _speaks(office, case, {"ar": 3, "nl": 2})
    _joins(office, case, "nl", Part.PROFESSIONAL)
    assert _look(office, case).wanted == ()
    _joins(office, case, "nl")
    assert _look(office, case).wanted == (("ar", "nl"),)


def test_getting_by_in_a_language_is_not_leading_a_conversation_in_it(office: Office) -> None:
    case = office.preparing(language="ar")
    _speaks(office, case, {"ar": 3, "nl": 1})
    _joins(office, case, "nl", Part.PROFESSIONAL)
    found = _look(office, case)
    assert (found.yours, found.wanted) == (("ar",), (("ar", "nl"),))


def test_a_close_language_is_a_question_and_counts_for_nothing(office: Office) -> None:
    case = office.preparing(language="ar")
    for language in ("ru", "uk"):
        _joins(office, case, language)
    for language in ("ar", "ru"):
        _joins(office, case, language, Part.INTERPRETER)
    found = _look(office, case)
    [(tag, near)] = found.near
    assert (tag, near.tag, near.sensitive) == ("uk", "ru", True)
    assert (found.without, found.wanted) == ((("uk", 1),), (("nl", "uk"),))


def test_a_coordinator_who_cannot_follow_is_told_so(office: Office) -> None:
    case = office.preparing(language="ar")
    _speaks(office, case, {"nl": 3})
    found = _look(office, case)
    assert (found.you_follow, found.wanted) == (False, (("ar", "nl"),))
    _joins(office, case, "ar", Part.INTERPRETER)
    found = _look(office, case)
    assert (found.you_follow, found.wanted, len(found.needed)) == (True, (), 1)


def test_who_asked_for_an_interpreter_is_counted(office: Office) -> None:
    case = office.preparing(language="ar")
    _joins(office, case, "ti", needs=(Need.INTERPRETER, Need.TRAVEL))
    _joins(office, case, "ti")
    assert _look(office, case).asked_for == 1


def test_only_the_coordinator_of_the_job_reads_it_and_only_while_it_runs(office: Office) -> None:
    case = office.preparing()
    with pytest.raises(NotFoundError):
        office.do(interpreting.look, caller=office.coordinator(), ref=case.job)
    for who in (case.requester, case.manager):
        with pytest.raises(NotAllowedError):
            office.do(interpreting.look, caller=who, ref=case.job)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    with pytest.raises(NotFoundError):
        _look(office, case)
