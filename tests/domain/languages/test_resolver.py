import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.languages import Answer, Language, language, languages, resolve
from domain.languages.folding import fold, script_of, squash
from domain.languages.fuzzy import nearest, sound
from domain.languages.index import Meaning
from domain.languages.narrowing import narrowed
from domain.languages.registry import is_known
from scripts.score_languages import AIMS, Query, queries, scores

ROOT = Path(__file__).resolve().parents[3]


def test_the_queries_are_many_and_in_a_hundred_locales() -> None:
    asked = queries()
    assert len(asked) >= 500
    assert len({query.locale for query in asked}) >= 100
    assert {query.kind for query in asked} == set(AIMS)


def test_every_kind_of_query_is_answered_as_well_as_promised() -> None:
    found, times = scores(queries())
    assert {kind: score.share for kind, score in found.items() if score.share < AIMS[kind]} == {}
    assert statistics.median(times) < 2
    assert statistics.quantiles(times, n=100)[-1] < 50


@pytest.mark.parametrize("entry", languages(), ids=lambda entry: entry.tag)
def test_the_registers_own_names_mean_just_that_language(entry: Language) -> None:
    assert resolve(entry.name_nl, "nl").tags[0] == entry.tag
    assert resolve(entry.name_en, "en").tags[0] == entry.tag


