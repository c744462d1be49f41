"""The shape of JSON as it goes over the wire."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
JsonList: TypeAlias = list[dict[str, Any]]
