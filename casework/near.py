"""A language close to the family's own: always a question to them, never a choice made for them (languages.md)."""

from dataclasses import dataclass

from casework import letters, managing, progress, requests
from casework.desk import Desk
from casework.letters import LetterKind
from casework.needs import NearAnswer, near_languages
from domain.errors import NotFoundError, OutdatedError
from domain.matching import NearLanguage
from domain.people import Action, require
from domain.requests import SEEKING
from domain.wishes import WishKind
from storage.arrivals import Caller
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class NearQuestion:
    """The question as the family or the manager reads it: would `tag` do too, in the place of `wanted`?

    `is_open` is false once nobody is sought any more; then there is nothing to answer.
    """

    ref: str
    tag: str
    wanted: str
    sensitive: bool
    answer: NearAnswer
    is_open: bool


def ask(desk: Desk, *, caller: Caller, ref: str, tag: str) -> None:
    """Ask the family whether they would also speak `tag` with a coordinator; the same question goes out once.

    Raises:
        NotFoundError: the request is of another region, or the table does not call this language close.
        OutdatedError: nobody is sought any more.
        PausedError: the family takes a pause.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    request = managing.of_region(desk, caller, ref)
    progress.require_running(request)
    if request.state not in SEEKING:
        raise OutdatedError
    _close_to(desk, request, tag)
    if tag in request.near:
        return
    request.near = {**request.near, tag: NearAnswer.ASKED.value}
    desk.session.add(request)
    desk.audit(caller, "asked_near_language", request.ref, tag)
    letters.tell_requester(desk, request, LetterKind.NEAR_QUESTION, facts={"language": tag})


def answer(desk: Desk, *, caller: Caller, ref: str, tag: str, yes: bool) -> NearQuestion:
    """Keep what the family says; while a coordinator is sought they may say otherwise.

    Raises:
        NotFoundError: it is not the caller's request, or this was never asked.
        OutdatedError: nobody is sought any more.
    """
    request = requests.own(desk, caller, ref)
    if tag not in request.near:
        raise NotFoundError
    if request.state not in SEEKING:
        raise OutdatedError
    said = NearAnswer.YES if yes else NearAnswer.NO
    if request.near[tag] != said:
        request.near = {**request.near, tag: said.value}
        desk.session.add(request)
        desk.audit(caller, "answered_near_language", request.ref, f"{tag} {said}")
        for manager_id in letters.managers_of(desk, request.region):
            letters.write(
                desk,
                manager_id,
                LetterKind.NEAR_ANSWERED,
                subject=request.ref,
                request=request,
                occasion=f"{tag}:{said}:{desk.now.isoformat()}",
                facts={"language": tag},
            )
    return _question(desk, request, tag)


def for_family(desk: Desk, *, reader: Caller, ref: str, tag: str) -> NearQuestion:
    """The question as it stands now, for whoever asked for the conference.

    Raises:
        NotFoundError: it is not the reader's request, or this was never asked.
    """
    return _question(desk, requests.own(desk, reader, ref), tag)


def for_manager(desk: Desk, *, reader: Caller, ref: str, tag: str) -> NearQuestion:
    """The question as it stands now, for a manager of the region.

    Raises:
        NotFoundError: it is of another region, or this was never asked.
    """
    return _question(desk, managing.seen(desk, reader, ref), tag)


def _question(desk: Desk, request: Request, tag: str) -> NearQuestion:
    if tag not in request.near:
        raise NotFoundError
    near = _close_to(desk, request, tag)
    return NearQuestion(
        ref=request.ref,
        tag=tag,
        wanted=near.wanted,
        sensitive=near.sensitive,
        answer=NearAnswer(request.near[tag]),
        is_open=request.state in SEEKING,
    )


def _close_to(desk: Desk, request: Request, tag: str) -> NearLanguage:
    """What the table says about `tag` and the languages that are sought; a wish gives way to the family's own.

    Raises:
        NotFoundError: nothing.
    """
    wished = {wish.value for wish in managing.wishes_of(desk, request) if wish.kind is WishKind.LANGUAGE}
    close = (*near_languages(wished, frozenset()), *near_languages({request.language}, frozenset()))
    found = next((near for near in close if near.tag == tag), None)
    if found is None:
        raise NotFoundError
    return found
