"""Telegram's HTML, really parsed: a text and its entities, or a refusal worded as Telegram's."""

import html
import re
from dataclasses import dataclass, field

from simulator.refusals import Refusal, bad_request
from simulator.shapes import Json, JsonList
from simulator.texts import trimmed, units

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.\-]+)))?\s*")
_NAME = re.compile(r"[^\s>]*")
_STOP = re.compile(r"[<&]")
_SPACE = " \t\r\n"


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end; `at` in UTF-16 units of the text so far."""

    name: str
    at: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Parser:
    """Walks over the source once, as TDLib does."""

    source: str
    i: int = 0
    size: int = 0
    out: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: JsonList = field(default_factory=list)

    def refused(self, reason: str, at: int | None = None) -> Refusal:
        """Return the refusal, with the place in bytes where there is one."""
        place = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad_request(f"can't parse entities: {reason}".replace("{place}", place))

    def emit(self, text: str) -> None:
        """Add plain text."""
        self.out.append(text)
        self.size += units(text)

    def run(self) -> tuple[str, JsonList]:
        """Parse everything."""
        while self.i < len(self.source):
            self.step()
        if self.stack:
            raise self.refused(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].name}"')
        return "".join(self.out), self.entities

    def step(self) -> None:
        """Take one reference, one tag, or the text up to the next of them."""
        char = self.source[self.i]
        if char == "&":
            match = _REFERENCE.match(self.source, self.i)
            self.emit(html.unescape(match.group()) if match else "&")
            self.i = match.end() if match else self.i + 1
        elif char == "<":
            if self.source.startswith("</", self.i):
                self.close_tag()
            else:
                self.open_tag()
        else:
            stop = _STOP.search(self.source, self.i)
            end = stop.start() if stop else len(self.source)
            self.emit(self.source[self.i : end])
            self.i = end

    def open_tag(self) -> None:
        """Read `<name attributes>`."""
        begin = self.i
        match = _NAME.match(self.source, begin + 1)
        name = match.group().lower() if match else ""
        at = begin + 1 + len(name)
        if at >= len(self.source):
            raise self.refused("Unclosed start tag{place}", begin)
        if name not in _STYLES:
            raise self.refused(f'Unsupported start tag "{name}"{{place}}', begin)
        attributes, end = self.attributes(name, at, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self.refused('Tag "span" must have class "tg-spoiler"{place}', begin)
        self.stack.append(_Open(name, self.size, attributes))
        self.i = end

    def attributes(self, name: str, at: int, begin: int) -> tuple[dict[str, str], int]:
        """Read the attributes from `at`; return them and the place after the `>`."""
        found: dict[str, str] = {}
        while True:
            while at < len(self.source) and self.source[at] in _SPACE:
                at += 1
            if at >= len(self.source):
                raise self.refused("Unclosed start tag{place}", begin)
            if self.source[at] == ">":
                return found, at + 1
            match = _ATTRIBUTE.match(self.source, at)
            if match is None:
                raise self.refused(f'Empty attribute name in the tag "{name}"{{place}}', begin)
            if match.end() < len(self.source) and self.source[match.end()] == "=":
                raise self.refused("Unexpected end of name token{place}", match.end())
            value = next((part for part in match.groups()[1:] if part is not None), "")
            found[match.group(1).lower()] = html.unescape(value)
            at = match.end()

    def close_tag(self) -> None:
        """Read `</name>` and make the entity."""
        begin = self.i
        end = self.source.find(">", begin)
        if not self.stack:
            raise self.refused("Unexpected end tag{place}", begin)
        if end < 0:
            raise self.refused("Unclosed end tag{place}", begin)
        name = self.source[begin + 2 : end].strip().lower()
        tag = self.stack.pop()
        if name and name != tag.name:
            expected = f'expected "</{tag.name}>", found "</{name}>"'
            raise self.refused(f"Unmatched end tag{{place}}, {expected}", begin)
        self.i = end + 1
        if self.size > tag.at:
            self.finish(tag)

    def finish(self, tag: _Open) -> None:
        """Add the entity of a tag that has text in it."""
        entity: Json = {"type": _STYLES[tag.name], "offset": tag.at, "length": self.size - tag.at}
        if tag.name == "a":
            inside = "".join(self.out).encode("utf-16-le")[tag.at * 2 :].decode("utf-16-le")
            url = tag.attributes.get("href") or inside
            if "." not in url and ":" not in url:
                return
            entity["url"] = url
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
            entity["language"] = tag.attributes["class"].removeprefix("language-")
        self.entities.append(entity)


def parsed_html(source: str) -> tuple[str, JsonList]:
    """Return the text and the entities that `source` says, trimmed and in Telegram's order.

    Raises:
        Refusal: "can't parse entities: ..." for an unknown tag, bad nesting or a tag without an end.
    """
    text, entities = _Parser(source).run()
    return trimmed(text, sorted(map(dict, _without_nested_code(entities)), key=_order))


def _without_nested_code(entities: JsonList) -> JsonList:
    """Turn `<pre><code class="language-x">` into one entity, as Telegram does."""
    blocks = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        block = blocks.get((entity["offset"], entity["length"]))
        if entity["type"] == "code" and block is not None:
            if "language" in entity:
                block["language"] = entity["language"]
            continue
        if entity["type"] == "code":
            entity.pop("language", None)
        kept.append(entity)
    return kept


def _order(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
