"""Where everything in a TOML text stands: `tomllib` reads values but says nothing about lines."""

import re
from bisect import bisect_left

Path = tuple[str | int, ...]
"""The way to a value: keys of tables and numbers of list items."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^\s,\]}#]+(?: [^\s,\]}#]+)*")
_FENCES = ('"""', "'''", '"', "'")


class Places:
    """The line of every table, key and list item of a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._read()

    def line(self, *path: str | int) -> int:
        """The number of the line on which `path` stands, or else what holds it; 1 for the text as a whole."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    def _read(self) -> None:
        table: Path = ()
        while self._skip():
            if self._take("[["):
                table = self._opened(self._key(), many=True)
                self._at += 2
            elif self._take("["):
                table = self._opened(self._key(), many=False)
                self._at += 1
            else:
                self._pair(table)

    def _opened(self, key: Path, *, many: bool) -> Path:
        """The path of a table from its header; the tables of a list are numbered, also where a part of one follows."""
        path: Path = ()
        for number, part in enumerate(key, 1):
            path = (*path, part)
            if many and number == len(key):
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        self._note(path)
        return path

    def _pair(self, table: Path) -> None:
        begins = self._at
        path = (*table, *self._key())
        self._note(path, begins)
        self._skip()
        self._at += 1  # the sign =
        self._skip()
        self._value(path)

    def _value(self, path: Path) -> None:
        self._note(path)
        if self._take("["):
            number = 0
            while self._within("]"):
                self._value((*path, number))
                number += 1
        elif self._take("{"):
            while self._within("}"):
                self._pair(path)
        elif self._text[self._at] in "\"'":
            self._string()
        else:
            self._matched(_PLAIN)

    def _within(self, end: str) -> bool:
        """Go to the next item; past the end when there is none."""
        self._skip()
        if self._take(","):
            self._skip()
        return not self._take(end)

    def _key(self) -> tuple[str, ...]:
        """A key, perhaps of several parts with dots between them."""
        parts = []
        while True:
            self._skip()
            parts.append(self._string() if self._text[self._at] in "\"'" else self._matched(_BARE))
            self._skip()
            if not self._take("."):
                return tuple(parts)

    def _string(self) -> str:
        fence = next(one for one in _FENCES if self._take(one))
        begins = self._at
        while not self._text.startswith(fence, self._at):
            self._at += 2 if fence[0] == '"' and self._text[self._at] == "\\" else 1
        found = self._text[begins : self._at]
        self._at += len(fence)
        while len(fence) > 1 and self._take(fence[0]):
            pass  # a quotation mark right before the end of a long text
        return found

    def _matched(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        assert found is not None  # noqa: S101 - the text is known to be TOML
        self._at = found.end()
        return found[0]

    def _take(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _skip(self) -> bool:
        """Go over blanks, line ends and comments; whether anything is left."""
        while self._at < len(self._text):
            if self._text[self._at] == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif self._text[self._at].isspace():
                self._at += 1
            else:
                return True
        return False

    def _note(self, path: Path, at: int | None = None) -> None:
        where = self._at if at is None else at
        self._lines.setdefault(path, bisect_left(self._ends, where) + 1)
