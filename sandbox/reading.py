"""What a person sees of the bot in a chat, and waiting for it."""
# ruff: noqa: ASYNC109 - a test says how long a person waits

from collections.abc import Callable

from sandbox.chats import Chat
from sandbox.handles import Message
from sandbox.pulse import PATIENCE


class ChatReader:
    """Reads the bot's messages, by default those of one private chat."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self._seen: set[Message] = set()

    def received(self, chat: Chat | None = None) -> list[Message]:
        """Return all messages of the bot in the private chat, in order, as they stand now."""
        where = chat or self.chat
        return [
            Message(where, where.messages[number])
            for number in where.by_bot
            if number in where.messages
        ]

    async def reply_to(self, message: Message, timeout: float = PATIENCE) -> Message:
        """Wait for the bot's reply to a message."""

        def look() -> Message | None:
            for reply in self.received(message.chat):
                if reply.reply_to_message_id == message.message_id:
                    return reply
            return None

        return self._saw(await self._wait(look, message.chat, timeout, f"a reply to {message!r}"))

    async def next_reply(self, timeout: float = PATIENCE, chat: Chat | None = None) -> Message:
        """Wait for the bot's next message that this person has not been given yet."""

        def look() -> Message | None:
            for message in self.received(chat):
                if message not in self._seen:
                    return message
            return None

        where = chat or self.chat
        return self._saw(await self._wait(look, where, timeout, "a message of the bot"))

    async def silence(self, seconds: float = 0.3) -> bool:
        """Return whether the bot writes nothing new for that long."""
        try:
            await self.next_reply(seconds)
        except TimeoutError:
            return True
        return False

    def _saw(self, message: Message) -> Message:
        self._seen.add(message)
        return message

    async def _wait(
        self, look: Callable[[], Message | None], chat: Chat, timeout: float, what: str
    ) -> Message:
        try:
            return await chat.changed.until(look, timeout)
        except TimeoutError:
            raise TimeoutError(f"{what} did not come within {timeout} s") from None
