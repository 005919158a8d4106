"""Posts in the desk's own channel: laid out as things stand now, sent or edited, failed."""

from dataclasses import dataclass
from typing import Any

import httpx
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot

from domain.debunk import Status
from handlers.kit.answer import Answer
from handlers.kit.channel_post import channel_post
from handlers.kit.context import Services
from handlers.kit.refusals import Failure, failure_of, says
from handlers.kit.sending import deliver, edit
from storage.debunks.channel_posts import PostState
from storage.mail.notices import LetterKind
from storage.mail.outbox import Due

KINDS = (LetterKind.CHANNEL, LetterKind.CHANNEL_EDIT)
"""The kinds of messages that go to the channel."""

UNCLEAR = "channel-failed-unclear"
"""What is said of a post of which nobody knows whether it arrived."""

_RIGHTS = (
    "need administrator rights",
    "not enough rights",
    "chat_admin_required",
    "have no rights",
)
_DELETED = ("message to edit not found", "message_id_invalid")
_NOT_BEGUN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NOT_TO_BE_EDITED = "message can't be edited"
_SHUT_OUT = {Failure.GONE, Failure.CLOSED, Failure.FORBIDDEN}


@dataclass(frozen=True, slots=True)
class Posting:
    """A post ready to go: the channel's id or @name, what it says, which message it replaces."""

    channel: int | str
    answer: Answer
    edits: int | None


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a post stands: the channel's id, its public name if it has one, the post's number.

    The number is 0 where Telegram did not tell it.
    """

    chat: int
    handle: str | None
    message: int


async def posting_for(due: Due, services: Services) -> Posting | None:
    """Return what is to be posted, or to stand there from now on; None where nothing is.

    Raises StoreError.
    """
    posts = services.store.channel_posts
    debunk = await services.store.debunks.get(due.debunk_id or "")
    post = await posts.of(due.debunk_id or "")
    if debunk is None or post is None:
        return None
    notes = await posts.notes(debunk.id)
    answer = channel_post(debunk, post.langs, notes, services.texts, services.desk.zone)
    if due.kind is LetterKind.CHANNEL_EDIT:
        if post.state is not PostState.POSTED or post.chat is None or post.message is None:
            return None
        return Posting(post.chat, answer, post.message)
    if post.state is not PostState.DUE:
        return None
    if debunk.status is not Status.PUBLISHED:
        # It was taken back before the channel had it.
        await posts.unsent(due, services.clock())
        return None
    return Posting(chat_of(post.channel), answer, None)


def chat_of(channel: str) -> int | str:
    """Return a channel as Telegram takes it: a number, or a name with its @."""
    return channel if channel.startswith("@") else int(channel)


async def post(bot: ExtBot[Any], posting: Posting, turn: int) -> Posted:
    """Post, or edit what stands there; one attempt. Raises TelegramError.

    A post that is as it should be already is no error.
    """
    try:
        # A name can be given to another channel; the id stays.
        channel = await bot.get_chat(posting.channel)
    except BadRequest:
        raise
    except NetworkError as silence:
        raise _NotBegunError("the channel could not be looked up") from silence
    if posting.edits is None:
        sent = await deliver(bot, channel.id, posting.answer, None, turn)
        return Posted(channel.id, channel.username, sent.message_id)
    try:
        await edit(bot, channel.id, posting.edits, posting.answer, turn)
    except BadRequest as refusal:
        if not says(refusal, "message is not modified"):
            raise
    return Posted(channel.id, channel.username, posting.edits)


async def note_post(due: Due, posted: Posted, services: Services) -> None:
    """Write down where a post stands now. Raises StoreError."""
    posts, at = services.store.channel_posts, services.clock()
    if posted.message:
        await posts.arrived(due, at, posted.chat, posted.handle, posted.message)
    else:
        # It is there, and nobody knows under which number: it could not be corrected.
        await posts.failed(due, at, UNCLEAR, PostState.UNCLEAR)


class _NotBegunError(NetworkError):
    """Nothing was posted so far."""


def _may_have_arrived(error: Exception) -> bool:
    begun = not isinstance(error.__cause__, _NOT_BEGUN)
    return begun and not isinstance(error, _NotBegunError | InvalidToken | ChatMigrated)


def given_up(due: Due, error: Exception) -> tuple[str, PostState | None] | None:
    """Return why a post that failed is given up, and what becomes of it; None to try again.

    Nobody can tell whether a post arrived that Telegram did not answer: it is not posted twice,
    since all would see that. To edit twice does no harm.
    """
    failure = failure_of(error)
    if failure in {Failure.TOO_MANY, Failure.PASSING, Failure.UNCLEAR}:
        once = due.kind is LetterKind.CHANNEL and failure is not Failure.TOO_MANY
        return (UNCLEAR, PostState.UNCLEAR) if once and _may_have_arrived(error) else None
    said = error.message.lower() if isinstance(error, TelegramError) else ""
    if any(words in said for words in _DELETED):
        return "channel-failed-gone", PostState.GONE
    if _NOT_TO_BE_EDITED in said:
        return "channel-failed-old", None
    if failure is Failure.NO_CHAT:
        return "channel-failed-no-chat", None
    if failure in _SHUT_OUT or any(words in said for words in _RIGHTS):
        return "channel-failed-rights", None
    return "channel-failed-refused", None
