"""The methods of the Bot API, by name in lower case."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable

from simulator.methods import answering, copying, editing, media, profile, receiving, sending
from simulator.methods.context import Context
from simulator.refusals import NOT_FOUND, Refusal

Method = Callable[[Context], object | Awaitable[object]]

METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "getchat": profile.get_chat,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "senddocument": media.send_document,
    "sendphoto": media.send_photo,
    "sendvoice": media.send_voice,
    "sendlocation": media.send_location,
    "copymessage": copying.copy_message,
    "getfile": media.get_file,
    "editmessagetext": editing.edit_message_text,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": answering.answer_callback_query,
    "sendchataction": answering.send_chat_action,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
    "setmyname": profile.text_setter("name"),
    "getmyname": profile.text_getter("name"),
    "setmydescription": profile.text_setter("description"),
    "getmydescription": profile.text_getter("description"),
    "setmyshortdescription": profile.text_setter("short_description"),
    "getmyshortdescription": profile.text_getter("short_description"),
    "logout": profile.log_out,
    "close": profile.log_out,
}


async def perform(context: Context, method: str) -> object:
    """Carry out a method and return its result.

    Raises:
        Refusal: whatever the method refuses; 404 for a method that does not exist.
    """
    handler = METHODS.get(method.lower())
    if handler is None:
        raise Refusal(NOT_FOUND, "Not Found: method not found")
    result = handler(context)
    return await result if isawaitable(result) else result
