"""The text of a message: parsed, counted, refused where Telegram refuses it."""

from simulator.entities import parsed_html
from simulator.methods.context import Context
from simulator.refusals import bad_request
from simulator.shapes import JsonList
from simulator.texts import found_entities, trimmed, units

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100


def read_text(context: Context) -> tuple[str, JsonList]:
    """Return the `text` of a message and its entities.

    Raises:
        Refusal: empty, above 4096 UTF-16 units after parsing, or not parsable.
    """
    text, entities = _read(context, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(context: Context) -> tuple[str, JsonList]:
    """Return the `caption` of a file and its entities; it may be empty.

    Raises:
        Refusal: above 1024 UTF-16 units after parsing, or not parsable.
    """
    text, entities = _read(context, "caption", "caption_entities")
    if units(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _read(context: Context, name: str, entities_name: str) -> tuple[str, JsonList]:
    source = context.params.text(name) or ""
    mode = (context.params.text("parse_mode") or "").lower()
    if mode == "html":
        text, entities = parsed_html(source)
    elif mode in {"", "none"}:
        text, entities = trimmed(source, _given(context, entities_name, units(source)))
    else:
        raise bad_request("unsupported parse_mode")
    entities = sorted(entities + found_entities(text, entities), key=lambda e: (e["offset"], -e["length"]))
    return text, entities[:MAX_ENTITIES]


def _given(context: Context, name: str, size: int) -> JsonList:
    given = context.params.structure(name)
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(entity, dict) for entity in given):
        raise bad_request("can't parse MessageEntity: expected an Array of Objects")
    for entity in given:
        offset, length = entity.get("offset"), entity.get("length")
        if (
            not isinstance(entity.get("type"), str)
            or not isinstance(offset, int)
            or not isinstance(length, int)
        ):
            raise bad_request("can't parse MessageEntity: type, offset and length are needed")
        if offset < 0 or length <= 0 or offset + length > size:
            raise bad_request("can't parse MessageEntity: it is outside the text")
    return [{key: value for key, value in entity.items() if value is not None} for entity in given]
