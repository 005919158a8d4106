"""Messages that are one ask -> what is asked: each post to answer, and the message it stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import reduce
from itertools import pairwise

from telegram import Message, MessageEntity

from domain.post import Post
from handlers.kit.reading import message as reading
from handlers.kit.reading.files import read_in
from matching.checkable import could_be_checked
from matching.joining import pages
from matching.reading.addresses.address import addresses, without_addresses
from matching.reading.normalize import terms
from matching.reading.smalltalk import Talk, is_comment, small_talk

_FULL_LETTER = 3_500
"""UTF-16 units from which a text may go on in the next message: apps cut at 4,096, at a space."""
_JOINT = 300
"""Characters of a letter's piece that its next piece is read with."""

_COMMAND = re.compile(r"^\s*/[a-z_]+(?:@\w+)?", re.IGNORECASE)
_MENTION = re.compile(r"@\w{4,32}")
_ENDED = re.compile(r"[.!?…:»\")]\s*$")


class MessageRole(Enum):
    """What one message is to those around it."""

    ASIDE = auto()
    """Typed, and nothing in it to check: "рас па?", "здравствуйте"."""
    COMMENT = auto()
    """Typed, with words of its own that may be about a post beside it."""
    TYPED = auto()
    """Typed, and a post in itself."""
    REPLY = auto()
    """Typed as a reply to what it is about."""
    FORWARD = auto()
    MEDIA = auto()


@dataclass(frozen=True, slots=True)
class CarriedPost:
    """A post, and the message that carries it."""

    to: Message
    post: Post


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to answer.

    `told` are the ways to read it, the likeliest first, at least one; `talk` is what a text without
    anything to check wants.
    """

    told: tuple[CarriedPost, ...]
    parts: tuple[Message, ...]
    talk: Talk | None = None

    @property
    def to(self) -> Message:
        """The message that is answered where nothing tells more."""
        return self.told[0].to


def role_of(message: Message) -> MessageRole:
    """Return what a message is to those around it."""
    if message.forward_origin is not None:
        return MessageRole.FORWARD
    if is_media(message):
        return MessageRole.MEDIA
    if names_a_post(message):
        return MessageRole.REPLY
    if pages(reading.post_of([message])):
        return MessageRole.TYPED
    if talk_in(message):
        return MessageRole.ASIDE
    return MessageRole.COMMENT if is_comment(own_words(message)) else MessageRole.TYPED


def talk_in(message: Message) -> Talk | None:
    """Return what a message without anything to check wants; a lone `/check` is a bare question."""
    words = own_words(message)
    if not words.strip() and _COMMAND.match(message.text or ""):
        return Talk.QUESTION
    return small_talk(words)


def own_words(message: Message) -> str:
    """Return the words of one message without commands and the names that it mentions."""
    text = message.text or message.caption or reading.post_of([message]).text
    text = _MENTION.sub(" ", _COMMAND.sub("", text))
    for entity in (*message.entities, *message.caption_entities):
        if entity.type == MessageEntity.TEXT_MENTION:
            text = text.replace(_covered(message.text or message.caption or "", entity), " ")
    return text


def names_a_post(message: Message) -> bool:
    """Tell whether a message replies to something."""
    return message.reply_to_message is not None or reading.named_by(message) is not None


def replies_to_bot(message: Message) -> bool:
    """Tell whether a message replies to one of the bot's own."""
    told = message.reply_to_message
    sender = told.from_user if told else None
    return sender is not None and sender.id == message.get_bot().id


def goes_on(first: Message, second: Message) -> bool:
    """Tell whether a text was too long for one message and goes on in the next."""
    return is_full(first) and second.text is not None and _author(first) == _author(second)


def is_wordless(message: Message) -> bool:
    """Tell whether a message is a person's own picture, voice or sticker without any words."""
    return (
        is_media(message)
        and message.forward_origin is None
        and not own_words(message).strip()
        and not says_something(reading.post_of([message]))
    )


