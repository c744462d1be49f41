"""A language that is offered is complete: every sentence translated, filled alike, and in its own script."""

import re
import string
import subprocess
import sys
import unicodedata
from gettext import c2py
from pathlib import Path

import polib
import pycld2
import pytest
from babel import Locale

from bot.texts import catalogs
from bot.texts.translating import SHIPPED, SOURCE, gettext, ngettext, speaking
from scripts import make_catalogs

LOCALES = Path(make_catalogs.__file__).resolve().parents[1] / "bot" / "locales"
TRANSLATED = tuple(tag for tag in SHIPPED if tag != SOURCE)
SCRIPTS = {"nl": "LATIN", "tr": "LATIN", "pl": "LATIN", "ar": "ARABIC", "ti": "ETHIOPIC"}

SAME_EVERYWHERE = {"Telegram", "{moment}: {can}", "{what}: {who}"}
SAME_AS_ENGLISH = {
    "nl": {
        "Helpdesk",
        "Trainer",
        "Code",
        "Contact",
        "Contact: {channel}",
        "Hindu",
        "Later",
        "later",
        "Man",
        "Menu",
        "Open {receipt}",
        "School",
        "Weekend",
    },
    "tr": {"Hindu", "Menu"},
    "pl": {"Helpdesk", "Menu", "Region: {region}", "Weekend"},
}
"""Words that really are the same; a new one is looked at before it comes in here."""

_TAGS = re.compile(r"</?[a-z]+>")
_KEPT = re.compile(r"https?://\S+|/[a-z]{3,}\b|\b0800-\d{4}\b|\b11[23]\b|\b24-12\b|\b15:30\b")
_LETTERS = re.compile(r"[^\W\d_]")


def catalog(tag: str) -> polib.POFile:
    """A language's catalog, as another program than ours reads it."""
    return polib.pofile(str(LOCALES / tag / "LC_MESSAGES" / "messages.po"))


def forms(entry: polib.POEntry) -> list[str]:
    """Everything that is said for a message."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    """The names between braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module", params=TRANSLATED)
def translated(request: pytest.FixtureRequest) -> tuple[str, polib.POFile]:
    """A language and its catalog."""
    return request.param, catalog(request.param)


Translated = tuple[str, polib.POFile]


def test_the_template_and_every_catalog_are_those_of_the_sentences() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.make_catalogs", "--check"],
        cwd=LOCALES.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_language_that_is_offered_has_a_catalog_and_no_other_has() -> None:
    folders = {path.name for path in LOCALES.iterdir() if path.is_dir()}
    assert folders == set(TRANSLATED)
    assert set(make_catalogs.SHIPPED) == set(TRANSLATED)


def test_no_language_that_is_offered_lacks_a_sentence() -> None:
    assert catalogs.incomplete() == {}


def test_every_sentence_is_translated_and_none_is_a_guess(translated: Translated) -> None:
    _, found = translated
    template = polib.pofile(str(LOCALES / "messages.pot"))
    assert {entry.msgid for entry in found} == {entry.msgid for entry in template}
    assert [entry.msgid for entry in found if entry.fuzzy or entry.obsolete] == []
    assert [entry.msgid for entry in found if not all(text.strip() for text in forms(entry))] == []


def test_a_translation_is_filled_with_the_same_values(translated: Translated) -> None:
    """The form for one thing may leave the number out: some languages have no sentence with it."""
    wrong = []
    for entry in translated[1]:
        needed = placeholders(entry.msgid_plural or entry.msgid)
        for text in forms(entry):
            given = placeholders(text)
            if given != needed and not (entry.msgid_plural and given == needed - {"count"}):
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_the_forms_of_a_plural_are_those_of_the_language(translated: Translated) -> None:
    tag, found = translated
    header = found.metadata["Plural-Forms"]
    count, rule = re.fullmatch(r"nplurals=(\d+); plural=(.+);", header).groups()  # type: ignore[union-attr]
    index = c2py(rule)
    assert {index(number) for number in range(1000)} == set(range(int(count)))
    assert [entry.msgid for entry in found if entry.msgid_plural and len(forms(entry)) != int(count)] == []
    cldr = Locale.parse(tag).plural_form
    if tag == "tr":
        return  # Turkish leaves the noun as it is after any number, and gettext follows it: one form
    # What the language tells apart, the catalog can tell apart; nothing is counted when there is none of it.
    for number in range(1, 200):
        for other in range(1, number):
            assert cldr(number) == cldr(other) or index(number) != index(other), (number, other)


@pytest.mark.parametrize("tag", TRANSLATED)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 11, 22, 99, 100, 101, 1000])
def test_a_count_is_said_in_the_language(tag: str, count: int) -> None:
    one, many = "{count} coordinator was asked.", "{count} coordinators were asked."
    with speaking(tag):
        assert ngettext(one, many, count) not in {one, many}


