"""The summary before sending, and what can still be changed."""

from bot.texts.answers import said
from bot.texts.labels import labels
from bot.texts.questions import TOPICS
from bot.texts.receipts import on_summary
from bot.texts.screens import Button, Screen, grid, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import human_button
from bot.texts.words import language
from casework.forms import Page
from casework.supply import LiveSupply
from domain.forms import engine
from domain.forms.catalogue import FORMS
from domain.forms.fields import Field

_SCARCE = 2
"""With so few who fit, a family is told that it may take longer."""


def summary(shown: Page, note: str) -> Screen:
    """Everything that was answered, with one button to send it and one to change something."""
    told = lines(
        *(
            f"{TOPICS[shown.form, field.name]()}: <b>{said(shown.form, field, shown.answers[field.name])}</b>"
            f"{_weight(shown, field)}"
            for field in _told(shown)
        ),
    )
    rows = stack(
        Button(_("Everything is right: send"), f"fs:{shown.form}:{shown.revision}"),
        Button(_("Change something"), f"fc:{shown.form}"),
        Button(_("Stop"), f"fq:{shown.form}"),
        human_button(),
    )
    return Screen(
        paragraphs(note, f"<b>{_('Is this right?')}</b>", told, _about(shown), _supply(shown)),
        rows,
        personal=True,
    )


def what_to_change(shown: Page) -> Screen:
    """A button for every answer."""
    topics = grid(
        [
            Button(TOPICS[shown.form, field.name](), f"fe:{shown.form}:{shown.revision}:{field.name}")
            for field in _told(shown)
        ],
    )
    back = Button(_("Back"), f"fg:{shown.form}")
    return Screen(_("What do you want to change?"), (*topics, (back,), (human_button(),)))


def _told(shown: Page) -> list[Field]:
    """The questions that were answered; the weight of a wish is told beside the wish."""
    return [
        field
        for field in engine.applying(FORMS[shown.form], shown.answers)
        if field.name in shown.answers and (shown.form, field.name) in TOPICS
    ]


def _about(shown: Page) -> str:
    """The receipt with which a request was begun."""
    return on_summary(shown.subject) if shown.form == "request" and shown.subject else ""


def _supply(shown: Page) -> str:
    """How many could help, honestly, also where it is nobody; never who."""
    found = shown.supply
    if found is None:
        return ""
    speaking = ngettext(
        "{count} coordinator speaks {language}.", "{count} coordinators speak {language}.", found.speaking
    ).format(count=found.speaking, language=language(found.language))
    # Translators: follows "3 coordinators speak Tigrinya."
    nearby = ngettext("{count} of them works near you.", "{count} of them work near you.", found.nearby)
    return lines(
        f"{speaking} {nearby.format(count=found.nearby)}" if found.speaking else speaking,
        _fitting(found),
    )


def _fitting(found: LiveSupply) -> str:
    if not found.fitting:
        return _("Nobody fits all of this now. You can send it: the regional manager will look with you.")
    scarce = _("It may take longer.") if found.fitting <= _SCARCE else ""
    if not found.demanding:
        return scarce
    fits = ngettext(
        "{count} fits all wishes that must be so.", "{count} fit all wishes that must be so.", found.fitting
    )
    return f"{fits.format(count=found.fitting)} {scarce}".rstrip()


def _weight(shown: Page, field: Field) -> str:
    weight = shown.answers.get(f"{field.name}_weight")
    if not isinstance(weight, str):
        return ""
    return f" ({labels(shown.form, f'{field.name}_weight')[weight]})"