@pytest.mark.parametrize(
    ("locale", "text", "status", "tags"),
    [
        pytest.param("nl", "Berbers", "ask", ("rif", "shi", "tzm", "zgh", "kab"), id="Tarifit first"),
        pytest.param("hi", "शान", "match", ("shn",), id="vowel signs are letters in Hindi"),
        pytest.param("hi", "शोना", "match", ("sn",), id="and make another language"),
        pytest.param("nl", "Lao", "match", ("lo",), id="Lao is not Luo"),
        pytest.param("nl", "Luo", "match", ("luo",), id="Luo is not Lao"),
        pytest.param("ar", "اللُّغَة العَرَبِيَّة", "match", ("ar",), id="with vowel signs"),
        pytest.param("ar", "العربيــــة", "match", ("ar",), id="stretched"),
        pytest.param("fa", "فارسي", "match", ("fa",), id="an Arabic keyboard's yeh"),
        pytest.param("ckb", "كوردى سۆرانى", "match", ("ckb",), id="and kaf"),
        pytest.param("he", "עִבְרִית", "match", ("he",), id="pointed"),
        pytest.param("hu", "román", "match", ("ro",), id="the person's own language decides"),
        pytest.param("gl", "romanés", "match", ("ro",), id="and wins from a word that we would ask about"),
        pytest.param("hu", "ír", "match", ("ga",), id="two letters are enough at home"),
        pytest.param("nl", "Roman", "none", (), id="and in another it is a word"),
        pytest.param("kmr", "Kurdî", "ask", ("kmr", "ckb", "kmr-Arab", "sdh"), id="one's own Kurdish first"),
        pytest.param("ckb", "کوردی", "ask", ("ckb", "kmr", "kmr-Arab", "sdh"), id="the other's own first"),
        pytest.param("nl", "Lets", "match", ("lv",), id="a language that looks like a word"),
        pytest.param("nl", "iets", "none", (), id="a word that looks like a language"),
        pytest.param("nl", "Nederlandse Gebarentaal", "match", ("dse",), id="not Dutch"),
        pytest.param("ru", "русский жестовый язык", "match", ("rsl",), id="not Russian"),
        pytest.param("nl", "Cantonees", "match", ("yue",), id="not Shelta"),
        pytest.param("nl", "Amsterdam", "none", (), id="a city"),
        pytest.param("nl", "Amsterdams", "match", ("nl-x-stads",), id="its dialect"),
        pytest.param("nl", "Arabisch uit Irak", "match", ("acm",), id="a language and a country"),
        pytest.param("nl", "Irak Arabisch", "match", ("acm",), id="a country and a language"),
        pytest.param("nl", "Koerdisch uit Turkije", "match", ("kmr",), id="two questions with one answer"),
        pytest.param(
            "nl", "Arabisch Berbers", "ask", ("ar", "rif", "shi", "tzm", "zgh", "kab"), id="two wishes"
        ),
        pytest.param("nl", "Frans Engels", "match", ("fr", "en"), id="two names side by side"),
        pytest.param("nl", "Somalisch, Somalisch", "match", ("so",), id="the same twice"),
        pytest.param("nl", "Turks en blablabla", "ask", ("tr",), id="a name and nothing"),
        pytest.param("nl", "ik spreek Turks want stroopwafels", "ask", ("tr",), id="a sentence with more"),
        pytest.param(
            "nl", "ik spreek vlotjes Nederlnds enzovoort", "ask", ("nl",), id="a slip in a sentence"
        ),
        pytest.param(
            "nl", "Turks, zwierig Engels", "ask", ("tr", "en"), id="the rest of the text is about languages"
        ),
        pytest.param("nl", "Chinees restaurant", "none", (), id="a text about something else"),
        pytest.param("nl", "ik spreek geen Turks", "none", (), id="what someone does not speak"),
        pytest.param(
            "nl", "ik spreek een twee drie vier vijf zes zeven acht negen", "none", (), id="a rambling"
        ),
        pytest.param("nl", "Turks " * 100, "match", ("tr",), id="far too long"),
        pytest.param("nl", "Turks koerdisch", "match", ("kmr",), id="the Kurdish of Turkey"),
        pytest.param(
            "nl", "Turks; Koerdisch;", "ask", ("tr", "kmr", "ckb", "kmr-Arab", "sdh"), id="but this is a list"
        ),
        pytest.param("nl", "1. Arabisch, 2. Frans", "match", ("ar", "fr"), id="a list with numbers"),
        pytest.param("en", "Spanish (Latin America)", "ask", ("es",), id="more in brackets"),
        pytest.param("nl", "pt-BR", "match", ("pt-BR",), id="a tag"),
        pytest.param("zh-Hans", "我说普通话和英语。", "match", ("cmn", "en"), id="no spaces"),
        pytest.param("zh-Hans", "我喜欢苹果", "none", (), id="no spaces and no language"),
        pytest.param("th", "ฉันพูดภาษาไทย", "match", ("th",), id="Thai"),
        pytest.param("ko", "영어를 합니다", "match", ("en",), id="a particle on the name"),
        pytest.param("ar", "العربية والفرنسية", "match", ("ar", "fr"), id="and written onto the name"),
        pytest.param("tr", "Türkçeyi", "match", ("tr",), id="a case on the name"),
        pytest.param("ru", "на украинском языке", "match", ("uk",), id="an ending for another"),
        pytest.param("xx-garbage", "Dutch", "match", ("nl",), id="an unknown locale"),
        pytest.param("", "Dutch", "match", ("nl",), id="no locale"),
        pytest.param(
            "nl",
            "ik zoek iemand voor gesprekken in het Trukse",
            "ask",
            ("tr",),
            id="a slip among other words",
        ),
    ],
)
def test_the_words_mean(locale: str, text: str, status: str, tags: tuple[str, ...]) -> None:
    assert resolve(text, locale) == Answer(status, tags)  # type: ignore[arg-type]


