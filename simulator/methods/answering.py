"""What a bot answers to a tap, and the sign that it is writing."""

from simulator.methods.context import Context
from simulator.refusals import bad_request
from simulator.shapes import Json
from simulator.texts import units

MAX_ANSWER = 200
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def answer_callback_query(context: Context) -> bool:
    """Answer a tap: the client stops its progress bar and shows the text, if there is one.

    Raises:
        Refusal: above 200 characters, or a query that is unknown, answered or old.
    """
    params, world = context.params, context.world
    text = params.text("text") or ""
    if units(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": params.flag("show_alert")}
    if url := params.text("url"):
        answer["url"] = url
    query = context.account.queries.answer(params.text("callback_query_id") or "", answer, world.clock.now())
    chat = context.account.chats.get(query.chat)
    if chat is not None:
        chat.last_answer = answer
        world.changed(chat)
    return True


def send_chat_action(context: Context) -> bool:
    """Show that the bot is writing.

    Raises:
        Refusal: an unknown action.
    """
    context.writable_chat()
    if context.params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True
