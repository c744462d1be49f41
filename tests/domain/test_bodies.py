"""When two names mean the same organisation."""

import pytest

from domain.bodies import comparable, distinct


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Wijkteam Noord", "wijkteam NOORD", id="capitals"),
        pytest.param("Wijkteam Noord", "Wijk-team Noord.", id="punctuation and spaces"),
        pytest.param("Stichting Jeugdzorg Oost", "Jeugdzorg Oost", id="a legal form in front"),
        pytest.param("Jeugdzorg Oost B.V.", "Stichting Jeugdzorg Oost", id="one legal form for another"),
        pytest.param("Zorggroep bv", "Zorggroep B V", id="letters with a space"),
        pytest.param("Zorggroep v.o.f.", "Zorggroep", id="three letters with dots"),
        pytest.param("St. Welzijn", "Stichting Welzijn", id="a short word for Stichting"),
        pytest.param("Coöperatie Buurtkracht U.A.", "Buurtkracht", id="two legal forms"),
        pytest.param("Jeugd & Gezin", "jeugd en gezin", id="and"),
        pytest.param("De Kern", "Kern", id="an article"),
        pytest.param("Zorgcentrum Curaçao", "zorgcentrum curacao", id="accents"),
        pytest.param("G.G.Z. Twente", "GGZ Twente", id="letters with dots in front"),
        pytest.param("\uff37ijkteam", "Wijkteam", id="wide letters"),
    ],
)
def test_the_same_organisation_is_known_again_however_it_is_written(one: str, other: str) -> None:
    assert comparable(one) == comparable(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Wijkteam Noord", "Wijkteam Zuid", id="another part of town"),
        pytest.param("Wijkteam 1", "Wijkteam 2", id="numbers"),
        pytest.param("Gemeente Zwolle", "Zwolle", id="more than a name"),
        pytest.param("Stichting", "Vereniging", id="nothing but a legal form"),
        pytest.param("Bvba Zorg", "Zorg", id="a word that only begins like one"),
        pytest.param("أمل", "نور", id="another alphabet"),
    ],
)
def test_different_organisations_stay_different(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize("name", ["Stichting", "B.V.", "De", "en", "St"])
def test_a_name_of_nothing_but_form_counts_whole(name: str) -> None:
    assert comparable(name) == name.replace(".", "").lower()


@pytest.mark.parametrize("nothing", ["", "...", "🎈 -"])
def test_a_name_without_a_letter_says_nothing(nothing: str) -> None:
    assert comparable(nothing) == ""


def test_of_two_spellings_the_first_is_kept_and_what_says_nothing_is_left_out() -> None:
    assert distinct(["Stichting Hulp", "!", "hulp", "Wijkteam"]) == ("Stichting Hulp", "Wijkteam")
