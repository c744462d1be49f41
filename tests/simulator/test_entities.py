"""HTML becomes text and entities, counted in UTF-16, or is refused with the place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.entities import parsed_html
from simulator.refusals import Refusal
from simulator.safe_html import safe_html
from simulator.texts import found_entities, trimmed, units


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"type": kind, "offset": offset, "length": length, **more}


READ: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "plain": ("hello", "hello", []),
    "bold": ("<b>a</b>", "a", [entity("bold", 0, 1)]),
    "strong": ("<strong>a</strong>", "a", [entity("bold", 0, 1)]),
    "capital letters": ("<B>a</b>", "a", [entity("bold", 0, 1)]),
    "italic and underline": ("<i>a</i><u>b</u>", "ab", [entity("italic", 0, 1), entity("underline", 1, 1)]),
    "struck out": ("<s>a</s>", "a", [entity("strikethrough", 0, 1)]),
    "spoilers": (
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
        "ab",
        [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
    ),
    "a quote": ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    "a quote that folds": (
        "<blockquote expandable>a</blockquote>",
        "a",
        [entity("expandable_blockquote", 0, 1)],
    ),
    "a link": (
        '<a href="https://example.org/?a=1&amp;b=2">x</a>',
        "x",
        [entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
    ),
    "a link without quotes": (
        "<a href=example.org>x</a>",
        "x",
        [entity("text_link", 0, 1, url="example.org")],
    ),
    "a link to nowhere": ('<a href="nowhere">x</a>', "x", []),
    "a block of code": (
        '<pre><code class="language-python">a</code></pre>',
        "a",
        [entity("pre", 0, 1, language="python")],
    ),
    "nested": ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    "after an emoji": ("🙂<b>a</b>", "🙂a", [entity("bold", 2, 1)]),
    "escaped signs": ("&lt;b&gt; &amp; &quot;&#39;&#x41;", "<b> & \"'A", []),
    "an unknown reference stays": ("a &copy; b & c", "a &copy; b & c", []),
    "white space around it": ("  <b> a </b>\n", "a", [entity("bold", 0, 1)]),
    "an emoji of one's own": (
        '<tg-emoji emoji-id="5">🙂</tg-emoji>',
        "🙂",
        [entity("custom_emoji", 0, 2, custom_emoji_id="5")],
    ),
    "a language outside a block": ('<code class="language-c">a</code>', "a", [entity("code", 0, 1)]),
    "an empty tag": ("a<b></b>", "a", []),
    "a short end tag": ("<b>a</>", "a", [entity("bold", 0, 1)]),
}


@pytest.mark.parametrize(("source", "text", "entities"), READ.values(), ids=READ.keys())
def test_html_is_read(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parsed_html(source) == (text, entities)


REFUSED: dict[str, tuple[str, str]] = {
    "an unknown tag": ("é<p>a</p>", 'Unsupported start tag "p" at byte offset 2'),
    "a name that looks like a tag": ("Hello <Anna>", 'Unsupported start tag "anna" at byte offset 6'),
    "no end": ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    "an end too many": ("a</b>", "Unexpected end tag at byte offset 1"),
    "crossed": ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    "a tag not closed": ("a <b", "Unclosed start tag at byte offset 2"),
    "a tag not closed after a space": ("<a ", "Unclosed start tag at byte offset 0"),
    "an attribute not closed": ('<a href="x', "Unexpected end of name token at byte offset 7"),
    "an end tag not closed": ("<b>a</b", "Unclosed end tag at byte offset 4"),
    "a span of another class": (
        '<span class="x">a</span>',
        'Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    "an attribute without a name": ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
}


@pytest.mark.parametrize(("source", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_html_that_telegram_cannot_read_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        parsed_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


MARKED: dict[str, tuple[str, list[tuple[str, int, int]]]] = {
    "a command": ("/start abc", [("bot_command", 0, 6)]),
    "a command for this bot": ("/help@kring_demo_bot", [("bot_command", 0, 20)]),
    "not a path": ("a/b and 1/2", []),
    "a link at the end of a sentence": ("see https://example.org/a.", [("url", 4, 21)]),
    "an address": ("mail a.b@example.org now", [("email", 5, 15)]),
    "a mention": ("hi @someone", [("mention", 3, 8)]),
    "a hashtag": ("🙂 #kring", [("hashtag", 3, 6)]),
    "nothing": ("hello there", []),
}


@pytest.mark.parametrize(("text", "found"), MARKED.values(), ids=MARKED.keys())
def test_telegram_marks_some_things_by_itself(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in found_entities(text)] == found


def test_nothing_is_marked_within_code() -> None:
    assert found_entities("/start", [entity("code", 0, 6)]) == []


def test_trimming_moves_entities_along_and_drops_what_is_gone() -> None:
    assert trimmed("  ab ", [entity("bold", 0, 3), entity("italic", 0, 1)]) == ("ab", [entity("bold", 0, 1)])


SHOWN: dict[str, tuple[str, list[dict[str, Any]], str]] = {
    "escaped": ("<script>&", [], "&lt;script&gt;&amp;"),
    "styles": ("ab", [entity("bold", 0, 2), entity("italic", 1, 1)], "<b>a<i>b</i></b>"),
    "crossed": ("abc", [entity("bold", 0, 2), entity("italic", 1, 2)], "<b>a<i>b</i></b><i>c</i>"),
    "an emoji": ("🙂a", [entity("bold", 2, 1)], "🙂<b>a</b>"),
    "a spoiler": ("a", [entity("spoiler", 0, 1)], '<span class="spoiler">a</span>'),
    "a link": (
        "a",
        [entity("text_link", 0, 1, url='https://example.org/"x')],
        '<a href="https://example.org/&quot;x" rel="noopener noreferrer" target="_blank">a</a>',
    ),
    "a link that runs code": (
        "a",
        [entity("text_link", 0, 1, url="javascript:x")],
        '<span class="text_link">a</span>',
    ),
}


@pytest.mark.parametrize(("text", "entities", "html"), SHOWN.values(), ids=SHOWN.keys())
def test_a_page_may_show_the_html(text: str, entities: list[dict[str, Any]], html: str) -> None:
    assert safe_html(text, entities) == html


@given(st.text(max_size=60))
def test_what_is_escaped_is_read_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parsed_html(f"<b>{escaped}</b>")[0] == text.strip(" \t\r\n")


@given(st.text(alphabet='<>/abi&;= "x🙂', max_size=40))
def test_any_source_is_read_or_refused_and_never_breaks(source: str) -> None:
    try:
        text, entities = parsed_html(source)
    except Refusal as refused:
        assert refused.code == 400  # noqa: PT017
        return
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= units(text) for e in entities)
    assert "<script" not in safe_html(text, entities)
