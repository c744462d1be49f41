"""What the family and the people of the circle read of their plan: the yes, their copy, and what they are reminded of."""

from bot.texts.plan_lines import beside, screenfuls
from bot.texts.plan_pages import page
from bot.texts.plans import pdf_button, turning
from bot.texts.screens import Attachment, Button, Screen, code, fitting, lines, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import human_button
from bot.texts.words import day, short_day
from casework.own_reminders import Reminder
from casework.plan_readers import Reading, Waiting
from domain.plans import Line


def own_button(receipt: str) -> Button:
    """On the request: the way to one's own copy, or to hearing that it is not here."""
    return Button(_("The plan"), f"lq:{receipt}")


def asked(receipt: str) -> Screen:
    """The letter to the main person: the plan is written down, and waits for their yes."""
    return Screen(
        paragraphs(
            f"<b>{_('Is this your plan?')}</b> {code(receipt)}",
            _("Your coordinator wrote the plan down as it was read out. Please read whether it is right."),
            _("Only with your yes do the people of your circle get it. You decide, and you may say no."),
        ),
        stack(Button(_("Read the plan"), f"lp:{receipt}"), human_button()),
    )


def to_judge(reading: Reading, number: int = 1) -> Screen:
    """The plan before the yes; after the last page the question."""
    pages = screenfuls(reading.lines, reading.languages)
    at = min(max(number, 1), len(pages))
    last = at == len(pages)
    yes = no = None
    if last and reading.may_judge:
        yes = Button(_("Yes, this is our plan: hand it out"), f"ly:{reading.ref}:{reading.revision}")
        no = Button(_("Something is not right yet"), f"ln:{reading.ref}:{reading.revision}")
    question = (
        _("With your yes everyone who opened their invitation gets it, and so do you.")
        if reading.may_judge
        else _("You said yes to this plan.")
    )
    return Screen(
        paragraphs(
            f"<b>{_('The plan')}</b>", pages[at - 1][1], _look_back(reading), question if last else ""
        ),
        (*turning(f"lp:{reading.ref}", at, len(pages)), *stack(yes, no, human_button())),
        personal=True,
    )


def said_yes() -> Screen:
    """After the yes."""
    return Screen(
        paragraphs(
            _("Thank you. Your coordinator hands the plan out now."),
            _("If a line is changed after this, you are asked again first."),
        ),
        stack(human_button()),
    )


def said_no(receipt: str) -> Screen:
    """After *something is not right*."""
    return Screen(
        _(
            "Thank you for saying so. Nobody gets the plan now. Your coordinator asks you what should be different. "
            "You do not have to write it here."
        ),
        stack(Button(_("Where does it stand?"), f"ro:{receipt}"), human_button()),
    )


def ready(found: Waiting) -> Screen:
    """The letter to everybody who gets the plan; nothing of it stands in the letter."""
    verb = "lg" if found.is_guest else "lq"
    return Screen(
        paragraphs(
            _("The plan of the meeting is ready for you."),
            _("You can read it here until {day}. Then I delete it. There is also a page to keep.").format(
                day=day(found.kept_until)
            ),
        ),
        stack(Button(_("Read the plan"), f"{verb}:{found.ref}"), human_button()),
    )


def copy(reading: Reading, number: int = 1) -> Screen:
    """One's own copy: everything around the words in the reader's language, the words as they were said."""
    pages = screenfuls(reading.lines, reading.languages)
    at = min(max(number, 1), len(pages))
    until = (
        _("Here it can be read until {day}. Then I delete it: keep the page, it is yours.").format(
            day=day(reading.kept_until)
        )
        if reading.kept_until
        else ""
    )
    reviewed = _("After three months I write to you, to look back together.") if reading.review else ""
    verb = "lg" if reading.is_guest else "lq"
    return Screen(
        paragraphs(_title(reading), pages[at - 1][1], _look_back(reading), until, reviewed),
        (
            *turning(f"{verb}:{reading.ref}", at, len(pages)),
            *stack(
                Button(_("The page to keep and to print"), f"lf:{reading.ref}"),
                Button(_("Remind me of an agreement"), f"ls:{reading.ref}") if reading.may_remind else None,
                _review_button(reading),
                human_button(),
            ),
        ),
        personal=True,
    )


