"""Sending files and asking for them."""

from typing import Any

from sandbox import limits
from sandbox.files import StoredFile
from sandbox.formatting import message_caption
from sandbox.outgoing import open_chat, replied_to, send
from sandbox.params import Params, Upload
from sandbox.refusal import bad_request
from sandbox.shapes import CAPTIONED, FILES, NAMES
from sandbox.world import World

Json = dict[str, Any]

_GROUPED = frozenset({"photo", "video", "document", "audio"})
_WRONG_FILE = "wrong file identifier/HTTP URL specified"


def send_file(kind: str, world: World, params: Params) -> Json:
    """Send one file of a kind: the field of the message that it makes, as `photo`."""
    file = _file(world, kind, params.text(kind), params.upload(kind))
    content: Json = {kind: FILES[kind](file)}
    if kind in CAPTIONED:
        content |= _caption(world, params.text("caption"), params.text("parse_mode"), params)
    return send(world, open_chat(world, params), params, content)


def send_media_group(world: World, params: Params) -> list[Json]:
    """`sendMediaGroup`."""
    chat = open_chat(world, params)
    items = params.structure("media", "media") or []
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) not in limits.ALBUM and len(items) > 1:
        raise bad_request("too many messages to send as an album")
    contents = [part_of(world, item, params) for item in items]
    extras = replied_to(world, chat, params)
    group = str(13_000_000_000_000_000 + world.serial())
    return [
        world.message(chat, world.bot, {**content, **extras, "media_group_id": group})
        for content in contents
    ]


def get_file(world: World, params: Params) -> Json:
    """`getFile`."""
    file = world.files.get(params.text("file_id").removesuffix("s"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.shape, "file_path": file.path}


def part_of(world: World, item: Json, params: Params) -> Json:
    """Return the content of a message of one InputMedia, its file attached or named."""
    kind = item.get("type", "")
    if kind not in _GROUPED:
        raise bad_request("Can't use the media of the specified type in the album")
    reference = str(item.get("media", ""))
    upload = None
    if reference.startswith("attach://"):
        upload = params.upload(reference.removeprefix("attach://"))
    file = _file(world, kind, reference, upload)
    caption = message_caption(
        item.get("caption", ""),
        item.get("parse_mode", ""),
        item.get("caption_entities"),
        world.people,
        "message caption is too long",
    )
    return {kind: FILES[kind](file), **caption}


def _caption(world: World, text: str, mode: str, params: Params) -> Json:
    return message_caption(
        text,
        mode,
        params.structure("caption_entities"),
        world.people,
        "message caption is too long",
    )


def _file(world: World, kind: str, reference: str, upload: Upload | None) -> StoredFile:
    if upload is not None:
        size = len(upload.content)
        if size == 0:
            raise bad_request("file must be non-empty")
        if size > (limits.PHOTO_BYTES if kind == "photo" else limits.UPLOAD_BYTES):
            raise bad_request("file is too big")
        return world.files.add(kind, upload.content, upload.name)
    if not reference:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if reference.startswith(("http://", "https://")):
        return world.files.add(kind, b"", NAMES[kind])
    file = world.files.get(reference.removesuffix("s"))
    if file is None:
        raise bad_request(_WRONG_FILE)
    if file.kind != kind:
        raise bad_request("type of file mismatch")
    return file
