"""Updates in combinations that Telegram is known to send, each from a person of its own."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from benchmarks.odd.values import odd_entities

Json = dict[str, Any]
_FIRST_PERSON = 20_000_000
_MOMENT = 1_790_000_000
_LANGUAGES = ("ru", "kk", "en", None)
_NAMES = (
    *("", " ", "\u0000", "\ud83d", "\u202eЖанна", "\u200b", "<b>&</b>", "ә" * 300, "👩‍👩‍👧‍👦" * 64),
    *("@everyone", "/start", "Айгерім", "O'Brien\n\n", "e\u0301" * 60),
)
_NAMED_ODDLY = (5, 3)
FILE = {"file_id": "AgACAgIAA", "file_unique_id": "AQADAg", "file_size": 5_000}
_PHOTO = [{**FILE, "width": 90, "height": 90}, {**FILE, "width": 800, "height": 800}]
_CHANNEL = {"id": -1_001_234_567_890, "type": "channel", "title": "Канал", "username": "kanal_x"}
_BOT = {"id": 777_000_111, "is_bot": True, "first_name": "Other", "username": "other_bot"}
_FROM_CHANNEL = {"type": "channel", "date": _MOMENT, "chat": _CHANNEL, "message_id": 77}
TEXTS = (
    "Совет: ешьте тёртую свёклу с чесноком каждое утро",
    "Казахстан тайно собирается встать на сторону России и отправить войска в Украину",
    "Ертең қаланың барлық мектептері жабылады деп жатыр",
    "Здравствуйте",
    "рас па?",
    "🔥 срочно https://example.kz/a?b=1 и тут",
    "Schools close tomorrow because of a new virus",
    "👍",
)


@dataclass(frozen=True, slots=True)
class OddPerson:
    """Who an update is from: `number` is the update's, and their ids follow from it."""

    number: int
    chance: random.Random

    @property
    def id(self) -> int:
        """The person's id, which is their private chat's too."""
        return _FIRST_PERSON + self.number

    def user(self) -> Json:
        """The person as a User."""
        lang = _LANGUAGES[self.number % len(_LANGUAGES)]
        told = {"id": self.id, "is_bot": False, "first_name": self._name()}
        return {**told, "language_code": lang} if lang else told

    def chat(self) -> Json:
        """The person's private chat."""
        return {"id": self.id, "type": "private", "first_name": self._name()}

    def _name(self) -> str:
        each, rest = _NAMED_ODDLY
        return "Читатель" if self.number % each != rest else _NAMES[self.number % len(_NAMES)]

    def message(self, **content: Any) -> Json:
        """A message in the private chat; its number is like no other's."""
        return {
            "message_id": self.number + 1,
            "date": _MOMENT,
            "chat": self.chat(),
            "from": self.user(),
            **content,
        }

    def text(self) -> Json:
        """Some words, and now and then marks on them."""
        text = self.chance.choice(TEXTS)
        marks = odd_entities(text, self.chance) if self.chance.random() < 0.3 else []
        return {"text": text, **({"entities": marks} if marks else {})}


def _message(**content: Any) -> Callable[[OddPerson], Json]:
    return lambda person: {"message": person.message(**content)}


def _command(text: str) -> Callable[[OddPerson], Json]:
    length = len(text.split()[0])
    mark = {"type": "bot_command", "offset": 0, "length": length}
    return _message(text=text, entities=[mark])


def _in_group(person: OddPerson) -> Json:
    group = {"id": -1_000_000_000_000 - person.number, "type": "supergroup", "title": "Двор"}
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
    told = person.message(**person.text(), chat=group)
    if person.chance.random() < 0.5:
        told |= {"from": anonymous, "sender_chat": group, "author_signature": "админ"}
    if person.chance.random() < 0.3:
        told |= {"message_thread_id": 5, "is_topic_message": True}
    return {"message": told}


def _reply(person: OddPerson) -> Json:
    replied = person.message(**person.text(), message_id=person.number + 1)
    quote = {"text": "срочно", "position": 3, "is_manual": True}
    told = {**person.text(), "quote": quote, "reply_to_message": replied}
    return {"message": person.message(**told)}


def _external_reply(person: OddPerson) -> Json:
    told = {"origin": _FROM_CHANNEL, "chat": _CHANNEL, "message_id": 77, "photo": _PHOTO}
    return {"message": person.message(text="рас па?", external_reply=told)}


def _press(person: OddPerson) -> Json:
    data = person.chance.choice(("none", "unknown-data", "", "forget:1", "more:1", "a:b:c:d"))
    shown = person.message(text="Ответ", **{"from": {**_BOT, "id": 1}})
    held = person.chance.choice(
        (
            {"message": shown, "data": data},
            {"message": {"message_id": 5, "date": 0, "chat": person.chat()}, "data": data},
            {"inline_message_id": "AAA", "data": data},
            {"message": shown, "game_short_name": "x"},
        )
    )
    query = {"id": f"press-{person.number}", "from": person.user(), "chat_instance": "8"}
    return {"callback_query": {**query, **held}}


