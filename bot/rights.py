"""Which right each button and each command needs: one table beside that of the handlers (trust.md 7).

It says what a role may do at all. Whose thing it is, is asked where the thing is read (`casework`). A verb that is missing
here is nobody's; a test holds that none is.
"""

from enum import Enum
from typing import Final

from domain.errors import NotFoundError
from domain.people import Action, Role, may


class Everyone(Enum):
    """No role is needed: it is about the reader themselves, or what they may see is asked where it is read."""

    EVERYONE = "everyone"


EVERYONE: Final = Everyone.EVERYONE
Needed = Action | Everyone

_OF: dict[Needed, str] = {
    EVERYONE: "h lang rq ok no pr pt pu pn pv pi pm px po pq ps pz dn dw dm ds hu f fb fc fe fg fn fq fx fs ra w "
    "kb kp kf kt kd ks iv ir in it ip ia ig iw il is ih "
    "gp ga gd gv gy gn td ta tr ts tc tg tk tf tq vl vo vt vw vz vm vy vn vu vi vr ld lf lg lp lq lr ls lv ln ly "
    "qc qm qo qw qk qx qa qt qy qn qs",
    Action.SEE_OWN_STATUS: "st ro rk rn",
    Action.PAUSE: "rp rg",
    Action.WITHDRAW: "rw re",
    Action.SEE_REGION: "m mo mk me",
    Action.ASK_COORDINATORS: "ml mc ma mj mp mn mw mb mt mx",
    Action.TAKE_ESCALATION: "x xo xt xd xn xl wx aw ad as ax uw",
    Action.ANSWER_OFFER: "om ol oq oa od op",
    Action.DO_JOB: "j jo jc jn js jt jd jm jh jf jq jr jp je jb ju ka kr kl "
    "ci ca cm cv cg cx cu cb cr cc cn cs cz cl tj y yp yb va vd vg vk vp vs vx l la lb lc le lh li lk lm lo lw lx lz "
    "qj qp qr qe ql qd qg",
    Action.KEEP_PROFILE: "pf pa py pb pl pg pc pk pw",
    Action.CONFIRM_ONESELF: "zs zn zq",
    Action.KEEP_STAFF: "za zi zl zp ze zr zc zb zt zw zy",
}

BUTTONS_NEED: dict[str, Needed] = {verb: needed for needed, verbs in _OF.items() for verb in verbs.split()}
"""What each verb of a button needs."""

COMMANDS_NEED: dict[str, Needed] = {
    **dict.fromkeys(
        (
            "start",
            "help",
            "settings",
            "language",
            "privacy",
            "mydata",
            "forget",
            "human",
            "danger",
            "cancel",
            "stop",
        ),
        EVERYONE,
    ),
    "status": Action.SEE_OWN_STATUS,
    "requests": Action.SEE_REGION,
    "attention": Action.TAKE_ESCALATION,
    "away": Action.TAKE_ESCALATION,
    "offers": Action.ANSWER_OFFER,
    "jobs": Action.DO_JOB,
    "profile": Action.KEEP_PROFILE,
    "step": Action.CONFIRM_ONESELF,
    "staff": Action.KEEP_STAFF,
}
"""What each command needs."""


def is_open(role: Role, needed: Needed | None) -> bool:
    """Whether somebody of this role may use what needs this; None is what the tables do not name."""
    return needed is EVERYONE or (isinstance(needed, Action) and may(role, needed))


def require_button(role: Role, verb: str) -> None:
    """Let the button through.

    Raises:
        NotFoundError: the role has no such button; it is answered like what is not there.
    """
    if not is_open(role, BUTTONS_NEED.get(verb)):
        raise NotFoundError


def require_command(role: Role, name: str) -> None:
    """Let the command through.

    Raises:
        NotFoundError: the role has no such command; it is answered like what is not there.
    """
    if not is_open(role, COMMANDS_NEED.get(name)):
        raise NotFoundError
