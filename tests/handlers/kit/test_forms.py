"""Every form that holds words is read: by the newest Bot API, and by none."""

from typing import Any

from aiogram.types import ExternalReplyInfo, TextQuote
from aiogram.types import Message as NewestMessage
from telegram import Message

from domain.post import Post
from handlers.kit.reading import forms
from handlers.kit.reading.message import named_by, post_of
from tests.kit.message_fields import TextField, least, text_fields
from tests.kit.schema import check_update

Json = dict[str, Any]

WORDS = "Плотину прорвало"
ADDRESS = "https://planted.example/page"
FORWARDED = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
MESSAGE_FIELDS = text_fields(
    NewestMessage, forms.NAMED | forms.ABOUT | forms.SERVICE, forms.why_left_out
)
REPLY_FIELDS = text_fields(ExternalReplyInfo, forms.ABOUT, forms.why_left_out)


def received(**fields: Any) -> Message:
    """A message as the library makes it of what Telegram sends."""
    shape = {**least(NewestMessage), **fields}
    check_update({"update_id": 1, "message": shape})
    message = Message.de_json(shape, None)
    assert message
    return message


def holds(post: Post | None, planted: str) -> bool:
    assert post is not None
    return planted in post.text or planted in post.links


def planted_in(field: TextField) -> str:
    return ADDRESS if field.path[-1] in forms.LINKS else WORDS


def unaccounted(field: TextField, post: Post | None) -> str | None:
    """What is wrong: words that are neither read nor left out with a reason, or both."""
    read = holds(post, planted_in(field))
    reason = forms.why_left_out(field.path)
    return None if read == (reason is None) else f"{field.path}: read {read}, left out: {reason}"


def test_every_field_of_the_newest_message_is_read_or_left_out_with_a_reason() -> None:
    faults = []
    for field in MESSAGE_FIELDS:
        message = received(**{"forward_origin": FORWARDED, **field.holding(planted_in(field))})
        faults.append(unaccounted(field, post_of([message])))
    assert len(faults) > 300
    assert list(filter(None, faults)) == []


def test_every_field_of_the_newest_message_is_content_or_about_it_or_an_event() -> None:
    kinds = [forms.CONTENT, forms.ABOUT, forms.BESIDE, forms.NAMED, forms.SERVICE]
    listed = [field for kind in kinds for field in kind]
    fields = {field.alias or name for name, field in NewestMessage.model_fields.items()}
    assert len(listed) == len(set(listed))
    assert fields - set(listed) == {"entities", "caption_entities"}
    assert set(listed) - fields == {"origin"}


def test_nothing_is_left_out_that_the_newest_message_does_not_have() -> None:
    there = {
        way
        for field in [*MESSAGE_FIELDS, *REPLY_FIELDS]
        for holder, key in zip(("", *field.path), field.path, strict=False)
        for way in [(key,), (holder, key)]
    }
    assert set(forms.LEFT_OUT) - there == set()


def test_a_message_that_is_replied_to_is_read_by_the_same_forms() -> None:
    faults = []
    for field in MESSAGE_FIELDS:
        replied = {**field.holding(planted_in(field)), "forward_origin": FORWARDED}
        faults.append(unaccounted(field, named_by(received(reply_to_message=replied))))
    assert list(filter(None, faults)) == []


def test_an_external_reply_is_read_by_the_same_forms() -> None:
    faults = []
    for field in REPLY_FIELDS:
        external = field.holding(planted_in(field))
        faults.append(unaccounted(field, named_by(received(external_reply=external))))
    assert list(filter(None, faults)) == []


def test_a_quotation_is_read() -> None:
    external = least(ExternalReplyInfo)
    quote = {**least(TextQuote), "text": WORDS}
    assert holds(named_by(received(external_reply=external, quote=quote)), WORDS)
