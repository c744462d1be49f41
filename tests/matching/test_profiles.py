from collections.abc import Callable
from datetime import timedelta

import pytest

from casework import choosing, finishing, freshness, profiles
from casework.pool import candidates, marked_bodies
from casework.profiles import ProfileCard
from casework.stops import Stop
from domain.forms.profile import PARTS
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.people import Profile
from tests.office import FAR, HERE, NEXT_DOOR, Office


@pytest.fixture
def someone(office: Office) -> Caller:
    return office.coordinator(languages="ar")


def _type(office: Office, who: Caller, form: str, *answers: str) -> ProfileCard:
    page = office.do(profiles.open_part, caller=who, form=form)
    for answer in answers:
        page = office.answer(who, page, answer)
    card = office.do(finishing.finish, caller=who, form=form, revision=page.revision)
    assert isinstance(card, ProfileCard)
    return card


def _refused(office: Office, action: Callable[..., object], who: Caller, **more: object) -> str:
    return office.refusal(lambda desk: action(desk, caller=who, **more))


def test_every_language_has_its_own_level(office: Office, someone: Caller) -> None:
    assert _type(office, someone, "speaks", "Tigrinya en Turks").languages == {"ti": 2, "tr": 2, "ar": 3}
    card = office.do(profiles.set_level, caller=someone, tag="tr", level=1)
    assert card.languages == {"ti": 2, "tr": 1, "ar": 3}
    assert office.do(profiles.set_level, caller=someone, tag="ar", level=0).languages == {"ti": 2, "tr": 1}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"tag": "ar", "level": 0}, id="the only language goes"),
        pytest.param({"tag": "nl", "level": 2}, id="not theirs"),
        pytest.param({"tag": "ar", "level": 4}, id="no such level"),
    ],
)
def test_a_level_that_makes_no_sense_is_refused(
    office: Office, someone: Caller, change: dict[str, object]
) -> None:
    assert _refused(office, profiles.set_level, someone, **change) == "answer_not_an_option"


def test_a_coordinator_travels_to_as_many_regions_as_they_like_and_at_least_one(
    office: Office, someone: Caller
) -> None:
    near = office.do(profiles.nearest_regions, caller=someone)
    assert near[0] == HERE
    assert near.index(NEXT_DOOR) < near.index(FAR)
    assert set(office.do(profiles.toggle_region, caller=someone, code=FAR).regions) == {HERE, FAR}
    assert office.do(profiles.toggle_region, caller=someone, code=HERE).regions == (FAR,)
    assert _refused(office, profiles.toggle_region, someone, code=FAR) == "answer_not_an_option"
    assert _refused(office, profiles.toggle_region, someone, code="atlantis") == "answer_not_an_option"


def test_what_has_a_few_options_is_tapped(office: Office, someone: Caller) -> None:
    assert office.do(profiles.choose, caller=someone, part="gender", option="man").gender == "man"
    assert office.do(profiles.choose, caller=someone, part="gender", option="-").gender is None
    assert set(office.do(profiles.choose, caller=someone, part="scope", option="all").scope) == set(
        profiles.VARIANTS
    )
    for part, option in (("gender", "x"), ("scope", "x"), ("shoe size", "43")):
        assert _refused(office, profiles.choose, someone, part=part, option=option) == "answer_not_an_option"


def test_the_year_of_birth_can_be_changed_and_left_out(office: Office, someone: Caller) -> None:
    assert _type(office, someone, "born", "1971").born == 1971
    assert _type(office, someone, "born", "-").born is None


def test_nothing_of_culture_or_religion_is_kept_without_an_explicit_yes(
    office: Office, someone: Caller
) -> None:
    refused = {_refused(office, profiles.open_part, someone, form=form) for form in ("culture", "religion")}
    assert refused == {"answer_not_an_option"}
    assert (
        _refused(office, profiles.choose, someone, part="religion", option="hindu") == "answer_not_an_option"
    )
    assert office.row(Profile, person_id=someone.id).details is None


def test_culture_and_religion_are_sealed_and_gone_when_consent_is_taken_back(
    office: Office, someone: Caller
) -> None:
    office.do(profiles.consent, caller=someone, given=True)
    office.do(profiles.choose, caller=someone, part="religion", option="hindu")
    card = _type(office, someone, "culture", "Hindostaans")
    assert (card.told.culture, card.told.religion, card.consented) == ("Hindostaans", "hindu", True)
    kept = office.row(Profile, person_id=someone.id)
    assert kept.details is not None
    assert b"Hindostaans" not in kept.details
    assert "indostaans" not in f"{kept.culture_marks}{kept.religion_marks}"
    assert office.do(profiles.consent, caller=someone, given=False).told.culture is None
    kept = office.row(Profile, person_id=someone.id)
    assert (kept.details, kept.told_consent_at) == (None, None)
    assert (kept.culture_marks, kept.religion_marks) == ([], [])
    said = [(line.what, line.why) for line in office.rows(AuditLine, subject=someone.ref)]
    assert said[-4:] == [
        ("told_consent", ""),
        ("profile", "told"),
        ("profile", "told"),
        ("told_consent_withdrawn", ""),
    ]


def test_an_unknown_religion_is_refused(office: Office, someone: Caller) -> None:
    office.do(profiles.consent, caller=someone, given=True)
    assert _refused(office, profiles.choose, someone, part="religion", option="x") == "answer_not_an_option"


