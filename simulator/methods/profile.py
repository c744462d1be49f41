"""What a bot is called, what it says about itself, and its menus."""

from collections.abc import Callable

from simulator.commands_menu import checked_language
from simulator.methods.context import Context
from simulator.refusals import bad_request
from simulator.shapes import Json, JsonList
from simulator.texts import units

# Parameter and result of each text, and its greatest length (Bot API, setMyName and its siblings).
TEXTS = {"name": 64, "short_description": 120, "description": 512}


def get_me(context: Context) -> Json:
    """Return the bot itself."""
    return {
        **context.account.to_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(context: Context) -> Json:
    """Return the ChatFullInfo."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **context.chat().to_api(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def text_setter(kind: str) -> Callable[[Context], bool]:
    """Return the method that sets a text of this kind."""

    def method(context: Context) -> bool:
        text = (context.params.text(kind) or "").strip()
        if units(text) > TEXTS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        language = checked_language(context.params.text("language_code"))
        context.account.profile.texts[kind, language] = text
        return True

    return method


def text_getter(kind: str) -> Callable[[Context], Json]:
    """Return the method that gives a text of this kind."""

    def method(context: Context) -> Json:
        language = checked_language(context.params.text("language_code"))
        text = context.account.profile.get(kind, language)
        return {kind: text or (context.account.name if kind == "name" else "")}

    return method


def set_my_commands(context: Context) -> bool:
    """Set the menu of one scope and language."""
    params = context.params
    commands, scope = params.structure("commands"), params.structure("scope")
    context.account.menu.set(commands, scope, params.text("language_code"))
    context.world.events.tell("people", {})
    return True


def get_my_commands(context: Context) -> JsonList:
    """Return the menu of exactly this scope and language."""
    return context.account.menu.get(context.params.structure("scope"), context.params.text("language_code"))


def delete_my_commands(context: Context) -> bool:
    """Forget the menu of this scope and language."""
    context.account.menu.delete(context.params.structure("scope"), context.params.text("language_code"))
    return True


def set_chat_menu_button(context: Context) -> bool:
    """Set the button beside the field, in one private chat or in all.

    Raises:
        Refusal: an unknown kind of button.
    """
    button = context.params.structure("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if context.params.has("chat_id"):
        context.chat().menu_button = button
    else:
        context.account.profile.menu_button = button
    return True


def get_chat_menu_button(context: Context) -> Json:
    """Return the button beside the field."""
    own = context.chat().menu_button if context.params.has("chat_id") else None
    return own or context.account.profile.menu_button


def log_out(_context: Context) -> bool:
    """Agree to log out or close; a simulator has nothing to do for it."""
    return True
