"""A message as HTML that a page may show: everything escaped, only Telegram's own styles as tags."""

from html import escape
from itertools import pairwise

from simulator.shapes import Json, JsonList

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_SCHEMES = ("http://", "https://", "tg://", "mailto:", "tel:")


def safe_html(text: str, entities: JsonList) -> str:
    """Return `text` with its entities as tags; entities that cross each other are cut where they cross."""
    data = text.encode("utf-16-le")
    edges = {0, len(data) // 2}
    for entity in entities:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    points = sorted(edge for edge in edges if 0 <= edge <= len(data) // 2)
    ordered = sorted(entities, key=lambda e: (e["offset"], -e["length"]))
    out: list[str] = []
    stack: list[tuple[int, str]] = []
    for start, end in pairwise(points):
        piece = data[start * 2 : end * 2].decode("utf-16-le", errors="replace")
        stack = _turn(out, stack, ordered, start, text_of=data)
        out.append(escape(piece))
    out.extend(f"</{tag}>" for _, tag in reversed(stack))
    return "".join(out)


def _turn(
    out: list[str], stack: list[tuple[int, str]], ordered: JsonList, at: int, *, text_of: bytes
) -> list[tuple[int, str]]:
    """Close what ends at `at`, open what begins there, and return what is open."""
    wanted = [
        (number, entity)
        for number, entity in enumerate(ordered)
        if entity["offset"] <= at < entity["offset"] + entity["length"]
    ]
    keep = 0
    while keep < len(stack) and keep < len(wanted) and stack[keep][0] == wanted[keep][0]:
        keep += 1
    out.extend(f"</{tag}>" for _, tag in reversed(stack[keep:]))
    kept = stack[:keep]
    for number, entity in wanted[keep:]:
        inside = text_of[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
        tag, opening = _opening(entity, inside.decode("utf-16-le", errors="replace"))
        out.append(opening)
        kept.append((number, tag))
    return kept


def _opening(entity: Json, inside: str) -> tuple[str, str]:
    """Return the name of the tag and the tag itself."""
    kind = entity["type"]
    if kind in _TAGS:
        return _TAGS[kind], f"<{_TAGS[kind]}>"
    target = {"text_link": entity.get("url", ""), "url": inside, "email": f"mailto:{inside}"}.get(kind, "")
    if target.startswith(_SCHEMES):
        return "a", f'<a href="{escape(target)}" rel="noopener noreferrer" target="_blank">'
    return "span", f'<span class="{escape(kind)}">'
