"""A debunk -> its post in the desk's own channel, with what was changed since it was posted."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.debunk import Debunk, Status
from handlers.kit.answer import Answer
from handlers.kit.card import FULL, Card, card, verdict_words
from handlers.kit.markup import (
    Html,
    bold,
    joined,
    plain,
    shortened,
    struck,
    width,
    without_markup,
)
from handlers.kit.texts import LANGUAGES, Texts, Voice
from storage.debunks.channel_posts import PostNote

_REASON = 600
_MOST_NOTES = 3
_BETWEEN = Html("\n\n➖➖➖\n\n")


def post_languages(debunk: Debunk) -> list[tuple[str, ...]]:
    """Return in which languages a debunk can be posted, the best choice first.

    That is in Kazakh and Russian where it has claims in both, and in each of its languages alone.
    """
    spoken = {claim.lang for claim in debunk.own_claims}
    alone: list[tuple[str, ...]] = [(lang,) for lang in LANGUAGES if lang in spoken]
    both = [("kk", "ru")] if {"kk", "ru"} <= spoken else []
    return both + alone or [(LANGUAGES[0],)]


def channel_post(
    debunk: Debunk, langs: Sequence[str], notes: Sequence[PostNote], texts: Texts, zone: ZoneInfo
) -> Answer:
    """Lay a debunk's post out, all languages in one message of at most 4,096 UTF-16 units.

    What was corrected stands under the card; a card that was taken back is struck through, and
    above it stands why.
    """
    room = (FULL - (len(langs) - 1) * width(_BETWEEN)) // len(langs)
    parts: list[Html] = []
    previews: list[str] = []
    for lang in langs:
        content, shown = _one(debunk, notes, texts[lang], zone, room)
        parts.append(content)
        previews += [shown.preview] if shown.preview else []
    retracted = debunk.status is Status.RETRACTED
    preview = previews[0] if previews and not retracted else None
    return Answer(joined(parts, _BETWEEN), preview=preview)


def _one(
    debunk: Debunk, notes: Sequence[PostNote], voice: Voice, zone: ZoneInfo, room: int
) -> tuple[Html, Card]:
    lines = [_note(one, debunk, notes, voice, zone) for one in notes[-_MOST_NOTES:]]
    if debunk.status is Status.RETRACTED:
        last = lines[-1:] if notes and notes[-1].kind == "retracted" else []
        heading = joined([bold(voice("channel-retracted")), *last])
        shown = card(debunk, voice, room - width(without_markup(heading)) - 2)
        return joined([heading, struck(shown.content)], "\n\n"), shown
    under = sum(width(without_markup(line)) + 2 for line in lines)
    shown = card(debunk, voice, room - under)
    return joined([shown.content, *lines], "\n\n"), shown


def _note(
    note: PostNote, debunk: Debunk, notes: Sequence[PostNote], voice: Voice, zone: ZoneInfo
) -> Html:
    """Return what was changed, when and why: `was` and `now` are verdicts where they differ."""
    later = [one.was for one in notes if one.version > note.version]
    now = later[0] if later else debunk.verdict
    date = voice.date(datetime.fromtimestamp(note.at, zone).date().isoformat())
    changed = note.kind == "corrected" and now is not note.was
    key = "channel-new-verdict" if changed else f"channel-note-{note.kind}"
    old, new = verdict_words(note.was, voice), verdict_words(now, voice)
    said = voice(key, date=date, old=old, new=new) if changed else voice(key, date=date)
    reason = shortened(" ".join(note.reason.split()), _REASON)
    return plain(f"{said} {voice('told-why', reason=reason)}" if reason else said)
