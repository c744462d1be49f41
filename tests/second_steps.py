"""The app with six digits, for tests."""

import pyotp

from casework import second_step
from casework.second_step import Entered
from storage.arrivals import Caller
from tests.front_desk import FrontDesk


def digits(office: FrontDesk, secret: str, *, later: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    totp = pyotp.TOTP(secret)
    return totp.generate_otp(totp.timecode(office.now) + later)


def wrong_digits(office: FrontDesk, secret: str) -> str:
    """Six digits that no app shows near this moment."""
    near = {digits(office, secret, later=later) for later in range(-2, 3)}
    return next(
        code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in near
    )


def set_up(office: FrontDesk, who: Caller) -> str:
    """A second step that was confirmed just now; its secret."""
    secret = office.do(second_step.begin, caller=who).letters
    office.do(second_step.enter, caller=who, code=digits(office, secret))
    return secret


def types(office: FrontDesk, who: Caller, code: str) -> Entered | None:
    """A button asked for the digits, and these are typed."""
    office.do(second_step.ask, caller=who, asked_for="zc")
    return office.do(second_step.enter, caller=who, code=code)
