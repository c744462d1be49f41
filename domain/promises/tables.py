"""One table of a policy file: each value has the type that is asked for, or is refused with its line."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from domain.promises import durations
from domain.promises.places import Path, Places

E = TypeVar("E", bound=StrEnum)


class PolicyError(ValueError):
    """The policy file cannot be used; the message is one sentence that names the file and the line."""


class Source:
    """A policy file as text, for whoever has to say on which line something stands."""

    def __init__(self, text: str, name: str) -> None:
        """Read the text.

        Raises:
            PolicyError: it is not TOML.
        """
        self._name = name
        clean = text.removeprefix("\ufeff")
        try:
            self.data: dict[str, Any] = tomllib.loads(clean)
        except tomllib.TOMLDecodeError as error:
            raise PolicyError(f"{name} is not valid TOML: {error}.") from None
        self._places = Places(clean)

    def refuse(self, what: str, *path: str | int) -> NoReturn:
        """Say what is wrong, with the line of what stands at `path`, or else of what should hold it."""
        raise PolicyError(f"{self._name} line {self._places.line(*path)}: {what}.")


class Table:
    """A table at a path of the file; `title` is how a sentence calls it."""

    def __init__(self, source: Source, path: Path, data: object, title: str) -> None:
        """Take the table.

        Raises:
            PolicyError: it is none.
        """
        self._source, self.path, self.title = source, path, title
        if data is None:
            source.refuse(f"there is no {title}", *path)
        if not isinstance(data, Mapping):
            source.refuse(f"{title} must be a table", *path)
        self._data: Mapping[str, Any] = data

    def allow(self, known: Iterable[str]) -> None:
        """Refuse keys that mean nothing here."""
        names = set(known)
        for key in self._data:
            if key not in names:
                self.refuse(f"{self.title} has a key {key!r} that means nothing here", key)

    def refuse(self, what: str, *keys: str | int) -> NoReturn:
        """Say what is wrong with one of the keys, or with the table."""
        self._source.refuse(what, *self.path, *keys)

    def has(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self._data

    def word(self, key: str) -> str:
        """A text that is not empty."""
        value = self._given(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{key} of {self.title} must be a text that says something", key)
        return value.strip()

    def flag(self, key: str) -> bool:
        """True or false; false when it is left out."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            self.refuse(f"{key} of {self.title} must be true or false", key)
        return value

    def count(self, key: str) -> int:
        """A whole number from one up."""
        value = self._given(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(f"{key} of {self.title} must be a whole number", key)
        if value < 1:
            self.refuse(f"{key} of {self.title} is {value}, and must be at least 1", key)
        return value

    def hour(self, key: str) -> time:
        """A time of the day, as in 08:30:00."""
        value = self._given(key)
        if not isinstance(value, time):
            self.refuse(f"{key} of {self.title} must be a time of the day such as 08:30:00", key)
        return value

    def length(self, key: str, *, day: timedelta = timedelta(days=1)) -> timedelta:
        """A length of time in words."""
        value = self._given(key)
        try:
            return durations.parse(value if isinstance(value, str) else repr(value), day=day)
        except ValueError as error:
            self.refuse(f"{key} of {self.title}: {error}", key)

    def one_of(self, key: str, kind: type[E]) -> E:
        """A value of an enumeration."""
        return self._member(kind, self.word(key), key)

    def some_of(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """One or more values of an enumeration, each once."""
        return tuple(self._member(kind, word, key, number) for number, word in enumerate(self.words(key)))

    def words(self, key: str) -> tuple[str, ...]:
        """A list of one or more texts, each once."""
        value = self._given(key)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.refuse(f"{key} of {self.title} must be a list of texts", key)
        if not value:
            self.refuse(f"{key} of {self.title} names nobody and nothing", key)
        for number, word in enumerate(value):
            if word in value[:number]:
                self.refuse(f"{key} of {self.title} names {word!r} twice", key, number)
        return tuple(value)

    def inner(self, key: str) -> "Table":
        """The table in this table."""
        return Table(self._source, (*self.path, key), self._given(key), f"{key} of {self.title}")

    def tables(self, key: str, title: str) -> list["Table"]:
        """A list of one or more tables; `title` is what a sentence calls one of them."""
        value = self._data.get(key)
        if not isinstance(value, list) or not value:
            self.refuse(f"{self.title} has no {title}", key)
        path = (*self.path, key)
        return [
            Table(self._source, (*path, number), one, f"{title} {number + 1} of {self.title}")
            for number, one in enumerate(value)
        ]

    def _member(self, kind: type[E], word: str, *keys: str | int) -> E:
        try:
            return kind(word)
        except ValueError:
            known = ", ".join(member.value for member in kind)
            self.refuse(f"{keys[0]} of {self.title}: {word!r} is none of {known}", *keys)

    def _given(self, key: str) -> Any:  # noqa: ANN401 - whatever a file holds
        if key not in self._data:
            self.refuse(f"{self.title} has no {key}")
        return self._data[key]
