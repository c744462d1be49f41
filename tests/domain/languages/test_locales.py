import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import languages
from domain.languages.locales import is_rtl, resolve_locale
from domain.languages.tags import known_tag

EVERYTHING = frozenset(entry.tag for entry in languages.languages())

MEANT = """
nl nl | NL nl | nl-NL nl | nl_NL nl | nl_NL.UTF-8 nl | nl-BE nl-BE | nl-SR nl | dut nl | nld nl | en en | en-US en
en-GB en | en_AU en | eng en | ar ar | ar-MA ar | ar-SY ar | ar-EG-u-nu-latn ar | arb ar | ary ary | arz arz | apc apc
ajp apc | tr tr | tr-TR tr | tur tr | pl pl | uk uk | uk-UA uk | ru ru | be be | fa fa | fa-IR fa | per fa | pes fa
fa-AF prs | fa_AF prs | fas-AF prs | prs prs | prs-AF prs | ps ps | ps-AF ps | pbu ps | ti ti | ti-ER ti | am am
so so | om om | gaz om | ku kmr | ku-TR kmr | kur kmr | kmr kmr | ku-Arab ckb | ku-Arab-IQ ckb | ku-IQ ckb | ckb ckb
ckb-IQ ckb | kmr-Arab kmr-Arab | kmr-IQ kmr-Arab | zza diq | diq diq | zh zh-Hans | zh-CN zh-Hans | zh-SG zh-Hans
zh-Hans zh-Hans | zh-hans-CN zh-Hans | zh-TW zh-Hant | zh-HK zh-Hant | zh-MO zh-Hant | zh-hant zh-Hant
zh-Hant-HK zh-Hant | zh_TW zh-Hant | chi zh-Hans | zho-TW zh-Hant | cmn cmn | cmn-TW zh-Hant | zh-yue yue | yue yue
zh-min-nan nan | zh-hakka hak | i-hak hak | ja ja | ko ko | ko-KR ko | vi vi | th th | lo lo | km km | my my | bur my
id id | in id | in-ID id | ms ms | may ms | zsm ms | jv jv | jw jv | jv-SR jvn | fil fil | tl fil | tgl fil | tl-PH fil
hi hi | hi-SR hns | hi-Latn hi | ur ur | pa pa | pa-Guru pa | pa-PK pnb | pa-Arab pnb | pnb pnb | lah pnb | bn bn
npi ne | ory or | he he | iw he | iw-IL he | yi yi | ji yi | ro ro | mo ro | ro-MD ro | rum ro | mol ro | sr sr
sr-RS sr | sr-Cyrl sr | sr-Latn sr-Latn | sr_RS@latin sr-Latn | sr-Latn-RS sr-Latn | sh sr-Latn | hbs sr-Latn
sr-ME cnr | cnr cnr | bs bs | hr hr | hr-HR hr | sq sq | alb sq | als sq | mk mk | mac mk | bg bg | el el | gre el
nb nb | no nb | nb-NO nb | no-NO nb | nor nb | nn nn | no-nyn nn | no-nynorsk nn | sv sv | da da | fi fi | is is
ice is | et et | ekk et | lv lv | lvs lv | lt lt | cs cs | cze cs | sk sk | slo sk | sl sl | hu hu | de de | de-AT de
ger de | gsw gsw | fr fr | fre fr | fr-BE fr | es es | es-419 es | es-MX es | pt pt | pt-PT pt | pt-AO pt
pt-BR pt-BR | pt-br pt-BR | pt_BR pt-BR | it it | ca ca | ca-valencia ca | eu eu | baq eu | gl gl | cy cy | wel cy
ga ga | hy hy | arm hy | hy-arevmda hyw | hyw hyw | ka ka | geo ka | az az | az-Arab azb | az-IR azb | azj az
kk kk | ky ky | uz uz | uz-AF uzs | uz-Arab uzs | tk tk | tg tg | mn mn | khk mn | ug ug | bo bo | tib bo | sw sw
sw-CD swc | swc swc | swh sw | ak tw | aka tw | tw tw | ha ha | yo yo | ig ig | ff ff | ful ff | wo wo | ln ln
rw rw | rn rn | zu zu | xh xh | af af | mg mg | plt mg | pap pap | pap-AW pap-AW | pap-CW pap-CW | pap-BQ pap-CW
srn srn | hns hns | bho-SR hns | kea kea | ht ht | nds nds | nds-NL nds-NL | fy fy | li li | rif rif | ber zgh
sgn-NL dse | sgn-BE vgt | dse dse | nl-x-brabants nl-x-brabants | NL-X-Stads nl-x-stads | i-lux lb | hsb ? | xx ?
la ? | tlh ? | C ? | POSIX ? | c.utf-8 ? | root ? | 12345 ? | -- ? | nl- ? | - ? | 🇳🇱 ? | e ? | x-klingon ? | *  ?
"""


