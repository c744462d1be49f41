"""What the coordinator reads and taps while the plan is written down and handed out: questions, never advice."""

from bot.texts import accepting
from bot.texts.plan_lines import details, headings, screenfuls
from bot.texts.screens import (
    Attachment,
    Button,
    Rows,
    Screen,
    code,
    fitting,
    lines,
    paragraphs,
    plain,
    safe,
    stack,
)
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.words import language, moment
from casework.plans import OneLine
from casework.written_plans import WrittenPlan
from domain.plans import KEPT, MOST, Gap, LineKind

TICK = "✓"
_IN_A_ROW = 5
LAST = 40
"""A page beyond the last one: it shows the last, where a new line stands."""


def button(job: str) -> Button:
    """On the conference: the way to the plan."""
    return Button(_("The plan"), f"l:{job}")


def written(plan: WrittenPlan, number: int = 1) -> Screen:
    """The plan as it stands, one screen of it, with what can be done next."""
    pages = screenfuls(plan.lines, None)
    at = min(max(number, 1), len(pages))
    shown, text = pages[at - 1]
    rows: list[tuple[Button, ...]] = []
    if plan.may_write:
        numbers = [Button(str(line.number), f"lo:{line.ref}") for line in shown]
        if not plan.is_full:
            rows.append((Button(_("Write a line down"), f"la:{plan.job}"),))
        rows += [tuple(numbers[at : at + _IN_A_ROW]) for at in range(0, len(numbers), _IN_A_ROW)]
    return Screen(
        paragraphs(
            f"<b>{_('The plan')}</b> {code(plan.receipt)}",
            text,
            _hint(plan),
            *_questions(plan),
            _stands(plan),
            accepting.told(plan.acceptance) if plan.acceptance and plan.lines else "",
        ),
        (
            *rows,
            *turning(f"l:{plan.job}", at, len(pages)),
            *stack(*_next(plan), *_answering(plan), Button(_("Open the conference"), f"jo:{plan.job}")),
        ),
        personal=True,
    )


def one(shown: OneLine) -> Screen:
    """One line: its words in every language, what it is, and what can be done about it."""
    line = shown.line
    told = [
        _("In {language}: {words}").format(language=language(tag), words=safe(words))
        for tag, words in line.beside.items()
    ]
    kinds = headings()
    return Screen(
        paragraphs(
            f"<b>{kinds[line.kind]}</b>",
            lines(f"<b>{line.number}.</b> {safe(line.what)}", *details(line)),
            lines(*told),
            _("Under which heading does this line stand?"),
        ),
        stack(
            *(
                Button(f"{TICK} {kinds[kind]}" if kind is line.kind else kinds[kind], f"lk:{line.ref}:{kind}")
                for kind in LineKind
            ),
            Button(_("Change the words"), f"lc:{line.ref}"),
            Button(_("Put it in another language beside it"), f"lb:{line.ref}"),
            *(
                Button(
                    fitting(_("Remove: {language}").format(language=plain(language(tag)))),
                    f"lz:{line.ref}:{tag}",
                )
                for tag in line.beside
            ),
            Button(_("Remove this line"), f"lx:{line.ref}"),
            Button(_("Back to the plan"), f"l:{shown.job}"),
        ),
        personal=True,
    )


def really_remove(shown: OneLine) -> Screen:
    """Removing a line asks for one more tap."""
    return Screen(
        paragraphs(_("Do you want to remove this line?"), safe(shown.line.what)),
        stack(
            Button(_("Yes, remove it"), f"lx:{shown.line.ref}:y"),
            Button(_("Back"), f"lo:{shown.line.ref}"),
        ),
        personal=True,
    )


def really_agreed(plan: WrittenPlan) -> Screen:
    """Before the yes of a main person who is not in the chat is logged."""
    return Screen(
        paragraphs(
            _("Have you read out the plan to the main person, line by line?"),
            _(
                "Do they say: this is our plan, and everyone in the circle and whoever asked for the conference "
                "may have it? They may say no."
            ),
        ),
        stack(
            Button(_("Yes, the main person agrees"), f"lm:{plan.job}:{plan.revision}"),
            Button(_("Back to the plan"), f"l:{plan.job}"),
        ),
    )


def really_hand_out(plan: WrittenPlan) -> Screen:
    """Before the plan is handed out: who gets it, by number."""
    told = ngettext(
        "{count} person gets the plan in the chat, in their own language.",
        "{count} people get the plan in the chat, each in their own language.",
        plan.readers,
    )
    return Screen(
        paragraphs(
            told.format(count=plan.readers),
            _("They are whoever asked for the conference, and everyone who opened their invitation."),
            _("For people without Telegram you print the page afterwards.") if plan.paper else "",
            _kept(),
        ),
        stack(
            Button(_("Yes, hand it out"), f"lh:{plan.job}:y"),
            Button(_("Back to the plan"), f"l:{plan.job}"),
        ),
    )


