"""Writing a plan down: by its coordinator alone, after the private part, as it was said, and at most forty lines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework import forms, plans
from domain.errors import (
    NotAnOptionError,
    NotFoundError,
    OutdatedError,
    PlanFullError,
    TooManyBesideError,
    WrongMoveError,
)
from domain.forms.fields import SKIP
from domain.plans import MOST, MOST_BESIDE, Gap, LineKind
from storage.plans import PlanLine
from tests.casework.plan_cases import BESIDE, WORDS, look, put_beside, send, write
from tests.office import Case, Office

FOUR_SCRIPTS = (
    "علي يتصل بالمدرسة <b>غدا</b>",
    "ማንጎ ን ምግቢ ይገዝእ &amp;",
    "Ciocia z niebieskim autem gotuje \u202ezupę\u202c",
    "می\u200cرود به مدرسه </p><script>1</script>",
)


def _during_the_meeting(office: Office, **marks: timedelta) -> Case:
    """An hour after the meeting began; `marks` say how long ago the private part began and ended."""
    case = office.scheduled()
    office.now = (office.the_job(case).meeting_at or office.now) + timedelta(hours=1)
    job = office.the_job(case)
    with office.writing() as session:
        for name, ago in marks.items():
            setattr(job, name, office.now - ago)
        session.add(job)
    return case


def test_a_plan_is_written_down_line_by_line(both: Office) -> None:
    case = both.held()
    write(both, case)
    write(both, case, "cooks on Fridays", by=SKIP, checks=SKIP)
    plan = look(both, case)
    assert [(line.number, line.what, line.who, line.checks) for line in plan.lines] == [
        (1, *WORDS),
        (2, "cooks on Fridays", WORDS[1], None),
    ]
    assert plan.lines[0].by is not None
    assert plan.gaps == {Gap.WHEN: (2,), Gap.WHO_NOTICES: (2,), Gap.CONTACT: ()}
    assert (plan.asked, plan.agreed, plan.handed) == (False, False, False)


@pytest.mark.parametrize("what", FOUR_SCRIPTS)
def test_a_line_is_kept_as_it_was_said_in_every_script(office: Office, what: str) -> None:
    """Marks that turn a line are no word; a joiner inside a word stays, and markup is only signs."""
    case = office.held()
    write(office, case, what)
    [line] = look(office, case).lines
    assert line.what == what.replace("\u202e", "").replace("\u202c", "")


@pytest.mark.parametrize("what", ["", "   ", "\u202e\u2067", "\u200b\n\t"])
def test_an_empty_line_is_asked_again(office: Office, what: str) -> None:
    case = office.held()
    office.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    with pytest.raises(NotAnOptionError):
        office.say(case.coordinator, what)
    assert office.rows(PlanLine) == []


def test_of_a_plan_of_two_hundred_lines_the_forty_first_is_refused(office: Office) -> None:
    case = office.held()
    for number in range(MOST):
        write(office, case, f"line {number}")
    assert look(office, case).is_full
    for _ in range(200 - MOST):
        with pytest.raises(PlanFullError):
            office.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    assert len(office.rows(PlanLine)) == MOST


def test_a_form_that_was_open_when_the_plan_became_full_is_refused_too(office: Office) -> None:
    case = office.held()
    for number in range(MOST - 1):
        write(office, case, f"line {number}")
    page = office.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    page = office.go_on(case.coordinator, page, what="x", who="y", by=SKIP, checks=SKIP)
    first = office.rows(PlanLine)[0]
    with office.writing() as session:
        session.add(PlanLine(**first.model_dump(exclude={"id", "ref"}), ref="ANOTHERLINE2"))
    with pytest.raises(PlanFullError):
        send(office, case, page)


def test_two_taps_at_once_write_one_line(both: Office) -> None:
    case = both.held()
    page = both.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    page = both.go_on(case.coordinator, page, what="x", who="y", by=SKIP, checks=SKIP)
    send(both, case, page)
    with pytest.raises(OutdatedError):
        send(both, case, page)
    assert len(both.rows(PlanLine)) == 1


def test_a_line_of_another_job_is_not_found(office: Office) -> None:
    case, other = office.held(), office.held()
    line = write(office, case)
    who = other.coordinator
    for action in (plans.one, plans.begin_change, plans.begin_beside, plans.remove):
        with pytest.raises(NotFoundError):
            office.do(action, caller=who, ref=line)
    with pytest.raises(NotFoundError):
        office.do(plans.set_kind, caller=who, ref=line, kind=LineKind.HELP)
    with pytest.raises(NotFoundError):
        office.do(plans.remove_beside, caller=who, ref=line, language="ar")
    with pytest.raises(NotFoundError):
        office.do(plans.look, caller=who, ref=case.job)
    with pytest.raises(NotFoundError):
        office.do(plans.begin_line, caller=who, ref=case.job)
    assert look(office, case).lines[0].what == WORDS[0]


@pytest.mark.parametrize("role", ["requester", "manager"])
def test_nobody_but_the_coordinator_writes(office: Office, role: str) -> None:
    case = office.held()
    line = write(office, case)
    who = getattr(case, role)
    assert office.refusal(plans.look, caller=who, ref=case.job) == "not_allowed"
    assert office.refusal(plans.one, caller=who, ref=line) == "not_allowed"


@pytest.mark.parametrize(
    ("marks", "allowed"),
    [
        pytest.param({}, True, id="the hour of the meeting has come"),
        pytest.param({"private_from": timedelta(minutes=30)}, False, id="they are among themselves"),
        pytest.param({"private_from": timedelta(hours=12)}, True, id="nobody logged the end"),
        pytest.param(
            {"private_from": timedelta(minutes=30), "private_until": timedelta(minutes=1)},
            True,
            id="the plan is there",
        ),
    ],
)
def test_lines_are_written_after_the_private_part(
    office: Office, marks: dict[str, timedelta], allowed: bool
) -> None:
    case = _during_the_meeting(office, **marks)
    refused = office.refusal(plans.begin_line, caller=case.coordinator, ref=case.job)
    assert refused == ("" if allowed else "wrong_move")
    assert look(office, case).may_write is allowed


def test_before_the_meeting_and_without_a_plan_nothing_is_written(office: Office) -> None:
    case = office.scheduled()
    assert office.refusal(plans.begin_line, caller=case.coordinator, ref=case.job) == "wrong_move"
    office.advance(days=8)
    office.finish(case, "held", outcome="no_plan")
    with pytest.raises(WrongMoveError):
        office.do(plans.begin_line, caller=case.coordinator, ref=case.job)


def test_words_are_changed_from_what_stands_there(office: Office) -> None:
    case = office.held()
    line = write(office, case, by=SKIP)
    put_beside(office, case, line)
    page = office.do(plans.begin_change, caller=case.coordinator, ref=line)
    assert (page.field, page.answers["what"], page.answers["by"]) == (None, WORDS[0], SKIP)
    page = office.do(forms.edit, caller=case.coordinator, form=page.form, revision=page.revision, field="who")
    [after] = send(office, case, office.say(case.coordinator, "big cousin")).lines
    assert (after.ref, after.what, after.who, after.beside) == (line, WORDS[0], "big cousin", {"ar": BESIDE})
    page = office.do(plans.begin_change, caller=case.coordinator, ref=line)
    page = office.do(
        forms.edit, caller=case.coordinator, form=page.form, revision=page.revision, field="what"
    )
    [after] = send(office, case, office.say(case.coordinator, "takes the bus")).lines
    assert (after.what, after.beside) == ("takes the bus", {})


def test_the_agreements_come_first_and_are_numbered_from_one(office: Office) -> None:
    case = office.held()
    first = write(office, case, "a word to call")
    second = write(office, case, "help with the letters")
    third = write(office, case, "walks along")
    office.do(plans.set_kind, caller=case.coordinator, ref=first, kind=LineKind.CONTACT)
    before = look(office, case).revision
    one = office.do(plans.set_kind, caller=case.coordinator, ref=second, kind=LineKind.HELP)
    again = office.do(plans.set_kind, caller=case.coordinator, ref=second, kind=LineKind.HELP)
    plan = look(office, case)
    assert one == again
    assert plan.revision == before + 1
    assert [(line.ref, line.number) for line in plan.lines] == [(third, 1), (second, 2), (first, 3)]
    assert Gap.CONTACT not in plan.gaps


def test_a_line_stands_beside_in_at_most_eight_languages(office: Office) -> None:
    case = office.held()
    line = write(office, case)
    for tag in ("ar", "ti", "pl", "tr", "fa", "so", "uk", "es")[:MOST_BESIDE]:
        put_beside(office, case, line, tag, f"in {tag}")
    with pytest.raises(TooManyBesideError):
        put_beside(office, case, line, "fr", "en plus")
    assert put_beside(office, case, line, "ar", "instead").lines[0].beside["ar"] == "instead"
    shown = office.do(plans.remove_beside, caller=case.coordinator, ref=line, language="ar")
    again = office.do(plans.remove_beside, caller=case.coordinator, ref=line, language="ar")
    assert shown == again
    assert "ar" not in shown.line.beside


def test_a_removed_line_is_gone_also_for_a_form_about_it(office: Office) -> None:
    case = office.held()
    line = write(office, case)
    page = office.do(plans.begin_change, caller=case.coordinator, ref=line)
    assert office.do(plans.remove, caller=case.coordinator, ref=line).lines == ()
    with pytest.raises(NotFoundError):
        office.do(plans.remove, caller=case.coordinator, ref=line)
    with pytest.raises(NotFoundError):
        send(office, case, page)


def test_the_family_takes_a_pause(office: Office) -> None:
    case = office.held()
    line = write(office, case)
    request = office.the_request(case)
    request.paused_at = office.now
    with office.writing() as session:
        session.add(request)
    who = case.coordinator
    assert office.refusal(plans.begin_line, caller=who, ref=case.job) == "paused"
    assert office.refusal(plans.remove, caller=who, ref=line) == "paused"
    assert replace(look(office, case), lines=()).may_write
