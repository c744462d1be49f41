"""A page for paper: whole in itself, in its reader's direction, and nothing in it runs or points outside."""

from html.parser import HTMLParser

import pytest

from bot.texts import printing
from bot.texts.translating import SHIPPED

_MARKS = "\u202e\u2066\u2068\u2069"
_HOLLOW = {"meta", "br", "hr", "img", "path"}


class Read(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _HOLLOW:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append((self.open[-1] if self.open else "", data))


@pytest.mark.parametrize("locale", [*SHIPPED, "fa", "prs", "he", "nl-x-brabants", "zh-Hant"])
def test_a_page_has_the_language_and_the_direction_of_its_reader(locale: str) -> None:
    read = Read(printing.document(locale=locale, title="A title", body="<p>body</p>"))
    html = dict(read.tags)["html"]
    assert html["lang"] == locale
    assert html["dir"] == ("rtl" if locale in {"ar", "fa", "prs", "he"} else "ltr")
    assert read.open == []
    assert ("p", "body") in read.said


def test_a_page_begins_as_every_browser_wants_it() -> None:
    page = printing.document(locale="ti", title="ሰላም", body="<p>ሰላም</p>")
    assert page.startswith(b'<!doctype html>\n<html lang="ti" dir="ltr">\n<head>\n<meta charset="utf-8">')
    assert ("p", "ሰላም") in Read(page).said


def test_nothing_runs_and_nothing_comes_from_outside() -> None:
    page = printing.document(locale="nl", title="t", body="<p>b</p>")
    read = Read(page)
    policy = [values for tag, values in read.tags if values.get("http-equiv") == "Content-Security-Policy"]
    assert str(policy[0]["content"]).startswith("default-src 'none'; ")
    assert {tag for tag, _ in read.tags} <= {"html", "head", "meta", "title", "style", "body", "p"}
    for outside in (b"http://", b"https://", b"url(", b"@import", b"<script", b"src="):
        assert outside not in page, outside


def test_a_title_is_words() -> None:
    read = Read(printing.document(locale="nl", title="\u2068<b>\u2069 & \u2068</title>\u2069", body=""))
    assert ("title", "<b> & </title>") in read.said


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "</bdi></p><h1>",
        "a \"quoted\" & 'other'",
        "{locale} %s",
        f"{_MARKS}back",
        "ኣብ بيت huis",
    ],
    ids=["a script", "an end", "quotes", "braces", "directions", "scripts"],
)
def test_what_somebody_typed_stays_words_and_turns_nothing(typed: str) -> None:
    made = printing.text(typed)
    read = Read(printing.document(locale="ar", title="t", body=f"<p>{made}</p>"))
    said = "".join(words for tag, words in read.said if tag == "bdi")
    assert said == typed.strip(_MARKS)
    assert [tag for tag, _ in read.tags][-2:] == ["p", "bdi"]


def test_words_in_another_language_say_which() -> None:
    assert printing.text("dom", "pl") == '<bdi lang="pl">dom</bdi>'
    assert printing.text("dom", '"x') == '<bdi lang="&quot;x">dom</bdi>'


def test_a_sheet_has_a_language_of_its_own() -> None:
    page = printing.document(locale="nl", title="t", body=printing.page("ar", "<h1>h</h1>"))
    assert ("section", {"class": "page", "lang": "ar", "dir": "rtl"}) in Read(page).tags
