"""A screen: what one message says and which buttons stand under it; no library's types."""

from dataclasses import dataclass, field
from html import escape, unescape
from unicodedata import bidirectional

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_NO_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""An embedding or isolate that a value opens and does not close would reach beyond our own isolate."""
_STRONG = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}
"""The invisible marks for the directions of a script."""

MESSAGE_LIMIT = 4096
LABEL_LIMIT = 64
"""Clients cut longer labels, each somewhere else."""
LABEL_TWO_COLUMNS = 16
"""Two buttons stand beside each other only when the longest label has no more characters (telegram.md 1)."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, and either the callback data behind it or an address."""

    text: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes after the message. Its name says nothing about anyone (trust.md 12)."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. `text` is Telegram's HTML: every variable in it went through `safe`.

    `personal` screens carry something about a person, and are sent with `protect_content` (trust.md 12). `files` come
    after the message, in answers to a tap only; so does `after`, a screen of its own. What is shown once comes `anew`:
    a second quick tap on the button above it then cannot take its place. `edits_protected` is of a card that is personal
    in each of its versions: the message on the screen is protected already, so that an edit of it stays protected.
    A `pin` is a place on a map, in degrees of latitude and longitude, that comes after the message like a file; and
    `voice` is Telegram's id of a voice message that does.
    """

    text: str
    rows: Rows = field(default=())
    personal: bool = False
    files: tuple[Attachment, ...] = ()
    anew: bool = False
    after: "Screen | None" = None
    edits_protected: bool = False
    pin: tuple[float, float] | None = None
    voice: str = ""


def safe(value: object) -> str:
    """A value for a sentence: escaped for HTML, and isolated so that it cannot turn the direction of the line."""
    clean = str(value).translate(_NO_DIRECTIONS)
    return f"{FIRST_STRONG_ISOLATE}{escape(clean, quote=False)}{POP_ISOLATE}"


def side(value: str) -> str:
    """A mark for the beginning of a line that holds a number and this value: the line runs as the value does.

    An isolated value says nothing about the line that it stands in, and a number alone runs as the phone does.
    """
    for sign in value:
        direction = bidirectional(sign)
        if direction in _STRONG:
            return _STRONG[direction]
    return ""


def fitting(label: str, room: int = LABEL_LIMIT) -> str:
    """A label that holds what a person typed, cut where it would become too long for a button."""
    return label if len(label) <= room else f"{label[: room - 1].rstrip()}…"


def code(receipt: str) -> str:
    """A receipt, in letters that are easy to copy."""
    return f"<code>{safe(receipt)}</code>"


def plain(text: str) -> str:
    """Text for a button, where there is no HTML and nothing to isolate."""
    return unescape(text).replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")


def paragraphs(*parts: str) -> str:
    """The parts that say something, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """The parts that say something, each on its own line."""
    return "\n".join(part for part in parts if part)


def stack(*buttons: Button | None) -> Rows:
    """Buttons under each other."""
    return tuple((button,) for button in buttons if button is not None)


def grid(buttons: list[Button]) -> Rows:
    """Buttons two by two where every label is short enough, else under each other."""
    if any(len(button.text) > LABEL_TWO_COLUMNS for button in buttons):
        return stack(*buttons)
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