def answered(job: str, receipt: str, *, yes: bool) -> Screen:
    """The letter to the coordinator: what the main person said."""
    said = (
        _("The main person of {receipt} says yes to the plan. You can hand it out.")
        if yes
        else _(
            "The main person of {receipt} says: something in the plan is not right yet. Please ask them what."
        )
    )
    return Screen(said.format(receipt=code(receipt)), stack(button(job)))


def pdf_button(data: str) -> Button:
    """Under a page to print, where this machine can make a PDF of it."""
    return Button(_("As PDF"), data)


def printed(job: str, tag: str, file: Attachment, *, may_pdf: bool = False) -> Screen:
    """What stands above the page to print."""
    return Screen(
        paragraphs(
            _("This is the page in {language}. Please print it and hand it over in person.").format(
                language=language(tag)
            ),
            _("Delete the file from your phone afterwards. The plan belongs to the family."),
        ),
        stack(
            pdf_button(f"li:{job}:{tag}") if may_pdf else None,
            Button(_("Back to the plan"), f"l:{job}"),
        ),
        files=(file,),
    )


def turning(verb: str, at: int, total: int) -> Rows:
    """The buttons to the pages before and after."""
    there = [Button(_("Page before"), f"{verb}:{at - 1}")] if at > 1 else []
    there += [Button(_("Next page"), f"{verb}:{at + 1}")] if at < total else []
    return (tuple(there),) if there else ()


def _hint(plan: WrittenPlan) -> str:
    if plan.lines:
        return _("Tap the number of a line to change it.") if plan.may_write else ""
    if plan.forgotten_at is not None and plan.missed is not None:
        return ""
    if not plan.may_write:
        return _("Here you write the plan down, line by line, when the private part is over.")
    return _(
        "Write down what is read out, line by line, in the words that are said. It is not for you to add anything."
    )


def _questions(plan: WrittenPlan) -> list[str]:
    """What can still be asked in the room. Only that: the answers are theirs."""
    if not plan.may_write or plan.handed:
        return []
    words = {
        Gap.WHEN: _("By when? No day is named at: {numbers}."),
        Gap.WHO_NOTICES: _("Who will notice whether it happens? Nobody is named at: {numbers}."),
        Gap.CONTACT: _("Whom can everyone call about the plan?"),
    }
    asked = [
        words[gap].format(numbers=safe(", ".join(map(str, numbers)))) for gap, numbers in plan.gaps.items()
    ]
    return [lines(f"<b>{_('You could ask:')}</b>", *asked)] if asked else []


def _stands(plan: WrittenPlan) -> str:
    """How far the plan is on its way to the people."""
    if not plan.lines:
        return _forgotten(plan)
    full = (
        _("There are {count} lines now. That is the most that fits.").format(count=MOST)
        if plan.is_full
        else ""
    )
    if plan.handed:
        told = ngettext(
            "{fetched} of {count} person has fetched the plan.",
            "{fetched} of {count} people have fetched the plan.",
            plan.readers,
        ).format(fetched=plan.fetched, count=plan.readers)
        return lines(full, told, _kept())
    if plan.agreed:
        first = "" if plan.recorded else _("Record the meeting first. Then you can hand the plan out.")
        return lines(full, _("The main person says yes to this plan."), first)
    if plan.asked:
        return lines(full, _("The main person was asked whether this is their plan."))
    again = (
        _("A line was changed after the main person said yes. Their yes is needed again.")
        if plan.again
        else ""
    )
    by_hand = _("You logged that the plan was sent on paper.") if plan.by_hand else ""
    return lines(full, again, by_hand)


def _forgotten(plan: WrittenPlan) -> str:
    if plan.forgotten_at is None:
        return ""
    told = _("The words of the plan were deleted here on {moment}.").format(moment=moment(plan.forgotten_at))
    if not plan.missed:
        return told
    missed = ngettext(
        "{count} person had not fetched it. Please make sure that they get it from someone in the circle.",
        "{count} people had not fetched it. Please make sure that they get it from someone in the circle.",
        plan.missed,
    )
    return lines(told, missed.format(count=plan.missed))


def _kept() -> str:
    return _(
        "When everyone has it, or after {days} days, I delete the words of the plan. The circle keeps its own copies."
    ).format(days=KEPT.days)


def _answering(plan: WrittenPlan) -> list[Button]:
    """Under compulsory help: the professional's answer."""
    if plan.acceptance is None or not plan.lines:
        return []
    return accepting.buttons(plan.job, plan.acceptance, agreed=plan.agreed)


def _next(plan: WrittenPlan) -> list[Button]:
    """What comes next for a plan with lines."""
    if not plan.lines:
        return []
    if plan.handed:
        return [
            Button(
                fitting(_("Page to print: {language}").format(language=plain(language(tag)))),
                f"le:{plan.job}:{tag}",
            )
            for tag in plan.paper
        ]
    if plan.agreed:
        if plan.recorded:
            return [Button(_("Hand the plan out"), f"lh:{plan.job}")]
        return [Button(_("The meeting was held"), f"jh:{plan.job}")]
    if plan.in_chat:
        return [] if plan.asked else [Button(_("Ask the main person for their yes"), f"lw:{plan.job}")]
    return [Button(_("The main person says yes"), f"lm:{plan.job}")]
