"""copyMessage: a message once more, in another chat, without a word of where it comes from."""

from copy import deepcopy

from simulator.methods.content import read_caption
from simulator.methods.context import Context
from simulator.methods.sending import deliver
from simulator.refusals import bad_request
from simulator.shapes import Json


def copy_message(context: Context) -> Json:
    """Send a copy of a message that the bot can see; a new caption takes the place of its own, the buttons stay behind.

    Raises:
        Refusal: an unknown chat or message, content that is protected, or what any message is refused for.
    """
    chat = context.writable_chat()
    message = context.message(context.chat("from_chat_id"), "copy")
    if message.protected:
        raise bad_request("the message can't be copied")
    text, entities = message.text, deepcopy(message.entities)
    if message.kind != "text" and context.params.has("caption"):
        text, entities = read_caption(context)
    media = deepcopy(message.media)
    sent = deliver(context, chat, kind=message.kind, text=text, entities=entities, media=media)
    return {"message_id": sent["message_id"]}