def says_something(post: Post) -> bool:
    """Tell whether a post holds words or links to look for; small talk is none."""
    return bool(post.links) or (bool(terms(post.text)) and small_talk(post.text) is None)


def compared(post: Post) -> Post:
    """Return what of a post is compared with debunks: small talk beside its links says nothing."""
    if small_talk(without_addresses(post.text)) is None:
        return post
    return replace(post, text="", links=(*post.links, *addresses(post.text)))


def is_media(message: Message) -> bool:
    """Tell whether a message is no text: a picture, a voice, a place."""
    return message.text is None and not message.api_kwargs.get("rich_message")


def is_full(message: Message) -> bool:
    """Tell whether a text is so long that it may go on in the next message."""
    # Lone surrogates cannot come from Telegram, but from whoever speaks in its name.
    units = (message.text or "").encode("utf-16-le", "surrogatepass")
    return len(units) // 2 >= _FULL_LETTER


def asked(parts: Sequence[Message]) -> list[Asked]:
    """Return what one ask holds, in order: mostly one thing; posts sent in one go are several.

    `parts` are the messages of one ask in order, at least one.
    """
    groups = _groups(parts)
    roles = [role_of(group[0]) for group in groups]
    beside = {MessageRole.ASIDE}
    if {MessageRole.FORWARD, MessageRole.MEDIA} & set(roles):
        beside.add(MessageRole.COMMENT)
    said = [group[0] for group, role in zip(groups, roles, strict=True) if role in beside]
    posts = [group for group, role in zip(groups, roles, strict=True) if role not in beside]
    left = [role for role in roles if role not in beside]
    everything = tuple(parts)
    if not posts:
        return [_talked(said)]
    if left == [MessageRole.REPLY]:
        return [replace(_replied(posts[0][0]), parts=everything)]
    told = [(group, _post(group)) for group in posts]
    claims = [(group, post) for group, post in told if says_something(post)]
    words = "\n\n".join(filter(None, (_checkable_words(message) for message in said)))
    if len(claims) == 1:
        return [Asked(_readings(*claims[0], words), everything)]
    if claims:
        return [Asked(_readings(group, post, words), tuple(group)) for group, post in claims]
    if words:
        return [Asked(_by_comment(posts[0], said, words), everything)]
    ways = tuple(way for group, post in told for way in _readings(group, post, ""))
    talk = None if role_of(ways[0].to) is MessageRole.MEDIA else small_talk(ways[0].post.text)
    return [Asked(ways, everything, talk)]


def post_in(message: Message) -> Post:
    """Return the post that one message asks about: what it says, or what it replies to."""
    if role_of(message) is MessageRole.REPLY and not replies_to_bot(message):
        return _replied(message).told[0].post
    return _without_command(reading.post_of([message]))


def _talked(said: Sequence[Message]) -> Asked:
    kinds = {talk_in(message): message for message in said}
    talk = next(kind for kind in Talk if kind in kinds)
    return Asked((CarriedPost(kinds[talk], Post("")),), tuple(said), talk)


def _replied(message: Message) -> Asked:
    """Return what a reply asks: about itself, about what it replies to, or both in turn."""
    words = own_words(message)
    own = CarriedPost(message, _without_command(reading.post_of([message])))
    talk = talk_in(message) if not pages(own.post) else None
    named = None if replies_to_bot(message) else reading.named_by(message)
    if named is None or (talk and talk is not Talk.QUESTION):
        return Asked((own,), (message,), talk)
    told = message.reply_to_message
    theirs = told is not None and told.from_user == message.from_user
    other = CarriedPost(told if told and theirs else message, named)
    if talk:
        seen = says_something(named) or bool(named.origin) or is_media(other.to)
        way = other if seen else own
        return Asked((way,), (message,), talk if way.to is message else None)
    if could_be_checked(Post(words)) or pages(own.post):
        return Asked((own, other), (message,))
    return Asked((other, own) if says_something(named) or named.origin else (own,), (message,))


