"""What the coordinator reads of a professional's answer to the plan; the yes is presumed, the room comes first."""

from bot.texts.screens import Button, Rows, Screen, code, fitting, lines, paragraphs, plain, safe, stack
from bot.texts.translating import gettext as _
from casework.acceptance_rows import Said
from casework.acceptances import Choosing
from casework.answering_plans import Answered, ToAnswer
from domain.acceptance import MOST_REASONS, Reason

TICK = "✓"
_IN_A_ROW = 5
_MARKS = "abcde"
"""A letter in a button for each reason, in their order."""


def reasons() -> dict[Reason, str]:
    """Why not yet, for a button and for the coordinator."""
    return {
        Reason.CONDITION_MISSING: _("A condition is not in it"),
        Reason.SAFETY_OPEN: _("Safety is not arranged"),
        Reason.WHO_UNCLEAR: _("Who does what is not clear"),
        Reason.COURT_ORDER: _("A court order does not allow it"),
        Reason.TOLD_IN_THE_ROOM: _("Something else: told in the room"),
    }


def in_the_room() -> str:
    """What comes before every *not yet*."""
    return _(
        "The plan is accepted, unless something is unsafe or against the law. Is something missing? First talk about "
        "it in the room, with the circle: the family may change a line now."
    )


def told(said: Said) -> str:
    """What the answer is, as far as there is one."""
    if said.accepted:
        return _("The professional accepts the plan.")
    if said.accepted is None:
        return _("The professional was asked about the plan.") if said.asked else _again(said)
    words = reasons()
    numbers = ", ".join(map(str, said.lines))
    return lines(
        _("The professional says: not yet."),
        *(f"• {words[reason]}" for reason in said.reasons),
        _("It is about the lines: {numbers}").format(numbers=safe(numbers)) if numbers else "",
    )


def buttons(job: str, said: Said, *, agreed: bool) -> list[Button]:
    """On the plan under compulsory help: who answers, and where nobody does so in the chat, logging it."""
    if said.accepted:
        return []
    choose = Button(_("Who answers to the plan"), f"qp:{job}")
    if not agreed:
        return [choose]
    if said.in_chat:
        ask = Button(_("Ask the professional"), f"qe:{job}")
        return [choose] if said.asked or said.accepted is False else [ask, choose]
    return [Button(_("Log the answer of the professional"), f"ql:{job}"), choose]


def choosing(found: Choosing) -> Screen:
    """Which professional answers; or the coordinator logs it."""
    people = [
        Button(_ticked(fitting(plain(safe(word)), 60), on=ref == found.chosen), f"qr:{found.job}:{ref}")
        for ref, word in found.people
    ]
    paper = _ticked(_("On paper: I log the answer"), on=found.on_paper)
    return Screen(
        paragraphs(
            f"<b>{_('Who answers to the plan')}</b> {code(found.receipt)}",
            _("This professional is asked on the same day, when the main person has said yes to the plan."),
        ),
        stack(
            *people,
            Button(paper, f"qr:{found.job}:{PAPER}"),
            Button(_("Back to the plan"), f"l:{found.job}"),
        ),
        personal=True,
    )


PAPER = "n"
"""In the place of a professional: the answer is logged."""


def logging(found: ToAnswer) -> Screen:
    """Before the answer is logged: first the room."""
    return Screen(
        paragraphs(told(found.said), in_the_room()),
        stack(
            accept_button(found),
            Button(_("Back to the plan"), f"l:{found.ref}"),
            not_yet_button(found),
        ),
    )


def accept_button(found: ToAnswer) -> Button:
    """The yes that is presumed."""
    return Button(_("Yes, this plan can be carried out"), f"qy:{found.ref}:{found.revision}")


def not_yet_button(found: ToAnswer) -> Button:
    """On to the reasons."""
    return Button(_("Not yet"), f"qn:{found.ref}:{found.revision}")


def picking(found: ToAnswer, chosen: frozenset[Reason], numbers: frozenset[int]) -> Screen:
    """The reasons and the lines of a *not yet*; what is tapped travels in the buttons and is kept nowhere."""
    words = reasons()
    full = len(chosen) >= MOST_REASONS
    tapped = [
        (Button(_ticked(words[one], on=one in chosen), _behind("qn", found, chosen ^ {one}, numbers)),)
        for one in Reason
        if one in chosen or not full
    ]
    about = [
        Button(_ticked(str(number), on=number in numbers), _behind("qn", found, chosen, numbers ^ {number}))
        for number in range(1, found.count + 1)
    ]
    rows: Rows = tuple(tuple(about[at : at + _IN_A_ROW]) for at in range(0, len(about), _IN_A_ROW))
    send = Button(_("Send this answer"), _behind("qs", found, chosen, numbers)) if chosen else None
    return Screen(
        _("What is not right yet? Tap one to three reasons, and the numbers of the lines that it is about."),
        (*tapped, *rows, *stack(send, _back(found))),
    )


def read_marks(marks: str) -> frozenset[Reason] | None:
    """The reasons behind the letters of a button; None when it is none of ours."""
    if set(marks) - set(_MARKS):
        return None
    return frozenset(reason for mark, reason in zip(_MARKS, Reason, strict=True) if mark in marks)


def read_numbers(packed: str) -> frozenset[int] | None:
    """The numbers of the lines in a button; None when it is none of ours."""
    try:
        bits = int(packed or "0", 16)
    except ValueError:
        return None
    if not 0 <= bits < 1 << 64:
        return None
    return frozenset(at + 1 for at in range(bits.bit_length()) if bits >> at & 1)


def heard(found: Answered) -> Screen:
    """The letter to the coordinator: what the professional says."""
    after = "" if found.said.accepted else in_the_room()
    return Screen(
        paragraphs(code(found.receipt), told(found.said), after),
        stack(Button(_("The plan"), f"l:{found.job}")),
    )


def silent(found: Answered) -> Screen:
    """The letter to the coordinator in the evening: no answer yet."""
    return Screen(
        _("{receipt}: the professional has not answered about the plan today. Please ask them.").format(
            receipt=code(found.receipt)
        ),
        stack(Button(_("The plan"), f"l:{found.job}")),
    )


def _again(said: Said) -> str:
    if not said.again:
        return ""
    return _("A line was changed after the professional answered. Their answer is needed again.")


def _behind(verb: str, found: ToAnswer, chosen: frozenset[Reason], numbers: frozenset[int]) -> str:
    marks = "".join(mark for mark, reason in zip(_MARKS, Reason, strict=True) if reason in chosen)
    bits = sum(1 << number - 1 for number in numbers)
    return f"{verb}:{found.ref}:{found.revision}:{marks or '-'}:{bits:x}"


def _ticked(label: str, *, on: bool) -> str:
    return fitting(f"{label} {TICK}") if on else label


def _back(found: ToAnswer) -> Button:
    verb = "qa" if found.is_guest else "l"
    return Button(_("Back to the plan"), f"{verb}:{found.ref}")
