"""Files that bots and people sent: kept in memory, found by their file id."""

import secrets
from dataclasses import dataclass

from simulator.refusals import bad_request
from simulator.shapes import Json

MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `name` as its sender called it."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    data: bytes

    @property
    def path(self) -> str:
        """Where a bot downloads it, after `/file/bot<token>/`."""
        return f"{self.kind}s/{self.unique_id}{_suffix(self.name)}"

    def to_json(self) -> Json:
        """Return what every kind of file has in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class Files:
    """All files of one simulator."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, data: bytes, *, kind: str, name: str, mime: str) -> StoredFile:
        """Keep `data` and return it with its new ids.

        Raises:
            Refusal: empty, or above 50 MB.
        """
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > MAX_UPLOAD:
            raise bad_request("file is too big")
        stored = StoredFile(
            file_id="Sim" + secrets.token_urlsafe(36),
            unique_id="Sim" + secrets.token_urlsafe(9),
            kind=kind,
            name=name,
            mime=mime,
            data=data,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        """Return the file.

        Raises:
            Refusal: no such file.
        """
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file that a bot downloads from `path`, if there is one."""
        return self._by_path.get(path)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix}" if dot and stem and suffix.isalnum() else ""
