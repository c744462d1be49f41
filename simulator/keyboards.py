"""Keyboards: what Telegram accepts, and what a person can press."""

from simulator.refusals import Refusal, bad_request
from simulator.shapes import Json, JsonList

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
}
_LOOKS = {"text", "icon_custom_emoji_id", "style"}
_REPLY_ACTIONS = {
    "request_users",
    "request_chat",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
}
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
_LINKS = ("http://", "https://", "tg://", "t.me/")


def checked_markup(markup: object) -> Json | None:
    """Return a reply markup that Telegram accepts; nothing for an empty one.

    Raises:
        Refusal: an unknown kind, a button without text or without an action, data above 64 bytes, more than
            100 buttons.
    """
    if markup is None or markup in ("", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in _KINDS if name in markup), None)
    if kind == "inline_keyboard":
        rows = _rows(markup["inline_keyboard"], inline=True)
        return {"inline_keyboard": rows} if rows else None
    if kind == "keyboard":
        return {**markup, "keyboard": _rows(markup["keyboard"], inline=False)}
    if kind is None:
        raise bad_request("can't parse reply keyboard markup JSON object")
    return dict(markup)


def inline_only(markup: Json | None) -> Json | None:
    """Return `markup`, which must be an inline keyboard, as an edit takes no other.

    Raises:
        Refusal: another kind of keyboard.
    """
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("object expected as reply markup")
    return markup


def _rows(rows: object, *, inline: bool) -> list[JsonList]:
    name = "inline keyboard" if inline else "keyboard"
    if not isinstance(rows, list):
        raise bad_request(f'can\'t parse {name}: Field "{name.replace(" ", "_")}" must be of type Array')
    checked = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f"can't parse {name}: row of the keyboard must be an Array")
        buttons = [_inline_button(button) if inline else _reply_button(button) for button in row]
        if buttons:
            checked.append(buttons)
    if sum(map(len, checked)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return checked


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("inline keyboard button", "button must be an Object")
    button = {name: value for name, value in button.items() if value is not None}
    _check_label(button, "inline keyboard button")
    actions = [name for name in button if name not in _LOOKS]
    unknown = [name for name in actions if name not in _ACTIONS]
    if unknown or not actions:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unreadable("inline keyboard button", "exactly one action is allowed")
    _check_action(actions[0], button[actions[0]])
    return button


def _check_action(action: str, value: object) -> None:
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url" and (not isinstance(value, str) or not value.startswith(_LINKS)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Unsupported URL protocol")


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _unreadable("keyboard button", "button must be an Object")
    button = {name: value for name, value in button.items() if value is not None}
    _check_label(button, "keyboard button")
    if any(name not in _REPLY_ACTIONS | _LOOKS for name in button):
        raise _unreadable("keyboard button", "unknown kind of button")
    return button


def _check_label(button: Json, name: str) -> None:
    text = button.get("text")
    if not isinstance(text, str):
        raise _unreadable(name, 'Field "text" must be of type String')
    if not text.strip():
        raise _unreadable(name, "button text must be non-empty")


def _unreadable(name: str, reason: str) -> Refusal:
    return bad_request(f"can't parse {name}: {reason}")
