"""A message as it stands now, whoever wrote it."""

from dataclasses import dataclass, field

from simulator.shapes import Json, JsonList


@dataclass(slots=True)
class Message:
    """One message in one chat; `chat` is the Bot API's Chat, `sender` its User (none in a channel).

    `media` holds what the Bot API puts beside the text: `{"photo": [...]}`, `{"location": {...}}` and so on.
    For a message with media, `text` is its caption.
    """

    message_id: int
    chat: Json
    date: int
    sender: Json | None
    from_bot: bool
    kind: str = "text"
    text: str = ""
    entities: JsonList = field(default_factory=list)
    media: Json = field(default_factory=dict)
    inline_keyboard: list[JsonList] = field(default_factory=list)
    reply_keyboard: Json | None = None
    edited_at: int | None = None
    silent: bool = False
    protected: bool = False
    reply_to: "Message | None" = None
    link_preview: Json | None = None
    as_html: tuple[str, JsonList, str] | None = None
    """For `views` to keep: the text and the entities, and how a page shows them."""

    def to_api(self, *, with_reply: bool = True) -> Json:
        """Return the Bot API's Message."""
        out: Json = {"message_id": self.message_id, "date": self.date, "chat": self.chat}
        if self.sender is not None:
            out["from"] = self.sender
        else:
            out["sender_chat"] = self.chat
        out.update(self.media)
        self._put_text(out)
        if self.inline_keyboard:
            out["reply_markup"] = {"inline_keyboard": self.inline_keyboard}
        if self.edited_at is not None:
            out["edit_date"] = self.edited_at
        if self.protected:
            out["has_protected_content"] = True
        if self.reply_to is not None and with_reply:
            out["reply_to_message"] = self.reply_to.to_api(with_reply=False)
        if self.link_preview:
            out["link_preview_options"] = self.link_preview
        return out

    def _put_text(self, out: Json) -> None:
        if not self.text:
            return
        out["text" if self.kind == "text" else "caption"] = self.text
        if self.entities:
            out["entities" if self.kind == "text" else "caption_entities"] = self.entities

    @property
    def file(self) -> Json | None:
        """The Bot API's object of the file in this message, if it has one."""
        if "photo" in self.media:
            sizes: JsonList = self.media["photo"]
            return sizes[-1]
        for kind in ("voice", "document", "sticker"):
            if kind in self.media:
                found: Json = self.media[kind]
                return found
        return None
