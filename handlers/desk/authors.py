"""Who wrote what the desk decides on: named to those who decide, and told what became of it."""

from collections.abc import Iterable

from handlers.kit.act import Act
from handlers.kit.context import Services
from handlers.kit.hidden import visible
from handlers.kit.names import name_of
from handlers.kit.news import News, tell
from handlers.kit.texts import Voice
from storage.desk.drafts import Draft

_ENTRIES = 500
_WRITING = frozenset({"drafted", "published", "edited", "restored", "imported"})
_HANDING = frozenset({"draft.begun", "draft.taken-over"})
_MOST_NAMED = 6


async def authors_of(debunk_id: str, services: Services) -> list[int]:
    """Return the moderators who wrote at a debunk, the first one first."""
    entries = await services.store.audit.of(f"debunk:{debunk_id}", _ENTRIES)
    wrote = [one.moderator for one in reversed(entries) if one.action in _WRITING]
    return [one for one in dict.fromkeys(wrote) if one is not None]


async def hands_of(draft: Draft, services: Services) -> list[int]:
    """Return the moderators whose draft it was, the first one first, and whose it is."""
    entries = await services.store.audit.of(f"draft:{draft.id}", _ENTRIES)
    held = [one.moderator for one in reversed(entries) if one.action in _HANDING]
    return [one for one in dict.fromkeys([*held, draft.moderator]) if one is not None]


async def named(moderators: Iterable[int], services: Services, voice: Voice) -> str:
    """Return the names of moderators in one line; words where there is none."""
    names = [
        visible(name_of(await services.store.moderators.get(one), services, voice))
        for one in list(moderators)[:_MOST_NAMED]
    ]
    return ", ".join(dict.fromkeys(names)) or voice("history-by-command")


async def tell_authors(moderators: Iterable[int], act: Act, text: str, **values: str) -> None:
    """Tell moderators who are of the desk still, but not the one who acts, what was decided.

    `text` is a text's key, `values` what it speaks of beside the name of who decided.
    """
    for one in dict.fromkeys(moderators):
        author = await act.services.store.moderators.get(one)
        if one == act.actor.id or author is None or author.role is None:
            continue
        await tell(author, act.context, News(text, name=act.actor.id, values=values))