def _search(person: OddPerson) -> Json:
    query = {"id": f"inline-{person.number}", "from": person.user(), "offset": ""}
    words = person.chance.choice(("", "граница", "x" * 256, "🔥", "а\u0000б"))
    return {"inline_query": {**query, "query": words, "chat_type": "sender"}}


def _edit(person: OddPerson) -> Json:
    return {"edited_message": person.message(**person.text(), edit_date=_MOMENT + 60)}


def _elsewhere(kind: str) -> Callable[[OddPerson], Json]:
    def made(person: OddPerson) -> Json:
        told = person.message(**person.text())
        if "channel" in kind:
            told |= {"chat": _CHANNEL, "sender_chat": _CHANNEL}
            del told["from"]
        elif "business" in kind:
            told["business_connection_id"] = "bc"
        else:
            told |= {"guest_query_id": "g", "guest_bot_caller_user": person.user()}
        return {kind: told}

    return made


_POLL = {
    "id": "5",
    "question": "Закроют ли границу завтра утром?",
    "options": [{"text": "Да", "voter_count": 1}, {"text": "Нет", "voter_count": 0}],
    "total_voter_count": 1,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
_CHECKLIST = {"title": "Запасы", "tasks": [{"id": 1, "text": "Купить соль, её больше не будет"}]}
_GIFT = {"gift": {"id": "1", "star_count": 5, "sticker": {**FILE, "type": "regular"}}}
_GIVEAWAY = {"chats": [_CHANNEL], "winners_selection_date": _MOMENT, "winner_count": 1}
_PRICE = {"currency": "XTR", "total_amount": 5}

SAMPLES: Mapping[str, Callable[[OddPerson], Json]] = MappingProxyType(
    {
        "a text": lambda person: {"message": person.message(**person.text())},
        "a part of a forwarded album": _message(
            photo=_PHOTO,
            caption="Смотрите, что делают",
            media_group_id="13",
            forward_origin=_FROM_CHANNEL,
            show_caption_above_media=True,
        ),
        "a forwarded picture": _message(
            photo=_PHOTO,
            forward_origin={"type": "hidden_user", "date": 5, "sender_user_name": "Кто-то"},
        ),
        "a forward by way of a bot": _message(
            text=TEXTS[0],
            via_bot=_BOT,
            forward_origin={"type": "user", "date": 5, "sender_user": _BOT},
        ),
        "a quotation": _reply,
        "a reply to another chat's": _external_reply,
        "paid media": _message(paid_media={"star_count": 5, "paid_media": [{"type": "preview"}]}),
        "a story": _message(story={"chat": _CHANNEL, "id": 5}),
        "a giveaway": _message(giveaway=_GIVEAWAY),
        "a checklist": _message(checklist=_CHECKLIST),
        "a poll": _message(poll=_POLL),
        "a voice": _message(voice={**FILE, "duration": 5}),
        "a video note": _message(video_note={**FILE, "duration": 5, "length": 240}),
        "a sticker": _message(
            sticker={
                **FILE,
                "type": "regular",
                "width": 5,
                "height": 5,
                "is_animated": False,
                "is_video": False,
            }
        ),
        "a document": _message(document={**FILE, "file_name": "a.pdf"}),
        "a place": _message(location={"latitude": 43.2, "longitude": 76.9, "live_period": 60}),
        "a contact": _message(contact={"phone_number": "+77010000000", "first_name": "Ж"}),
        "dice": _message(dice={"emoji": "🎲", "value": 3}),
        "a rich message": _message(
            rich_message={"blocks": [{"type": "paragraph", "text": [TEXTS[0]]}]}
        ),
        "a gift": _message(gift=_GIFT),
        "a payment": _message(successful_payment={**_PRICE, "invoice_payload": "x"}),
        "a boost": _message(boost_added={"boost_count": 1}),
        "a passport": _message(passport_data={"data": [], "credentials": {}}),
        "a pinned message": lambda person: {
            "message": person.message(pinned_message=person.message(**person.text()))
        },
        "a suggested post": _message(
            text=TEXTS[2], suggested_post_info={"state": "pending"}, is_paid_post=True
        ),
        "a topic of direct messages": _message(
            text=TEXTS[1], direct_messages_topic={"topic_id": 5}, message_thread_id=5
        ),
        "a message in a topic": _message(text=TEXTS[1], message_thread_id=5, is_topic_message=True),
        "a new kind of content": _message(hologram={**FILE, "caption": "Смотрите все сюда"}),
        "a new kind of event": _message(chat_dissolved={"by": 5}),
        "in a group": _in_group,
        "a press": _press,
        "a search": _search,
        "an edit": _edit,
        "/start": _command("/start"),
        "/start by an invitation": _command("/start i-zzz"),
        "/queue": _command("/queue"),
        "/check": _command("/check"),
        "/latest": _command("/latest"),
        "/forget": _command("/forget"),
        "/updates": _command("/updates"),
        "/unknown@other_bot": _command("/unknown@other_bot"),
        **{
            kind: _elsewhere(kind)
            for kind in (
                "channel_post",
                "edited_channel_post",
                "business_message",
                "edited_business_message",
                "guest_message",
            )
        },
    }
)
"""Names of combinations, and what makes an update of each for a person."""
