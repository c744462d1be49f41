"""The whole matrix of rights, written out a second time as a table."""

import pytest

from domain.errors import NotAllowedError
from domain.people import RIGHTS, STAFF, Action, Role, may, require

ROLES = (
    Role.CITIZEN,
    Role.COORDINATOR,
    Role.REGIONAL_MANAGER,
    Role.TRAINER,
    Role.HELPDESK,
    Role.ADMIN,
)
#                          citizen | coordinator | manager | trainer | helpdesk | admin
MATRIX: dict[Action, str] = {
    Action.REQUEST: "y y y y y y",
    Action.SEE_OWN_STATUS: "y y y y y y",
    Action.ASK_FOR_HUMAN: "y y y y y y",
    Action.PAUSE: "y y y y y y",
    Action.WITHDRAW: "y y y y y y",
    Action.SEE_REGION: "- - y - y y",
    Action.ASK_COORDINATORS: "- - y - y y",
    Action.END_REQUEST: "- y y - y y",
    Action.TAKE_ESCALATION: "- - y - y y",
    Action.ANSWER_OFFER: "- y - - - -",
    Action.DO_JOB: "- y - - - -",
    Action.KEEP_PROFILE: "- y - - - -",
    Action.CONFIRM_ONESELF: "- y y y y y",
    Action.KEEP_STAFF: "- - - - - y",
}
CELLS = [
    pytest.param(role, action, cell == "y", id=f"{role.value} {action.value}")
    for action, row in MATRIX.items()
    for role, cell in zip(ROLES, row.split(), strict=True)
]


@pytest.mark.parametrize(("role", "action", "allowed"), CELLS)
def test_every_role_may_do_what_the_matrix_says_and_nothing_else(
    role: Role, action: Action, allowed: bool
) -> None:
    assert may(role, action) is allowed
    if allowed:
        require(role, action)
        return
    with pytest.raises(NotAllowedError):
        require(role, action)


def test_the_matrix_knows_every_role_and_every_action() -> None:
    assert set(ROLES) == set(Role)
    assert MATRIX.keys() == RIGHTS.keys() == set(Action)


def test_everyone_but_a_citizen_is_staff() -> None:
    assert set(Role) - STAFF == {Role.CITIZEN}