def kept(reading: Reading, *, pdf: bytes | None = None, may_pdf: bool = False) -> Screen:
    """The page as a file. It can be saved and passed on: it is the reader's own."""
    file = Attachment("plan.html", page(reading)) if pdf is None else Attachment("plan.pdf", pdf)
    return Screen(
        paragraphs(
            _("Here is the plan as a page. You can open it, keep it and print it."),
            _("It is yours. Please think of the others before you show it to somebody else."),
        ),
        stack(
            pdf_button(f"ld:{reading.ref}") if may_pdf else None,
            _back(reading),
            human_button(),
        ),
        files=(file,),
    )


def reminders(reading: Reading) -> Screen:
    """The agreements whose day is ahead, each with a button."""
    ahead = [line for line in reading.lines if line.ref in reading.may_remind and line.by is not None]
    return Screen(
        paragraphs(
            f"<b>{_('Remind me of an agreement')}</b>",
            _("On the morning of its day I write to you, and to nobody else. Then I delete it."),
            "" if ahead else _("There is no agreement with a day that is ahead."),
            lines(*(f"{_ticked(reading, line)}<b>{line.number}.</b> {_short(line.what)}" for line in ahead)),
        ),
        stack(*(_remind_button(reading, line) for line in ahead), _back(reading)),
        personal=True,
    )


def let_go() -> Screen:
    """A reminder was taken back."""
    return Screen(_("I do not remind you of it, and I have deleted it."), stack(human_button()))


def own(found: Reminder) -> Screen:
    """The letter on the day of one's own promise."""
    return Screen(
        paragraphs(
            _("You asked me to remind you. Today is the day of this agreement:"),
            lines(safe(found.what), *beside(found.beside, ())),
            _("It is yours to do as it suits you. Nobody else gets this, and I delete it now."),
        ),
        stack(human_button()),
        personal=True,
    )


def review(receipt: str) -> Screen:
    """The letter after three months: the circle may look back by itself."""
    return Screen(
        paragraphs(
            _("Three months ago was the meeting of {receipt}. You asked me to write to you now.").format(
                receipt=code(receipt)
            ),
            _(
                "You could come together and look at the plan: what goes well, and what would you like to change?"
            ),
            _("It is up to you. You do not need anybody of us for it, and nobody checks."),
        ),
        stack(Button(_("Ask for a conference"), "rq"), human_button()),
    )


def _title(reading: Reading) -> str:
    if reading.held_on is None:
        return f"<b>{_('The plan')}</b>"
    return f"<b>{_('The plan of the meeting of {day}').format(day=day(reading.held_on))}</b>"


def _look_back(reading: Reading) -> str:
    if reading.evaluation_on is None:
        return ""
    return _("You look back together on {day}.").format(day=day(reading.evaluation_on))


def _back(reading: Reading) -> Button:
    verb = "lg" if reading.is_guest else "lq"
    return Button(_("Back to the plan"), f"{verb}:{reading.ref}")


def _review_button(reading: Reading) -> Button | None:
    if not reading.may_review:
        return None
    if reading.review:
        return Button(_("Do not remind me after three months"), f"lv:{reading.ref}:n")
    return Button(_("Remind me after three months to look back"), f"lv:{reading.ref}")


def _remind_button(reading: Reading, line: Line) -> Button:
    if line.ref in reading.reminded:
        return Button(_("Do not remind me of {number}").format(number=line.number), f"lr:{line.ref}:n")
    when = short_day(line.by) if line.by else ""
    return Button(_("Remind me of {number}, {day}").format(number=line.number, day=when), f"lr:{line.ref}")


def _ticked(reading: Reading, line: Line) -> str:
    return "✓ " if line.ref in reading.reminded else ""


def _short(words: str) -> str:
    return safe(fitting(words, 80))
