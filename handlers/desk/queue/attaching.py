"""Answering a case with a debunk that there is: found, shown beside the wording, confirmed."""

import re

from telegram import Message
from telegram.ext import filters

from domain.case import CaseError, CaseWording, NotPublished
from domain.debunk import Debunk, Status
from handlers.desk.queue.case_pages import button, keyboard, offered, shown
from handlers.desk.queue.case_troubles import free, in_words
from handlers.desk.similar import like_words
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, verdict_line
from handlers.kit.markup import Html, bold, joined, plain, quotation, shortened
from handlers.kit.reading.message import post_of
from handlers.kit.texts import Voice

_PROMPT = re.compile(r"🔎 №(\d{1,15})\b")
_CLAIM = 700
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


async def ask_for_words(case: int, act: Act) -> str | None:
    """Ask for words to find a debunk by. Raises CaseError."""
    await free(case, act)
    # The sign and the number are what `search` knows the question by, also after a restart.
    await act.ask(f"🔎 №{case}\n{act.voice('case-find-ask')}")
    return None


async def search(act: Act) -> None:
    """Offer the debunks that the words of a reply to the bot's question lead to."""
    prompt = act.message.reply_to_message
    found = _PROMPT.match(prompt.text or "") if prompt else None
    if found is None:
        return
    try:
        case = await free(int(found[1]), act)
    except CaseError as trouble:
        await act.say(await in_words(trouble, act))
        return
    debunks = await like_words(post_of([act.message]).text, act.services)
    parts, rows = await offered(case, debunks, act)
    content = joined(parts, "\n\n") if parts else plain(act.voice("case-find-nothing"))
    await act.say(Answer(content, keyboard(rows, case, act.voice)))


async def answer(act: Act) -> str | None:
    """Show a debunk beside a wording and ask, or attach the case to it. Raises CaseError."""
    services = act.services
    case = await free(act.press.number(), act)
    num, key = act.press.number(1), act.press.number(2)
    debunk = await services.store.debunks.by_num(num) if num is not None else None
    if debunk is None or num is None:
        return act.voice("stale-button")
    if debunk.status is not Status.PUBLISHED:
        raise NotPublished
    wordings = await services.store.cases.wordings(case.id, _OFFERED)
    chosen = next((one for one in wordings if key in {None, one.key}), None)
    if act.press.verb == "attach" or (
        act.press.verb == "learn" and (chosen is None or key is None)
    ):
        content = _question(debunk, chosen, act.voice)
        rows = [[button(act.voice("case-button-plain"), "plain", case.id, num)]]
        if chosen and chosen.text and len(chosen.text) <= _LEARNED:
            learn = button(act.voice("case-button-learn"), "learn", case.id, num, chosen.key)
            rows.insert(0, [learn])
        if chosen and len(wordings) > 1:
            following = wordings[(wordings.index(chosen) + 1) % len(wordings)]
            label = act.voice("case-button-other-wording")
            rows.append([button(label, "attach", case.id, num, following.key)])
        return await act.replace(Answer(content, keyboard(rows, case, act.voice)))
    if act.press.verb == "learn" and chosen:
        wording = chosen.lang, chosen.text
        told = await services.store.publishing.attach(case.id, debunk.id, *wording, deed=act.deed())
    else:
        told = await services.store.cases.attach(case.id, debunk.id, deed=act.deed())
    done = act.voice("case-attached", case=str(case.id), number=told)
    claim = quotation(plain(shortened(claim_in(debunk, act.voice.lang), _CLAIM)))
    return await act.replace(Answer(joined([plain(done), claim]), keyboard([], case, act.voice)))


def _question(debunk: Debunk, wording: CaseWording | None, voice: Voice) -> Html:
    claim = shortened(claim_in(debunk, voice.lang), _CLAIM)
    parts = [
        bold(voice("case-attach-claim")),
        quotation(plain(f"{claim}\n{verdict_line(debunk, voice)}")),
    ]
    if wording:
        parts += [bold(voice("case-attach-wording")), shown(wording, voice, _LEARNED)]
    return joined([*parts, plain(voice("case-attach-ask"))], "\n\n")
