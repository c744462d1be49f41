"""The parameters of a call, whichever way they came: query, form, multipart or JSON."""

import json
from dataclasses import dataclass
from json import JSONDecodeError
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from simulator.refusals import bad_request
from simulator.shapes import Json

UNSAID = "application/octet-stream"
"""The kind of a file whose sender does not say it."""

_TRUE = {"true", "1", "yes", "y"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


class Params:
    """Parameters by name, read as the kind that a method needs."""

    def __init__(self, values: Json | None = None, files: dict[str, Upload] | None = None) -> None:
        self.values = values or {}
        self.files = files or {}

    def has(self, name: str) -> bool:
        """Tell whether the parameter is there and not empty."""
        return self.values.get(name) not in (None, "") or name in self.files

    def text(self, name: str) -> str | None:
        """Return a text, or nothing where it is left out."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value)

    def flag(self, name: str) -> bool:
        """Return a yes or no; no where it is left out."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number.

        Raises:
            Refusal: something else.
        """
        value = self.values.get(name)
        if value in (None, ""):
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'invalid parameter "{name}" specified: a number is expected') from None

    def number(self, name: str) -> float:
        """Return a number.

        Raises:
            Refusal: left out, or something else.
        """
        try:
            return float(self.values.get(name, ""))
        except (TypeError, ValueError):
            raise bad_request(f'invalid parameter "{name}" specified: a number is expected') from None

    def structure(self, name: str) -> object:
        """Return an object or a list, also where it came as JSON in a text.

        Raises:
            Refusal: a text that is no JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except JSONDecodeError:
            label = name.replace("_", " ")
            raise bad_request(f"can't parse {label} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """Return the file that came under this name, or that `attach://` points at."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(name)

    def chat_number(self) -> int | None:
        """Return the number of the chat that the call is about, if it names one; for the log."""
        try:
            return int(self.values.get("chat_id", ""))
        except (TypeError, ValueError):
            return None


async def read_request(request: web.Request) -> Params:
    """Return the parameters of a call.

    Raises:
        Refusal: a JSON body that is none.
    """
    values: Json = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method != "POST" or not request.can_read_body:
        return Params(values, files)
    if request.content_type == "application/json":
        values.update(_json_object(await request.text()))
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                mime = value.content_type or UNSAID
                files[name] = Upload(value.filename, mime, value.file.read())
            elif isinstance(value, str):
                values[name] = value
            else:
                files[name] = Upload(name, UNSAID, bytes(value))
    return Params(values, files)


async def read_response(response: aiohttp.ClientResponse) -> Params | None:
    """Return the method call that a webhook's answer holds, or nothing."""
    try:
        if response.content_type == "application/json":
            return Params(_json_object(await response.text() or "{}"))
        if response.content_type == "application/x-www-form-urlencoded":
            return Params(dict(parse_qsl(await response.text())))
        if response.content_type.startswith("multipart/"):
            return await _read_parts(response)
    except Exception:  # noqa: BLE001 - whatever the body is, the update itself was taken
        return None
    return None


async def _read_parts(response: aiohttp.ClientResponse) -> Params:
    values: Json = {}
    files: dict[str, Upload] = {}
    reader = aiohttp.MultipartReader.from_response(response)
    while (part := await reader.next()) is not None:
        if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
            continue
        if part.filename:
            mime = part.headers.get("Content-Type", UNSAID)
            files[part.name] = Upload(part.filename, mime, bytes(await part.read(decode=True)))
        else:
            values[part.name] = await part.text()
    return Params(values, files)


def _json_object(text: str) -> Json:
    try:
        body = json.loads(text)
    except JSONDecodeError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object: expected an Object")
    return body
