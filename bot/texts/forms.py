"""Questionnaires on the screen: a question, or the summary before sending."""

from datetime import date, timedelta

from bot.texts.answers import said
from bot.texts.labels import labels
from bot.texts.questions import TOPICS, question
from bot.texts.screens import Button, Rows, Screen, grid, paragraphs, plain, stack
from bot.texts.summaries import summary
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button, human_button
from bot.texts.words import language, language_label, region, short_day
from casework.forms import Page
from domain import languages
from domain.forms.catalogue import FORMS
from domain.forms.fields import Field, Kind

TICK = "✓"
_LANGUAGES_SHOWN = 8


def page(shown: Page, *, today: date, hint: str | None, note: str = "") -> Screen:
    """The question that stands open, or the summary; `note` says first what was not understood."""
    if shown.field is None:
        return summary(shown, note)
    form = FORMS[shown.form]
    field = form.field(shown.field)
    if shown.stopped:
        return _ask_their_agreement(shown, note)
    total = form.questions()
    told = _("Question {number} of {total}").format(number=field.question, total=total)
    count = f"<i>{told}</i>" if total > 1 else ""
    chosen, wish = _chosen_so_far(shown, field), _wish(shown, field)
    text = paragraphs(note, count, wish, f"<b>{_asked(shown, field)}</b>", chosen)
    rows = (*_options(shown, field, today=today, hint=hint), *_navigation(shown))
    return Screen(text, rows, personal=bool(chosen or wish))


def _asked(shown: Page, field: Field) -> str:
    """What is asked: the question, or which of several things was meant."""
    return _("Which of these do you mean?") if shown.choices else question(shown.form, field.name)


def _wish(shown: Page, field: Field) -> str:
    """Above "must it be so?": the wish that this is about."""
    wish = field.name.removesuffix("_weight")
    if wish == field.name:
        return ""
    answer = said(shown.form, FORMS[shown.form].field(wish), shown.answers[wish])
    return f"{TOPICS[shown.form, wish]()}: <b>{answer}</b>"


def left_open(shown: Page) -> Screen:
    """The person begins again while a questionnaire is half filled in: nothing is lost."""
    return Screen(
        _("You were filling in something. Your answers are still here."),
        stack(
            Button(_("Go on"), f"fg:{shown.form}"),
            Button(_("Throw it away and start again"), f"fn:{shown.form}"),
            human_button(),
        ),
    )


def stopped(*, had_draft: bool) -> Screen:
    """What was being filled in is thrown away, or there was nothing."""
    said = (
        _("I have stopped, and thrown away your answers.") if had_draft else _("There was nothing to stop.")
    )
    return Screen(said, stack(human_button(), home_button()))


def really_stop(shown: Page) -> Screen:
    """Ask before throwing answers away."""
    return Screen(
        _("Do you want to stop? Your answers are thrown away."),
        stack(
            Button(_("Yes, stop"), f"fx:{shown.form}"),
            Button(_("No, go on"), f"fg:{shown.form}"),
            Button(_("Keep them for later"), "h"),
            human_button(),
        ),
    )


def option_in_words(form: str, field: Field, text: str) -> str | None:
    """The option that typed words mean: its label in the reader's language, or its number."""
    words = " ".join(text.split()).casefold().strip(".!?")
    if field.kind is not Kind.CHOICE and words not in {
        label.casefold() for label in labels(form, field.name).values()
    }:
        return None
    by_label = {label.casefold().strip("."): code for code, label in labels(form, field.name).items()}
    return by_label.get(words)


def _options(shown: Page, field: Field, *, today: date, hint: str | None) -> Rows:
    if shown.choices:
        return stack(
            *(
                _option(shown, field, f"~{number}", _choice_label(field, choice))
                for number, choice in enumerate(shown.choices)
            ),
        )
    words = labels(shown.form, field.name)
    chosen = shown.answers.get(field.name, [])
    buttons = [
        _option(shown, field, code, f"{TICK} {label}" if field.many and code in chosen else label)
        for code, label in _codes(shown, field, words, today=today, hint=hint)
    ]
    return grid(buttons) if all(len(button.text) <= 5 for button in buttons) is False else _row(buttons)  # noqa: PLR2004 - numbers


def _row(buttons: list[Button]) -> Rows:
    """Numbers stand five beside each other."""
    return tuple(tuple(buttons[at : at + 5]) for at in range(0, len(buttons), 5))


def _codes(
    shown: Page, field: Field, words: dict[str, str], *, today: date, hint: str | None
) -> list[tuple[str, str]]:
    """The options of a question with their labels; languages and days are made for the reader."""
    listed = [code for code in field.options if code not in words or code == "none"]
    codes: list[tuple[str, str]] = []
    if field.reads in {"language", "languages"}:
        codes += [(tag, language_label(tag)) for tag in _likely(shown, field, hint)]
    if field.kind is Kind.DATE:
        codes += [(code, short_day(today + timedelta(days=int(code)))) for code in listed]
    elif field.kind is Kind.NUMBER or field.reads == "time":
        codes += [(code, code) for code in listed]
    return codes + list(words.items())


def _likely(shown: Page, field: Field, hint: str | None) -> list[str]:
    own = shown.answers.get("language") if field.name != "language" else None
    likely = [own] if isinstance(own, str) else []
    return (likely + [tag for tag in languages.suggestions(hint) if tag not in likely])[:_LANGUAGES_SHOWN]


def _choice_label(field: Field, choice: str) -> str:
    if field.reads == "place":
        code, place = choice.split("/", 1)
        return f"{place} ({plain(region(code))})"
    return plain(language(choice))


def _option(shown: Page, field: Field, code: str, label: str) -> Button:
    return Button(label, f"f:{shown.form}:{shown.revision}:{field.name}:{code}")


def _navigation(shown: Page) -> Rows:
    back = Button(_("Back"), f"fb:{shown.form}:{shown.revision}")
    stop = Button(_("Stop"), f"fq:{shown.form}")
    return (*grid([back, stop]), (human_button(),))


def _chosen_so_far(shown: Page, field: Field) -> str:
    """When a question is answered anew, what was answered before."""
    answer = shown.answers.get(field.name)
    if field.many or answer is None:
        return ""
    return _("Your answer until now: {answer}").format(answer=said(shown.form, field, answer))


def _ask_their_agreement(shown: Page, note: str) -> Screen:
    """The main person does not agree yet: a text to show them, and there it stops (domain.md 3.2)."""
    return Screen(
        paragraphs(
            note,
            _("Then we wait. The person it is about decides. You can show them this:"),
            f"<blockquote>{_for_them()}</blockquote>",
            _("Do they agree? Then go on here. I keep your answers for a week."),
        ),
        stack(
            Button(_("Yes, they agree now"), f"f:{shown.form}:{shown.revision}:agrees:yes"),
            Button(_("Back"), f"fb:{shown.form}:{shown.revision}"),
            Button(_("Stop"), f"fq:{shown.form}"),
            human_button(),
        ),
    )


def _for_them() -> str:
    return _(
        "There is a way to make a plan together with your own people: family, friends, neighbours. "
        "You choose who comes, where, when and what it is about. Someone who does not know you organises it "
        "and decides nothing. It is free, you may say no, and you may stop at any time. Nobody will mind.",
    )