@given(text=st.text(max_size=250), locale=st.text(max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer_from_the_register(text: str, locale: str) -> None:
    answer = resolve(text, locale)
    assert (answer.status == "none") == (answer.tags == ())
    assert all(is_known(tag) for tag in answer.tags)
    assert len(set(answer.tags)) == len(answer.tags)


@given(text=st.text(alphabet="\u200e\u200f\u202a\u202b\u202c🙂🇳🇱❤️ .,!?0123456789", max_size=40))
def test_marks_emoji_and_digits_are_no_language(text: str) -> None:
    assert resolve(text, "nl") == Answer("none", ())


@given(
    entry=st.sampled_from(list(languages())), mark=st.sampled_from(["\u200e", "\u200f", "🙂", '"', "  ", "!"])
)
@example(entry=language("vai"), mark="!")  # a name that means *or* elsewhere
@settings(deadline=None)
def test_marks_around_a_name_change_nothing(entry: Language, mark: str) -> None:
    assert resolve(f"{mark}{entry.name_nl}{mark}", "nl") == resolve(entry.name_nl, "nl")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sranan Tongo", "sranan-tongo"),
        ("Français", "FRANCAIS"),
        ("oʻzbek", "O'zbek"),
        ("ﻋﺮﺑﻲ", "عربى"),
        ("Straße", "strasse"),
    ],
)
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert squash(fold(one)) == squash(fold(other))


def test_the_script_is_that_of_the_first_letter() -> None:
    assert [script_of(key) for key in ("abc", "عربي", "")] == ["LATIN", "ARABIC", ""]


def test_a_spelling_by_ear_is_for_latin_letters() -> None:
    assert sound("koermandji") == sound("kurmanji")
    assert sound("русский") == "русский"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("dar", None, id="too short to be a slip"),
        pytest.param("hallo", None, id="a stop word"),
        pytest.param("klingon", None, id="a language that no one speaks here"),
        pytest.param("tigrynia", Meaning(("ti",), sure=True), id="clearly one"),
        pytest.param(
            "koerdsich", Meaning(("kmr", "ckb", "kmr-Arab", "sdh"), sure=False), id="a slip in a question"
        ),
        pytest.param("zzzzzzzz", None, id="near nothing"),
        pytest.param("temn", None, id="a short word near a name that is seldom asked for"),
        pytest.param("bikrinya", None, id="two slips, one of them in the first letter"),
        pytest.param("arapca", Meaning(("ar",), sure=True), id="a name that is right"),
    ],
)
def test_the_nearest_name_of_a_slip(key: str, expected: Meaning | None) -> None:
    assert nearest(key, "nl") == expected


def test_neighbouring_questions_without_a_common_answer_stay_two() -> None:
    first, second = Meaning(("rif", "shi"), sure=False), Meaning(("prs", "ps"), sure=False)
    assert narrowed([first, second]) == [first, second]


def test_no_country_brings_up_a_language_that_may_hurt() -> None:
    assert "ru" not in resolve("Oekraïne", "nl").tags


def test_importing_the_package_reads_no_index_and_no_matcher() -> None:
    code = (
        "import sys, time, json, dataclasses, re, typing; begun = time.process_time(); import domain.languages; "
        "print('rapidfuzz' in sys.modules, (time.process_time() - begun) < 0.1)"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]


def test_a_slip_is_answered_within_a_breath() -> None:
    resolve("opwarmertje", "nl")
    begun = time.process_time()
    for text in ("Tirginyaa", "Koermandzjie", "xkcdqwzzz", "Surinaamsch-Hindoestaansch", "a" * 200):
        resolve(text, "nl")
    assert (time.process_time() - begun) / 5 < 0.05


@pytest.mark.parametrize(
    ("query", "answer", "right"),
    [
        (Query("colloquial", "nl", "x", "ask", ("rif",)), Answer("ask", ("rif", "shi")), True),
        (Query("colloquial", "nl", "x", "ask", ("shi",)), Answer("ask", ("rif", "shi")), False),
        (Query("exact", "nl", "x", "match", ("tr",)), Answer("ask", ("tr",)), False),
        (Query("misspelling", "nl", "x", "match", ("tr",)), Answer("ask", ("tr", "tk")), True),
        (Query("nonsense", "nl", "x", "none", ()), Answer("none", ()), True),
    ],
)
def test_a_query_is_right_when(query: Query, answer: Answer, right: bool) -> None:
    assert query.is_right(answer) is right
