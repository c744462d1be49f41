"""Refusals: what the service will not do, each with a code that becomes a sentence in the reader's language."""

from typing import ClassVar


class DomainError(Exception):
    """A refusal with a code, never a crash; `facts` fill the sentence and hold no personal value."""

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence needs, such as a count or the ids of missing steps."""
        super().__init__(self.code)
        self.facts = facts


class NotFoundError(DomainError):
    """There is no such thing, or it is not this person's to see: the two are never told apart (trust.md 8)."""

    code = "not_found"


class NotAllowedError(DomainError):
    """The person's role does not have this right."""

    code = "not_allowed"


class WrongMoveError(DomainError):
    """The life cycle does not allow this step from where the thing stands now."""

    code = "wrong_move"


class OutdatedError(DomainError):
    """The button is older than what it was drawn from; the current screen follows."""

    code = "outdated"


class OfferClosedError(DomainError):
    """The offer was answered, withdrawn or has expired."""

    code = "offer_closed"


class NotIndependentError(DomainError):
    """The coordinator declared a tie with this request (domain.md 2)."""

    code = "not_independent"


class QuestionsOpenError(DomainError):
    """The five questions about independence have not all been answered yet."""

    code = "questions_open"


class BusyError(DomainError):
    """The coordinator already prepares another conference; one at a time (domain.md 1.1, step 4)."""

    code = "busy"


class GatesClosedError(DomainError):
    """Steps that must be done before the meeting are not; `facts["steps"]` names them."""

    code = "gates_closed"


class StepNeededError(DomainError):
    """This preparation step always applies; it cannot be marked as not applicable."""

    code = "step_needed"


class PausedError(DomainError):
    """The family asked for a pause; only going on or ending is possible."""

    code = "paused"


class ConsentMissingError(DomainError):
    """No question is asked before the person agreed to the current text."""

    code = "consent_missing"


class NotSharedError(DomainError):
    """The family took back that coordinators may be asked about their request (domain.md 3.4)."""

    code = "not_shared"


class TooSoonError(DomainError):
    """The same was made for this person a moment ago."""

    code = "too_soon"


class LastOneError(DomainError):
    """Nobody else of the service would hear of what is asked here; somebody else joins first."""

    code = "last_one"


class TooManyRequestsError(DomainError):
    """A person may have three requests open at a time."""

    code = "too_many_requests"


class TooManyBodiesError(DomainError):
    """Ten organisations are named in this request already (domain.bodies.MOST)."""

    code = "too_many_bodies"


class PlanFullError(DomainError):
    """Forty lines stand in this plan already (domain.plans.MOST)."""

    code = "plan_full"


class TooManyBesideError(DomainError):
    """Eight languages stand beside this line already (domain.plans.MOST_BESIDE)."""

    code = "too_many_beside"


class PlanEmptyError(DomainError):
    """There is no line in the plan, so that nobody can be asked about it and nothing can be handed out."""

    code = "plan_empty"


class PlanNotAgreedError(DomainError):
    """The main person has not said yes to what stands in the plan now."""

    code = "plan_not_agreed"


class PlanGoneError(DomainError):
    """The plan was not handed out, or its lines were deleted; nobody learns which."""

    code = "plan_gone"


class NobodyChosenError(DomainError):
    """The manager tapped *ask* before choosing a coordinator."""

    code = "nobody_chosen"


class InvitationError(DomainError):
    """The deep link is unknown, used by someone else, or too old; nobody learns which."""

    code = "invitation_closed"


class AskingClosedError(DomainError):
    """People are not asked how it goes (any more), or this link is somebody else's by now; nobody learns which."""

    code = "asking_closed"


class InvitationUsedError(DomainError):
    """The invitation is somebody else's, or it is over; nobody learns which."""

    code = "circle_invitation_closed"


class CircleFullError(DomainError):
    """There are thirty people in this circle already (domain.circle.MOST)."""

    code = "circle_full"


class NotAgreedError(DomainError):
    """The main person has not said yes to this person, so that nothing is asked of them."""

    code = "not_agreed"


class MomentPastError(DomainError):
    """The proposed moment for the meeting has passed."""

    code = "moment_past"


class MomentRepeatedError(DomainError):
    """The same moment is proposed already."""

    code = "moment_repeated"


class TooManyMomentsError(DomainError):
    """Six moments are proposed already (domain.meeting_days.MOST)."""

    code = "too_many_moments"


class MomentGoneError(DomainError):
    """The moment is not on the list (any more), or of another circle; nobody learns which."""

    code = "moment_gone"


class DayNotYoursError(DomainError):
    """The main person decides about the day: here, or where they are not in the chat through the coordinator."""

    code = "day_not_yours"


class NotTheDayError(DomainError):
    """Private time begins on the day of the meeting, not before it."""

    code = "not_the_day"


class NoPrivateTimeError(DomainError):
    """The plan cannot be there before the circle was among itself."""

    code = "no_private_time"


class AnswerError(DomainError):
    """What was typed or tapped does not answer the question that stands open."""

    code = "answer_unclear"


class NotAnOptionError(AnswerError):
    """The question has buttons, and this is none of them."""

    code = "answer_not_an_option"


class TooLongError(AnswerError):
    """More than the question asks for: a story, which is not kept (domain.md 3.3)."""

    code = "answer_too_long"


class DateUnreadableError(AnswerError):
    """No day can be read from this text."""

    code = "date_unreadable"


class DateOutOfRangeError(AnswerError):
    """The day lies in the past or too far ahead."""

    code = "date_out_of_range"


class TimeUnreadableError(AnswerError):
    """No time of the day can be read from this text."""

    code = "time_unreadable"


class NumberUnreadableError(AnswerError):
    """No whole number can be read from this text."""

    code = "number_unreadable"


class NumberOutOfRangeError(AnswerError):
    """The number is smaller or larger than is possible here; `facts` hold `least` and `most`."""

    code = "number_out_of_range"


class LanguageUnknownError(AnswerError):
    """No language is known by this name."""

    code = "language_unknown"


class PlaceUnknownError(AnswerError):
    """No place or postcode in the Netherlands is known by this name."""

    code = "place_unknown"


class NothingOpenError(AnswerError):
    """Text came in while no question stood open; it is not kept."""

    code = "nothing_open"


class PhoneUnreadableError(AnswerError):
    """No telephone number can be read from this text."""

    code = "phone_unreadable"


class RepeatedUpdateError(Exception):
    """Telegram sent an update again that was handled before; not a refusal, nobody is told."""