def test_ties_are_sealed_and_compared_by_their_marks(office: Office, someone: Caller) -> None:
    card = _type(office, someone, "ties", "Wijkteam Noord, Stadsbank", "Gemeenteraad Hardenberg")
    assert card.told.ties == ("Wijkteam Noord", "Stadsbank", "Gemeenteraad Hardenberg")
    (one,), _ = office.do(candidates)
    assert office.do(marked_bodies, ["stadsbank"]) <= one.ties
    assert not office.do(marked_bodies, ["Jeugdbescherming"]) & one.ties
    assert _type(office, someone, "ties", "-", "-").told.ties == ()


def test_holidays_rest_offers_from_the_first_day_to_the_last(office: Office, someone: Caller) -> None:
    card = _type(office, someone, "away", "7", "14")
    assert (card.away is not None, card.stops) == (True, ())
    office.advance(days=7)
    assert office.do(profiles.own_for, caller=someone).stops == (Stop.AWAY,)
    assert office.do(profiles.end_holidays, caller=someone).stops == ()


def test_holidays_cannot_end_before_they_begin(office: Office, someone: Caller) -> None:
    page = office.do(profiles.open_part, caller=someone, form="away")
    page = office.answer(someone, office.answer(someone, page, "14"), "7")
    refused = office.refusal(profiles.finish_part, caller=someone, form="away", revision=page.revision)
    assert refused == "date_out_of_range"


def test_a_pause_ends_by_itself_or_by_a_tap(office: Office, someone: Caller) -> None:
    for _ in range(2):
        with office.writing() as session:
            profile = session.get_one(Profile, someone.id)
            profile.paused_until = (office.now + timedelta(days=30)).date()
            session.add(profile)
        assert office.do(profiles.own_for, caller=someone).stops == (Stop.PAUSED,)
        assert office.do(profiles.set_available, caller=someone, available=True).stops == ()
    office.advance(days=31)
    assert office.do(profiles.own_for, caller=someone).stops == ()


def test_only_a_coordinator_has_a_profile(office: Office) -> None:
    manager = office.manager()
    actions: dict[Callable[..., object], dict[str, object]] = {
        profiles.own_for: {},
        profiles.confirm: {},
        profiles.end_holidays: {},
        profiles.nearest_regions: {},
        profiles.set_level: {"tag": "ar", "level": 1},
        profiles.toggle_region: {"code": HERE},
        profiles.choose: {"part": "gender", "option": "man"},
        profiles.consent: {"given": True},
        profiles.open_part: {"form": "born"},
    }
    refused = {_refused(office, action, manager, **more) for action, more in actions.items()}
    assert refused == {"not_allowed"}


def test_every_typed_part_can_be_opened_and_finished(office: Office, someone: Caller) -> None:
    assert {form.name for form in PARTS} == {
        "speaks",
        "born",
        "away",
        "certificate",
        "culture",
        "religion",
        "ties",
    }
    assert _type(office, someone, "certificate", "1-2-2028").stops == ()


def _tells(office: Office, **told: str) -> Caller:
    who = office.coordinator()
    office.do(profiles.consent, caller=who, given=True)
    if "religion" in told:
        _type(office, who, "religion", told["religion"])
    if "culture" in told:
        _type(office, who, "culture", told["culture"])
    return who


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        pytest.param("culture", "hindostaans", True, id="the culture, without a capital"),
        pytest.param("culture", "Turks", False, id="another culture"),
        pytest.param("religion", "hindu", True, id="the religion"),
        pytest.param("religion", "muslim", False, id="another religion"),
        pytest.param("culture", "Surinaamse", True, id="what the culture is part of, in another form"),
        pytest.param("culture", "Marron", False, id="another part of that"),
        pytest.param("religion", "sanatan", False, id="a part of the religion"),
        pytest.param("religion", "Hindoeïstisch", True, id="the religion in another language"),
        pytest.param("not_from", "HINDOSTAANS", False, id="not from that community"),
        pytest.param("not_from", "Surinamese", False, id="nor from what it is part of"),
        pytest.param("not_from", "Turks of Surinaams", False, id="nor from one of two"),
        pytest.param("not_from", "Turks", True, id="not from another community"),
    ],
)
def test_a_wish_is_compared_with_marks_and_shown_in_its_own_words(
    office: Office,
    kind: str,
    value: str,
    fits: bool,
) -> None:
    who = _tells(office, culture="Hindostaans", religion="hindu")
    wishes = {"wishes": "yes", f"wish_{kind}": value, f"wish_{kind}_weight": "must"}
    case = office.opened(**wishes)
    shown = office.do(choosing.choose_from, caller=case.manager, ref=case.ref)
    assert [line.ref for line in shown.lines] == ([who.ref] if fits else [])
    values = [str(reason.values.get("value", "")) for line in shown.lines for reason in line.ranked.reasons]
    assert all(said in {"", value} for said in values)
    counted = office.fill(office.citizen(), "request", **wishes).supply
    assert counted is not None
    assert counted.fitting == int(fits)


def test_marks_are_made_anew_when_the_table_learns_a_word(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = _tells(office, culture="Hindostaans")
    before = office.row(Profile, person_id=who.id).culture_marks
    assert office.do(freshness.renew_marks) == 0
    monkeypatch.setattr("casework.confidences.cultures.told", lambda _kind, texts: frozenset(texts))
    assert office.do(freshness.renew_marks) == 1
    after = office.row(Profile, person_id=who.id).culture_marks
    assert (len(before), len(after)) == (2, 1)
