"""What a bot is told when someone blocks it, or takes it into a group or channel."""

from simulator.account import Account
from simulator.chats import Chat
from simulator.shapes import Json

_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def change_of_membership(account: Account, chat: Chat, *, by: Json, at: int, old: str, new: str) -> Json:
    """Return a ChatMemberUpdated about the bot itself."""
    return {
        "chat": chat.to_api(),
        "from": by,
        "date": at,
        "old_chat_member": _member(account, old),
        "new_chat_member": _member(account, new),
    }


def _member(account: Account, status: str) -> Json:
    member: Json = {"user": account.to_user(), "status": status}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member.update(dict.fromkeys(_RIGHTS, False))
        member.update(can_be_edited=False, can_manage_chat=True, can_post_messages=True)
    return member
