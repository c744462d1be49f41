"""A refusal as one clear sentence; nobody is blamed and nothing is lost."""

from collections.abc import Callable

from bot.texts.screens import safe
from bot.texts.steps import held_back_by
from bot.texts.translating import gettext as _
from bot.texts.welcome import OFFICE
from domain.errors import DomainError, GatesClosedError

Sentence = Callable[[], str]

SENTENCES: dict[str, Sentence] = {
    "refused": lambda: _("That is not possible now."),
    "not_found": lambda: _("I cannot find that. It may be over, or not yours to see."),
    "not_allowed": lambda: _("I cannot find that. It may be over, or not yours to see."),
    # Translators: to somebody of the service; the question for the digits follows.
    "second_step_needed": lambda: _("For this I need the six digits of your second step."),
    "wrong_move": lambda: _("That is not possible at this moment. This is how it stands now."),
    "outdated": lambda: _("This button is out of date. This is how it stands now."),
    "offer_closed": lambda: _("This offer is no longer open. Thank you for looking."),
    "not_independent": lambda: _("You said that you are not independent here. We ask someone else."),
    "questions_open": lambda: _("Please answer the questions about independence first."),
    "busy": lambda: _("You already have a conference. One at a time: finish that one, or give it back."),
    "gates_closed": lambda: _("The meeting cannot be recorded yet."),
    "step_needed": lambda: _("This step is always needed. You can mark it as done or as later."),
    "paused": lambda: _("The family takes a pause. This can be done when they go on."),
    "consent_missing": lambda: _("First I need your yes to how we handle your answers."),
    "not_shared": lambda: _(
        "The family does not want coordinators to be asked now. Please call them and ask what they want."
    ),
    "too_soon": lambda: _("You got this a moment ago. Please wait a minute and try again."),
    # Translators: to somebody who did something very often in a short time.
    "too_often": lambda: _(
        "That was a lot in a short time. Nothing is lost. Please try again a little later."
    ),
    # Translators: to somebody of the service who wants to be forgotten; {number} is a telephone number.
    "last_one": lambda: _(
        "You are the only one here who hears when people need help. First somebody else has to join. "
        "Please call {number}; then you can be forgotten."
    ).format(number=safe(OFFICE)),
    "too_many_requests": lambda: _(
        "You have three open requests. Please stop one first, or talk to a person."
    ),
    "too_many_bodies": lambda: _("Ten organisations is the most. Please remove one first."),
    "plan_full": lambda: _(
        "A plan has at most forty lines. Please put some of them together, or remove one."
    ),
    "too_many_beside": lambda: _(
        "Eight languages stand beside this line. That is the most. Please remove one first."
    ),
    "plan_empty": lambda: _("There is no line in the plan yet. Please write down the first one."),
    "plan_not_agreed": lambda: _(
        "First the main person says yes to the plan as it is now. Nothing was handed out."
    ),
    # Translators: to whoever looks for the plan of a family; it was not handed out yet, or it was deleted here.
    "plan_gone": lambda: _(
        "The plan is not here. It was not handed out yet, or it was deleted here because everyone had time to keep it. "
        "Please ask someone of your circle."
    ),
    "nobody_chosen": lambda: _("First choose whom you want to ask."),
    "invitation_closed": lambda: _("This link does not work any more. Please ask for a new one."),
    # Translators: to whoever opens a link about how a plan goes, or taps an old button of it.
    "asking_closed": lambda: _(
        "These questions are closed, or someone else already uses this link. Please ask the coordinator."
    ),
    # Translators: to whoever opens an invitation to a meeting that somebody else opened already, or that is over.
    "circle_invitation_closed": lambda: _(
        "I cannot show this invitation here. It is used already, or it is over. "
        "Do you have a question? Then please talk to a person."
    ),
    "voices_full": lambda: _(
        "Three messages is the most. Would you like to say more? Then please call the coordinator."
    ),
    # Translators: to somebody who sends a message for the coordinator while the family makes its plan in private.
    "among_themselves": lambda: _(
        "The family is among itself now, and I bring nothing to anybody meanwhile. Please send it later."
    ),
    "circle_full": lambda: _("Thirty people is the most for one circle. Someone can be taken off first."),
    "word_taken": lambda: _("Somebody in this circle has this word already. Please choose another word."),
    "guest_refused": lambda: _("The main person said no to this person. Please respect that."),
    "kept_away": lambda: _("This person is not to come now. Please talk about it together first."),
    "not_agreed": lambda: _("The main person has not said yes to this person yet."),
    "answers_themselves": lambda: _("This person answers in their own chat."),
    "main_person_decides": lambda: _(
        "The main person decides this in their own chat. You can ask them there."
    ),
    "main_person_elsewhere": lambda: _(
        "The main person is not in this chat. Please ask them yourself, and note down what they say."
    ),
    "nobody_to_ask_about": lambda: _("There is nobody to ask about now."),
    "not_a_word": lambda: _(
        "Please type a word that the family uses for this person. No telephone number and no address."
    ),
    "conditions_fixed": lambda: _(
        "The meeting is less than seven days away, and everyone knows the conditions. They do not change any more. Please "
        "call the coordinator."
    ),
    "too_many_conditions": lambda: _("Five conditions is the most. Please remove one first."),
    # Translators: to the coordinator or to one of those whom the request is about, such as both parents.
    "main_persons_disagree": lambda: _(
        "Those whom it is about do not agree with each other yet, so nothing is sent now. What helps: the coordinator talks "
        "with each of them, each may bring their own people, and the regional manager can be asked."
    ),
    "moment_past": lambda: _("That moment has passed. Please choose a later one."),
    "moment_repeated": lambda: _("This moment is on the list already."),
    "too_many_moments": lambda: _("Six moments is the most. Please remove one first."),
    "moment_gone": lambda: _("This moment is not on the list any more. These are the moments now."),
    "day_not_yours": lambda: _("The main person decides about the day."),
    "not_the_day": lambda: _("This button is for the day of the meeting."),
    "no_private_time": lambda: _("The private time has not begun yet."),
    "answer_unclear": lambda: _("I did not understand that, and I did not keep it."),
    "answer_not_an_option": lambda: _(
        "I did not understand that, and I did not keep it. Please tap a button."
    ),
    "answer_too_long": lambda: _(
        "That is more than I need here. I did not keep it. You can tell it to your coordinator later, in person.",
    ),
    "date_unreadable": lambda: _("I cannot read a day in that. Type it like this: 24-12."),
    "date_out_of_range": lambda: _("That day is in the past or too far away. Please choose another."),
    "time_unreadable": lambda: _("I cannot read a time in that. Type it like this: 15:30."),
    "number_unreadable": lambda: _("I cannot read a number in that. Type only digits."),
    "number_out_of_range": lambda: _("That number cannot be right. Please check it."),
    "language_unknown": lambda: _(
        "I do not know a language by that name. Try another spelling, or tap a button."
    ),
    "place_unknown": lambda: _(
        "I do not know that place in the Netherlands. Try the nearest town, or four digits of a postcode.",
    ),
    "phone_unreadable": lambda: _("I cannot read a telephone number in that. Type only the digits."),
    "nothing_open": lambda: _("I did not keep what you wrote. Please use the buttons, or talk to a person."),
    "wish_not_understood": lambda: _("I did not understand one of the wishes. Please look at them again."),
    "too_many_wishes": lambda: _("These are more wishes than I can search for. Please leave some out."),
    "wish_repeated": lambda: _("The same wish stands there twice. Please look at them again."),
    "wishes_contradict": lambda: _("Nobody can meet these wishes together. Please make one of them softer."),
    "duplicate_candidate": lambda: _("That is not possible now."),
}
"""One sentence for every code; a test holds that none is missing in any language."""


def sentence(error: DomainError) -> str:
    """What to say about this refusal."""
    said = SENTENCES.get(error.code, SENTENCES["refused"])()
    if isinstance(error, GatesClosedError):
        steps = error.facts["steps"]
        assert isinstance(steps, tuple)  # noqa: S101 - the rule that raises it says so
        return f"{said}\n\n{held_back_by(steps)}"
    return said


def not_kept() -> str:
    """A photo, a voice message or a file: never stored, said kindly (domain.md 3.3)."""
    return _(
        "I cannot read pictures, voice messages or files, and I did not keep it. Please use words or buttons."
    )


def edited() -> str:
    """A message was changed afterwards."""
    return _("I cannot see changes in a message you sent before. Please answer again below.")


def unknown_command() -> str:
    """A command that does not exist."""
    return _("I do not know that command. These are the ones I know.")


def private_only() -> str:
    """In a group nothing is said about anyone."""
    return _("I only talk in a private chat, so that nobody else can read along. Please write to me there.")


def trouble(reference: str) -> str:
    """Something broke on our side."""
    return _(
        "Something went wrong on our side. Your answers are safe. Please try again. (Code {code})"
    ).format(code=reference)
