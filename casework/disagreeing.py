"""Those whom a request is about do not agree: nothing is sent to their circle until the coordinator logs that they do.

One person asks and decides in the chat (`domain.deciding`). Where two do, such as both parents after a divorce, the
coordinator speaks with each of them; neither hears through the bot what the other said.
"""

from sqlalchemy import Select
from sqlalchemy import select as sql_select
from sqlmodel import col, delete

from casework.desk import Desk
from domain.compulsory_errors import MainPersonsDisagreeError
from storage.compulsory import Disagreement
from storage.requests import Request


def stands(desk: Desk, request: Request) -> bool:
    """Whether they do not agree now."""
    return desk.session.get(Disagreement, request.id) is not None


def require_agreed(desk: Desk, request: Request) -> None:
    """Refuse to send something to a circle whose main persons do not agree.

    Raises:
        MainPersonsDisagreeError: they do not.
    """
    if stands(desk, request):
        raise MainPersonsDisagreeError


def keep(desk: Desk, request: Request) -> None:
    """They do not agree; said twice, it is since the first time."""
    if not stands(desk, request):
        desk.session.add(Disagreement(request_id=request.id or 0, since=desk.now))
        desk.session.flush()


def forget(desk: Desk, request: Request) -> None:
    """They agree, or the request is over."""
    desk.session.exec(delete(Disagreement).where(col(Disagreement.request_id) == request.id))


def about() -> Select[int]:
    """The requests of which this is so: nobody of their circle is reminded of anything."""
    return sql_select(col(Disagreement.request_id))
