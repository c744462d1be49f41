"""Roles, and who may do what. Whose request it is, is checked where the request is read (trust.md 7 and 8)."""

from enum import StrEnum

from domain.errors import NotAllowedError


class Role(StrEnum):
    """What a person is to the service. Everyone is a citizen until an invitation says otherwise."""

    CITIZEN = "citizen"
    COORDINATOR = "coordinator"
    REGIONAL_MANAGER = "regional_manager"
    TRAINER = "trainer"
    HELPDESK = "helpdesk"
    ADMIN = "admin"


class Action(StrEnum):
    """What can be done with a request, an offer, a job or one's own account."""

    REQUEST = "request"
    SEE_OWN_STATUS = "see_own_status"
    ASK_FOR_HUMAN = "ask_for_human"
    PAUSE = "pause"
    WITHDRAW = "withdraw"
    SEE_REGION = "see_region"
    ASK_COORDINATORS = "ask_coordinators"
    END_REQUEST = "end_request"
    TAKE_ESCALATION = "take_escalation"
    ANSWER_OFFER = "answer_offer"
    DO_JOB = "do_job"
    KEEP_PROFILE = "keep_profile"
    CONFIRM_ONESELF = "confirm_oneself"
    KEEP_STAFF = "keep_staff"


_EVERYONE = frozenset(Role)
_MANAGER = frozenset({Role.REGIONAL_MANAGER, Role.HELPDESK, Role.ADMIN})
"""The helpdesk and the admins stand in for a region that has no manager, and only there."""
_COORDINATOR = frozenset({Role.COORDINATOR})

RIGHTS: dict[Action, frozenset[Role]] = {
    Action.REQUEST: _EVERYONE,
    Action.SEE_OWN_STATUS: _EVERYONE,
    Action.ASK_FOR_HUMAN: _EVERYONE,
    Action.PAUSE: _EVERYONE,
    Action.WITHDRAW: _EVERYONE,
    Action.SEE_REGION: _MANAGER,
    Action.ASK_COORDINATORS: _MANAGER,
    Action.END_REQUEST: _MANAGER | _COORDINATOR,
    Action.TAKE_ESCALATION: _MANAGER,
    Action.ANSWER_OFFER: _COORDINATOR,
    Action.DO_JOB: _COORDINATOR,
    Action.KEEP_PROFILE: _COORDINATOR,
    Action.CONFIRM_ONESELF: _EVERYONE - {Role.CITIZEN},
    Action.KEEP_STAFF: frozenset({Role.ADMIN}),
}
"""The matrix of rights. An action that is missing here is nobody's."""

STAFF = frozenset(Role) - {Role.CITIZEN}


def may(role: Role, action: Action) -> bool:
    """Whether the role has the right at all."""
    return role in RIGHTS[action]


def require(role: Role, action: Action) -> None:
    """Allow the action.

    Raises:
        NotAllowedError: the role does not have this right.
    """
    if not may(role, action):
        raise NotAllowedError
