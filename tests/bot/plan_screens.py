"""Every screen of the plan, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import plan_copies, plans
from bot.texts.screens import Attachment, Screen
from casework.own_reminders import Reminder
from casework.plan_readers import Reading, Waiting
from casework.plans import OneLine
from casework.written_plans import WrittenPlan
from domain.plans import MOST, Gap, Line, LineKind
from tests.bot.cards import LONG_TAG, NASTY, NOW, RECEIPT, REF, TODAY

LONGEST = (NASTY + "x" * 160)[:160]
BESIDE = {
    "ar": LONGEST,
    "ti": NASTY,
    LONG_TAG: NASTY,
    "pl": NASTY,
    "tr": NASTY,
    "fa": NASTY,
    "so": NASTY,
    "uk": NASTY,
}
LINES = tuple(
    Line(
        f"{REF[:14]}{number:02}",
        number,
        LineKind.PROMISE if number < MOST - 1 else (LineKind.HELP, LineKind.CONTACT)[number - MOST + 1],
        LONGEST,
        NASTY,
        TODAY,
        NASTY if number % 2 else None,
        BESIDE,
    )
    for number in range(1, MOST + 1)
)
EMPTY = WrittenPlan(
    job=REF,
    receipt=RECEIPT,
    revision=123,
    lines=(),
    may_write=True,
    in_chat=True,
    recorded=True,
    asked=False,
    agreed=False,
    handed=False,
    again=False,
    by_hand=False,
    readers=31,
    fetched=12,
    paper=("ti", LONG_TAG),
    forgotten_at=None,
    missed=None,
    evaluation_on=TODAY,
)
NUMBERS = tuple(range(1, MOST + 1))
PLAN = replace(EMPTY, lines=LINES[:3], gaps={Gap.WHEN: (1,), Gap.WHO_NOTICES: (2, 3), Gap.CONTACT: ()})
FULL = replace(PLAN, lines=LINES, gaps={Gap.WHEN: NUMBERS, Gap.WHO_NOTICES: NUMBERS, Gap.CONTACT: ()})
READING = Reading(
    ref=REF,
    is_guest=True,
    revision=123,
    lines=LINES,
    languages=("ar", LONG_TAG),
    held_on=TODAY,
    evaluation_on=TODAY,
    kept_until=TODAY,
    may_remind=frozenset(line.ref for line in LINES),
    reminded=frozenset({LINES[0].ref}),
)
OWN = replace(READING, ref=RECEIPT, is_guest=False, may_review=True)


def plan_screens() -> Iterator[tuple[str, Screen]]:
    """What the coordinator, the main person and the people of the circle see of a plan."""
    yield from _of_the_coordinator()
    yield from _of_the_readers()


def _of_the_coordinator() -> Iterator[tuple[str, Screen]]:
    yield "plan, empty", plans.written(EMPTY)
    yield "plan, too early", plans.written(replace(EMPTY, may_write=False))
    for number in (1, 7, plans.LAST):
        yield f"full plan, page {number}", plans.written(FULL, number)
    for name, plan in {
        "written": PLAN,
        "asked": replace(PLAN, asked=True),
        "agreed": replace(PLAN, agreed=True),
        "agreed, not recorded": replace(PLAN, agreed=True, recorded=False),
        "changed": replace(PLAN, again=True),
        "by hand": replace(PLAN, by_hand=True, in_chat=False),
        "handed out": replace(PLAN, agreed=True, handed=True),
        "over": replace(PLAN, may_write=False),
    }.items():
        yield f"plan, {name}", plans.written(plan)
    for missed in (0, 1, 5):
        yield f"plan, {missed} missed", plans.written(replace(EMPTY, forgotten_at=NOW, missed=missed))
    for line in LINES[-3:]:
        yield f"line {line.kind}", plans.one(OneLine(REF, line))
    yield "remove line", plans.really_remove(OneLine(REF, LINES[0]))
    yield "log the yes", plans.really_agreed(PLAN)
    for count in (1, 31):
        yield f"hand out to {count}", plans.really_hand_out(replace(PLAN, readers=count))
    for yes in (True, False):
        yield f"answered {yes}", plans.answered(REF, RECEIPT, yes=yes)
    yield "to print", plans.printed(REF, "ti", Attachment("plan.html", b""))
    yield "to print, may be a PDF", plans.printed(REF, "ti", Attachment("plan.html", b""), may_pdf=True)


def _of_the_readers() -> Iterator[tuple[str, Screen]]:
    yield "is this your plan", plan_copies.asked(RECEIPT)
    for number in (1, plans.LAST):
        judged = replace(OWN, may_judge=True)
        yield f"before the yes, page {number}", plan_copies.to_judge(judged, number)
        yield f"after the yes, page {number}", plan_copies.to_judge(OWN, number)
    yield "said yes", plan_copies.said_yes()
    yield "said no", plan_copies.said_no(RECEIPT)
    for is_guest in (True, False):
        yield f"plan is ready {is_guest}", plan_copies.ready(Waiting(REF, is_guest, TODAY))
    for number in (0, 1, 2, plans.LAST):
        yield f"copy, page {number}", plan_copies.copy(READING, number)
    yield "copy of who asked", plan_copies.copy(OWN)
    yield "copy of who asked, reminded", plan_copies.copy(replace(OWN, review=True, lines=LINES[:1]))
    yield "page", plan_copies.kept(READING)
    yield "page, may be a PDF", plan_copies.kept(READING, may_pdf=True)
    yield "PDF", plan_copies.kept(READING, pdf=b"%PDF-")
    yield "reminders", plan_copies.reminders(READING)
    yield "no reminders", plan_copies.reminders(replace(READING, may_remind=frozenset()))
    yield "let go", plan_copies.let_go()
    yield "own reminder", plan_copies.own(Reminder(LONGEST, BESIDE))
    yield "look back", plan_copies.review(RECEIPT)
