"""The buttons under the bot's messages: what they say, what they carry, what they do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat
from telegram.constants import InlineKeyboardButtonLimit
from telegram.helpers import create_deep_linked_url

from domain.debunk import Debunk, ref_of
from handlers.kit.markup import shortened
from handlers.kit.texts import LANGUAGES, Voice
from media.cards.picture_card import Theme

_REF = r"[A-Za-z0-9_-]{1,48}"
_DATA = re.compile(rf"([a-z]{{2,5}})(?::({_REF}(?:,{_REF})?))?")
_LINK_PREFIX = "d-"
OPEN_LINK = "check"
"""The payload of a link that only opens the chat."""
_EVERY = ("day", "week")
_NAMES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
_A_ROW = 5
_OTHER_LOOK = {
    Theme.LIGHT: (Theme.DARK, "button-picture-dark"),
    Theme.DARK: (Theme.LIGHT, "button-picture-light"),
}
_TOPICS_A_ROW = 2
_TOPIC = 30


class Action(StrEnum):
    """What a press asks for; at most 5 letters, since button data has room for 64 bytes."""

    CARD = "card"
    NOT_MINE = "not"
    AGAIN = "again"
    NONE = "none"
    LANGUAGE = "lang"
    FORGET = "forg"
    ERASE = "erase"
    ASK = "ask"
    HELPED = "help"
    QUIET = "quiet"
    ANSWER = "answ"
    WISH = "wish"
    SHARE = "share"
    APART = "apart"
    PICTURE = "pic"
    EVERY = "every"
    TOPIC = "topic"
    LATEST = "late"
    STOP = "stop"


_ALONE = {Action.NONE, Action.FORGET, Action.QUIET, Action.STOP}


@dataclass(frozen=True, slots=True)
class Press:
    """A button press, parsed: `refs` names one debunk or two or, for `LANGUAGE`, a language.

    For `TOPIC` and `LATEST` it is a topic, for `EVERY` how often a digest comes, for `PICTURE` a
    debunk and a look. For `ASK` they are those that the reader has refused, if any.
    """

    action: Action
    refs: tuple[str, ...] = ()

    def data(self) -> str:
        """Return the press as button data; of two long refs the first alone has room."""
        for refs in (self.refs, self.refs[:1]):
            data = f"{self.action}:{','.join(refs)}" if refs else str(self.action)
            if len(data) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
                break
        return data


def parse_press(data: str | None) -> Press | None:
    """Read button data, which anyone can forge; None for anything that we do not write."""
    found = _DATA.fullmatch(data or "")
    if found is None or found[1] not in set(Action):
        return None
    press = Press(Action(found[1]), tuple(found[2].split(",")) if found[2] else ())
    if press.action is Action.ASK:
        return press
    names_something = press.action not in _ALONE
    return press if names_something == bool(press.refs) else None


def ref_in_deep_link(payload: str) -> str | None:
    """Return the debunk that a `/start` payload names, if it names one."""
    return payload.removeprefix(_LINK_PREFIX) if payload.startswith(_LINK_PREFIX) else None


def link_to(debunk: Debunk) -> str:
    """Return the `/start` payload that opens this debunk."""
    return f"{_LINK_PREFIX}{ref_of(debunk.id)}"


def share_query(debunk: Debunk) -> str:
    """Return the inline query that finds exactly this debunk."""
    return f"#{ref_of(debunk.id)}"


def under_card(debunks: list[Debunk], voice: Voice) -> InlineKeyboardMarkup:
    """Return the buttons under the card of one debunk, or of two in one message."""
    rows = [
        row for debunk in debunks for row in ([_share(debunk, voice)], [_picture(debunk, voice)])
    ]
    refs = tuple(ref_of(debunk.id) for debunk in debunks)
    rows.append([_button(voice("button-helped"), Press(Action.HELPED, refs))])
    rows.append([_button(voice("button-not-mine"), Press(Action.NOT_MINE, refs))])
    return InlineKeyboardMarkup(rows)


def under_picture(debunk: Debunk, voice: Voice, theme: Theme) -> InlineKeyboardMarkup:
    """Return the buttons under a card that was sent as a picture in one of its two looks."""
    other, label = _OTHER_LOOK[theme]
    change = Press(Action.PICTURE, (ref_of(debunk.id), other.value))
    return InlineKeyboardMarkup([[_share(debunk, voice)], [_button(voice(label), change)]])


def unasked(keyboard: InlineKeyboardMarkup | None, voice: Voice) -> InlineKeyboardMarkup:
    """Return these buttons with one more, against messages that nobody asks for."""
    rows = list(keyboard.inline_keyboard) if keyboard else []
    stop = _button(voice("button-no-updates"), Press(Action.QUIET))
    return InlineKeyboardMarkup([*rows, [stop]])


def under_consent(refs: tuple[str, ...], voice: Voice) -> InlineKeyboardMarkup:
    """Return yes and no under the question whether the desk may use a reader's words."""
    yes = _button(voice("button-share-words"), Press(Action.SHARE, refs))
    return InlineKeyboardMarkup(
        [[yes], [_button(voice("button-keep-words"), Press(Action.APART, refs))]]
    )


