"""The tables of rights by themselves, without a service: what each role's button and command lets through (trust.md 7)."""

import pytest

from bot.rights import (
    BUTTONS_NEED,
    COMMANDS_NEED,
    EVERYONE,
    Everyone,
    Needed,
    is_open,
    require_button,
    require_command,
)
from bot.routes import BUTTONS, COMMANDS
from domain.errors import NotFoundError
from domain.people import RIGHTS, Action, Role
from scripts import make_rights

OF_ALL = ("h", "rq", "pm", "px", "dn", "f", "iv", "kb", "qy", "tk")
"""Some of what is everybody's: oneself, one's invitation, one's face."""


def allowed(role: Role, needed: Needed) -> bool:
    return role in RIGHTS[needed] if isinstance(needed, Action) else needed is EVERYONE


def passes(role: Role, verb: str) -> bool:
    try:
        require_button(role, verb)
    except NotFoundError:
        return False
    return True


def passes_command(role: Role, name: str) -> bool:
    try:
        require_command(role, name)
    except NotFoundError:
        return False
    return True


@pytest.mark.parametrize("role", Role)
def test_a_button_lets_through_whom_its_right_lets_through(role: Role) -> None:
    for verb, needed in BUTTONS_NEED.items():
        assert passes(role, verb) is allowed(role, needed), verb
        assert is_open(role, needed) is allowed(role, needed), verb


@pytest.mark.parametrize("role", Role)
def test_a_command_lets_through_whom_its_right_lets_through(role: Role) -> None:
    for name, needed in COMMANDS_NEED.items():
        assert passes_command(role, name) is allowed(role, needed), name


@pytest.mark.parametrize("role", Role)
def test_what_stands_in_no_table_is_refused_to_everybody(role: Role) -> None:
    assert not passes(role, "unheard")
    assert not passes_command(role, "unheard")
    assert not is_open(role, None)
    assert is_open(role, EVERYONE)


def test_everything_has_a_right_and_every_right_that_is_asked_exists() -> None:
    assert set(BUTTONS_NEED) == set(BUTTONS)
    assert set(COMMANDS_NEED) == {*COMMANDS, "start"}
    assert {BUTTONS_NEED[verb] for verb in OF_ALL} == {EVERYONE} == set(Everyone)


def test_the_page_says_what_the_tables_say() -> None:
    assert make_rights.main(["--check"]) == 0, "python -m scripts.make_rights"
