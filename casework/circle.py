"""What the coordinator does with a circle: proposing people, asking the main person, noting down who says what."""

from casework import circle_access as access
from casework import circle_rows, circle_words, disagreeing, forms, jobs, letters, own_circle, requests
from casework import circle_views as views
from casework.circle_views import Circle
from casework.desk import Desk
from casework.letters import LetterKind
from domain import deciding
from domain.circle import Part, Reply, Standing
from domain.circle_errors import (
    AnswersThemselvesError,
    GuestRefusedError,
    KeptAwayError,
    MainPersonDecidesError,
    MainPersonElsewhereError,
    NobodyToAskAboutError,
)
from domain.errors import NotAgreedError, NotFoundError
from domain.follow_ups import safe_moment
from domain.forms.request import NO
from domain.people import Action, may
from storage.arrivals import Caller
from storage.requests import Request

FORM = "guest"


def look(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """The circle of the caller's job.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    return views.for_coordinator(desk, caller, job, request)


def one(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """One person of a circle (`chosen`) for the coordinator, with what was told in private; that is written down.

    Raises:
        NotFoundError: this person is in no circle that the caller prepares now.
    """
    guest, job, request = access.guest_of_coordinator(desk, caller, ref)
    return views.for_coordinator(desk, caller, job, request, chosen=guest)


def decided(desk: Desk, *, caller: Caller, ref: str) -> tuple[str, int]:
    """The receipt, and how many people can be invited now; no word is opened for it.

    Raises:
        NotFoundError: the job is not the caller's, it has ended, or the main person has to decide about somebody.
    """
    _, request = jobs.own(desk, caller, ref)
    if request.state not in deciding.GATHERING or access.first_undecided(desk, request) is not None:
        raise NotFoundError
    guests = circle_rows.of_request(desk, request)
    waiting = (guest.state == Standing.AGREED and guest.invited_at is None for guest in guests)
    return request.ref, sum(waiting)


def newest(desk: Desk, *, caller: Caller) -> Circle | None:
    """The circle that the caller builds: of their job, else of their own newest request; None without one."""
    if may(caller.role, Action.DO_JOB) and (found := jobs.mine(desk, caller=caller)):
        return look(desk, caller=caller, ref=found[0].ref)
    own = (standing for standing in requests.mine(desk, caller=caller) if standing.circle)
    standing = next(own, None)
    return None if standing is None else own_circle.people(desk, caller=caller, receipt=standing.ref)


def begin(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Ask about one more person; `ref` is the coordinator's job, or the main person's receipt.

    Raises:
        NotFoundError: neither is the caller's.
        PausedError: the family takes a pause.
        WrongMoveError: people are not added now.
        CircleFullError: thirty people are in it.
    """
    request = _open_circle(desk, caller, ref)
    circle_words.require_room(desk, request)
    return forms.begin(desk, caller=caller, form=FORM, subject=ref, afresh=True)


def add(desk: Desk, *, caller: Caller, revision: int) -> Circle:
    """Keep the person: proposed by the coordinator, or wanted by the main person, who may so change an earlier no.

    Raises:
        OutdatedError: the button is older than the draft.
        NotFoundError: it is no longer the caller's.
        PausedError: the family takes a pause.
        WrongMoveError: people are not added now.
        CircleFullError: thirty people are in it.
        DomainError: the word is none, or is not free (`circle_words.require_free`).
    """
    page = forms.take(desk, caller=caller, form=FORM, revision=revision)
    ref, word = page.subject or "", str(page.answers["word"])
    request = _open_circle(desk, caller, ref)
    own = _is_own(ref)
    known = circle_words.known_by(desk, request, word) if own else None
    if known is not None and known.state == Standing.REFUSED:
        access.agree(desk, caller, known, request)
    else:
        guest = circle_words.add_guest(
            desk,
            request,
            word=word,
            part=Part(str(page.answers["part"])),
            language=str(page.answers["language"]),
            on_paper=page.answers["telegram"] == NO,
            standing=Standing.AGREED if own else Standing.PROPOSED,
        )
        desk.audit(caller, "circle_added", request.ref, guest.ref)
    access.moved(desk, request)
    if not own:
        return look(desk, caller=caller, ref=ref)
    access.tell_coordinator(desk, request)
    return own_circle.people(desk, caller=caller, receipt=ref)


def ask_main_person(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """Ask the main person about everybody who is proposed, in their chat and at an hour that is safe for them.

    Asked twice on one day about the same people, it is one question.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        WrongMoveError: people are not invited now.
        MainPersonsDisagreeError: those whom it is about do not agree with each other.
        MainPersonElsewhereError: they are not in the chat.
        NobodyToAskAboutError: they have decided about everybody.
    """
    job, request = jobs.own(desk, caller, ref)
    access.require_open(request)
    disagreeing.require_agreed(desk, request)
    if not views.main_person_here(desk, request):
        raise MainPersonElsewhereError
    occasion = views.occasion(desk, circle_rows.of_request(desk, request))
    if occasion is None:
        raise NobodyToAskAboutError
    letters.may_repeat(desk, request, LetterKind.CIRCLE_ASKED)
    letters.write(
        desk,
        request.requester_id,
        LetterKind.CIRCLE_ASKED,
        subject=request.ref,
        request=request,
        occasion=occasion,
        nudge=True,  # dropped when they pause or stop before it is sent
        not_before=safe_moment(request.hours, desk.zone, now=desk.now),
    )
    desk.session.flush()
    return views.for_coordinator(desk, caller, job, request)


def log_agreement(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """Note down that the main person, with whom the coordinator spoke, wants this person there.

    `chosen` is the next about whom they decide.

    Raises:
        NotFoundError: this person is in no circle that the caller prepares now.
        PausedError: the family takes a pause.
        WrongMoveError: people are not invited now.
        MainPersonDecidesError: they are in the chat, and decide there.
        KeptAwayError: this person is not to come after all.
    """
    guest, job, request = access.guest_of_coordinator(desk, caller, ref)
    access.require_open(request)
    if views.main_person_here(desk, request):
        raise MainPersonDecidesError
    access.agree(desk, caller, guest, request)
    access.moved(desk, request)
    following = access.first_undecided(desk, request)
    return views.for_coordinator(desk, caller, job, request, chosen=following)


def keep_away(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """This person is not to come after all: their link shows nothing any more, and nobody is told why.

    Raises:
        NotFoundError: this person is in no circle that the caller prepares now.
    """
    guest, job, request = access.guest_of_coordinator(desk, caller, ref)
    if guest.state != Standing.REFUSED:
        access.put(desk, caller, guest, request, Standing.AWAY)
    return views.for_coordinator(desk, caller, job, request)


def bring_back(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """Who was kept away may come after all, if the main person says so: in the chat, or noted down by the coordinator.

    Raises:
        NotFoundError: this person is in no circle that the caller prepares now.
        PausedError: the family takes a pause.
        WrongMoveError: people are not invited now.
        GuestRefusedError: the main person said no to them.
        CircleFullError: thirty others are in it.
    """
    guest, job, request = access.guest_of_coordinator(desk, caller, ref)
    access.require_open(request)
    before = Standing(guest.state)
    if before is Standing.REFUSED:
        raise GuestRefusedError
    if before is Standing.AWAY:
        circle_words.require_room(desk, request)
    after = deciding.brought_back(before, agreed=not views.main_person_here(desk, request))
    access.put(desk, caller, guest, request, after)
    access.moved(desk, request)
    return views.for_coordinator(desk, caller, job, request, chosen=guest)


def log_reply(desk: Desk, *, caller: Caller, ref: str, reply: Reply) -> Circle:
    """Note down what somebody answers who does not do so in a chat of their own; asked in person, they are invited.

    Raises:
        NotFoundError: this person is in no circle that the caller prepares now.
        PausedError: the family takes a pause.
        WrongMoveError: people are not invited now.
        NotAgreedError: the main person has not said yes to them.
        KeptAwayError: they are not to come after all.
        AnswersThemselvesError: they opened their invitation.
    """
    guest, job, request = access.guest_of_coordinator(desk, caller, ref)
    access.require_open(request)
    if guest.state == Standing.AWAY:
        raise KeptAwayError
    if guest.state != Standing.AGREED:
        raise NotAgreedError
    if not views.may_log(desk, guest):
        raise AnswersThemselvesError
    guest.answer, guest.answered_at = reply.value, desk.now
    guest.invited_at = guest.invited_at or desk.now
    desk.session.add(guest)
    desk.session.flush()
    desk.audit(caller, "circle_reply", request.ref, guest.ref)
    access.moved(desk, request)
    return views.for_coordinator(desk, caller, job, request, chosen=guest)


def _open_circle(desk: Desk, caller: Caller, ref: str) -> Request:
    """The request of a job or a receipt, whose circle can be changed now."""
    request = access.of_main_person(desk, caller, ref) if _is_own(ref) else jobs.own(desk, caller, ref)[1]
    access.require_open(request)
    return request


def _is_own(ref: str) -> bool:
    """Whether it is a receipt, under which the main person adds somebody; a coordinator does so under a job."""
    return ref.startswith("K-")
