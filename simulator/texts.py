"""Text as Telegram counts it: in UTF-16 code units, without white space around it."""

import re
from collections.abc import Iterable

from simulator.shapes import Json, JsonList

_PLAIN = {"code", "pre", "text_link", "text_mention"}
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z]\w{2,31}\b)"
    r"|(?P<hashtag>(?<![\w#/&])#\w*[^\W\d]\w*)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z]\w{2,31})?(?![\w/]))"
)


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)  # noqa: PLR2004 - end of the first plane


def found_entities(text: str, known: Iterable[Json] = ()) -> JsonList:
    """Return the links, addresses, mentions, hashtags and commands that Telegram marks by itself.

    Args:
        text: the message.
        known: entities that are there already; nothing is marked within code or a link.
    """
    taken = [(e["offset"], e["offset"] + e["length"]) for e in known if e["type"] in _PLAIN]
    found = []
    for match in _FOUND.finditer(text):
        start = units(text[: match.start()])
        end = start + units(match.group())
        if not any(start < stop and begin < end for begin, stop in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    return found


def trimmed(text: str, entities: JsonList) -> tuple[str, JsonList]:
    """Return the text without white space around it, and its entities moved along and cut to fit."""
    bare = text.strip(" \t\r\n")
    lead = units(text[: len(text) - len(text.lstrip(" \t\r\n"))])
    size = units(bare)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return bare, kept
