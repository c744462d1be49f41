"""Reading what a request to `/sim/` says, or saying in one sentence what is wrong with it."""

from json import JSONDecodeError

from aiohttp import web

from simulator.refusals import NOT_FOUND, SimError
from simulator.shapes import Json


async def body_of(request: web.Request) -> Json:
    """Return the JSON object in the body; an empty body is an empty object.

    Raises:
        SimError: no JSON, or no object.
    """
    if not request.can_read_body:
        return {}
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        raise SimError("The body must be JSON.") from None
    if not isinstance(body, dict):
        raise SimError("The body must be a JSON object.")
    return body


def number_in_path(request: web.Request) -> int:
    """Return the id in the address.

    Raises:
        SimError: 404, no number.
    """
    try:
        return int(request.match_info["id"])
    except ValueError:
        raise SimError("An id is a number.", status=NOT_FOUND) from None


def text_in(body: Json, name: str) -> str:
    """Return a text that must be there.

    Raises:
        SimError: left out, empty, or no text.
    """
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SimError(f'"{name}" is missing: it must be a text.')
    return value


def optional_text(body: Json, name: str) -> str | None:
    """Return a text that may be left out.

    Raises:
        SimError: no text.
    """
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise SimError(f'"{name}" must be a text.')
    return value or None


def number_in(body: Json, name: str) -> int:
    """Return a whole number that must be there.

    Raises:
        SimError: left out, or no whole number.
    """
    value = optional_number(body, name)
    if value is None:
        raise SimError(f'"{name}" is missing: it must be a whole number.')
    return value


def optional_number(body: Json, name: str) -> int | None:
    """Return a whole number that may be left out.

    Raises:
        SimError: no whole number.
    """
    value = body.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise SimError(f'"{name}" must be a whole number.')
    return value
