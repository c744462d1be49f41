"""Understanding where a person lives, with the regions of the default file."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.regions import Regions
from domain.regions.spelling import distance, key, tolerance

DEFAULT = Path(__file__).parents[2] / "kring" / "regions.toml"
REGIONS = Regions.parse(DEFAULT.read_text(encoding="utf-8"), source="regions.toml")
PROVINCES = tuple(region.code for region in REGIONS if region.code != "caribisch-nederland")
# Municipalities of 2023 that are not simply named after their largest town.
MUNICIPALITIES = {
    "groningen": "Eemsdelta, Het Hogeland, Westerkwartier, Midden-Groningen, Oldambt, Pekela, Westerwolde",
    "friesland": "Súdwest-Fryslân, De Fryske Marren, Noardeast-Fryslân, Waadhoeke, Achtkarspelen, Vlieland",
    "drenthe": "Aa en Hunze, Borger-Odoorn, De Wolden, Midden-Drenthe, Noordenveld, Tynaarlo, Westerveld",
    "overijssel": "Hof van Twente, Twenterand, Dinkelland, Rijssen-Holten, Olst-Wijhe, Zwartewaterland",
    "flevoland": "Almere, Dronten, Lelystad, Noordoostpolder, Urk, Zeewolde",
    "gelderland": "West Betuwe, Berg en Dal, Oude IJsselstreek, Bronckhorst, Montferland, Rozendaal, Heumen",
    "utrecht": "Vijfheerenlanden, De Ronde Venen, Stichtse Vecht, Utrechtse Heuvelrug, Bunnik, Renswoude",
    "noord-holland": "Dijk en Waard, Gooise Meren, Hollands Kroon, Stede Broec, Edam-Volendam, Zaanstad, Texel",
    "zuid-holland": "Voorne aan Zee, Nissewaard, Molenlanden, Hoeksche Waard, Krimpenerwaard, Kaag en Braassem",
    "zeeland": "Schouwen-Duiveland, Noord-Beveland, Borsele, Reimerswaal, Veere, Sluis, Kapelle",
    "noord-brabant": "Land van Cuijk, Maashorst, Meierijstad, Altena, Gilze en Rijen, Laarbeek, Bernheze",
    "limburg": "Horst aan de Maas, Peel en Maas, Leudal, Roerdalen, Beekdaelen, Eijsden-Margraten, Mook en Middelaar",
}


def test_every_postcode_of_the_country_is_in_exactly_one_province() -> None:
    owners = {digits: [r.code for r in REGIONS if r.has_postcode(digits)] for digits in range(1000, 10000)}
    assert [digits for digits, codes in owners.items() if len(codes) != 1] == []
    assert all(REGIONS.find(str(digits)).regions == tuple(codes) for digits, codes in owners.items())


def test_the_default_file_covers_the_provinces_and_the_caribbean() -> None:
    assert " ".join(REGIONS.codes) == (
        "groningen friesland drenthe overijssel flevoland gelderland utrecht noord-holland zuid-holland zeeland "
        "noord-brabant limburg caribisch-nederland"
    )
    assert REGIONS.region("caribisch-nederland").postcodes == ()
    assert all(
        code in REGIONS.region(near).neighbours
        for code in PROVINCES
        for near in REGIONS.region(code).neighbours
    )


def test_every_region_of_the_default_file_has_a_manager_and_somebody_else_as_deputy() -> None:
    assert [region.code for region in REGIONS if region.manager != region.code] == []
    assert [region.code for region in REGIONS if region.deputy not in REGIONS.codes] == []
    far = [region.code for region in REGIONS if region.deputy not in region.neighbours]
    assert far == ["caribisch-nederland"]


POSTCODES = {
    "four digits": ("8011", "overijssel"),
    "with letters": ("8011 AB", "overijssel"),
    "with a place": ("8011ab Zwolle", "overijssel"),
    "after a street": ("Kerkstraat 5, 8011 AB Zwolle", "overijssel"),
    "with the country": ("NL-8011AB", "overijssel"),
    "glued to the place": ("8011Zwolle", "overijssel"),
    "Arabic digits": ("٨٠١١", "overijssel"),
    "full width": ("\uff18\uff10\uff11\uff11", "overijssel"),
    "a misspelled place": ("8011 Zwolel", "overijssel"),
    "a house number of four digits": ("Dijk 1200, 8011 AB Zwolle", "overijssel"),
}


@pytest.mark.parametrize(("text", "code"), POSTCODES.values(), ids=POSTCODES)
def test_of_a_postcode_only_the_four_digits_are_kept(text: str, code: str) -> None:
    answer = REGIONS.find(text)
    assert (answer.status, answer.regions, answer.place) == ("match", (code,), "8011")


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("1391", "utrecht"), ("1396", "utrecht"), ("1394", "noord-holland"), ("1428", "zuid-holland"),
        ("2165", "noord-holland"), ("2159", "zuid-holland"), ("3465", "zuid-holland"), ("3652", "zuid-holland"),
        ("3792", "gelderland"), ("3791", "utrecht"), ("3891", "flevoland"), ("3925", "gelderland"),
        ("4141", "utrecht"), ("4147", "gelderland"), ("4213", "zuid-holland"), ("4231", "utrecht"),
        ("4241", "zuid-holland"), ("4251", "noord-brabant"), ("4675", "zeeland"), ("4681", "noord-brabant"),
        ("5301", "gelderland"), ("5768", "limburg"), ("5825", "noord-brabant"), ("6021", "noord-brabant"),
        ("6585", "limburg"), ("7439", "gelderland"), ("7741", "drenthe"), ("7946", "overijssel"),
        ("7951", "overijssel"), ("8051", "gelderland"), ("8196", "overijssel"), ("8256", "flevoland"),
        ("8351", "drenthe"), ("8388", "friesland"), ("8437", "drenthe"), ("9312", "drenthe"),
        ("9351", "groningen"), ("9479", "groningen"), ("9511", "drenthe"), ("9564", "drenthe"),
        ("9654", "drenthe"), ("9749", "drenthe"), ("9761", "drenthe"), ("9851", "friesland"),
    ],
)  # fmt: skip
def test_a_postcode_beside_the_border_is_in_its_own_province(digits: str, code: str) -> None:
    assert REGIONS.find(digits).regions == (code,)


def test_a_postcode_and_a_place_that_contradict_are_asked() -> None:
    answer = REGIONS.find("8011 Amsterdam")
    assert (answer.status, answer.regions) == ("ask", ("overijssel", "noord-holland"))
    assert answer.places == ("8011", "Amsterdam")


@pytest.mark.parametrize(("code", "names"), MUNICIPALITIES.items(), ids=MUNICIPALITIES)
def test_municipalities_are_known(code: str, names: str) -> None:
    unknown = [name for name in names.split(", ") if REGIONS.find(name).regions != (code,)]
    assert unknown == []


def test_every_place_leads_to_its_region() -> None:
    lost = [
        (place, region.code) for region in REGIONS for place in region.places
        if region.code not in REGIONS.find(place).regions
    ]  # fmt: skip
    assert lost == []


NAMES = """Zwolle=overijssel/Zwolle; Ljouwert=friesland/Leeuwarden; Snits=friesland/Sneek; De Jouwer=friesland/Joure;
Den Haag=zuid-holland/Den Haag; 's-Gravenhage=zuid-holland/Den Haag; s gravenhage=zuid-holland/Den Haag;
The Hague=zuid-holland/Den Haag; Den Bosch=noord-brabant/'s-Hertogenbosch; A'dam=noord-holland/Amsterdam;
R'dam=zuid-holland/Rotterdam; Flushing=zeeland/Vlissingen; Nimègue=gelderland/Nijmegen; Mestreech=limburg/Maastricht;
Eanske=overijssel/Enschede; Deutekem=gelderland/Doetinchem; Gorcum=zuid-holland/Gorinchem; Lahey=zuid-holland/Den Haag;
لاهاي=zuid-holland/Den Haag; أمستردام=noord-holland/Amsterdam; ሮተርዳም=zuid-holland/Rotterdam; Гаага=zuid-holland/Den Haag;
乌得勒支=utrecht/Utrecht; Haga=zuid-holland/Den Haag; Amsterdam Zuidoost=noord-holland/Amsterdam-Zuidoost;
Hoogvliet=zuid-holland/Hoogvliet; Kanaleneiland=utrecht/Kanaleneiland; Bijlmer=noord-holland/Amsterdam-Zuidoost;
alphen a/d rijn=zuid-holland/Alphen aan den Rijn; Capelle ad IJssel=zuid-holland/Capelle aan den IJssel;
St. Annaparochie=friesland/Sint Annaparochie; YSSELSTEIN=utrecht/IJsselstein; Sudwest Fryslan=friesland/Súdwest-Fryslân;
Hengelo Gld=gelderland/Hengelo; Hengelo (Overijssel)=overijssel/Hengelo; Gelderland, Hengelo=gelderland/Hengelo;
Gelderland Hengelo=gelderland/Hengelo; Bergen NH=noord-holland/Bergen; Rijswijk Zuid-Holland=zuid-holland/Rijswijk;
ik woon in Snits=friesland/Sneek; Wij wonen in een dorpje bij Zwolle=overijssel/Zwolle; Zwolle, Nederland=overijssel/Zwolle;
Heerlen centrum=limburg/Heerlen; gemeente Utrecht=utrecht/Utrecht; Kerkstraat 5, Kampen=overijssel/Kampen;
Zwolle of Kampen=overijssel/Zwolle; Utrecht=utrecht/Utrecht; Fryslân=friesland/Friesland; Twente=overijssel/Overijssel;
Bonaire=caribisch-nederland/Bonaire; Kralendijk=caribisch-nederland/Kralendijk; Rincon=caribisch-nederland/Rincon;
Statia=caribisch-nederland/Sint Eustatius; The Bottom=caribisch-nederland/The Bottom; Saba=caribisch-nederland/Saba;
Amsterdm=noord-holland/Amsterdam; Roterdam=zuid-holland/Rotterdam; Maastrict=limburg/Maastricht;
ik woon in Amsterdm=noord-holland/Amsterdam; Zoetremeer=zuid-holland/Zoetermeer; Lelystat=flevoland/Lelystad;
Apeldorn=gelderland/Apeldoorn; Denhaag=zuid-holland/Den Haag; Enshede=overijssel/Enschede; Arnhm=gelderland/Arnhem;
Eindhovenn, Brabant=noord-brabant/Noord-Brabant; krimpen a/d ijsel=zuid-holland/Krimpen aan den IJssel"""
MATCHES = [tuple(pair.strip().rsplit("=", 1)) for pair in NAMES.replace("\n", " ").split(";")]


@pytest.mark.parametrize(("text", "expected"), MATCHES, ids=[text for text, _ in MATCHES])
def test_a_place_is_understood_as_people_write_it(text: str, expected: str) -> None:
    answer = REGIONS.find(text)
    code, place = expected.split("/", 1)
    assert (answer.status, answer.regions, answer.place, answer.places) == ("match", (code,), place, (place,))


QUESTIONS = {
    "Hengelo": "overijssel gelderland",
    "Rijswijk": "zuid-holland gelderland noord-brabant",
    "Bergen": "noord-holland limburg",
    "Beek": "limburg noord-brabant gelderland",
    "Laren": "noord-holland gelderland",
    "Elst": "gelderland utrecht",
    "Alphen": "zuid-holland noord-brabant",
    "Zeeland": "zeeland noord-brabant",
    "Holland": "noord-holland zuid-holland",
    "Zwolle Gelderland": "overijssel gelderland",
    "Zwolle / Meppel": "overijssel drenthe",
    "hengelo overijsel": "overijssel gelderland",
    "Oranjestad": "caribisch-nederland",
    "Willemstad": "noord-brabant",
    "Dordregt": "zuid-holland",
    "Den Hag": "zuid-holland overijssel",
}


@pytest.mark.parametrize(("text", "codes"), QUESTIONS.items(), ids=QUESTIONS)
def test_what_is_not_clear_is_asked_with_the_likeliest_first(text: str, codes: str) -> None:
    answer = REGIONS.find(text)
    assert (answer.status, " ".join(answer.regions)) == ("ask", codes)
    assert len(answer.places) == len(answer.regions)
    assert answer.place == answer.places[0]


@pytest.mark.parametrize(
    "text",
    [
        "1000 Brussel", "47533 Kleve", "2000 Antwerpen", "Antwerpen", "Antwerpenn", "B-2000", "BE 1000", "D-47533",
        "Aruba", "Curaçao", "Sint Maarten", "Kampen, Duitsland", "Nederland", "0999", "999", "12345", "06-12345678",
        "", " ", "🙂", "hallo", "nee", "ik weet het niet", "xyzzyx", "help", "in", "1000000", "ik woon in",
        "mijn moeder is ziek en nu weten wij het niet meer",
    ],
)  # fmt: skip
def test_another_country_or_no_place_at_all_is_none(text: str) -> None:
    answer = REGIONS.find(text)
    assert (answer.status, answer.regions, answer.place, answer.places) == ("none", (), "", ())


def test_most_slips_of_the_finger_still_lead_to_the_region() -> None:
    slips: list[Callable[[str], str]] = [
        lambda name: name[:3] + name[4:],
        lambda name: name[:2] + name[3] + name[2] + name[4:],
        lambda name: name[:4] + name[3] + name[4:],
        lambda name: name[:3] + "q" + name[4:],
    ]
    towns = [(place, region.code) for region in REGIONS for place in region.places[:25] if len(place) > 6]
    found = [code in REGIONS.find(slip(place)).regions for place, code in towns for slip in slips]
    assert sum(found) >= 0.97 * len(found)


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        pytest.param(52.51, 6.09, "Zwolle", id="in a town"),
        pytest.param(50.77, 6.02, "Vaals", id="in a corner of the country"),
        pytest.param(12.15, -68.27, "Kralendijk", id="on Bonaire"),
        pytest.param(51.22, 4.40, "", id="in Antwerp"),
        pytest.param(51.84, 6.24, "", id="in Emmerich"),
        pytest.param(12.11, -68.93, "", id="on Curaçao"),
        pytest.param(52.9, 3.0, "", id="at sea"),
        pytest.param(float("nan"), 5.0, "", id="no number"),
    ],
)
def test_a_shared_location_leads_to_the_nearest_place(latitude: float, longitude: float, place: str) -> None:
    assert REGIONS.nearest(latitude, longitude).place == place


@given(st.text(max_size=200))
def test_any_text_gets_the_same_answer_twice(text: str) -> None:
    answer = REGIONS.find(text)
    assert answer == REGIONS.find(text)
    assert (answer.status == "none") == (answer.regions == ())
    assert set(answer.regions) <= set(REGIONS.codes)


@pytest.mark.parametrize(
    ("one", "other", "limit", "slips"),
    [
        ("kampen", "kampen", 2, 0), ("kamen", "kampen", 2, 1), ("kapmen", "kampen", 2, 1),
        ("kampn", "kampenn", 2, 2), ("zwolle", "kampen", 2, 3), ("ab", "abcdef", 2, 3), ("ba", "ab", 1, 1),
        ("abcdef", "uvwxyz", 1, 2),
    ],
)  # fmt: skip
def test_slips_are_counted(one: str, other: str, limit: int, slips: int) -> None:
    assert distance(one, other, limit) == slips


def test_spellings_of_one_name_have_one_key() -> None:
    assert (
        len(
            {
                key(text)
                for text in ("IJsselstein", "Ysselstein", "IJSSELSTEIN", "\u0132sselstein", "ijssel-stein")
            }
        )
        == 1
    )
    assert key("Ste") == key("St.") == key("Sint")
    assert [tolerance(name) for name in ("Oss", "Best", "Zwolle", "Bergen op Zoom")] == [0, 1, 2, 3]


@pytest.mark.skipif(sys.gettrace() is not None, reason="measuring coverage makes everything slower")
def test_reading_takes_less_than_50_ms_and_finding_less_than_10() -> None:
    text = DEFAULT.read_text(encoding="utf-8")
    assert seconds(lambda: Regions.parse(text, source="regions.toml")) < 0.05
    for asked in (
        "Amsterdm zuidost",
        "ik weet het echt niet meer",
        "x" * 500,
        "krimpen aan den ijsl, zuid holand",
    ):
        assert seconds(partial(REGIONS.find, asked)) < 0.01


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, in the best of five tries."""
    times = []
    for _ in range(5):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)
