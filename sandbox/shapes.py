"""What messages carry beside text: one entry per kind, for people and for the bot alike."""

from collections.abc import Callable
from typing import Any

from sandbox.files import Files, StoredFile

Json = dict[str, Any]

_POSITION = {"latitude": 43.238, "longitude": 76.945}


def _photo(file: StoredFile) -> Any:
    small = {
        "file_id": f"{file.file_id}s",
        "file_unique_id": f"{file.file_unique_id}s",
        "file_size": min(file.size, 1024),
    }
    return [
        {**small, "width": 90, "height": 67},
        {**file.shape, "width": 1280, "height": 960},
    ]


def _sized(**fields: Any) -> Callable[[StoredFile], Any]:
    return lambda file: {**file.shape, **fields}


FILES: dict[str, Callable[[StoredFile], Any]] = {
    "photo": _photo,
    "video": _sized(width=640, height=360, duration=9, mime_type="video/mp4"),
    "animation": _sized(width=320, height=240, duration=3, mime_type="video/mp4"),
    "document": _sized(file_name="document.pdf", mime_type="application/pdf"),
    "audio": _sized(duration=60, title="Audio", mime_type="audio/mpeg"),
    "voice": _sized(duration=4, mime_type="audio/ogg"),
    "video_note": _sized(length=240, duration=5),
    "sticker": _sized(
        type="regular", width=512, height=512, is_animated=False, is_video=False, emoji="🤔"
    ),
    "live_photo": _sized(width=1280, height=960, duration=3, mime_type="video/mp4"),
    "paid_media": lambda file: {
        "star_count": 5,
        "paid_media": [{"type": "photo", "photo": _photo(file)}],
    },
}
"""Field of a message -> what it holds for a file."""

NAMES = {
    "photo": "photo.jpg",
    "video": "video.mp4",
    "animation": "animation.mp4",
    "document": "document.pdf",
    "audio": "audio.mp3",
    "voice": "voice.oga",
    "video_note": "note.mp4",
    "sticker": "sticker.webp",
    "live_photo": "live.mp4",
    "paid_media": "photo.jpg",
}

PLAIN: dict[str, Json] = {
    "location": _POSITION,
    "venue": {"location": _POSITION, "title": "Көк базар", "address": "Жібек жолы, 53"},
    "contact": {"phone_number": "+77000000000", "first_name": "Серік"},
    "dice": {"emoji": "🎲", "value": 4},
    "poll": {
        "id": "5300000000000000001",
        "question": "Рас па?",
        "options": [
            {"persistent_id": "0", "text": "Иә", "voter_count": 0},
            {"persistent_id": "1", "text": "Жоқ", "voter_count": 0},
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    },
    "story": {"chat": {"id": 700_000_000, "type": "private", "first_name": "Story"}, "id": 1},
    "game": {"title": "Game", "description": "A game", "photo": []},
    "checklist": {"title": "Тізім", "tasks": [{"id": 1, "text": "Нан"}]},
    "giveaway": {
        "chats": [{"id": -1_001_900_000_003, "type": "channel", "title": "Сыйлық"}],
        "winners_selection_date": 1_800_000_000,
        "winner_count": 3,
    },
    "invoice": {
        "title": "Билет",
        "description": "Кіру билеті",
        "start_parameter": "",
        "currency": "KZT",
        "total_amount": 100_000,
    },
}
"""Kinds without a file -> what they hold."""
CAPTIONED = frozenset(
    {"photo", "video", "animation", "document", "audio", "voice", "live_photo", "paid_media"}
)


def sent(files: Files, kind: str, content: bytes, told: Json, size: int | None = None) -> Json:
    """Keep what a person sends, and return the field of the message that it makes.

    `told` overwrites what Telegram tells of it; a `thumbnail` in it is a picture's content.
    """
    file = files.add(kind, content, told.get("file_name") or NAMES[kind], size)
    shape = FILES[kind](file)
    if isinstance(shape, dict):
        small = told.get("thumbnail")
        if isinstance(small, bytes):
            kept = files.add("thumbnail", small, "thumbnail.jpg")
            told = {**told, "thumbnail": {**kept.shape, "width": 320, "height": 180}}
        shape |= told
    return {kind: shape}
