"""`/stats`: what readers sent, what they got and said of it, how fast the desk answers."""

from datetime import datetime, time, timedelta

from telegram import InlineKeyboardMarkup

from domain.moderator import Role
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.durations import in_words
from handlers.kit.markup import bold, joined, plain, shortened
from handlers.kit.texts import Voice
from matching.measuring.intervals import wilson
from storage.desk.stats import Stats
from storage.upkeep.backups import BackupsState

_DAYS = {"day": 1, "week": 7, "month": 30}
_DECISIONS = ("answer", "denial", "choose", "unknown")
_LONGEST_WORDING = 120


async def stats(act: Act) -> None:
    """Show the figures of a week, with buttons for a day and a month."""
    await act.say(await _figures("week", act.services, act.voice))


async def press(act: Act) -> str | None:
    """Show the figures of another stretch of time in place of these."""
    return await act.replace(await _figures(act.press.verb, act.services, act.voice))


DOOR = Door("stats", Role.EDITOR, {"stats": stats}, press, tuple(_DAYS))


async def _figures(period: str, services: Services, voice: Voice) -> Answer:
    now = datetime.fromtimestamp(services.clock(), services.desk.zone)
    today = now.date()
    first = today - timedelta(days=_DAYS[period] - 1)
    start = datetime.combine(first, time(), services.desk.zone)
    counts = await services.store.counts.between(first.isoformat(), today.isoformat())
    found = await services.store.statistics.between(int(start.timestamp()), services.clock() + 1)
    days = {"first": voice.date(first.isoformat()), "last": voice.date(today.isoformat())}
    sections = [
        bold(voice(f"stats-{period}", **days)),
        plain("\n".join(_posts(counts, voice))),
        plain("\n".join([_wrong(found, voice), _wait(found, voice)])),
        plain("\n".join(_top(found, voice))),
        plain("\n".join(await _back(found, services, voice))),
        plain(voice("stats-outbox", due=found.due, sent=found.sent, dropped=found.dropped)),
        plain("\n".join(_backups(await services.store.backups.state(), services, voice))),
    ]
    keyboard = [desk_button(voice(f"button-stats-{one}"), "stats", one) for one in _DAYS]
    return Answer(
        joined([one for one in sections if one], "\n\n"), InlineKeyboardMarkup([keyboard])
    )


def _posts(counts: dict[str, int], voice: Voice) -> list[str]:
    decided = {kind: counts.get(f"decided-{kind}", 0) for kind in _DECISIONS}
    unreadable = counts.get("unreadable", 0)
    lines = [voice("stats-posts", number=sum(decided.values()) + unreadable)]
    lines += [voice(f"stats-{kind}", number=number) for kind, number in decided.items()]
    lines.append(voice("stats-unreadable", number=unreadable))
    if of := sum(decided.values()):
        answered = decided["answer"] + decided["denial"]
        lines.append(voice("stats-share", share=_percent(answered / of), number=answered, of=of))
    lines.append(voice("stats-asks", number=counts.get("ask", 0)))
    return lines


def _wrong(found: Stats, voice: Voice) -> str:
    of = found.helped + found.not_mine
    if not of:
        return voice("stats-wrong-none")
    low, high = wilson(found.not_mine, of)
    return voice(
        "stats-wrong",
        share=_percent(found.not_mine / of),
        number=found.not_mine,
        of=of,
        low=_percent(low),
        high=_percent(high),
    )


def _wait(found: Stats, voice: Voice) -> str:
    if found.first_answer is None:
        return voice("stats-wait-none")
    time_ = in_words(found.first_answer, voice)
    return voice("stats-wait", time=time_, number=found.answered_cases)


def _top(found: Stats, voice: Voice) -> list[str]:
    if not found.top:
        return []
    return [
        voice("stats-top"),
        *(
            voice(
                "stats-top-case",
                readers=one.readers,
                case=one.id,
                text=shortened(" ".join(one.text.split()), _LONGEST_WORDING),
            )
            for one in found.top
        ),
    ]


async def _back(found: Stats, services: Services, voice: Voice) -> list[str]:
    debunks = await services.store.debunks.current(one.id for one in found.back)
    lines = [
        voice(
            "stats-back-one",
            readers=one.readers,
            claim=shortened(claim_in(debunks[one.id], voice.lang), _LONGEST_WORDING),
            id=shortened(one.id, _LONGEST_WORDING),
        )
        for one in found.back
        if one.id in debunks
    ]
    return [voice("stats-back"), *lines] if lines else []


def _backups(state: BackupsState, services: Services, voice: Voice) -> list[str]:
    def day(at: int | None) -> str:
        if at is None:
            return voice("stats-never")
        return voice.date(datetime.fromtimestamp(at, services.desk.zone).date().isoformat())

    if state.backup is None and state.failed is None:
        return [voice("stats-backup-none")]
    lines = [voice("stats-backup", backup=day(state.backup), drill=day(state.drill))]
    return lines if state.failed is None else [*lines, voice("stats-backup-failed")]


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"
