"""The words of danger: found in every language, however they are spelled, and not where nothing is wrong."""

import sys
import time
import tomllib
from pathlib import Path

import pytest

from bot.texts.translating import SHIPPED
from domain import dangers
from domain.dangers.phrases import phrase
from domain.dangers.words import Language, read, spelled

_HERE = Path(__file__).parent
_SENTENCES = tomllib.loads((_HERE / "sentences.toml").read_text(encoding="utf-8"))
_UNSEEN = tomllib.loads((_HERE / "unseen.toml").read_text(encoding="utf-8"))
_ENOUGH = 20


@pytest.mark.parametrize("tag", SHIPPED)
def test_sentences_of_people_in_danger_are_found(tag: str) -> None:
    assert len(_SENTENCES[tag]["danger"]) >= _ENOUGH
    assert [said for said in _SENTENCES[tag]["danger"] if not dangers.in_words(said)] == []


@pytest.mark.parametrize("tag", SHIPPED)
def test_everyday_sentences_are_not(tag: str) -> None:
    assert len(_SENTENCES[tag]["other"]) >= _ENOUGH
    assert [said for said in _SENTENCES[tag]["other"] if dangers.in_words(said)] == []


def test_the_list_finds_as_many_unseen_sentences_as_the_page_says() -> None:
    """docs/danger.md names these figures; the list may get better, and never worse."""
    dangerous = [said for kinds in _UNSEEN.values() for said in kinds["danger"]]
    others = [said for kinds in _UNSEEN.values() for said in kinds["other"]]
    assert (len(dangerous), len(others)) == (48, 48)
    assert sum(map(dangers.in_words, dangerous)) >= 18
    assert [said for said in others if dangers.in_words(said)] == []


def test_every_shipped_language_has_a_list() -> None:
    assert dangers.languages() >= set(SHIPPED)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("HIJ SLAAT ME", id="capitals"),
        pytest.param("hij   slaat\nme!!!", id="spaces, lines and signs"),
        pytest.param("helppp meee nuuuu", id="stretched letters"),
        pytest.param("He’s going to kill me", id="a curly apostrophe"),
        pytest.param("hes going to kill me", id="none"),
        pytest.param("maz mnie bije", id="Polish without its accents"),
        pytest.param("KOCAM BENI DOVUYOR", id="Turkish on another keyboard"),
        pytest.param("İMDAT", id="a Turkish capital I"),
        pytest.param("زوجي يَضْرِبُني", id="Arabic with vowel signs"),
        pytest.param("أنا خايفة على حياتى", id="ya and alif as they are typed in Egypt"),
        pytest.param("ويضربني", id="and, written onto the word"),
        pytest.param("ይወቅዐኒ ኣሎ። ይወቅዓኒ", id="Tigrinya with the plain q"),
        pytest.param("ፖሊስ፡ጸውዑለይ", id="the Ethiopic word divider"),
        pytest.param("ፖሊስ ፀውዑለይ", id="the other ts"),
        pytest.param("Mijn naam is Jan. Mijn man slaat me. Wat nu?", id="in the middle"),
        pytest.param("\u202ehij slaat me\u202c", id="direction marks"),
        pytest.param("x " * 1500 + "hij slaat me", id="at the end of a long story"),
    ],
)
def test_the_spelling_does_not_matter(typed: str) -> None:
    assert dangers.in_words(typed)


@pytest.mark.parametrize("typed", ["", " ", "?", "🦊", "\u202e", "112 113", "x" * 4096, "ik " * 1365])
def test_what_says_nothing_is_nothing(typed: str) -> None:
    assert not dangers.in_words(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "hij slaat me niet",
        "hij slaat me nooit",
        "niemand slaat mij",
        "he never hits me",
        "on mnie nie bije",
        "لا يضربني",
    ],
)
def test_what_is_denied_is_not_found(typed: str) -> None:
    assert not dangers.in_words(typed)


def test_a_denial_takes_away_nothing_but_itself() -> None:
    assert dangers.in_words("vroeger sloeg hij me niet, nu slaat hij mij: hij slaat me elke dag")


def test_every_phrase_of_the_file_is_reached_by_the_words_it_is_known_by() -> None:
    """The index leads to each phrase: the first alternative of every word of it, put together, is found."""
    unreached = [
        f"{language.tag}: {written}"
        for language in read()
        for written in language.phrases
        if not dangers.in_words(_example(written))
    ]
    assert unreached == []


def test_a_phrase_known_by_too_short_a_beginning_is_refused() -> None:
    language = Language("xx", ("ab*",), frozenset(), frozenset())
    with pytest.raises(ValueError, match="too short a beginning"):
        phrase(language, "ab*")


@pytest.mark.parametrize("typed", ["he's n't", "A-b_c`d", "112, 0800 2000", "Ik woon in 's-Hertogenbosch"])
def test_the_quick_spelling_of_plain_letters_is_the_spelling(typed: str) -> None:
    assert spelled(typed) == spelled(typed + " é").removesuffix(" e")


@pytest.mark.parametrize(
    "typed",
    [
        "Wij willen graag een vrouw die Turks spreekt, het liefst in de avond en niet uit ons dorp",
        "نريد امرأة تتكلم العربية في المساء وليست من قريتنا",
        "ትግርኛ እትዛረብ ሰበይቲ ምሸት ንደሊ",
    ],
    ids=["Dutch", "Arabic", "Tigrinya"],
)
def test_a_typed_answer_costs_less_than_a_twentieth_of_a_millisecond(typed: str) -> None:
    dangers.in_words(typed)
    # Whoever measures coverage looks over its shoulder at every line.
    aim = 50e-6 if sys.gettrace() is None else 250e-6
    assert min(_seconds(typed) for _ in range(200)) < aim


def _seconds(typed: str) -> float:
    begun = time.perf_counter()
    dangers.in_words(typed)
    return time.perf_counter() - begun


def _example(written: str) -> str:
    words = [item for item in written.split() if item not in {"~", "^", "$"} and not item.endswith("?")]
    return " ".join(word.split("|")[0].removesuffix("*") for word in words)
