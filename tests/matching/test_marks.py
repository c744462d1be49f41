import pytest

from storage.vault import Vault

ONE, OTHER = bytes(range(32)), bytes(32)


@pytest.mark.parametrize(
    ("said", "again"),
    [
        pytest.param("Eritrees", "eritrees", id="capitals"),
        pytest.param("Koerdisch  (Soran)", " koerdisch soran", id="spaces and brackets"),
        pytest.param("Curaçaos", "curacaos", id="accents"),
        pytest.param("ＡＢＣ", "abc", id="wide letters"),
        pytest.param("عَرَبِيّ", "عربي", id="vowel signs"),
    ],
)
def test_the_same_words_have_the_same_mark(said: str, again: str) -> None:
    vault = Vault([ONE])
    assert vault.mark("culture", said) == vault.mark("culture", again)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("culture", "a"), ("religion", "a"), id="another kind"),
        pytest.param(("culture", "Turks"), ("culture", "Tureluurs"), id="other words"),
        pytest.param(("culture", "!"), ("culture", "?"), id="signs only"),
        pytest.param(("culture", "हिंदी"), ("culture", "हद"), id="vowels that are letters of their own"),
    ],
)
def test_different_things_have_different_marks(one: tuple[str, str], other: tuple[str, str]) -> None:
    vault = Vault([ONE])
    assert vault.mark(*one) != vault.mark(*other)


def test_a_mark_says_nothing_without_the_key() -> None:
    mark = Vault([ONE]).mark("religion", "hindu")
    assert len(mark) == 40
    assert "hindu" not in mark
    assert mark != Vault([OTHER]).mark("religion", "hindu")


def test_a_mark_tells_whether_the_newest_key_made_it() -> None:
    before, after = Vault([ONE]), Vault([OTHER, ONE])
    mark = before.mark("body", "Wijkteam")
    assert (before.is_current_mark(mark), after.is_current_mark(mark)) == (True, False)
