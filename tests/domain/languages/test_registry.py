import csv
import json
from pathlib import Path

import pytest

from domain import languages
from domain.languages import registry

ROOT = Path(__file__).resolve().parents[3]


def table(file: str) -> list[dict[str, str]]:
    with (ROOT / "data" / file).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_every_row_of_the_table_is_in_the_register() -> None:
    assert [entry.tag for entry in languages.languages()] == [
        row["tag"] for row in table("pool_languages.csv")
    ]


def test_a_language_knows_what_the_table_says() -> None:
    assert languages.language("prs") == languages.Language(
        tag="prs",
        iso639_3="prs",
        name_nl="Dari",
        name_en="Dari",
        autonym="دری",
        script="Arab",
        direction="rtl",
        spoken_only=False,
        fallback=("fa", "en"),
        group="fas; Afghanistan",
    )


def test_an_unknown_tag_is_a_lookup_error_that_names_it() -> None:
    with pytest.raises(LookupError, match="xx"):
        languages.language("xx")
    with pytest.raises(languages.UnknownLanguageError):
        languages.name("xx", "nl")
    with pytest.raises(languages.UnknownLanguageError):
        languages.autonym("xx")
    with pytest.raises(languages.UnknownLanguageError):
        languages.neighbours("xx")


def test_only_exact_tags_are_known() -> None:
    assert registry.is_known("zh-Hant")
    assert not registry.is_known("zh-hant")


@pytest.mark.parametrize("entry", languages.languages(), ids=lambda entry: entry.tag)
def test_a_fallback_is_known_and_ends_where_everyone_can_read(entry: languages.Language) -> None:
    assert entry.fallback[-1] in {"nl", "en"}
    assert all(registry.is_known(tag) for tag in entry.fallback)
    assert entry.tag not in entry.fallback


@pytest.mark.parametrize(
    ("tag", "never"),
    [("uk", "ru"), ("ti", "am"), ("om", "am"), ("kmr", "tr"), ("kmr", "ar"), ("bo", "zh-Hans"), ("ta", "si")],
)
def test_a_loaded_step_is_no_fallback(tag: str, never: str) -> None:
    assert never not in languages.language(tag).fallback


@pytest.mark.parametrize(
    ("tag", "locale", "expected"),
    [
        ("ti", "nl", "Tigrinya"),
        ("nl", "tr", "Felemenkçe"),
        ("nl", "zh-Hant", "荷蘭文"),
        ("prs", "prs", "دری"),
        ("nl", "srn", "Nederlands"),  # CLDR has nothing in Sranantongo; its readers read Dutch
        ("uk", "ary", "الأوكرانية"),  # nor in Darija; its readers read Arabic
        ("hns", "ti", "Sarnami (Caribbean Hindustani)"),  # Tigrinya has no word for it; English at last
        ("de", "xx", "German"),
        ("de", "en", "German"),
        ("sdh", "nl", "Zuid-Koerdisch (Feyli, Kelhuri)"),  # CLDR's 'Pahlavani' misleads
    ],
)
def test_a_language_is_named_as_its_reader_knows_it(tag: str, locale: str, expected: str) -> None:
    assert languages.name(tag, locale) == expected


def test_an_autonym_is_in_its_own_script() -> None:
    assert languages.autonym("ti") == "ትግርኛ"


@pytest.mark.parametrize(
    ("citizen", "coordinator"),
    [("nl", "af"), ("tr", "azb"), ("rmy", None), ("ti", None), ("xh", "zu")],
)
def test_a_neighbour_is_one_that_the_citizen_understands(citizen: str, coordinator: str | None) -> None:
    near = [neighbour.tag for neighbour in languages.neighbours(citizen)]
    assert coordinator in near if coordinator else near == []


def test_understanding_goes_one_way() -> None:
    assert "pt" in [near.tag for near in languages.neighbours("kea")]
    assert "kea" not in [near.tag for near in languages.neighbours("pt")]


def test_what_may_hurt_is_marked_and_comes_after_what_may_not() -> None:
    offered = {near.tag: near for near in languages.neighbours("be")}
    assert offered["ru"].sensitive
    assert "refuse" in {near.tag: near for near in languages.neighbours("uk")}["ru"].note
    assert [near.sensitive for near in languages.neighbours("be") if near.level == 3] == [False, True]


def test_neighbours_are_exactly_the_table() -> None:
    expected = set()
    for row in table("intelligibility.csv"):
        if int(row["spoken_a_understands_b"]) >= 2:
            expected.add((row["a"], row["b"]))
        if int(row["spoken_b_understands_a"]) >= 2:
            expected.add((row["b"], row["a"]))
    found = {
        (entry.tag, near.tag) for entry in languages.languages() for near in languages.neighbours(entry.tag)
    }
    assert found == expected


def test_the_data_files_stay_small() -> None:
    folder = ROOT / "domain" / "languages"
    assert (folder / "index.json").stat().st_size < 1_000_000
    assert (folder / "names.json").stat().st_size < 1_000_000
    assert json.loads((folder / "registry.json").read_text(encoding="utf-8")).keys() == {
        "languages",
        "neighbours",
    }
