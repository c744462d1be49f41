"""Long texts in parts that Telegram takes, cut between paragraphs, then lines, never inside a tag."""

from bot.texts.screens import MESSAGE_LIMIT

_ROOM = MESSAGE_LIMIT - 96
"""Tags do not count for Telegram but do for us; a little room keeps every part under the limit either way."""


def split(text: str) -> list[str]:
    """The text in parts of at most 4,096 characters; nearly always one."""
    if len(text) <= _ROOM:
        return [text]
    return _joined(text.split("\n\n"), "\n\n")


def _joined(pieces: list[str], glue: str) -> list[str]:
    parts: list[str] = []
    for piece in pieces:
        if parts and len(parts[-1]) + len(glue) + len(piece) <= _ROOM:
            parts[-1] += glue + piece
        elif len(piece) <= _ROOM or glue == "\n":
            parts.append(piece)
        else:
            parts.extend(_joined(piece.split("\n"), "\n"))
    return parts
