"""Whether every language that is offered is complete (design.md 4.9)."""

from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.texts.translating import DOMAIN, SHIPPED, SOURCE


def read(tag: str) -> Catalog:
    """The catalog of a language, or the template for the source language."""
    folder = files("bot").joinpath("locales")
    path = (
        folder.joinpath(f"{DOMAIN}.pot")
        if tag == SOURCE
        else folder.joinpath(tag, "LC_MESSAGES", f"{DOMAIN}.po")
    )
    with path.open("rb") as lines:
        return read_po(lines, ignore_obsolete=True)


@cache
def incomplete() -> dict[str, int]:
    """How many messages each offered language lacks; empty when all is well. Read once: half a second."""
    wanted = [message for message in read(SOURCE) if message.id]
    catalogs = {tag: read(tag) for tag in SHIPPED if tag != SOURCE}
    missing = {
        tag: sum(not _said(catalog, message.id, message.context) for message in wanted)
        for tag, catalog in catalogs.items()
    }
    return {tag: count for tag, count in missing.items() if count}


def _said(catalog: Catalog, message_id: str | tuple[str, ...] | list[str], context: str | None) -> bool:
    key = message_id if isinstance(message_id, str) else message_id[0]
    found = catalog.get(key, context)
    if found is None or found.fuzzy:
        return False
    strings = found.string if isinstance(found.string, list | tuple) else [found.string]
    return bool(strings) and all(strings)