def wishes(voice: Voice, *, updates: bool, sharing: bool) -> InlineKeyboardMarkup:
    """Return the switches of what a reader allows, each to the other side."""
    write = ("button-no-updates", "quiet") if updates else ("button-write", "write")
    words = ("button-refuse-words", "apart") if sharing else ("button-allow-words", "share")
    return InlineKeyboardMarkup(
        [[_button(voice(label), Press(Action.WISH, (wish,)))] for label, wish in (write, words)]
    )


def under_inline_card(voice: Voice, bot_username: str) -> InlineKeyboardMarkup:
    """Return the button under a card that someone sent into another chat."""
    address = create_deep_linked_url(bot_username)
    return InlineKeyboardMarkup([[InlineKeyboardButton(voice("button-check-yours"), url=address)]])


def under_list(debunks: list[Debunk], voice: Voice, *, may_refuse: bool) -> InlineKeyboardMarkup:
    """Return one numbered button a debunk and, where it is a question, "none of these"."""
    numbers = [
        _button(str(number), Press(Action.CARD, (ref_of(debunk.id),)))
        for number, debunk in enumerate(debunks, start=1)
    ]
    rows = [numbers[start : start + _A_ROW] for start in range(0, len(numbers), _A_ROW)]
    if may_refuse:
        rows.append([_button(voice("button-none"), Press(Action.NONE))])
    return InlineKeyboardMarkup(rows)


def under_question(debunk: Debunk, voice: Voice) -> InlineKeyboardMarkup:
    """Return yes and no under the question whether a post is about one debunk."""
    yes = _button(voice("button-yes"), Press(Action.CARD, (ref_of(debunk.id),)))
    return InlineKeyboardMarkup([[yes], [_button(voice("button-no"), Press(Action.NONE))]])


def under_refusal(refs: tuple[str, ...], voice: Voice, *, may_ask: bool) -> InlineKeyboardMarkup:
    """Return the way to the desk, and back for who pressed "not about my post" by mistake."""
    again = _button(voice("button-show-again"), Press(Action.AGAIN, refs))
    return InlineKeyboardMarkup([*([[_ask(voice, refs)]] if may_ask else []), [again]])


def under_asked(voice: Voice, *, updates: bool) -> InlineKeyboardMarkup:
    """Return the switch under what the desk was asked: no answer is wanted, or one after all."""
    label, to = ("button-quiet", "off") if updates else ("button-answer-after-all", "on")
    return InlineKeyboardMarkup([[_button(voice(label), Press(Action.ANSWER, (to,)))]])


def under_unknown(voice: Voice) -> InlineKeyboardMarkup:
    """Return the way to the desk for a post that it has not checked."""
    return InlineKeyboardMarkup([[_ask(voice, ())]])


