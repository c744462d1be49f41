"""Reading a regions file, and refusing one that cannot be true."""

import pytest

from domain.regions import Region, Regions, RegionsError


def small(**changes: str) -> str:
    """A file with two regions, a line of it replaced by another for each change of a name."""
    lines = {
        "head": "",
        "code": 'code = "north"',
        "name": 'name = "North"',
        "also": 'also = ["Up"]',
        "neighbours": 'neighbours = ["south"]',
        "posts": 'manager = "north"\ndeputy = "south"',
        "postcodes": 'postcodes = ["1000-1999", "3000"]',
        "places": "places = '''\n# the larger first\nAlpha | 52.0 5.0 | Alfa, Alif\n\nBeta, Gamma\n'''",
        "code2": 'code = "south"',
        "rest": 'name = "South"\nmanager = "north"\npostcodes = ["2000-2999"]\nplaces = "Delta"',
        "elsewhere": "",
    }
    lines.update(changes)
    first = "\n".join(lines[part] for part in list(lines)[:8])
    return f"[[region]]\n{first}\n[[region]]\n{lines['code2']}\n{lines['rest']}\n{lines['elsewhere']}\n"


def parsed(**changes: str) -> Regions:
    return Regions.parse(small(**changes), source="my.toml")


def test_a_region_says_what_the_file_says() -> None:
    assert parsed().region("north") == Region(
        "north",
        "North",
        ((1000, 1999), (3000, 3000)),
        ("Alpha", "Beta", "Gamma"),
        ("south",),
        "north",
        "south",
    )


def test_regions_come_in_the_order_of_the_file() -> None:
    regions = Regions.parse("\ufeff" + small(), source="my.toml")
    assert regions.codes == tuple(region.code for region in regions) == ("north", "south")
    assert "north" in regions
    assert "west" not in regions
    with pytest.raises(KeyError):
        regions.region("west")


def test_a_region_knows_its_postcodes() -> None:
    north = parsed().region("north")
    assert [digits for digits in (999, 1000, 1999, 2000, 3000, 3001) if north.has_postcode(digits)] == [
        1000,
        1999,
        3000,
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"head": "="}, "is not valid TOML: ", id="not toml"),
        pytest.param(
            {"postcodes": 'postcodes = ["2500-3000"]'}, "line 9: postcodes 2500-3000 ", id="overlap"
        ),
        pytest.param(
            {"postcodes": 'postcodes = ["2500"]'}, "postcodes 2500 of region north are also", id="in it"
        ),
        pytest.param({"postcodes": 'postcodes = ["2000-1000"]'}, "which is no range", id="backwards"),
        pytest.param(
            {"postcodes": 'postcodes = ["800"]'}, "line 9: region north has postcodes '800'", id="short"
        ),
        pytest.param({"postcodes": "postcodes = [1000]"}, "must be a list of texts", id="number"),
        pytest.param({"neighbours": 'neighbours = "south"'}, "must be a list of texts", id="no list"),
        pytest.param(
            {"neighbours": 'neighbours = ["west"]'}, "line 6: region north has an unknown", id="unknown"
        ),
        pytest.param({"neighbours": 'neighbours = ["north"]'}, "an unknown neighbour north", id="itself"),
        pytest.param({"code2": 'code = "north"'}, "line 17: region code north occurs twice", id="twice"),
        pytest.param({"code": "code = 3"}, "line 1: a region has no code", id="code is no text"),
        pytest.param({"name": 'name = " "'}, "line 3: region north has no name", id="no name"),
        pytest.param({"also": "managers = 1"}, "line 5: region north has a key 'managers'", id="unknown key"),
        pytest.param({"places": "places = ''"}, "region north has no places", id="no places"),
        pytest.param(
            {"places": "places = ['Alpha']"}, "line 10: places of north must be one text", id="a list"
        ),
        pytest.param(
            {"places": "places = 'A | 52'"}, "line 10: '52' is not a latitude and a", id="half a spot"
        ),
        pytest.param({"places": "places = 'A | x y'"}, "line 10: 'x y' is not a latitude and a", id="words"),
        pytest.param(
            {"places": "places = 'A | 91 5'"}, "line 10: '91 5' is not a spot on earth", id="off earth"
        ),
        pytest.param({"places": "places = 'A | 5 181'"}, "line 10: '5 181' is not a spot", id="off the east"),
        pytest.param(
            {"places": "places = 'A, B, A'"}, "line 10: place A of north occurs twice", id="place twice"
        ),
        pytest.param({"posts": ""}, "line 3: region north has no manager", id="no manager"),
        pytest.param({"posts": "manager = 1"}, "line 7: region north has no manager", id="no text"),
        pytest.param(
            {"posts": 'manager = "west"'},
            "line 7: region north has an unknown manager west",
            id="unknown post",
        ),
        pytest.param(
            {"posts": 'manager = "north"\ndeputy = "west"'},
            "line 8: region north has an unknown deputy",
            id="who",
        ),
        pytest.param(
            {"posts": 'manager = "north"\ndeputy = " "'},
            "line 8: region north has no deputy",
            id="empty deputy",
        ),
        pytest.param(
            {"posts": 'manager = "north"\ndeputy = "north"'},
            "line 8: region north has north as manager and as deputy too",
            id="the same",
        ),
        pytest.param(
            {"posts": 'deputy = "south"\nmanager = "south"'},
            "line 7: region north has south as manager and as deputy too",
            id="the same, the other way round",
        ),
        pytest.param(
            {"rest": 'manager = "south"\ndeputy = "south"\nname = "South"\nplaces = "Delta"'},
            "line 19: region south has south as manager and as deputy too",
            id="the second region",
        ),
        pytest.param(
            {"rest": 'name = "South"\nplaces = "Delta"'}, "line 17: region south has no manager", id="none"
        ),
        pytest.param({"elsewhere": "[elsewhere]\nplaces = 1"}, "places of elsewhere must be", id="elsewhere"),
    ],
)
def test_a_file_that_cannot_be_true_is_refused_in_one_sentence(
    changes: dict[str, str], sentence: str
) -> None:
    with pytest.raises(RegionsError) as refused:
        parsed(**changes)
    said = str(refused.value)
    assert sentence in said
    assert said.startswith("my.toml ")
    assert said.endswith(".")
    assert "\n" not in said


def test_a_region_says_who_looks_after_it_and_who_stands_in() -> None:
    regions = parsed()
    assert [regions.manager_of(code) for code in ("north", "south", "west")] == ["north", "north", "west"]
    assert [regions.deputy_of(code) for code in ("north", "south", "west")] == ["south", "", ""]


@pytest.mark.parametrize("text", ["", "region = 1", "region = []", "region = [1]"])
def test_a_file_without_regions_is_refused(text: str) -> None:
    with pytest.raises(
        RegionsError, match=r"^my\.toml holds no regions: each starts with a line \[\[region\]\]\.$"
    ):
        Regions.parse(text, source="my.toml")


def test_whatever_is_called_elsewhere_without_a_table_is_left_alone() -> None:
    text = 'elsewhere = "abroad"\n' + small()
    assert Regions.parse(text, source="my.toml").find("abroad").status == "none"


def test_a_file_without_coordinates_knows_no_locations() -> None:
    assert parsed(places="places = 'Alpha | | Alfa,'").nearest(52.0, 5.0).status == "none"


def test_a_file_with_gaps_answers_none_for_them() -> None:
    assert [parsed().find(digits).status for digits in ("1500", "3001")] == ["match", "none"]
    assert parsed(postcodes="").find("1500").status == "none"
