"""Answering a case with a debunk that there is: found, shown beside the wording, confirmed."""

import re

from telegram import Message, Update
from telegram.ext import filters

from domain.case import CaseError, CaseWording, NotPublished
from domain.debunk import Debunk, Status
from domain.moderator import Moderator, Role
from domain.post import Post
from handlers.desk.people.guard import for_role
from handlers.desk.queue.case_pages import SIMILAR, button, keyboard, offered, shown
from handlers.desk.queue.case_troubles import free, in_words
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, verdict_line
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress
from handlers.kit.language import voice_for
from handlers.kit.markup import Html, bold, joined, plain, quotation, shortened
from handlers.kit.reading.message import post_of
from handlers.kit.searching import tries
from handlers.kit.sending import ask, send
from handlers.kit.texts import Voice

_PROMPT = re.compile(r"🔎 №(\d{1,15})\b")
_CLAIM = 700
_WORDING = 900
_LEARNED = 1_000
"""Characters of the longest wording that is worth learning: claims are short."""
_OFFERED = 10


class _AnswersThePrompt(filters.MessageFilter):
    """A reply to the bot's question for words to look for."""

    def filter(self, message: Message) -> bool:
        asked = message.reply_to_message
        return bool(
            asked
            and asked.from_user
            and asked.from_user.id == message.get_bot().id
            and _PROMPT.match(asked.text or "")
        )


ANSWERS_THE_PROMPT = _AnswersThePrompt()


async def ask_for_words(
    case: int, message: Message, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    """Ask for words to find a debunk by. Raises CaseError."""
    await free(case, context, by)
    # The sign and the number are what `search` knows the question by, also after a restart.
    await ask(message, Answer(plain(f"🔎 №{case}\n{voice('case-find-ask')}")))
    return None, None


@for_role(Role.EDITOR)
async def search(update: Update, context: Context, moderator: Moderator) -> None:
    """Offer the debunks that the words of a reply to the bot's question lead to."""
    message = update.effective_message
    prompt = message.reply_to_message if message else None
    found = _PROMPT.match(prompt.text or "") if prompt else None
    if message is None or found is None:
        return
    voice = await voice_for(update.effective_user, context)
    try:
        case = await free(int(found[1]), context, moderator)
    except CaseError as trouble:
        await send(message, Answer(plain(await in_words(trouble, context, voice))))
        return
    debunks = await _found(post_of([message]).text, context)
    parts, rows = await offered(case, debunks, context.services, voice)
    content = joined(parts, "\n\n") if parts else plain(voice("case-find-nothing"))
    await send(message, Answer(content, keyboard(rows, case, voice)))


async def answer(
    asked: DeskPress, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    """Show a debunk beside a wording and ask, or attach the case to it. Raises CaseError."""
    services = context.services
    case = await free(asked.number(), context, by)
    num, key = asked.number(1), asked.number(2)
    debunk = await services.store.debunks.by_num(num) if num is not None else None
    if debunk is None or num is None:
        return None, voice("stale-button")
    if debunk.status is not Status.PUBLISHED:
        raise NotPublished
    wordings = await services.store.cases.wordings(case.id, _OFFERED)
    chosen = next((one for one in wordings if key in {None, one.key}), None)
    if asked.verb == "attach" or (asked.verb == "learn" and (chosen is None or key is None)):
        content = _question(debunk, chosen, voice)
        rows = [[button(voice("case-button-plain"), "plain", case.id, num)]]
        if chosen and chosen.text and len(chosen.text) <= _LEARNED:
            learn = button(voice("case-button-learn"), "learn", case.id, num, chosen.key)
            rows.insert(0, [learn])
        if chosen and len(wordings) > 1:
            following = wordings[(wordings.index(chosen) + 1) % len(wordings)]
            label = voice("case-button-other-wording")
            rows.append([button(label, "attach", case.id, num, following.key)])
        return Answer(content, keyboard(rows, case, voice)), None
    at = services.clock()
    if asked.verb == "learn" and chosen:
        wording = chosen.lang, chosen.text
        told = await services.store.publishing.attach(case.id, debunk.id, *wording, by=by.id, at=at)
    else:
        told = await services.store.cases.attach(case.id, debunk.id, by=by.id, at=at)
    services.wake.set()
    done = voice("case-attached", case=str(case.id), number=told)
    claim = quotation(plain(shortened(claim_in(debunk, voice.lang), _CLAIM)))
    return Answer(joined([plain(done), claim]), keyboard([], case, voice)), None


def _question(debunk: Debunk, wording: CaseWording | None, voice: Voice) -> Html:
    claim = shortened(claim_in(debunk, voice.lang), _CLAIM)
    parts = [
        bold(voice("case-attach-claim")),
        quotation(plain(f"{claim}\n{verdict_line(debunk, voice)}")),
    ]
    if wording:
        parts += [bold(voice("case-attach-wording")), shown(wording, voice, _WORDING)]
    return joined([*parts, plain(voice("case-attach-ask"))], "\n\n")


async def _found(words: str, context: Context) -> list[Debunk]:
    """Return published debunks by an id, by words, and by what the matching makes of them."""
    services = context.services
    named = await services.store.debunks.by_ref(words.strip().lstrip("#"))
    found = [named] if named else []
    found += await services.store.debunks.search_first(tries(words), SIMILAR)
    decision = await services.matcher.decide(Post(words))
    found += [
        debunk
        for match in decision.matches
        if (debunk := await services.store.debunks.get(match.debunk_id))
    ]
    by_id = {debunk.id: debunk for debunk in found if debunk.status is Status.PUBLISHED}
    return list(by_id.values())[:SIMILAR]
