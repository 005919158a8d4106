"""The sandbox as one object: the server, its state, and the people."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from sandbox.chats import Chat
from sandbox.dispatch import Dispatch
from sandbox.faults import CallFault
from sandbox.handles import Message
from sandbox.people import Person
from sandbox.pulse import PATIENCE
from sandbox.server import listen
from sandbox.webhook import WebhookPoster
from sandbox.world import Call, World

Json = dict[str, Any]

TOKEN = "424242:sandbox-AAH_not-a-secret_0123456789"  # noqa: S105 - opens nothing
USERNAME = "raspa_sandbox_bot"


class Sandbox:
    """A running Telegram on loopback; made by `Sandbox.start`."""

    def __init__(self, world: World, dispatch: Dispatch, port: int) -> None:
        self.world = world
        self._dispatch = dispatch
        self.url = f"http://127.0.0.1:{port}"
        self.token = world.token
        self.bot_username: str = world.bot["username"]

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        port: int = 0,
        *,
        token: str = TOKEN,
        username: str = USERNAME,
        name: str = "Raspa",
        webhook_retry: float = 0.2,
    ) -> AsyncIterator["Sandbox"]:
        """Serve on 127.0.0.1 until the block ends; port 0 takes a free one.

        `webhook_retry` is the first delay in seconds before an update is posted again.
        """
        world = World(token, username, name)
        dispatch = Dispatch(world)
        server, bound = listen(world, dispatch, port)
        delivery = asyncio.create_task(WebhookPoster(world, dispatch, webhook_retry).run())
        try:
            yield cls(world, dispatch, bound)
        finally:
            delivery.cancel()
            with suppress(asyncio.CancelledError):
                await delivery
            server.stop()
            await server.close_all_connections()

    def person(
        self,
        first_name: str,
        *,
        language: str | None = None,
        username: str | None = None,
        started: bool = False,
    ) -> Person:
        """Return a new person; `started` for one who has written to the bot before."""
        person = Person(self.world, self.world.add_person(first_name, username, language))
        if started:
            person.start()
        return person

    def group(
        self,
        title: str,
        *,
        members: Sequence[Person] = (),
        supergroup: bool = True,
        bot: str = "member",
    ) -> Chat:
        """Return a new group; `bot` is its status there: `member`, `administrator` or `left`."""
        chat = self.world.add_group(title, supergroup=supergroup, visible=bot != "left")
        chat.members.update({person.id: "member" for person in members})
        for person in members:
            self.world.chats[person.id].visible = True
        if members:
            chat.members[members[0].id] = "creator"
        chat.members[self.world.bot["id"]] = bot
        return chat

    def channel(
        self, title: str, *, bot: str = "administrator", username: str | None = None
    ) -> Chat:
        """Return a new channel; `bot` is its status there: `administrator` or `left`."""
        chat = self.world.add_channel(title, username)
        chat.visible = bot != "left"
        chat.members[self.world.bot["id"]] = bot
        return chat

    def switch(self, **switches: bool) -> None:
        """Set switches of @BotFather's by their names in `getMe`. Raises KeyError for others."""
        for name, on in switches.items():
            if name not in self.world.switches:
                raise KeyError(name)
            self.world.switches[name] = on

    @property
    def calls(self) -> list[Call]:
        """All calls of the bot, in the order of their ends."""
        return self.world.calls

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.world.calls if call.method.lower() == method.lower()]

    async def call_of(self, method: str, **params: Any) -> Call:
        """Wait for the first call of a method with these parameters. Raises TimeoutError."""

        def look() -> Call | None:
            for call in self.calls_of(method):
                if all(call.params.get(name) == value for name, value in params.items()):
                    return call
            return None

        return await self.world.called.until(look, PATIENCE)

    @property
    def updates(self) -> list[Json]:
        """All updates that were made for the bot."""
        return self.world.updates.made

    @property
    def pending(self) -> list[Any]:
        """The updates that the bot has not confirmed."""
        return [waiting.update for waiting in self.world.updates.pending]

    @property
    def inline_feedback(self) -> bool:
        """Whether the bot is told which inline results were chosen (BotFather's switch)."""
        return self.world.inline_feedback

    @inline_feedback.setter
    def inline_feedback(self, on: bool) -> None:
        self.world.inline_feedback = on

    @property
    def inline_cache(self) -> bool:
        """Whether inline answers are kept for their cache time before the bot is asked again."""
        return self.world.inline_cache.on

    @inline_cache.setter
    def inline_cache(self, on: bool) -> None:
        self.world.inline_cache.on = on

    def message(self, chat_id: int, message_id: int) -> Message:
        """Return a message by its ids; raise `KeyError` where there is none."""
        chat = self.world.chats[chat_id]
        return Message(chat, chat.messages[message_id])

    def fault(self, method: str = "", **fields: Any) -> CallFault:
        """Make calls of a method fail; the fields are those of `CallFault`."""
        return self._dispatch.faults.add(CallFault(method, **fields))

    def clear_faults(self) -> None:
        """Let all calls pass again."""
        self._dispatch.faults.clear()

    def flood(self, overall: int = 30, per_chat: float = 1.0, burst: int = 5) -> None:
        """Keep the bot to a pace from now on: messages a second overall and in one chat."""
        self._dispatch.flood.limit(overall, per_chat, burst)

    def inject(self, update: Mapping[str, Any]) -> int:
        """Queue any update as it is and return its id, which is filled in."""
        return int(self.world.updates.put(update)["update_id"])

    def stop_clock(self) -> None:
        """Let Telegram's clock stand still, so that only `advance` moves it."""
        self.world.clock.stop()

    def slip(self, update: object) -> int:
        """Queue anything at all in an update's place, an odd one, and return its number.

        A `RawUpdate` is sent as the very text it holds. It is not among `updates`.
        """
        return self.world.updates.slip(update)

    @property
    def next_update_id(self) -> int:
        """The number that the next update gets."""
        return self.world.updates.next_id

    def advance(self, seconds: float) -> None:
        """Move Telegram's clock on: open queries expire, dates and paces follow."""
        self.world.clock.advance(seconds)

    def commands(
        self, scope: str | Mapping[str, Any] | None = None, language: str = ""
    ) -> list[Json]:
        """Return the commands set for a scope (its type or the whole object) and language."""
        whole = {"type": scope} if isinstance(scope, str) else scope
        return self.world.profile.commands(whole, language)

    def name(self, language: str = "") -> str:
        """Return the bot's name as people of a language see it."""
        return self.world.profile.text("name", language)

    def description(self, language: str = "") -> str:
        """Return what an empty chat with the bot says."""
        return self.world.profile.text("description", language)

    def short_description(self, language: str = "") -> str:
        """Return what the bot's page says."""
        return self.world.profile.text("short_description", language)