def languages(voice: Voice) -> InlineKeyboardMarkup:
    """Return a button for each language and one that forgets the choice."""
    choices = [_button(_NAMES[lang], Press(Action.LANGUAGE, (lang,))) for lang in LANGUAGES]
    forget = _button(voice("button-forget-language"), Press(Action.FORGET))
    return InlineKeyboardMarkup([choices, [forget]])


def topic_ref(topic: str) -> str:
    """Return the name of a topic for button data: 16 hex digits of its SHA-256."""
    return sha256(topic.encode()).hexdigest()[:16]


def under_subscribing(voice: Voice) -> InlineKeyboardMarkup:
    """Return the ways to subscribe to what is new."""
    ways = [_button(voice(f"button-every-{one}"), Press(Action.EVERY, (one,))) for one in _EVERY]
    return InlineKeyboardMarkup([ways])


def under_subscription(
    voice: Voice, every: str, topics: Sequence[tuple[str, bool]]
) -> InlineKeyboardMarkup:
    """Return the switches of a subscription: how often, which topics (chosen or not), no more."""
    (other,) = (one for one in _EVERY if one != every)
    never = Press(Action.EVERY, ("never",))
    rows = _topics([(f"✅ {name}" if on else name, name) for name, on in topics], Action.TOPIC)
    rows.append([_button(voice(f"button-every-{other}"), Press(Action.EVERY, (other,)))])
    return InlineKeyboardMarkup([*rows, [_button(voice("button-stop-news"), never)]])


def under_news(debunks: list[Debunk], voice: Voice) -> InlineKeyboardMarkup:
    """Return the buttons under a digest: a numbered one a debunk, and the one that stops it."""
    numbers = under_list(debunks, voice, may_refuse=False).inline_keyboard
    stop = _button(voice("button-stop-news"), Press(Action.STOP))
    return InlineKeyboardMarkup([*numbers, [stop]])


def under_latest(
    debunks: list[Debunk], topics: Sequence[str], voice: Voice, *, whole: bool
) -> InlineKeyboardMarkup:
    """Return the buttons under the newest debunks: one a debunk, and the topics there are.

    Where the list is not the `whole`, but of one topic, there is a way back to it.
    """
    rows = [list(row) for row in under_list(debunks, voice, may_refuse=False).inline_keyboard]
    rows += _topics([(name, name) for name in topics], Action.LATEST)
    if not whole:
        rows.append([_button(voice("button-latest-all"), Press(Action.LATEST, ("all",)))])
    return InlineKeyboardMarkup(rows)


def _topics(labels: Sequence[tuple[str, str]], action: Action) -> list[list[InlineKeyboardButton]]:
    every = [
        _button(shortened(label, _TOPIC), Press(action, (topic_ref(name),)))
        for label, name in labels
    ]
    return [every[at : at + _TOPICS_A_ROW] for at in range(0, len(every), _TOPICS_A_ROW)]


def under_forgetting(voice: Voice) -> InlineKeyboardMarkup:
    """Return yes and no under the question whether to delete all that is kept of a reader."""
    yes = _button(voice("button-forget-all"), Press(Action.ERASE, ("yes",)))
    return InlineKeyboardMarkup(
        [[yes], [_button(voice("button-keep-all"), Press(Action.ERASE, ("no",)))]]
    )


def language_names(langs: Sequence[str]) -> str:
    """Return the names of languages, each in itself."""
    return " + ".join(_NAMES[lang] for lang in langs)


def _button(label: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=press.data())


def _ask(voice: Voice, refused: tuple[str, ...]) -> InlineKeyboardButton:
    return _button(voice("button-ask"), Press(Action.ASK, refused))


def _picture(debunk: Debunk, voice: Voice) -> InlineKeyboardButton:
    return _button(voice("button-picture"), Press(Action.PICTURE, (ref_of(debunk.id),)))


def _share(debunk: Debunk, voice: Voice) -> InlineKeyboardButton:
    everywhere = SwitchInlineQueryChosenChat(
        query=share_query(debunk),
        allow_user_chats=True,
        allow_group_chats=True,
        allow_channel_chats=True,
    )
    return InlineKeyboardButton(voice("button-share"), switch_inline_query_chosen_chat=everywhere)
