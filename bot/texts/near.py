"""A language close to the family's own: the question to the family, and what the manager reads of the answer."""

from bot.texts.screens import Button, Screen, code, fitting, paragraphs, plain, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button, human_button
from bot.texts.words import language
from casework.choosing import Choice, NearAdvice
from casework.near import NearQuestion
from casework.needs import NearAnswer


def question(asked: NearQuestion) -> Screen:
    """Would this language do too? Where it may hurt, saying no is made easy in so many words."""
    if asked.answer is not NearAnswer.ASKED:
        return answered(asked)
    return Screen(
        paragraphs(
            _("It is hard to find a coordinator for you who speaks {language}. ({receipt})").format(
                language=language(asked.wanted), receipt=code(asked.ref)
            ),
            f"<b>{_('Would {language} do too?').format(language=language(asked.tag))}</b>",
            _("Perhaps you would rather not speak this language. It is fine to say no, nobody will mind.")
            if asked.sensitive
            else "",
            _("You decide. If you say no, we go on looking."),
        ),
        stack(*((_yes(asked), _no(asked)) if asked.is_open else ()), human_button()),
    )


def answered(asked: NearQuestion) -> Screen:
    """What the family said; as long as nobody was found they may change their mind."""
    yes = asked.answer is NearAnswer.YES
    said = (
        _("Thank you. We also ask coordinators who speak {language}.")
        if yes
        else _("Thank you. We ask nobody for you who only speaks {language}.")
    )
    other = (_no(asked) if yes else _yes(asked)) if asked.is_open else None
    return Screen(
        said.format(language=language(asked.tag)),
        stack(other, Button(_("Where does it stand?"), "st"), home_button()),
    )


def told(asked: NearQuestion) -> Screen:
    """The manager hears what the family said."""
    return Screen(
        paragraphs(f"<b>{code(asked.ref)}</b>", standing(asked.tag, asked.answer)),
        stack(
            Button(_("Who fits?"), f"ml:{asked.ref}") if asked.is_open else None,
            Button(_("Open the request"), f"mo:{asked.ref}"),
        ),
    )


def standing(tag: str, answer: NearAnswer) -> str:
    """What became of the question, in one sentence for the manager."""
    said = {
        NearAnswer.ASKED: _("The family was asked about {language} and has not answered yet."),
        NearAnswer.YES: _("The family said yes to {language}."),
        NearAnswer.NO: _("The family said no to {language}. Please respect that."),
    }
    return said[answer].format(language=language(tag))


def ask_button(choice: Choice, advice: NearAdvice) -> Button:
    """From the shortlist: ask the family about a language, with how many more would then fit."""
    label = _("Ask the family: would {language} do too?").format(language=plain(language(advice.tag)))
    return Button(
        f"{fitting(label, 58)} +{advice.gains}", f"mn:{choice.request}:{advice.tag}:{choice.relaxed}"
    )


def _yes(asked: NearQuestion) -> Button:
    return Button(_("Yes, that is fine"), f"rn:{asked.ref}:{asked.tag}:y")


def _no(asked: NearQuestion) -> Button:
    return Button(_("No, rather not"), f"rn:{asked.ref}:{asked.tag}:n")
