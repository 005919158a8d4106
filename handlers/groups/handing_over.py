"""A link from a group into the private chat: the post comes along, and the desk can be asked."""

import asyncio
from dataclasses import replace

from telegram import Update

from handlers.kit.answer import Answer, answer_to
from handlers.kit.asked import CarriedPost
from handlers.kit.context import Context
from handlers.kit.deciding import decided
from handlers.kit.language import voice_for
from handlers.kit.markup import joined, plain, quotation, shortened
from handlers.kit.notes import count_today, note_delivery
from handlers.kit.recent import Answered
from handlers.kit.sending import send
from handlers.kit.whose_desk import whose_desk

LINK = r"^/start(?:@\w+)?\s+g-[A-Za-z0-9_-]{1,60}$"
_QUOTED = 400


async def open_post(update: Update, context: Context) -> None:
    """Answer the post that a link brings, in private and whole, with the way to the desk."""
    message, services = update.effective_message, context.services
    if message is None:
        return
    voice = await voice_for(update.effective_user, context)
    post = services.entrusted.opened_by(context.args[0] if context.args else "")
    if post is None:
        await send(message, Answer(plain(voice("group-link-old"))))
        return
    _, decision = await decided([CarriedPost(message, post)], context)
    whose = whose_desk(services.desk, voice)
    answer = await answer_to(decision, post, services.store.debunks, voice, whose)
    if not answer.cards and post.text:
        quoted = quotation(plain(shortened(post.text, _QUOTED)))
        answer = replace(answer, content=joined([quoted, answer.content], "\n\n"))
    begun = asyncio.get_running_loop().time()
    sent = await send(message, answer)
    if sent:
        answered = Answered(post, (message,), sent.message_id, begun)
        services.recent.note(sent.chat_id, answered, message.message_id)
    await note_delivery(update.effective_user, context, answer, sent, voice)
    await count_today(context, f"decided-{decision.kind}")
