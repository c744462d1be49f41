"""People with a phone, and what a bot sees of them."""

import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass

from simulator.refusals import NOT_FOUND, SimError
from simulator.shapes import Json

# Ids of people are random, so that a database that outlives the simulator never mistakes one for another.
_LOWEST, _HIGHEST = 1_000_000_000, 8_000_000_000


@dataclass(slots=True)
class Person:
    """Someone with Telegram; `language_code` is what the phone is set to."""

    id: int
    name: str
    language_code: str | None
    username: str | None = None

    def to_user(self) -> Json:
        """Return the Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.language_code:
            user["language_code"] = self.language_code
        if self.username:
            user["username"] = self.username
        return user

    def to_json(self) -> Json:
        """Return the person for who drives the simulator."""
        return {"id": self.id, "name": self.name, "language_code": self.language_code}


class People:
    """Everyone who has a phone here."""

    def __init__(self) -> None:
        self._all: dict[int, Person] = {}

    def add(
        self, name: str, language_code: str | None, *, number: int | None = None, username: str | None = None
    ) -> Person:
        """Give someone a phone.

        Raises:
            SimError: `number` is taken, or is no positive number.
        """
        if number is None:
            number = random_id(self._all)
        elif number <= 0 or number in self._all:
            raise SimError(f"The id {number} is not free.")
        person = Person(number, name, language_code, username)
        self._all[number] = person
        return person

    def get(self, number: int) -> Person:
        """Return the person.

        Raises:
            SimError: 404, no one has that id.
        """
        person = self._all.get(number)
        if person is None:
            raise SimError(f"There is no person {number}.", status=NOT_FOUND)
        return person

    def __contains__(self, number: object) -> bool:
        return number in self._all

    def __iter__(self) -> Iterator[Person]:
        return iter(tuple(self._all.values()))


def random_id(taken: Container[int]) -> int:
    """Return a number that is not in `taken`."""
    while True:
        number = _LOWEST + secrets.randbelow(_HIGHEST - _LOWEST)
        if number not in taken:
            return number
