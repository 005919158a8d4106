"""The bot's own library driven end to end, so that every answer is one that it understands."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from sandbox import Channel, Person, Sandbox
from sandbox.pulse import PATIENCE

App = Application[Any, Any, Any, Any, Any, Any]
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go:1")]])


async def on_message(update: Update, context: Any) -> None:
    message = update.effective_message
    assert message is not None
    if message.photo:
        file = await message.photo[-1].get_file()
        await message.reply_text(str(len(await file.download_as_bytearray())), do_quote=True)
        return
    await message.reply_text(
        f"<b>{message.text}</b><blockquote expandable>сөз</blockquote>",
        parse_mode="HTML",
        do_quote=True,
        reply_markup=BUTTONS,
        link_preview_options=LinkPreviewOptions(url="https://gov.kz", prefer_small_media=True),
    )


async def on_press(update: Update, context: Any) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer(f"got {query.data}")
    await query.edit_message_text("pressed")


async def on_inline(update: Update, context: Any) -> None:
    query = update.inline_query
    assert query is not None
    results = [
        InlineQueryResultArticle(str(n), f"T{n}", InputTextMessageContent(f"<i>{n}</i>", "HTML"))
        for n in range(120)
    ]
    await query.answer(results, auto_pagination=True, cache_time=1)


async def on_guest(update: Update, context: Any) -> None:
    if update.guest_message is not None:
        await update.guest_message.answer_guest_query(
            InlineQueryResultArticle("g", "T", InputTextMessageContent("guest card"))
        )


def built(telegram: Sandbox) -> App:
    app = (
        ApplicationBuilder()
        .token(telegram.token)
        .base_url(f"{telegram.url}/bot")
        .base_file_url(f"{telegram.url}/file/bot")
        .build()
    )
    app.add_handler(CallbackQueryHandler(on_press))
    app.add_handler(InlineQueryHandler(on_inline))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE, on_message))
    app.add_handler(TypeHandler(Update, on_guest))
    return app


@asynccontextmanager
async def polling(telegram: Sandbox) -> AsyncIterator[App]:
    app = built(telegram)
    assert app.updater is not None
    async with app:
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await app.start()
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()


@asynccontextmanager
async def hooked(telegram: Sandbox) -> AsyncIterator[App]:
    app = built(telegram)
    assert app.updater is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with app:
        await app.updater.start_webhook(
            "127.0.0.1",
            port,
            "hook",
            webhook_url=f"http://127.0.0.1:{port}/hook",
            secret_token="s3cret",
            allowed_updates=Update.ALL_TYPES,
        )
        await app.start()
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()


@pytest.mark.parametrize("running", [polling, hooked])
async def test_the_library_lives_on_the_sandbox(
    telegram: Sandbox, aigul: Person, running: Any
) -> None:
    async with running(telegram):
        sent = await aigul.forward("Шұғыл!", Channel("Жаңалық", "news", 7))
        card = await aigul.reply_to(sent)
        assert card.html == "<b>Шұғыл!</b><blockquote expandable>сөз</blockquote>"
        assert (await aigul.press(card, "Go")).text == "got go:1"
        await aigul.chat.changed.until(lambda: card.edited or None, PATIENCE)
        assert card.text == "pressed"
        photo = await aigul.send_photo(content=b"12345")
        assert (await aigul.reply_to(photo)).text == "5"
        page = await aigul.inline("x")
        assert (len(page.results), page.next_offset) == (50, "1")
        last = await aigul.inline("x", offset="2")
        assert (len(last.results), last.next_offset) == (20, "")
        assert (await aigul.choose(page.results[7])).html == "<i>7</i>"
        group = telegram.group("Жат", members=[aigul], bot="left")
        rumour = await aigul.send("Шұғыл", chat=group)
        asked = await aigul.ask_guest(f"@{telegram.bot_username}", rumour, group)
        assert asked.text == "guest card"


async def test_the_library_takes_every_answer(telegram: Sandbox, aigul: Person) -> None:
    group = telegram.group("Үй", members=[aigul], bot="administrator")
    sent = await aigul.send("рас па?")
    async with built(telegram).bot as bot:
        assert (await bot.get_me()).supports_guest_queries
        message = await bot.send_message(
            aigul.id, "x", reply_parameters=ReplyParameters(sent.message_id, quote="рас")
        )
        assert message.quote is not None
        assert message.quote.text == "рас"
        assert (await message.copy(aigul.id)).message_id
        assert (await message.forward(aigul.id)).forward_origin is not None
        assert await message.set_reaction("👍")
        assert await message.delete()
        album = [InputMediaPhoto(b"1", caption="c"), InputMediaPhoto(b"2")]
        assert len(await bot.send_media_group(aigul.id, album)) == 2
        assert await bot.send_chat_action(aigul.id, "typing")
        assert (await bot.get_chat(group.id)).title == "Үй"
        assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
        assert len(await bot.get_chat_administrators(group.id)) == 2
        assert await bot.set_my_commands(
            [BotCommand("help", "Help")], BotCommandScopeAllPrivateChats(), "kk"
        )
        commands = await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "kk")
        assert commands[0].command == "help"
        assert (await bot.get_my_name("ru")).name == "Raspa"
        assert (await bot.get_webhook_info()).url == ""


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_the_library_knows_the_refusals(telegram: Sandbox, aigul: Person) -> None:
    async with built(telegram).bot as bot:
        with pytest.raises(BadRequest, match="Message text is empty"):
            await bot.send_message(aigul.id, "")
        telegram.fault("sendMessage", status=429, retry_after=7)
        with pytest.raises(RetryAfter):
            await bot.send_message(aigul.id, "x")
        aigul.block()
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(aigul.id, "x")
        await bot.set_webhook("https://example.com")
        with pytest.raises(Conflict):
            await bot.get_updates()