def rows() -> list[tuple[str, str | None]]:
    pairs = [pair.split() for line in MEANT.strip().splitlines() for pair in line.split("|")]
    return [(code, None if tag == "?" else tag) for code, tag in pairs]


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(rows()) >= 150


@pytest.mark.parametrize(("code", "tag"), rows())
def test_a_phone_code_means_a_language_of_ours(code: str, tag: str | None) -> None:
    assert known_tag(code) == tag


@pytest.mark.parametrize(("code", "tag"), rows())
def test_a_phone_gets_its_language_when_all_are_shipped(code: str, tag: str | None) -> None:
    assert resolve_locale(None, code, EVERYTHING) == (tag or "en")


@pytest.mark.parametrize(
    "code", [None, "", " ", "x" * 1000, "nl\n", "\x00", "العربية", "a-b-c-d-e-f", "--nl"]
)
def test_garbage_is_no_language(code: str | None) -> None:
    assert resolve_locale(None, code, {"nl", "en", "ti"}) in {"nl", "en"}


@pytest.mark.parametrize(
    ("stored", "hint", "shipped", "expected"),
    [
        pytest.param("ti", "nl", {"nl", "en", "ti"}, "ti", id="a choice wins from the phone"),
        pytest.param("srn", "en", {"nl", "en"}, "nl", id="a choice no longer shipped: what its readers read"),
        pytest.param("iw", "nl", {"nl", "en", "he"}, "he", id="a choice stored under an old code"),
        pytest.param("??", "tr", {"nl", "en", "tr"}, "tr", id="a stored nothing is passed over"),
        pytest.param(None, "uk", {"nl", "en", "ru"}, "en", id="never Russian for a Ukrainian"),
        pytest.param(None, "rif", {"nl", "en", "ar"}, "nl", id="Tarifit reads Dutch before Arabic"),
        pytest.param(None, "fa-AF", {"nl", "en", "fa"}, "fa", id="Dari falls back to Persian"),
        pytest.param(None, "zh-TW", {"nl", "en", "zh-Hans"}, "zh-Hans", id="the other script"),
        pytest.param(None, "pt-BR", {"nl", "en", "pt"}, "pt", id="the other country"),
        pytest.param(None, "sr-Latn", {"nl", "en", "hr"}, "hr", id="the nearest that is shipped"),
        pytest.param(None, "xx-SR", {"nl", "en"}, "nl", id="an unknown language in Suriname"),
        pytest.param(None, "xx-US", {"nl", "en"}, "en", id="an unknown language elsewhere"),
        pytest.param(None, None, {"nl", "en"}, "en", id="no hint"),
        pytest.param(None, "xx", {"nl"}, "nl", id="English is not shipped"),
        pytest.param(None, "xx", {"ti", "nl"}, "nl", id="the first of what there is"),
        pytest.param(None, "xx", set(), "en", id="nothing is shipped"),
    ],
)
def test_the_screens_are_in(stored: str | None, hint: str | None, shipped: set[str], expected: str) -> None:
    assert resolve_locale(stored, hint, shipped) == expected


@given(stored=st.none() | st.text(max_size=70), hint=st.none() | st.text(max_size=70))
def test_any_text_gives_a_shipped_language(stored: str | None, hint: str | None) -> None:
    shipped = {"nl", "en", "ar", "ti"}
    assert resolve_locale(stored, hint, shipped) in shipped


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", True), ("ar-EG", True), ("fa_AF", True), ("he", True), ("iw", True), ("ckb", True), ("yi", True),
        ("dv", True), ("aii", True), ("az-Arab", True), ("ku-Arab", True), ("pa-PK", True), ("ff-Adlm", True),
        ("nl", False), ("tr", False), ("kmr", False), ("az", False), ("ar-Latn", False), ("xx", False),
        ("", False), ("not a tag", False),
    ],
)  # fmt: skip
def test_a_text_runs_from_right_to_left(tag: str, expected: bool) -> None:
    assert is_rtl(tag) is expected


@pytest.mark.parametrize(
    ("hint", "limit", "expected"),
    [
        (None, 3, ("nl", "en", "ar")),
        ("ti-ER", 3, ("ti", "nl", "en")),
        ("tr", 8, ("tr", "nl", "en", "ar", "pl", "uk", "ti", "pap")),
        ("fa-AF", 2, ("prs", "nl")),
        ("rif", 2, ("nl", "en")),
        ("garbage!", 1, ("nl",)),
        ("nl", 0, ()),
        ("nl", -1, ()),
    ],
)
def test_the_picker_begins_with_the_phone(hint: str | None, limit: int, expected: tuple[str, ...]) -> None:
    assert languages.suggestions(hint, limit) == expected


@pytest.mark.parametrize("entry", languages.languages(), ids=lambda entry: entry.tag)
def test_a_suggestion_can_be_read_and_comes_once(entry: languages.Language) -> None:
    offered = languages.suggestions(entry.tag)
    assert len(offered) == len(set(offered)) == 8
    assert not any(languages.language(tag).spoken_only for tag in offered)
