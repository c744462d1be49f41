"""The menus of commands: one per scope and language, and which of them a person sees."""

import re

from simulator.refusals import bad_request
from simulator.shapes import Json, JsonList

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
_WITH_CHAT = {"chat", "chat_administrators", "chat_member"}


def checked_language(code: str | None) -> str:
    """Return a two-letter code, or an empty text for everyone else.

    Raises:
        Refusal: anything but two letters; Telegram has no other languages here.
    """
    if not code:
        return ""
    if _LANGUAGE.fullmatch(code) is None:
        raise bad_request("LANGUAGE_CODE_INVALID")
    return code


class CommandsMenu:
    """All menus of one bot."""

    def __init__(self) -> None:
        self._menus: dict[tuple[str, str], JsonList] = {}

    def set(self, commands: object, scope: object, language: str | None) -> None:
        """Set the menu of one scope and language.

        Raises:
            Refusal: more than 100 commands, a name or description of the wrong form, an unknown scope.
        """
        if not isinstance(commands, list):
            raise bad_request("can't parse commands: expected an Array of BotCommand")
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        key = (_scope_key(scope), checked_language(language))
        menu = [_checked(command) for command in commands]
        if menu:
            self._menus[key] = menu
        else:
            self._menus.pop(key, None)

    def get(self, scope: object, language: str | None) -> JsonList:
        """Return the menu of exactly this scope and language."""
        return self._menus.get((_scope_key(scope), checked_language(language)), [])

    def delete(self, scope: object, language: str | None) -> None:
        """Forget the menu of this scope and language."""
        self._menus.pop((_scope_key(scope), checked_language(language)), None)

    def seen_by(self, chat: int, language: str | None) -> JsonList:
        """Return the menu in a private chat, in Telegram's order of scopes (BotCommandScope)."""
        code = (language or "").split("-", maxsplit=1)[0].lower()
        for scope in (f"chat:{chat}", "all_private_chats", "default"):
            for tongue in (code, ""):
                menu = self._menus.get((scope, tongue))
                if menu:
                    return menu
        return []


def _scope_key(scope: object) -> str:
    if scope is None or scope in ("", {}):
        return "default"
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    kind = str(scope["type"])
    if kind not in _WITH_CHAT:
        return kind
    chat = scope.get("chat_id")
    if chat is None:
        raise bad_request("chat_id is empty")
    member = f":{scope['user_id']}" if "user_id" in scope else ""
    return f"{kind}:{chat}{member}"


def _checked(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if _NAME.fullmatch(name) is None:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
