"""Texts that the bot sends: parsed, checked and cut to what Telegram keeps."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox import limits
from sandbox.finding import with_found
from sandbox.markup import MarkupError, checked_link, parse_html
from sandbox.nesting import SPLITTABLE, settled
from sandbox.refusal import bad_request
from sandbox.text import Entity, clean, utf16_length

Json = dict[str, Any]

_FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
_PLAIN = _FOUND | {*SPLITTABLE, "blockquote", "expandable_blockquote", "code", "pre"}
_NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def formatted(
    text: str, parse_mode: str, given: object, people: Mapping[int, Json]
) -> tuple[str, list[Entity]]:
    """Return a text and its entities as Telegram keeps them.

    `given` are the entities sent along, used where there is no parse mode. People that a link
    `tg://user?id=` names become mentions if known, else the link goes. At most 100 entities stay.
    Raises the 400s `unsupported parse_mode`, `can't parse entities: …`, `can't parse MessageEntity`
    and those for entities that do not fit the text.
    """
    entities: list[Entity]
    if parse_mode and parse_mode.lower() != "none":
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        try:
            text, entities = parse_html(text)
        except MarkupError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    else:
        entities = settled(_checked(text, given))
    text, entities = clean(text, entities)
    entities = [known for entity in entities if (known := _known(entity, people))]
    return text, with_found(text, entities)[: limits.ENTITIES]


def message_text(
    text: str, parse_mode: str, given: object, people: Mapping[int, Json], too_long: str
) -> Json:
    """Return the `text` and `entities` of a message.

    Raises the 400s `message text is empty`, `text must be non-empty` and `too_long`, beside those
    of `formatted`. Length is counted in UTF-16 units, the strictest reading of the limit.
    """
    if not text:
        raise bad_request("message text is empty")
    if len(text.encode("utf-8", "surrogatepass")) > limits.RAW_TEXT_BYTES:
        raise bad_request(too_long)
    text, entities = formatted(text, parse_mode, given, people)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > limits.TEXT:
        raise bad_request(too_long)
    return {"text": text} | ({"entities": entities} if entities else {})


def message_caption(
    text: str, parse_mode: str, given: object, people: Mapping[int, Json], too_long: str
) -> Json:
    """Return the `caption` and `caption_entities` of a message, nothing where there is none."""
    text, entities = formatted(text, parse_mode, given, people)
    if utf16_length(text) > limits.CAPTION:
        raise bad_request(too_long)
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def _checked(text: str, given: object) -> Sequence[Entity]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("can't parse entities JSON object")
    end = utf16_length(text)
    return [entity for one in given if (entity := _entity(one, end))["type"] not in _FOUND]


def _entity(given: object, end: int) -> Entity:
    wrong = "can't parse MessageEntity: "
    if not isinstance(given, dict):
        raise bad_request(wrong + "expected an Object")
    kind = given.get("type")
    for name in ("type", "offset", "length", *([_NEEDED[kind]] if kind in _NEEDED else [])):
        if name not in given:
            raise bad_request(f'{wrong}Can\'t find field "{name}"')
    if kind not in _PLAIN and kind not in _NEEDED:
        raise bad_request(wrong + "Unsupported type specified")
    offset, length = int(given["offset"]), int(given["length"])
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 "
            f"offset {offset + length}"
        )
    entity: Entity = {"type": kind, "offset": offset, "length": length}
    if kind == "text_link":
        url = str(given["url"])
        entity["url"] = checked_link(url)
        if not entity["url"]:
            reason = "Wrong HTTP URL" if url else "URL host is empty"
            raise bad_request(f"entity URL '{url}' is invalid: {reason}")
    elif kind == "text_mention":
        entity["user_id"] = dict(given["user"]).get("id")
    elif kind == "custom_emoji":
        entity["custom_emoji_id"] = str(given["custom_emoji_id"])
    elif kind == "pre" and given.get("language"):
        entity["language"] = given["language"]
    return entity


def _known(entity: Entity, people: Mapping[int, Json]) -> Entity | None:
    if entity["type"] != "text_mention":
        return entity
    person = people.get(entity["user_id"])
    rest = {key: value for key, value in entity.items() if key != "user_id"}
    return {**rest, "user": person} if person else None
