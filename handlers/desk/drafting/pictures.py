"""The picture that a moderator's message holds or replies to -> what a draft keeps of it."""

from dataclasses import dataclass, replace

from domain.fingerprint import Fingerprint
from handlers.kit.act import Act
from handlers.kit.seeing import looked_at

_KEPT = "pictures for the debunk that is picked next"


@dataclass(frozen=True, slots=True)
class SentPicture:
    """What a message's picture shows: fingerprints, or the key of why there are none."""

    fingerprints: tuple[Fingerprint, ...] = ()
    fault: str = ""


async def read_pictures(act: Act) -> tuple[Act, SentPicture]:
    """Return the act with the words that its message's pictures hold, and how they look."""
    looked = await looked_at((act.message,), act.context)
    read = replace(act, message=looked.parts[0])
    parts = (act.message,)
    files = [one.contents for one in looked.files(parts)]
    if any(one.text for one in files):
        return read, SentPicture(fault="picture-words")
    if found := looked.kept(parts):
        return read, SentPicture(tuple(dict.fromkeys(found)))
    if any(one.trouble is not None for one in files):
        return read, SentPicture(fault="picture-unread")
    return read, SentPicture(fault="picture-flat" if files else "picture")


def keep_for_pick(act: Act, pictures: tuple[Fingerprint, ...]) -> None:
    """Remember pictures until their debunk is picked below this message; a restart forgets them."""
    if act.context.user_data is not None:
        act.context.user_data[_KEPT] = act.message.message_id, pictures


def take_kept(act: Act) -> tuple[Fingerprint, ...]:
    """Return the pictures that came with this command, or with the one that this page answers.

    Once; a debunk that is opened from elsewhere has none of them, and nor has any after it.
    """
    asked, kept = (act.context.user_data or {}).pop(_KEPT, (None, ()))
    above = act.message.reply_to_message
    pictures: tuple[Fingerprint, ...] = kept
    return pictures if asked in {act.message.message_id, above and above.message_id} else ()
