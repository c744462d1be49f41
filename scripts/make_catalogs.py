"""Takes the sentences out of bot/texts into the template, and brings every catalog up to date with it.

    python -m scripts.make_catalogs           # write
    python -m scripts.make_catalogs --check   # exit 1 when the template or a catalog is not up to date

Babel's own extractor does not see a sentence inside an f-string before Python 3.12; the syntax tree does.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.plurals import PLURALS
from babel.messages.pofile import read_po, write_po

TEXTS, LOCALES = Path("bot/texts"), Path("bot/locales")
NOTE = "# Translators:"
SHIPPED = ("nl", "ar", "tr", "pl", "ti")

ARABIC = (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)")
"""In the order of CLDR (zero, one, two, few, many, other), as translators write them; Babel has the last two swapped."""

PLURAL_RULES = {**PLURALS, "ar": ARABIC}


def sentences(source: str) -> Iterator[tuple[int, str | tuple[str, str], str | None]]:
    """Every message of a module: line, id (or singular and plural), context."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        match node.func.id, words:
            case "_", [message]:
                yield node.lineno, message, None
            case "ngettext", [one, many]:
                yield node.lineno, (one, many), None
            case "pgettext", [context, message]:
                yield node.lineno, message, context


def notes(source: str, line: int) -> list[str]:
    """What the translator is told: the comment lines right above."""
    above = source.splitlines()[: line - 1]
    found: list[str] = []
    while above and above[-1].strip().startswith("#"):
        found.insert(0, above.pop().strip())
    start = next((at for at, text in enumerate(found) if text.startswith(NOTE)), None)
    return [] if start is None else [text.removeprefix("#").strip() for text in found[start:]]


def template() -> Catalog:
    """The template, sorted, without dates or places in the source, so that it changes only when a sentence does."""
    catalog = Catalog(project="Kring", version="0.1", copyright_holder="Kring", fuzzy=False)
    for path in sorted(TEXTS.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        for line, message, context in sentences(source):
            catalog.add(message, auto_comments=notes(source, line), context=context, flags=_flags(message))
    return catalog


def _flags(message: str | tuple[str, str]) -> set[str]:
    text = message if isinstance(message, str) else message[1]
    return {"python-brace-format"} if "{" in text else set()


def as_bytes(catalog: Catalog, header: str) -> bytes:
    """The file, always the same for the same sentences."""
    catalog.header_comment = header
    out = BytesIO()
    write_po(
        out, catalog, width=100, sort_output=True, no_location=True, omit_header=True, ignore_obsolete=True
    )
    return out.getvalue()


def reviewed(tag: str) -> list[str]:
    """Where a catalog came from and who has read it: kept as it stands, for a reviewer writes it there."""
    path = LOCALES / tag / "LC_MESSAGES" / "messages.po"
    known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    said = [
        line.strip('"').removesuffix("\\n") for line in known if line.startswith(('"X-Origin:', '"X-Review:'))
    ]
    return said or ["X-Origin: machine", "X-Review: not yet checked by a native speaker"]


def head(tag: str) -> bytes:
    """The few header lines that matter; no date, no address."""
    plural = PLURAL_RULES.get(tag, (2, "(n != 1)"))
    lines = [
        "Project-Id-Version: Kring 0.1",
        f"Language: {tag}",
        f"Plural-Forms: nplurals={plural[0]}; plural={plural[1]};",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        *reviewed(tag),
    ]
    body = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{body}\n'.encode()


def updated(tag: str, wanted: Catalog) -> bytes:
    """The catalog of a language with every message of the template, what was translated kept."""
    path = LOCALES / tag / "LC_MESSAGES" / "messages.po"
    known = read_po(BytesIO(path.read_bytes()), locale=tag) if path.exists() else Catalog(locale=tag)
    count = PLURAL_RULES.get(tag, (2, ""))[0]
    fresh = Catalog(locale=tag, fuzzy=False)
    for message in wanted:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        old = known.get(key, message.context)
        empty: str | tuple[str, ...] = "" if isinstance(message.id, str) else ("",) * count
        fresh.add(
            message.id,
            old.string if old is not None and old.string else empty,
            auto_comments=message.auto_comments,
            flags=message.flags,
            context=message.context,
        )
    return head(tag) + as_bytes(fresh, "")


def main() -> int:
    """Write or check; the exit code."""
    parser = argparse.ArgumentParser(description="bring the catalogs up to date with the sentences")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 where something would change"
    )
    check = parser.parse_args().check
    wanted = template()
    files = {LOCALES / "messages.pot": head("en") + as_bytes(wanted, "")}
    files |= {LOCALES / tag / "LC_MESSAGES" / "messages.po": updated(tag, wanted) for tag in SHIPPED}
    late = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    for path in late:
        if check:
            sys.stderr.write(f"{path} is not up to date: python -m scripts.make_catalogs\n")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    return 1 if check and late else 0


if __name__ == "__main__":
    sys.exit(main())
