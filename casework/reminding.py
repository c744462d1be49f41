"""What the clock says to the coordinator and to the family when something falls due: the newest word, and no flood."""

from datetime import datetime

from casework import letters, progress
from casework.desk import Desk
from casework.letters import LetterKind
from domain.timers import Hearer, Timer
from storage.requests import Request


def say(desk: Desk, request: Request, hearer: Hearer, timer: Timer, at: datetime) -> None:
    """Write to the coordinator or the requester; an earlier word about the same request that is not sent yet is dropped.

    A pause by the family, or the end, takes it back as long as it is not sent.
    """
    if hearer is Hearer.REQUESTER:
        person_id, kind, subject = request.requester_id, LetterKind.PACE, request.ref
    elif (job := progress.running_job(desk, request)) is not None:
        person_id, kind, subject = job.coordinator_id, LetterKind.NUDGE, job.ref
    else:
        return
    letters.take_back(desk, request, kind)
    letters.write(
        desk,
        person_id,
        kind,
        subject=subject,
        request=request,
        occasion=f"{timer.due}:{at}",
        facts={"due": timer.due.value},
        nudge=True,
    )