def test_white_space_and_marks_stand_where_they_stood(translated: Translated) -> None:
    wrong = []
    for entry in translated[1]:
        for text in forms(entry):
            same_edges = text == text.strip() if entry.msgid == entry.msgid.strip() else True
            if (
                not same_edges
                or text.count("\n") != entry.msgid.count("\n")
                or "  " in text
                or "\ufffd" in text
            ):
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_tags_numbers_and_commands_are_not_translated(translated: Translated) -> None:
    wrong = []
    for entry in translated[1]:
        for text in forms(entry):
            if sorted(_TAGS.findall(text)) != sorted(_TAGS.findall(entry.msgid)):
                wrong.append((entry.msgid, text))
            if set(_KEPT.findall(entry.msgid)) - set(_KEPT.findall(text)):
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_questions_stay_questions(translated: Translated) -> None:
    asked = [entry for entry in translated[1] if entry.msgid.endswith("?") and not entry.msgid_plural]
    assert len(asked) > 20
    assert [entry.msgid for entry in asked if entry.msgstr.rstrip("\u2069\u200f")[-1] not in "?؟፧"] == []


def test_only_words_that_are_the_same_are_the_same(translated: Translated) -> None:
    tag, found = translated
    same = {entry.msgid for entry in found if entry.msgid in forms(entry)}
    assert same - SAME_EVERYWHERE - SAME_AS_ENGLISH.get(tag, set()) == set()


def test_the_letters_are_those_of_the_language(translated: Translated) -> None:
    tag, found = translated
    text = "".join(re.sub(r"\{\w+\}", "", form) for entry in found for form in forms(entry))
    letters = _LETTERS.findall(text)
    own = sum(unicodedata.name(letter, "").startswith(SCRIPTS[tag]) for letter in letters)
    assert own / len(letters) > 0.95


def test_a_program_that_knows_languages_recognises_it(translated: Translated) -> None:
    tag, found = translated
    sentences = [re.sub(r"\{\w+\}", "", form) for entry in found for form in forms(entry) if len(form) > 30]
    text = " ".join("".join(char for char in one if char.isprintable()) for one in sentences)
    _, _, details = pycld2.detect(text)
    assert details[0][1] == tag


def test_no_two_languages_say_the_same() -> None:
    said = {tag: {entry.msgid: tuple(forms(entry)) for entry in catalog(tag)} for tag in TRANSLATED}
    for tag, own in said.items():
        for other in TRANSLATED[TRANSLATED.index(tag) + 1 :]:
            same = sum(own[message] == said[other].get(message) for message in own)
            assert same / len(own) < 0.05, (tag, other)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_program_itself_reads_what_stands_in_the_catalog(tag: str) -> None:
    with speaking(tag):
        for entry in catalog(tag):
            if not entry.msgid_plural and entry.msgctxt is None:
                assert gettext(entry.msgid) == entry.msgstr


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_header_says_which_language_and_whose_work_it_is(tag: str) -> None:
    metadata = catalog(tag).metadata
    assert metadata["Language"] == tag
    assert metadata["Content-Type"] == "text/plain; charset=utf-8"
    assert {"X-Origin", "X-Review"} <= set(metadata)


def test_dutch_says_u() -> None:
    """The Dutch of Kring is formal and warm: u, never je."""
    familiar = re.compile(r"\b(je|jij|jouw|jullie)\b", re.IGNORECASE)
    found = [form for entry in catalog("nl") for form in forms(entry) if familiar.search(form)]
    assert found == []


SOURCES: dict[str, tuple[str, list[tuple[str | tuple[str, str], str | None]]]] = {
    "a sentence": ('_("Hello.")', [("Hello.", None)]),
    "a sentence inside an f-string": ("f\"<b>{_('Hello.')}</b>\"", [("Hello.", None)]),
    "a plural": ('ngettext("one", "many", count)', [(("one", "many"), None)]),
    "a word in its context": ('pgettext("menu", "Open")', [("Open", "menu")]),
    "another function": ('say("Hello.")', []),
    "a variable": ("_(text)", []),
}


@pytest.mark.parametrize(("source", "found"), SOURCES.values(), ids=SOURCES)
def test_sentences_are_found_where_they_stand(
    source: str, found: list[tuple[str | tuple[str, str], str | None]]
) -> None:
    assert [(message, context) for _, message, context in make_catalogs.sentences(source)] == found


def test_a_note_for_translators_comes_along() -> None:
    source = "# other\n# Translators: a number\n# of people.\n_('x')"
    assert make_catalogs.notes(source, 4) == ["Translators: a number", "of people."]
    assert make_catalogs.notes("# other\n_('x')", 2) == []