def _readings(group: Sequence[Message], post: Post, words: str) -> tuple[CarriedPost, ...]:
    """Return the ways to read a post: alone, with a comment that tells something too, in pieces."""
    carrier = _carrier(group)
    ways = [CarriedPost(carrier, post)]
    if words:
        ways.append(CarriedPost(carrier, replace(post, text=f"{words}\n\n{post.text}")))
    ways += [CarriedPost(carrier, one) for one in _apart(group, post)]
    if group[0].media_group_id:
        # A channel's album has an address for each of its pictures.
        origins = dict.fromkeys(reading.post_of([part]).origin for part in group)
        ways += [
            CarriedPost(carrier, Post("", (), one)) for one in origins if one and one != post.origin
        ]
    elif len(group) > 1:
        # Matching reads so much of a text and no more; the end of a letter may say what matters.
        for before, part in pairwise(group):
            joint = reading.post_of([before]).text[-_JOINT:]
            text = _in_one(joint, reading.post_of([part]).text)
            ways.append(CarriedPost(part, replace(post, text=text)))
    return tuple(ways)


def _apart(group: Sequence[Message], post: Post) -> list[Post]:
    """Return what was read in each file of a post, and what stands beside them, as posts alone.

    A picture may be no more than an ornament of what is said over it, or the other way round.
    """
    read = [words for part in group if (words := read_in(part))]
    if not read:
        return []
    beside = reading.post_beside_files(group).text
    texts = dict.fromkeys([*read, *([beside] if could_be_checked(Post(beside)) else [])])
    return [replace(post, text=text) for text in texts if text != post.text]


def _by_comment(
    group: Sequence[Message], said: Sequence[Message], words: str
) -> tuple[CarriedPost, ...]:
    """Return the claim that a comment makes over a picture without words."""
    carrier = next(message for message in said if _checkable_words(message))
    post = _post(group)
    return (CarriedPost(carrier, replace(post, text=words)),)


def _groups(parts: Sequence[Message]) -> list[list[Message]]:
    """Put the parts of an album together, and those of a letter."""
    groups: list[list[Message]] = []
    for part in parts:
        album = part.media_group_id
        same = [group for group in groups if album and group[0].media_group_id == album]
        if same:
            same[0].append(part)
        elif groups and goes_on(groups[-1][-1], part) and role_of(part) is not MessageRole.ASIDE:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _post(group: Sequence[Message]) -> Post:
    if len(group) == 1 or group[0].media_group_id:
        return _without_command(reading.post_of(group))
    posts = [reading.post_of([part]) for part in group]
    text = reduce(_in_one, (post.text for post in posts))
    return Post(
        _COMMAND.sub("", text).strip(),
        tuple(dict.fromkeys(link for post in posts for link in post.links)),
        next(filter(None, (post.origin for post in posts)), None),
    )


def _in_one(first: str, second: str) -> str:
    """Join two pieces of a letter: apps cut at a space or a line's end, and Telegram drops both."""
    return first + ("\n" if _ENDED.search(first) else " ") + second


def _carrier(group: Sequence[Message]) -> Message:
    return next((part for part in group if part.text or part.caption), group[0])


def _checkable_words(message: Message) -> str:
    words = own_words(message).strip()
    return words if could_be_checked(Post(words)) else ""


def _without_command(post: Post) -> Post:
    return replace(post, text=_COMMAND.sub("", post.text).strip())


def _author(message: Message) -> object:
    """Return whose words a message holds, the same for each message of one author."""
    origin = message.forward_origin
    if origin is None:
        return None
    told = {
        key: value
        for key, value in origin.to_dict().items()
        if key not in {"date", "message_id", "author_signature"}
    }
    return repr(sorted(told.items(), key=lambda item: item[0]))


def _covered(text: str, entity: MessageEntity) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    first, last = entity.offset * 2, (entity.offset + entity.length) * 2
    return units[first:last].decode("utf-16-le", "ignore") or "\0"
