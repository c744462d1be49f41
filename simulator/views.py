"""A chat as a person sees it, for pages and stories."""

from datetime import UTC, datetime

from simulator.account import Account
from simulator.chats import Chat, Kind
from simulator.messages import Message
from simulator.people import Person
from simulator.safe_html import safe_html
from simulator.shapes import Json, JsonList


def chat_view(account: Account, chat: Chat, person: Person | None = None) -> Json:
    """Return the messages with their buttons in order, and what stands around them."""
    view: Json = {
        "bot": {"username": account.username, "name": account.profile.get("name", "") or account.name},
        "messages": [message_view(message, chat) for message in chat.messages.values()],
        "keyboard": _keyboard(chat),
        "last_answer": chat.last_answer,
        "blocked": chat.blocked,
        "started": chat.started,
        "unread": chat.unread,
        "commands": [],
    }
    if person is not None:
        language = (person.language_code or "").split("-", maxsplit=1)[0]
        view["commands"] = account.menu.seen_by(chat.id, person.language_code)
        view["description"] = account.profile.get("description", language)
    return view


def message_view(message: Message, chat: Chat) -> Json:
    """Return one message."""
    view: Json = {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "person",
        "kind": message.kind,
        "text": message.text,
        "html": _html(message),
        "date": datetime.fromtimestamp(message.date, UTC).isoformat(),
        "edited": message.edited_at is not None,
        "silent": message.silent,
        "protected": message.protected,
        "buttons": [[_button(button) for button in row] for row in message.inline_keyboard],
    }
    if message.kind != "text" and message.text:
        view["caption"] = message.text
    if message.reply_to is not None:
        view["reply_to"] = message.reply_to.message_id
    if chat.kind is not Kind.PRIVATE and message.sender is not None:
        view["sender"] = message.sender["first_name"]
        view["sender_id"] = message.sender["id"]
    for kind in ("location", "contact"):
        if kind in message.media:
            view[kind] = message.media[kind]
    _put_file(view, message)
    return view


def _html(message: Message) -> str:
    """The text for a page; made once for each text, for who waits for an answer looks at the whole chat again and again."""
    kept = message.as_html
    if kept is None or kept[0] is not message.text or kept[1] is not message.entities:
        kept = message.text, message.entities, safe_html(message.text, message.entities)
        message.as_html = kept
    return kept[2]


def _put_file(view: Json, message: Message) -> None:
    file = message.file
    if file is None:
        return
    view["file_id"] = file["file_id"]
    if "file_name" in file:
        view["file_name"] = file["file_name"]


def _button(button: Json) -> Json:
    view: Json = {"text": button["text"]}
    if "callback_data" in button:
        view["data"] = button["callback_data"]
    if "url" in button:
        view["url"] = button["url"]
    if "style" in button:
        view["style"] = button["style"]
    return view


def _keyboard(chat: Chat) -> list[JsonList] | None:
    keyboard = chat.reply_keyboard()
    if keyboard is None:
        return None
    return [[{"text": button["text"]} for button in row] for row in keyboard["keyboard"]]
