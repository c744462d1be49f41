"""A meeting with people around it, and a plan that is written down, for tests."""

from datetime import timedelta

from casework import circle_rows, forms, handing_out, own_reminders, plan_readers, plans, progress
from casework.desk import Desk
from casework.plan_readers import Reading
from casework.written_plans import WrittenPlan
from domain.circle import Part, Standing
from storage.arrivals import Caller
from storage.circle import Guest
from storage.references import reference
from tests.office import Case, Office

WORDS = ("walks to school on Mondays", "aunt with the blue car", "neighbour with the dog")
"""What was said, who does it, and who notices; each is recognised in a scan of the database."""

BESIDE = "يمشي إلى المدرسة"


def _add_guest(
    desk: Desk, case: Case, *, language: str, person: Caller | None, on_paper: bool, part: Part
) -> str:
    request = progress.request_by_ref(desk, case.ref)
    guest = Guest(
        ref=reference(),
        request_id=request.id or 0,
        part=part.value,
        language=language,
        word=circle_rows.seal(desk, request, "word", "uncle from the market"),
        state=Standing.AGREED.value,
        on_paper=on_paper,
        added_at=desk.now,
        person_id=None if person is None else person.id,
        opened_at=None if person is None else desk.now,
    )
    desk.session.add(guest)
    return guest.ref


def guest(
    office: Office,
    case: Case,
    *,
    language: str = "nl",
    person: Caller | None = None,
    on_paper: bool = False,
    part: Part = Part.CIRCLE,
) -> str:
    """Somebody in the circle who opened their invitation, if there is a `person`."""
    return office.do(_add_guest, case, language=language, person=person, on_paper=on_paper, part=part)


def write(
    office: Office,
    case: Case,
    what: str = WORDS[0],
    *,
    who: str = WORDS[1],
    by: str = "14",
    checks: str = WORDS[2],
) -> str:
    """The coordinator writes a line down; its reference."""
    page = office.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    written = send(
        office, case, office.go_on(case.coordinator, page, what=what, who=who, by=by, checks=checks)
    )
    return max(written.lines, key=lambda line: line.number).ref


def put_beside(
    office: Office, case: Case, line: str, language: str = "ar", what: str = BESIDE
) -> WrittenPlan:
    """The coordinator puts a line in another language beside it."""
    page = office.do(plans.begin_beside, caller=case.coordinator, ref=line)
    return send(office, case, office.go_on(case.coordinator, page, language=language, what=what))


def send(office: Office, case: Case, page: forms.Page) -> WrittenPlan:
    """Send the finished form."""
    return office.do(plans.finish, caller=case.coordinator, form=page.form, revision=page.revision)


def agree(office: Office, case: Case) -> Reading:
    """The main person is asked in the chat, and says yes."""
    asked = office.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    return office.do(
        handing_out.answer, caller=case.requester, ref=case.ref, revision=asked.revision, yes=True
    )


def hand_out(office: Office, case: Case) -> WrittenPlan:
    """The coordinator hands the plan out."""
    return office.do(handing_out.hand_out, caller=case.coordinator, ref=case.job)


def handed_out(office: Office, case: Case) -> WrittenPlan:
    """The main person agrees, and the plan is handed out."""
    agree(office, case)
    return hand_out(office, case)


def look(office: Office, case: Case) -> WrittenPlan:
    """The plan as its coordinator sees it now."""
    return office.do(plans.look, caller=case.coordinator, ref=case.job)


def fetch(office: Office, caller: Caller, ref: str) -> Reading:
    """Somebody fetches their copy."""
    return office.do(plan_readers.fetch, caller=caller, ref=ref)


def remember(office: Office, caller: Caller, line: str) -> Reading:
    """Somebody asks to be reminded of a line."""
    return office.do(own_reminders.remember, caller=caller, ref=line)


def tidy_after(office: Office, how_long: timedelta) -> int:
    """So much later the clock deletes what is to be deleted; how many plans that were."""
    office.now += how_long
    return office.do(handing_out.forget)
