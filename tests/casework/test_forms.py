"""Filling in: buttons with a revision, a draft that survives everything, and answers that belong together."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from casework import forms, people
from domain.errors import NotAnOptionError, NothingOpenError, OutdatedError
from domain.forms.fields import DONE, SKIP
from storage.arrivals import Caller
from storage.drafts import Draft
from tests.office import NAME, Office


def test_the_first_question_comes_first_and_each_answer_brings_the_next(both: Office) -> None:
    someone = both.citizen()
    page = both.do(forms.begin, caller=someone, form="request")
    assert (page.field, page.answers) == ("language", {})
    begun = page.revision
    page = both.tap(someone, page, "ar")
    assert (page.field, page.revision, page.answers) == ("who", begun + 1, {"language": "ar"})


def test_a_button_of_an_earlier_form_is_never_one_of_the_next(office: Office) -> None:
    someone = office.citizen()
    first = office.do(forms.begin, caller=someone, form="request")
    office.do(forms.discard, caller=someone, form="request")
    office.advance(minutes=1)
    assert office.do(forms.begin, caller=someone, form="request").revision > first.revision


def test_a_form_is_taken_up_where_it_was_left(both: Office) -> None:
    someone = both.citizen()
    page = both.tap(someone, both.do(forms.begin, caller=someone, form="request"), "ar")
    both.advance(days=2)
    later = both.do(forms.begin, caller=someone, form="request")
    assert (later.field, later.answers) == ("who", page.answers)
    assert later.revision > page.revision


def test_a_form_can_be_begun_afresh(office: Office) -> None:
    someone = office.citizen()
    office.tap(someone, office.do(forms.begin, caller=someone, form="request"), "ar")
    afresh = office.do(forms.begin, caller=someone, form="request", afresh=True)
    assert (afresh.field, afresh.answers) == ("language", {})


def test_beginning_again_throws_the_answers_away_and_keeps_the_subject(office: Office) -> None:
    someone = office.citizen()
    office.do(forms.begin, caller=someone, form="message", subject="K-2222-2222")
    office.say(someone, "Can you call me?")
    again = office.do(forms.begin_again, caller=someone, form="message")
    assert (again.field, again.answers, again.subject) == ("text", {}, "K-2222-2222")


def test_agreeing_opens_the_first_question_at_once(both: Office) -> None:
    someone = both.newcomer()
    assert both.do(forms.agree_and_begin, caller=someone).field == "language"
    assert both.again(someone).consent == people.CONSENT_VERSION


def test_a_form_about_something_else_starts_again(office: Office) -> None:
    someone = office.citizen()
    first = office.do(forms.begin, caller=someone, form="message", subject="K-2222-2222")
    office.say(someone, "Can you call me?")
    other = office.do(forms.begin, caller=someone, form="message", subject="K-3333-3333")
    assert (first.subject, other.subject, other.field) == ("K-2222-2222", "K-3333-3333", "text")


def test_a_form_can_begin_with_answers(office: Office) -> None:
    someone = office.citizen()
    known = {"language": "ar", "who": "main_person"}
    page = office.do(forms.begin, caller=someone, form="request", answers=dict(known))
    assert (page.field, page.answers) == ("name", known)


def test_stopping_forgets_everything(office: Office) -> None:
    someone = office.citizen()
    office.tap(someone, office.do(forms.begin, caller=someone, form="request"), "ar")
    office.do(forms.discard, caller=someone, form="request")
    assert office.rows(Draft) == []
    assert office.do(forms.resume, caller=someone) is None
    assert office.do(forms.resume_form, caller=someone, form="request") is None


def test_stopping_one_form_leaves_the_other(office: Office) -> None:
    someone = office.citizen()
    office.do(forms.begin, caller=someone, form="request")
    office.advance(minutes=1)
    office.do(forms.begin, caller=someone, form="message", subject="K-2222-2222")
    office.do(forms.discard, caller=someone, form="message")
    assert [draft.form for draft in office.rows(Draft)] == ["request"]


def test_typed_words_answer_the_form_that_was_touched_last(office: Office) -> None:
    someone = office.citizen()
    office.do(forms.begin, caller=someone, form="request")
    office.advance(minutes=1)
    office.do(forms.begin, caller=someone, form="message", subject="K-2222-2222")
    assert office.say(someone, "Hello").form == "message"
    office.advance(minutes=1)
    office.do(forms.resume_form, caller=someone, form="request")
    assert office.say(someone, "Arabisch").form == "request"


def test_words_without_an_open_question_are_not_kept(office: Office) -> None:
    someone = office.citizen()
    with pytest.raises(NothingOpenError):
        office.say(someone, "Let me tell you everything")
    office.fill(someone, "request")
    with pytest.raises(NothingOpenError):
        office.say(someone, "and one more thing")


def test_a_button_of_an_older_screen_is_out_of_date(both: Office) -> None:
    someone = both.citizen()
    old = both.do(forms.begin, caller=someone, form="request")
    now = both.tap(someone, old, "ar")
    with pytest.raises(OutdatedError):
        both.tap(someone, old, "nl")
    assert both.do(forms.resume, caller=someone) == now


@pytest.mark.parametrize(
    "form",
    [pytest.param("request", id="no draft"), pytest.param("census", id="a form that was taken out of use")],
)
def test_a_button_of_a_form_that_is_not_open_is_out_of_date(office: Office, form: str) -> None:
    someone = office.citizen()
    assert office.refusal(forms.go_back, caller=someone, form=form, revision=1) == "outdated"
    assert office.refusal(forms.begin_again, caller=someone, form=form) == "outdated"


def test_of_two_quick_taps_one_counts(both: Office) -> None:
    someone = both.citizen()
    page = both.do(forms.begin, caller=someone, form="request")
    with ThreadPoolExecutor(4) as threads:
        taps = [threads.submit(_tap, both, someone, page, tag) for tag in ("ar", "nl", "tr", "pl")]
        counted = [task.result() for task in taps]
    assert sorted(counted) == [False, False, False, True]
    assert both.do(forms.begin, caller=someone, form="request").field == "who"


def _tap(office: Office, who: Caller, page: forms.Page, value: str) -> bool:
    try:
        office.tap(who, page, value)
    except OutdatedError:
        return False
    return True


def test_going_back_shows_the_question_before_and_keeps_the_answers(office: Office) -> None:
    someone = office.citizen()
    page = office.fill(someone, "request")
    back = office.do(forms.go_back, caller=someone, form="request", revision=page.revision)
    assert (back.field, back.answers) == ("access", page.answers)


def test_going_back_from_the_first_question_shows_it_again(office: Office) -> None:
    someone = office.citizen()
    page = office.do(forms.begin, caller=someone, form="request")
    again = office.do(forms.go_back, caller=someone, form="request", revision=page.revision)
    assert again.field == "language"


def test_editing_an_answer_goes_straight_back_to_the_summary(office: Office) -> None:
    someone = office.citizen()
    page = office.fill(someone, "request")
    editing = office.do(forms.edit, caller=someone, form="request", revision=page.revision, field="name")
    assert editing.field == "name"
    done = office.say(someone, "Someone else")
    assert (done.field, done.answers["name"]) == (None, "Someone else")


def test_editing_an_answer_forgets_what_no_longer_applies(office: Office) -> None:
    someone = office.citizen()
    page = office.fill(
        someone, "request", channel="phone", wishes="yes", wish_gender="woman", wish_gender_weight="must"
    )
    assert {"phone", "wish_gender_weight"} <= set(page.answers)
    for field, value in (("channel", "here"), ("wishes", "no")):
        page = office.do(forms.edit, caller=someone, form="request", revision=page.revision, field=field)
        page = office.tap(someone, page, value)
    assert page.field is None
    assert not {name for name in page.answers if name.startswith("wish_") or name in {"phone", "may_say"}}


def test_what_does_not_apply_cannot_be_edited(office: Office) -> None:
    someone = office.citizen()
    page = office.fill(someone, "request", channel="here")
    with pytest.raises(OutdatedError):
        office.do(forms.edit, caller=someone, form="request", revision=page.revision, field="phone")


def test_not_yet_agreed_stops_the_form_until_it_is_yes(office: Office) -> None:
    someone = office.citizen()
    page = office.do(forms.begin, caller=someone, form="request")
    for value in ("ar", "relative", "not_yet"):
        page = office.tap(someone, page, value)
    assert (page.field, page.stopped) == ("agrees", True)
    assert office.refusal(forms.take, caller=someone, form="request", revision=page.revision) == "outdated"
    later = office.do(forms.begin, caller=someone, form="request")
    assert later.stopped
    page = office.tap(someone, later, "yes")
    assert (page.field, page.stopped) == ("name", False)


def test_several_answers_are_tapped_on_and_off_until_done(office: Office) -> None:
    someone = office.citizen()
    page = office.fill(someone, "request", access=())
    assert page.answers["access"] == []
    page = office.do(forms.edit, caller=someone, form="request", revision=page.revision, field="access")
    for value in ("video", "reading", "video", DONE):
        assert page.field == "access"
        page = office.tap(someone, page, value)
    assert (page.field, page.answers["access"]) == (None, ["reading"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("access", "parking", id="several"),
        pytest.param("who", "neighbour", id="one"),
        pytest.param("language", "tlh", id="a language that the register does not have"),
        pytest.param("language", SKIP, id="skipping what is needed"),
        pytest.param("language", "~0", id="a suggestion that was never made"),
        pytest.param("language", "~x", id="a suggestion that is no number"),
    ],
)
def test_a_button_that_the_question_does_not_have_is_refused(office: Office, field: str, value: str) -> None:
    someone = office.citizen()
    page = office.fill(someone, "request")
    page = office.do(forms.edit, caller=someone, form="request", revision=page.revision, field=field)
    with pytest.raises(NotAnOptionError):
        office.tap(someone, page, value)
    assert office.do(forms.resume, caller=someone) == page


def test_the_words_of_an_option_count_as_its_button(office: Office) -> None:
    someone = office.citizen()
    office.tap(someone, office.do(forms.begin, caller=someone, form="request"), "ar")
    page = office.say(someone, "ik zelf", means="main_person")
    assert (page.field, page.answers["who"]) == ("name", "main_person")


def test_a_name_is_kept_as_it_was_typed(office: Office) -> None:
    someone = office.citizen()
    assert office.fill(someone, "request").answers["name"] == NAME
