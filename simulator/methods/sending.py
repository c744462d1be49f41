"""sendMessage, and how any message of a bot gets into a chat."""

from simulator.chats import Chat
from simulator.keyboards import checked_markup
from simulator.messages import Message
from simulator.methods.content import read_text
from simulator.methods.context import Context
from simulator.refusals import bad_request
from simulator.shapes import Json, JsonList


def send_message(context: Context) -> Json:
    """Send a text."""
    chat = context.writable_chat()
    text, entities = read_text(context)
    return deliver(context, chat, kind="text", text=text, entities=entities)


def deliver(
    context: Context, chat: Chat, *, kind: str, text: str, entities: JsonList, media: Json | None = None
) -> Json:
    """Put the bot's message in `chat`, with every option of the call, and return the Message.

    Raises:
        Refusal: a keyboard or reply that cannot be, or 429.
    """
    params, account, world = context.params, context.account, context.world
    markup = checked_markup(params.structure("reply_markup"))
    reply_to = _replied(context, chat)
    context.count(chat)
    inline = markup is not None and "inline_keyboard" in markup
    message = Message(
        message_id=account.next_message_id(chat),
        chat=chat.to_api(),
        date=world.clock.timestamp(),
        sender=None if chat.kind == "channel" else account.to_user(),
        from_bot=True,
        kind=kind,
        text=text,
        entities=entities,
        media=media or {},
        inline_keyboard=markup["inline_keyboard"] if markup is not None and inline else [],
        reply_keyboard=None if inline else markup,
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
        reply_to=reply_to,
        link_preview=_link_preview(context),
    )
    account.keep(chat, message)
    chat.unread += 1
    world.changed(chat)
    return message.to_api()


def _replied(context: Context, chat: Chat) -> Message | None:
    wanted = context.params.structure("reply_parameters")
    number = wanted.get("message_id") if isinstance(wanted, dict) else None
    lenient = bool(wanted.get("allow_sending_without_reply")) if isinstance(wanted, dict) else False
    if number is None:
        number = context.params.integer("reply_to_message_id")
        lenient = context.params.flag("allow_sending_without_reply")
    if number is None:
        return None
    found = chat.messages.get(number)
    if found is None and not lenient:
        raise bad_request("message to be replied not found")
    return found


def _link_preview(context: Context) -> Json | None:
    options = context.params.structure("link_preview_options")
    if options is None:
        return {"is_disabled": True} if context.params.flag("disable_web_page_preview") else None
    if not isinstance(options, dict):
        raise bad_request("can't parse link preview options: expected an Object")
    return {name: value for name, value in options.items() if value is not None}
