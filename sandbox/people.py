"""The person's side: what people do in Telegram, and what they see of the bot."""
# ruff: noqa: ASYNC109 - a test says how long a person waits

import asyncio
from collections.abc import Sequence
from functools import partialmethod
from typing import Any

from sandbox import limits
from sandbox.chats import Chat, quotable
from sandbox.finding import with_found
from sandbox.groups import open_topic, post_in_channel, upgrade
from sandbox.handles import Button, Callback, InlineAnswer, InlineResult, Message
from sandbox.inline import result_message
from sandbox.members import change
from sandbox.origins import Origin
from sandbox.pulse import PATIENCE
from sandbox.queries import PendingQuery
from sandbox.reading import ChatReader
from sandbox.shapes import CAPTIONED, FILES, PLAIN
from sandbox.shapes import sent as sent_file
from sandbox.text import clean, utf16_length
from sandbox.visibility import reaches_bot
from sandbox.world import World

Json = dict[str, Any]


class Person(ChatReader):
    """Someone with Telegram. Waiting methods raise `TimeoutError` with what they waited for."""

    def __init__(self, world: World, user: Json) -> None:
        super().__init__(world.chats[int(user["id"])])
        self._world = world
        self.user = user
        self.id = int(user["id"])

    async def send(
        self,
        text: str,
        *,
        entities: Sequence[Json] = (),
        reply_to: Message | None = None,
        chat: Chat | None = None,
        origin: Origin | None = None,
        **fields: Any,
    ) -> Message:
        """Send a text to the bot, or to a group.

        Commands, addresses and mentions get their entities by themselves. `fields` are put into
        the message as they are.
        """
        text, kept = clean(text, entities)
        if not text:
            raise ValueError("Telegram lets nobody send an empty text")
        if utf16_length(text) > limits.TEXT:
            raise ValueError("Telegram cuts a text of over 4096 into several messages")
        found = with_found(text, kept)
        content: Json = {"text": text} | ({"entities": found} if found else {})
        return self._put(content, reply_to, chat, origin, fields)

    async def forward(
        self, text: str, origin: Origin, *, entities: Sequence[Json] = (), chat: Chat | None = None
    ) -> Message:
        """Forward a text from elsewhere."""
        return await self.send(text, entities=entities, chat=chat, origin=origin)

    async def send_rich(
        self,
        *blocks: Json,
        reply_to: Message | None = None,
        chat: Chat | None = None,
        origin: Origin | None = None,
        **fields: Any,
    ) -> Message:
        """Send a rich message of blocks (Bot API 10.1), each as the Bot API's RichBlock."""
        content: Json = {"rich_message": {"blocks": list(blocks)}}
        return self._put(content, reply_to, chat, origin, fields)

    async def reply_elsewhere(
        self, text: str, origin: Origin, *, quote: str = "", **content: Any
    ) -> Message:
        """Reply to a post of another chat in the chat with the bot, quoting a part of it.

        `content` is what the external reply tells of the post, as `poll`; of a text it tells
        nothing.
        """
        fields: Json = {"external_reply": {"origin": origin.shape(self._world.now()), **content}}
        if quote:
            fields["quote"] = {"text": quote, "position": 0, "is_manual": True}
        return await self.send(text, **fields)

    async def send_media(
        self,
        kind: str,
        caption: str = "",
        *,
        content: bytes = b"sandbox",
        size: int | None = None,
        name: str = "",
        details: Json | None = None,
        entities: Sequence[Json] = (),
        album: str | None = None,
        origin: Origin | None = None,
        reply_to: Message | None = None,
        chat: Chat | None = None,
        **fields: Any,
    ) -> Message:
        """Send anything but text: `kind` is the field of the message, as `photo` or `location`.

        Parts of one album share the `album` id. `size` may be told greater than the content; `name`
        is the file's. `details` overwrite the fields of what is sent, as `is_animated`; among them
        a `thumbnail` is the small picture's content. `fields` overwrite those of the message.
        """
        if kind in FILES:
            told: Json = {**(details or {}), **({"file_name": name} if name else {})}
            message: Json = sent_file(self._world.files, kind, content, told, size)
        else:
            message = {kind: PLAIN[kind]}
            if kind == "venue":
                message["location"] = PLAIN["location"]
        if caption:
            if kind not in CAPTIONED:
                raise ValueError(f"{kind} takes no caption")
            caption, kept = clean(caption, entities)
            found = with_found(caption, kept)
            message |= {"caption": caption} | ({"caption_entities": found} if found else {})
        if album is not None:
            message["media_group_id"] = album
        return self._put(message, reply_to, chat, origin, fields)

    send_photo = partialmethod(send_media, "photo")
    send_video = partialmethod(send_media, "video")
    send_animation = partialmethod(send_media, "animation")
    send_document = partialmethod(send_media, "document")
    send_audio = partialmethod(send_media, "audio")
    send_voice = partialmethod(send_media, "voice")
    send_video_note = partialmethod(send_media, "video_note")
    send_sticker = partialmethod(send_media, "sticker")
    send_location = partialmethod(send_media, "location")
    send_venue = partialmethod(send_media, "venue")
    send_contact = partialmethod(send_media, "contact")
    send_dice = partialmethod(send_media, "dice")
    send_poll = partialmethod(send_media, "poll")
    send_story = partialmethod(send_media, "story")
    send_game = partialmethod(send_media, "game")
    send_live_photo = partialmethod(send_media, "live_photo")
    send_paid_media = partialmethod(send_media, "paid_media")
    send_checklist = partialmethod(send_media, "checklist")
    send_giveaway = partialmethod(send_media, "giveaway")
    send_invoice = partialmethod(send_media, "invoice")

    async def edit(self, message: Message, text: str, *, entities: Sequence[Json] = ()) -> Message:
        """Change the text or caption of an own message."""
        text, kept = clean(text, entities)
        found = with_found(text, kept)
        body, marks = (
            ("text", "entities") if "text" in message.raw else ("caption", "caption_entities")
        )
        rest = {key: value for key, value in message.raw.items() if key != marks}
        edited = {**rest, body: text, "edit_date": self._world.now()}
        if found:
            edited[marks] = found
        return self._changed(message, edited)

    async def edit_media(
        self, message: Message, kind: str, caption: str = "", *, content: bytes, name: str = ""
    ) -> Message:
        """Put another file in the place of an own message's, with another caption."""
        told = {"file_name": name} if name else {}
        gone = {*FILES, "caption", "caption_entities"}
        rest = {key: value for key, value in message.raw.items() if key not in gone}
        sent = sent_file(self._world.files, kind, content, told)
        edited = {**rest, **sent, "edit_date": self._world.now()}
        if caption:
            edited["caption"] = caption
        return self._changed(message, edited)

    async def delete(self, message: Message) -> None:
        """Delete a message from the chat; bots are not told."""
        message.chat.remove(message.message_id)

    async def press(
        self, message: Message, button: str | Button, timeout: float = PATIENCE
    ) -> Callback:
        """Press a button (by its label) that calls the bot, and wait for the bot's answer."""
        found = message.button(button) if isinstance(button, str) else button
        if found.callback_data is None:
            raise ValueError(f"{found} does not call the bot")
        return await self.press_data(message, found.callback_data, timeout)

    async def press_data(self, message: Message, data: str, timeout: float = PATIENCE) -> Callback:
        """Send any callback data, as a forged client could, and wait for the bot's answer."""
        query = self._world.queries.ask("callback")
        update: Json = {
            "id": query.id,
            "from": self.user,
            "chat_instance": str(-(1 << 60) - message.chat.id),
            "data": data,
        }
        if message.inline_message_id:
            update["inline_message_id"] = message.inline_message_id
        else:
            update["message"] = message.raw
        self._world.updates.make("callback_query", update)
        answer = await self._answer(query, timeout)
        return Callback(answer["text"], answer["show_alert"], answer["url"])

    async def inline(
        self, words: str, *, offset: str = "", timeout: float = PATIENCE, chat_type: str = "sender"
    ) -> InlineAnswer:
        """Type `@bot words` in some chat and wait for the bot's results."""
        words = words[: limits.INLINE_QUERY]
        answer = self._world.inline_cache.find(words, offset, self.id)
        if answer is None:
            answer = await self._ask_inline(words, offset, timeout, chat_type)
        return InlineAnswer(
            results=[
                InlineResult(raw, answer["messages"][raw["id"]], words) for raw in answer["results"]
            ],
            next_offset=answer["next_offset"],
            cache_time=answer["cache_time"],
            is_personal=answer["is_personal"],
            button=answer["button"],
        )

    async def _ask_inline(self, words: str, offset: str, timeout: float, chat_type: str) -> Json:
        self.chat.visible = True
        query = self._world.queries.ask("inline")
        self._world.updates.make(
            "inline_query",
            {
                "id": query.id,
                "from": self.user,
                "query": words,
                "offset": offset,
                "chat_type": chat_type,
            },
        )
        answer = await self._answer(query, timeout)
        self._world.inline_cache.keep(words, offset, self.id, answer)
        return answer

    async def choose(self, result: InlineResult, chat: Chat | None = None) -> Message:
        """Send an inline result to a chat, by default one that the bot is not in."""
        world = self._world
        where = chat or world.add_group("Отбасы", supergroup=True, visible=False)
        content = {**result.content, "via_bot": world.bot}
        message, inline_id = result_message(world, where, self.user, content)
        if world.inline_feedback:
            chosen: Json = {"result_id": result.id, "from": self.user, "query": result.query}
            if inline_id:
                chosen["inline_message_id"] = inline_id
            world.updates.make("chosen_inline_result", chosen)
        if where is self.chat or (where.visible and reaches_bot(world, where, message)):
            world.updates.make("message", message)
        return Message(where, message, inline_id)

    async def ask_guest(
        self, text: str, reply_to: Message | None, chat: Chat, timeout: float = PATIENCE
    ) -> Message:
        """Mention the bot where it is no member, in a reply or not; wait for its one answer."""
        world = self._world
        text, _ = clean(text, ())
        found = with_found(text, ())
        content: Json = {"text": text}
        if reply_to is not None:
            content["reply_to_message"] = quotable(reply_to.raw)
        if found:
            content["entities"] = found
        message = world.message(chat, self.user, content)
        query = world.queries.ask("guest", caller=self.user, chat=chat, message=quotable(message))
        extras = {"guest_query_id": query.id, "guest_bot_caller_user": self.user}
        world.updates.make("guest_message", {**message, **extras})
        return Message(chat, await self._answer(query, timeout))

    def start(self) -> None:
        """Count as having written to the bot before."""
        self.chat.started = self.chat.visible = True

    def block(self) -> None:
        """Block the bot."""
        self._turn(closed=True)

    def unblock(self) -> None:
        """Let the bot write again."""
        self._turn(closed=False)

    async def share_chat(self, group: Chat) -> Message:
        """Choose a chat by the last button of the bot that asks for one.

        Raises LookupError where there is no such button. The bot is told whatever chat it is.
        """
        message = {
            "chat_shared": {
                "request_id": self._asked_for(),
                "chat_id": group.id,
                "title": group.shape["title"],
            }
        }
        return self._put(message, None, None, None, {})

    def _asked_for(self) -> int:
        for call in reversed(self._world.calls):
            markup = call.params.get("reply_markup")
            if call.method == "sendMessage" and call.params.get("chat_id") == self.id and markup:
                for row in markup.get("keyboard", ()):
                    for button in row:
                        if "request_chat" in button:
                            return int(button["request_chat"]["request_id"])
        raise LookupError("no button asks for a chat")

    async def publish(self, channel: Chat, text: str) -> Message:
        """Publish a post in a channel; return it as it stands in the discussion group."""
        content: Json = {"text": text}
        if found := with_found(text, ()):
            content["entities"] = found
        message = post_in_channel(self._world, channel, self.user, content)
        return Message(self._world.chats[channel.linked or 0], message)

    def upgrade(self, group: Chat) -> Chat:
        """Make a supergroup of a group and return it."""
        return upgrade(self._world, group, self.user)

    def open_topic(self, group: Chat, title: str) -> int:
        """Open a topic in a supergroup and return the number of its thread."""
        return open_topic(self._world, group, self.user, title)

    def mute_bot(self, group: Chat) -> None:
        """Take the right to write from the bot."""
        self._member(group, group.members[self._world.bot["id"]], "restricted")

    def promote_bot(self, group: Chat) -> None:
        """Make the bot an admin of a group."""
        self._member(group, group.members[self._world.bot["id"]], "administrator")

    def add_bot(self, group: Chat) -> None:
        """Add the bot to a group, or bring it back."""
        self._member(group, "left" if group.closed else "member", "member")
        group.closed, group.visible = False, True

    def remove_bot(self, group: Chat) -> None:
        """Throw the bot out of a group."""
        self._member(group, "member", "kicked")
        group.closed = True

    def _changed(self, message: Message, edited: Json) -> Message:
        message.chat.replace(edited)
        if reaches_bot(self._world, message.chat, edited):
            self._world.updates.make("edited_message", edited)
        return message

    def _turn(self, *, closed: bool) -> None:
        old, new = ("member", "kicked") if closed else ("kicked", "member")
        self.chat.closed = closed
        self._member(self.chat, old, new)

    def _member(self, chat: Chat, old: str, new: str) -> None:
        world = self._world
        if not chat.private:
            chat.members[world.bot["id"]] = new
        world.updates.make(
            "my_chat_member", change(chat.shape, self.user, world.bot, world.now(), old, new)
        )

    def _put(
        self,
        content: Json,
        reply_to: Message | None,
        chat: Chat | None,
        origin: Origin | None,
        fields: Json,
    ) -> Message:
        where = chat or self.chat
        if where.private:
            where.started = where.visible = True
            where.closed = False
        if reply_to is not None:
            content["reply_to_message"] = quotable(reply_to.raw)
        if origin is not None:
            content["forward_origin"] = origin.shape(self._world.now())
        message = self._world.message(where, self.user, {**content, **fields})
        if reaches_bot(self._world, where, message):
            self._world.updates.make("message", message)
        return Message(where, message)

    async def _answer(self, query: PendingQuery, timeout: float) -> Json:
        try:
            return await asyncio.wait_for(query.answer, timeout)
        except TimeoutError:
            raise TimeoutError(f"no answer to the {query.kind} query in {timeout} s") from None
