"""Refusals about the people in a circle; a code becomes a sentence like every other (`domain/errors.py`)."""

from domain.errors import AnswerError, DomainError


class WordTakenError(DomainError):
    """Somebody in this circle is known by this word already."""

    code = "word_taken"


class GuestRefusedError(DomainError):
    """The main person said no to somebody with this word."""

    code = "guest_refused"


class KeptAwayError(DomainError):
    """This person is not to come after all; the main person and the coordinator talk about it first."""

    code = "kept_away"


class AnswersThemselvesError(DomainError):
    """This person opened the invitation and answers in their own chat."""

    code = "answers_themselves"


class MainPersonDecidesError(DomainError):
    """The main person is in the chat and says yes or no there; the coordinator does not do it for them."""

    code = "main_person_decides"


class MainPersonElsewhereError(DomainError):
    """The main person is not in the chat: the coordinator asks them in person."""

    code = "main_person_elsewhere"


class NobodyToAskAboutError(DomainError):
    """The main person has decided about everybody in the circle."""

    code = "nobody_to_ask_about"


class NotAWordError(AnswerError):
    """What was typed is no word for a person: nothing in it, or a telephone number or an address."""

    code = "not_a_word"
