"""The buttons of what people decide about their own data, and of the staff's own pages: for the tables of `bot.routes`."""

from bot.handlers import invitations, openings, privacy, safe_phone, second_step, staff
from bot.talk import Handler

BUTTONS: dict[str, Handler] = {
    "pr": privacy.privacy,
    "pt": privacy.consents,
    "pu": privacy.set_consent,
    "pn": privacy.take_back_text,
    "pv": privacy.delete_told,
    "pi": privacy.agree_as_guest,
    "pm": privacy.my_data,
    "px": privacy.forget,
    "po": openings.opened,
    "pq": safe_phone.page,
    "ps": safe_phone.choose,
    "pz": safe_phone.remove,
    "zs": second_step.overview,
    "zn": second_step.set_up,
    "zq": second_step.never_mind,
    "za": staff.page,
    "zi": staff.invite,
    "zl": staff.members,
    "zp": staff.member,
    "ze": staff.end,
    "zr": staff.reset,
    "zc": staff.export,
    "zb": staff.bulk_to,
    "zt": staff.bulk_ready,
    "zw": staff.bulk_write,
    "zy": staff.bulk_typed,
}

CURRENT: dict[str, Handler] = {
    **dict.fromkeys(("pi", "pv"), invitations.invitation),
    "pu": privacy.consents,
    **dict.fromkeys(("ps", "pz"), safe_phone.page),
}
"""After a refusal: how the thing stands now."""
