"""The desk's own channel on the sandbox, and what stands in it."""

from dataclasses import replace
from typing import Any

from domain.debunk import Debunk
from domain.deed import Deed
from sandbox import Message, Person
from sandbox.chats import Chat
from storage.debunks.channel_posts import PostState
from storage.store import Store
from tests.kit.a_fish import AT
from tests.kit.staff import RU
from tests.kit.waiting import until

NAME = "raspa_kanal"
LABEL = RU("channel-button-post", channel=f"@{NAME}")


def posts(channel: Chat) -> list[dict[str, Any]]:
    return [channel.messages[number] for number in channel.by_bot if number in channel.messages]


async def posted(channel: Chat, words: str) -> dict[str, Any]:
    """Wait until one post of the channel holds words."""
    await until(lambda: any(words in one["text"] for one in posts(channel)))
    return next(one for one in posts(channel) if words in one["text"])


async def told(person: Person, words: str) -> Message:
    """Wait until the bot has said words to a person."""

    def said() -> bool:
        return any(words in one.text for one in person.received())

    await until(said)
    return next(one for one in reversed(person.received()) if words in one.text)


async def with_button(person: Person) -> Message:
    """Wait for the newest page that offers to post."""

    def pages() -> list[Message]:
        return [
            one
            for one in person.received()
            if any(button.text == LABEL for row in one.buttons for button in row)
        ]

    await until(lambda: bool(pages()))
    return pages()[-1]


async def out(store: Store, state: PostState = PostState.POSTED) -> None:
    async def there() -> bool:
        found = await store.channel_posts.of("fish")
        return found is not None and found.state is state

    await until(there)


async def changed(store: Store, debunk: Debunk, reason: str = "", **fields: Any) -> Debunk:
    return await store.publishing.save(
        replace(debunk, **fields), base=debunk.version, deed=Deed(1, AT, reason=reason)
    )
