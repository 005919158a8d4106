"""What moderators are told unasked: what waits for them, and which debunks are back."""

from collections.abc import Mapping
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Moderator, Role
from handlers.kit.answer import Answer
from handlers.kit.buttons import link_to
from handlers.kit.card import claim_in, verdict_words
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.news import News, voice_of
from handlers.kit.texts import Voice

_DAY = 86_400
_CLAIM = 500
_ID = 100

ToTheDesk = tuple[int, Answer]
"""The chat that a message goes to, and what it says."""


async def digest(body: Mapping[str, Any], services: Services) -> ToTheDesk | None:
    """Return what waits for a chief as things stand now; None where nothing does any more.

    Raises SealError where their address cannot be opened, and StoreError.
    """
    chief = await _chief(body, services)
    waiting = await services.store.desk_letters.waiting()
    if chief is None or not waiting.any:
        return None
    voice = await voice_of(chief, services)
    numbers = {"drafts": waiting.drafts, "changes": waiting.changes, "left": waiting.left}
    lines = [voice(f"told-waiting-{name}", number=n) for name, n in numbers.items() if n]
    said = joined([bold(voice("told-waiting")), *map(plain, lines)])
    button = desk_button(voice("told-button-waiting"), "publish", "list")
    return _chat_of(chief, services), Answer(said, InlineKeyboardMarkup([[button]]))


async def back(body: Mapping[str, Any], services: Services, bot_username: str) -> ToTheDesk | None:
    """Return that a debunk is asked about again; None for one that is not published any more.

    Raises as `digest` does.
    """
    debunk = await services.store.debunks.by_num(int(body["debunk"]))
    if debunk is None or debunk.status is not Status.PUBLISHED:
        return None
    days = max(1, int(body["silence"]) // _DAY)
    if "moderator" not in body:
        return _in_the_chat(debunk, days, services, bot_username)
    chief = await _chief(body, services)
    if chief is None:
        return None
    voice, ref = await voice_of(chief, services), ref_of(debunk.id)
    rows = [
        [desk_button(voice("desk-button-show"), "show", "new", ref)],
        [desk_button(voice("show-button-edit"), "edit", "one", ref)],
    ]
    said = _said(debunk, days, voice)
    return _chat_of(chief, services), Answer(said, InlineKeyboardMarkup(rows))


async def news(body: Mapping[str, Any], services: Services) -> ToTheDesk | None:
    """Return what a moderator is told of the others; None for one who is not there any more.

    Raises as `digest` does.
    """
    moderator = await services.store.moderators.get(int(body["moderator"]))
    if moderator is None:
        return None
    words = await News.of(body).words(services, await voice_of(moderator, services))
    return _chat_of(moderator, services), Answer(plain(words))


def _in_the_chat(
    debunk: Debunk, days: int, services: Services, bot_username: str
) -> ToTheDesk | None:
    if services.desk.chat is None:
        return None
    # The desk's chat has no language of its own; every desk reads one of these.
    voices = [services.texts[lang] for lang in ("kk", "ru")]
    said = joined([_said(debunk, days, voice) for voice in voices], "\n\n")
    label = " · ".join(voice("told-button-back") for voice in voices)
    address = create_deep_linked_url(bot_username, link_to(debunk))
    button = InlineKeyboardButton(label, url=address)
    return services.desk.chat, Answer(said, InlineKeyboardMarkup([[button]]))


def _said(debunk: Debunk, days: int, voice: Voice) -> Html:
    claim = shortened(claim_in(debunk, voice.lang), _CLAIM)
    about = f"{verdict_words(debunk.verdict, voice)}: {claim}\n{shortened(debunk.id, _ID)}"
    return joined([bold(voice("told-back", days=days)), plain(about)])


async def _chief(body: Mapping[str, Any], services: Services) -> Moderator | None:
    """Return whom it is to, if they are still to be told."""
    found = await services.store.moderators.get(int(body["moderator"]))
    return found if found and found.role and found.role.allows(Role.CHIEF) else None


def _chat_of(moderator: Moderator, services: Services) -> int:
    return services.people.unseal(moderator.sealed, moderator.person)
