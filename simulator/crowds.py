"""Groups and channels with the bot in them."""

from simulator.account import Account
from simulator.chats import Chat, Kind
from simulator.hands import Place, checked_text, written
from simulator.memberships import change_of_membership
from simulator.messages import Message
from simulator.people import Person
from simulator.refusals import FORBIDDEN, NOT_FOUND, SimError
from simulator.shapes import JsonList
from simulator.texts import found_entities
from simulator.world import World


def make_group(world: World, account: Account, title: str, members: list[Person], *, sees_all: bool) -> Chat:
    """Make a group of people, into which the first of them takes the bot.

    Raises:
        SimError: nobody in it.
    """
    if not members:
        raise SimError("A group has at least one member.")
    chat = world.crowd(account, Kind.GROUP, title)
    chat.members = {person.id for person in members}
    chat.sees_all = sees_all
    _taken_in(world, account, chat, members[0], "member")
    return chat


def make_channel(world: World, account: Account, title: str, owner: Person) -> Chat:
    """Make a channel that the bot may post in."""
    chat = world.crowd(account, Kind.CHANNEL, title)
    _taken_in(world, account, chat, owner, "administrator")
    return chat


def say_in_group(
    place: Place, person: Person, text: str, *, reply_to: int | None = None
) -> tuple[Message, int | None]:
    """Say something in a group; return the message, and the update's id if the bot gets to see it.

    In privacy mode a bot sees commands, mentions and replies to it, and nothing else.

    Raises:
        SimError: not a member.
    """
    world, account, chat = place.world, place.account, place.chat
    if person.id not in chat.members:
        raise SimError("This person is not in the group.", status=FORBIDDEN)
    original = chat.messages.get(reply_to) if reply_to is not None else None
    message = written(place, person, checked_text(text), reply_to=original)
    account.keep(chat, message)
    world.changed(chat)
    if chat.blocked or not (chat.sees_all or _meant_for(account, message)):
        return message, None
    return message, world.update(account, chat, "message", message.to_api())


def post(place: Place, text: str) -> int:
    """Post in a channel; return the update's id."""
    world, account, chat = place.world, place.account, place.chat
    checked = checked_text(text)
    message = Message(
        message_id=account.next_message_id(chat),
        chat=chat.to_api(),
        date=world.clock.timestamp(),
        sender=None,
        from_bot=False,
        text=checked,
        entities=found_entities(checked),
    )
    account.keep(chat, message)
    world.changed(chat)
    return world.update(account, chat, "channel_post", message.to_api())


def crowd(account: Account, number: int, kind: Kind) -> Chat:
    """Return the group or channel.

    Raises:
        SimError: 404, there is none.
    """
    chat = account.chats.get(number)
    if chat is None or chat.kind is not kind:
        raise SimError(f"There is no {kind.value} {number}.", status=NOT_FOUND)
    return chat


def _taken_in(world: World, account: Account, chat: Chat, person: Person, status: str) -> None:
    body = change_of_membership(
        account, chat, by=person.to_user(), at=world.clock.timestamp(), old="left", new=status
    )
    world.update(account, chat, "my_chat_member", body)
    world.changed(chat)


def _meant_for(account: Account, message: Message) -> bool:
    if message.reply_to is not None and message.reply_to.from_bot:
        return True
    name = f"@{account.username}".lower()
    commands: JsonList = [entity for entity in message.entities if entity["type"] == "bot_command"]
    if commands and commands[0]["offset"] == 0:
        command = message.text.split(maxsplit=1)[0].lower()
        return "@" not in command or command.endswith(name)
    return name in message.text.lower()
