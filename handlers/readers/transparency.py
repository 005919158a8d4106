"""`/transparency`: how much the desk checks, how often and how fast, and how often it is wrong."""

from telegram import Update

from domain.debunk import Verdict
from handlers.kit.answer import Answer
from handlers.kit.card import verdict_words
from handlers.kit.context import Context
from handlers.kit.durations import in_words
from handlers.kit.language import voice_for
from handlers.kit.markup import Html, bold, joined, plain
from handlers.kit.sending import send
from handlers.kit.texts import Voice
from matching.measuring.intervals import wilson
from storage.desk.transparency import FEWEST, WorkFigures


async def transparency(update: Update, context: Context) -> None:
    """Tell the figures of the desk's work."""
    message = update.effective_message
    if message is None:
        return
    services = context.services
    voice = await voice_for(update.effective_user, context)
    found = await services.store.transparency.figures(services.clock())
    await send(message, Answer(said(found, voice)))


def said(found: WorkFigures, voice: Voice) -> Html:
    """Return the figures in words that a reader understands."""
    whole = sum(found.verdicts.values())
    checks = [voice("transparency-checks", number=whole)]
    checks += [f"• {verdict_words(one, voice)}: {number}" for one, number in _most_first(found)]
    corrections = voice(
        "transparency-corrections",
        verdicts=found.new_verdicts,
        others=found.new_explanations,
        retracted=found.retracted,
    )
    parts = ["\n".join(checks), corrections, _answers(found, voice), _precision(found, voice)]
    return joined([bold(voice("transparency")), *map(plain, parts)], "\n\n")


def _most_first(found: WorkFigures) -> list[tuple[Verdict, int]]:
    return sorted(((one, n) for one, n in found.verdicts.items() if n), key=lambda each: -each[1])


def _answers(found: WorkFigures, voice: Voice) -> str:
    if found.answer_seconds is None:
        return voice("transparency-no-answers")
    time = in_words(found.answer_seconds, voice)
    return voice("transparency-answers", number=found.answered, time=time)


def _precision(found: WorkFigures, voice: Voice) -> str:
    """Return how many of those who said so got an answer about their own post, and how sure."""
    votes = found.votes
    if votes.of < FEWEST:
        return voice("transparency-few-votes")
    low, high = wilson(votes.right, votes.of)
    return voice(
        "transparency-precision",
        number=votes.right,
        of=votes.of,
        low=f"{low * 100:.0f}",
        high=f"{high * 100:.0f}",
    )
