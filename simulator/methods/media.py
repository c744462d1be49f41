"""Files and places that a bot sends, and the files that it fetches."""

from mimetypes import guess_type

from simulator.files import MAX_DOWNLOAD, StoredFile
from simulator.methods.content import read_caption
from simulator.methods.context import Context
from simulator.methods.sending import deliver
from simulator.params import UNSAID, Upload
from simulator.refusals import bad_request
from simulator.shapes import Json

_PHOTO_SIDE = 640
_LATITUDE, _LONGITUDE = 90, 180


def send_document(context: Context) -> Json:
    """Send a document."""
    return _send_file(context, "document")


def send_photo(context: Context) -> Json:
    """Send a photo."""
    return _send_file(context, "photo")


def send_voice(context: Context) -> Json:
    """Send a voice message."""
    return _send_file(context, "voice")


def send_location(context: Context) -> Json:
    """Send a place.

    Raises:
        Refusal: no place on earth.
    """
    chat = context.writable_chat()
    latitude, longitude = context.params.number("latitude"), context.params.number("longitude")
    if abs(latitude) > _LATITUDE or abs(longitude) > _LONGITUDE:
        raise bad_request("wrong location specified")
    place = {"latitude": latitude, "longitude": longitude}
    return deliver(context, chat, kind="location", text="", entities=[], media={"location": place})


def get_file(context: Context) -> Json:
    """Return where a file can be fetched.

    Raises:
        Refusal: an unknown id, or above 20 MB.
    """
    stored = context.world.files.by_id(context.params.text("file_id") or "")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.to_json(), "file_path": stored.path}


def described(stored: StoredFile, kind: str, *, seconds: int = 1) -> Json:
    """Return what a Message holds for a file of this kind: `{"photo": [...]}`, `{"voice": {...}}`, ..."""
    about = stored.to_json()
    if kind == "photo":
        return {"photo": [{**about, "width": _PHOTO_SIDE, "height": _PHOTO_SIDE}]}
    if kind == "voice":
        return {"voice": {**about, "duration": seconds, "mime_type": stored.mime}}
    if kind == "sticker":
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**about, **looks, "emoji": "🙂"}}
    return {"document": {**about, "file_name": stored.name, "mime_type": stored.mime}}


def _send_file(context: Context, kind: str) -> Json:
    chat = context.writable_chat()
    text, entities = read_caption(context)
    media = described(_file(context, kind), kind, seconds=context.params.integer("duration", 1) or 1)
    return deliver(context, chat, kind=kind, text=text, entities=entities, media=media)


def _file(context: Context, kind: str) -> StoredFile:
    upload = context.params.upload(kind)
    if upload is not None:
        return context.world.files.add(upload.data, kind=kind, name=upload.name, mime=_mime(upload))
    file_id = context.params.text(kind)
    if not file_id:
        raise bad_request(f"there is no {kind} in the request")
    return context.world.files.by_id(file_id)


def _mime(upload: Upload) -> str:
    """What kind of file it is: as the bot says, and where it says nothing, by its name, as Telegram does."""
    if upload.mime != UNSAID:
        return upload.mime
    return guess_type(upload.name, strict=False)[0] or UNSAID
