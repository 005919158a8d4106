"""A text that people pasted -> the cards of ours that it repeats, word for word."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from domain.debunk import Debunk, Verdict
from handlers.kit.card import CLAIM_LIMIT, card, claim_in, verdict_line, verdict_words
from handlers.kit.markup import shortened, without_markup
from handlers.kit.texts import Voice

_MOST_CARDS = 3
_UNLIMITED = 1_000_000
_LONGEST_CLAIM = 2_000
_REMARK_WORDS = 8
_CUT = "…"
# What a reply or letter of ours says above a card, and around the claim of one taken back.
_ABOVE = (
    *("denial", "answer-two", "told-answer", "told-correction", "own-card-changed"),
    "channel-retracted",
)
_CHANNEL_NOTES = (
    *("channel-note-corrected", "channel-note-retracted", "channel-note-restored"),
    "channel-new-verdict",
)
_WHEN = "WHEN"
_WITHDRAWN = ("told-retraction", "told-answer-withdrawn", "own-card-withdrawn")
_BELOW_WITHDRAWN = ("told-do-not-rely", "told-not-checked")
_MARKS = re.compile(r"^[ \t]*>+ ?|(?<!\w)[*_~]+(?=\S)|(?<=\S)[*_~]+(?!\w)", re.MULTILINE)
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?"
# "Имя, [01.02.2026 10:15]" of Telegram's desktop app, "[01.02.2026, 10:15:22] Имя:" of WhatsApp.
_SENT = re.compile(
    rf"^.{{1,64}}, \[{_DAY},? {_TIME}\]:?[ \t]*$|^\[{_DAY},? {_TIME}\] [^:\n]{{1,64}}:[ \t]",
    re.MULTILINE,
)
_FOREIGN = re.compile(r"\d|https?:|[\w-]\.\w|/")
_ABOUT_THE_ANSWER = re.compile(
    r"@\w|\b(?:бот\w*|raspa|ответ\w*|провер\w*|жауа[пб]\w*|тексер\w*|bot|answer\w*|check\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CopiedDebunk:
    """What a copied text says of a debunk: the version it shows, and whether as taken back."""

    version: Debunk
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    told: CopiedDebunk


def normal(text: str) -> str:
    """Return a text without what copying changes: white space, invisible signs, emoji, marks.

    Words, their order, case and other punctuation stay: another word is another text. Marks are
    those of bold words and quotations, and the line about the sender that apps put above a copy.
    """
    composed = unicodedata.normalize("NFC", _MARKS.sub("", _SENT.sub("", text)))
    kept = "".join(sign for sign in composed if sign.isspace() or _is_visible(sign))
    return " ".join(kept.split())


def claims_told(text: str, voices: Mapping[str, Voice]) -> list[str]:
    """Return what follows a card's heading in any language: first paragraphs, at most three."""
    headings = "|".join(re.escape(voice("card-claim")) for voice in voices.values())
    parts = re.split(headings, text, maxsplit=_MOST_CARDS)[1 : _MOST_CARDS + 1]
    firsts = [re.split(r"\n\s*\n", part.strip(), maxsplit=1)[0] for part in parts]
    return [first[:_LONGEST_CLAIM].strip() for first in firsts if first.strip()]


def cards_in(
    text: str,
    versions: Sequence[Debunk],
    voices: Mapping[str, Voice],
    reasons: Collection[str] = (),
) -> list[CopiedDebunk]:
    """Return the cards that a text consists of, in order; none where a word of it is not ours.

    A card may be cut at its end, but verdict, heading and claim must be whole. Above it may stand
    what our replies and letters say above a card (with one of `reasons`, the desk's own), or a
    person's short remark that only passes it on; below it a short question. Of versions that the
    text fits alike, the first of `versions` is returned.
    """
    if not versions:
        return []
    copied = normal(text)
    frames = _frames(voices, reasons)
    found: list[CopiedDebunk] = []
    at = 0
    while len(found) < _MOST_CARDS and (place := _next_card(copied, at, versions, voices)):
        above = frames.sub("", copied[at : place.start]).strip()
        if above and (found or not _only_passes_on(above)):
            return []
        found.append(place.told)
        at = place.end
        if place.told.withdrawn and (below := frames.match(copied, at)):
            at = below.end()
    below_all = frames.sub("", copied[at:]).strip() if at < len(copied) else ""
    return [] if below_all and not _only_asks(below_all) else found


def claims_in(text: str, debunks: Iterable[Debunk], voices: Mapping[str, Voice]) -> list[Debunk]:
    """Return the debunks whose claim stands in a text after a card's heading."""
    copied = normal(text)
    return [
        debunk
        for debunk in debunks
        if any(_heading_and_claim(debunk, voice) in copied for voice in voices.values())
    ]


def verdict_in(text: str, voices: Mapping[str, Voice]) -> Verdict | None:
    """Return the verdict in words that stands right before a card's heading."""
    copied = normal(text)
    if not _has_heading(copied, voices):
        return None
    for voice in voices.values():
        for verdict in Verdict:
            if normal(f"{verdict_words(verdict, voice)} {voice('card-claim')}") in copied:
                return verdict
    return None


def tells_a_verdict(text: str, voices: Mapping[str, Voice]) -> bool:
    """Tell whether a card's heading stands where our texts have it: no other text can be ours."""
    copied = normal(text)
    # Nearly no post has one, and the rest takes longer than all else that is read of it.
    if not _has_heading(copied, voices):
        return False
    return verdict_in(text, voices) is not None or any(
        normal(f"{voice(key)} {voice('card-claim')}") in copied
        for voice in voices.values()
        for key in _WITHDRAWN
    )


def _has_heading(copied: str, voices: Mapping[str, Voice]) -> bool:
    return any(normal(voice("card-claim")) in copied for voice in voices.values())


def _is_visible(sign: str) -> bool:
    # Cf: zero-width and direction marks; Mn from FE00 on: which face an emoji has; So: emoji.
    kind = unicodedata.category(sign)
    return kind not in {"Cf", "Cc", "So", "Sk", "Co", "Cn"} and not "\ufe00" <= sign <= "\ufe0f"


def _heading_and_claim(debunk: Debunk, voice: Voice) -> str:
    claim = shortened(claim_in(debunk, voice.lang), CLAIM_LIMIT)
    return normal(f"{voice('card-claim')} {claim}")


def _next_card(
    copied: str, at: int, versions: Sequence[Debunk], voices: Mapping[str, Voice]
) -> _Place | None:
    places = [
        place
        for version in versions
        for voice in voices.values()
        for place in _places(copied, at, version, voice)
    ]
    # min and max give the first of equals.
    start = min((place.start for place in places), default=None)
    nearest = [place for place in places if place.start == start]
    return max(nearest, key=lambda place: place.end, default=None)


def _places(copied: str, at: int, version: Debunk, voice: Voice) -> Iterator[_Place]:
    claim = _heading_and_claim(version, voice)
    if claim not in copied:
        return
    head = f"{normal(verdict_line(version, voice))} {claim}"
    if (start := _found(copied, head, at)) is not None:
        paragraphs = _paragraphs_below(head, version, voice)
        yield _Place(
            start, _read_on(copied, start + len(head), paragraphs, voice), CopiedDebunk(version)
        )
    for key in _WITHDRAWN:
        opening = f"{normal(voice(key))} {claim}"
        if (start := _found(copied, opening, at)) is not None:
            yield _Place(start, start + len(opening), CopiedDebunk(version, withdrawn=True))


def _found(copied: str, part: str, at: int) -> int | None:
    """Return where a part begins, as whole words."""
    start = copied.find(part, at)
    end = start + len(part)
    whole = start >= 0 and copied[end : end + 1] in {"", " "}
    return start if whole and (start == 0 or copied[start - 1] == " ") else None


def _paragraphs_below(head: str, version: Debunk, voice: Voice) -> list[str]:
    whole = without_markup(card(version, voice, _UNLIMITED).content)
    paragraphs = [part for each in whole.split("\n\n") if (part := normal(each))]
    above = ""
    while paragraphs and above != head:
        above = f"{above} {paragraphs.pop(0)}".strip()
    return paragraphs


def _read_on(copied: str, at: int, paragraphs: Sequence[str], voice: Voice) -> int:
    """Return how far the paragraphs of a card go on from `at`.

    A card that was too long has a paragraph cut at an ellipsis, lacks later ones, and says so.
    """
    notes = [normal(voice(key)) for key in ("card-more", "card-cut")]
    for paragraph in [*paragraphs, ""]:
        for note in notes:
            if copied.startswith(f" {note}", at):
                at += len(note) + 1
        if not paragraph or at >= len(copied):
            break
        rest = copied[at + 1 :]
        shared = _shared(rest, paragraph)
        if shared == len(paragraph):
            at += 1 + shared
        elif shared == len(rest) and paragraph[shared] == " ":
            return len(copied)
        elif shared and rest[shared:].startswith(_CUT):
            at += 1 + shared + len(_CUT)
        elif not any(note in rest for note in notes):
            break
    return at


def _shared(one: str, other: str) -> int:
    """Return how many signs two texts begin alike with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _frames(voices: Mapping[str, Voice], reasons: Collection[str]) -> re.Pattern[str]:
    """Return what our replies and letters say around cards, one after another."""
    told: list[str] = []
    for voice in voices.values():
        told += [re.escape(normal(voice(key))) for key in (*_ABOVE, *_BELOW_WITHDRAWN)]
        verdicts = "|".join(re.escape(normal(verdict_words(one, voice))) for one in Verdict)
        gap = "VERDICT"
        for key in ("told-new-verdict", "told-same-verdict", "told-restored", "told-we-said"):
            names = {"old": gap, "new": gap} if key == "told-new-verdict" else {}
            names |= {"told-we-said": {"old": gap}}.get(key, {"new": gap})
            told.append(re.escape(normal(voice(key, **names))).replace(gap, f"(?:{verdicts})"))
        told.append(re.escape(normal(voice("told-date", date=gap))).replace(gap, _dates(voice)))
        first = normal(voice("first-checked", date=gap))
        told.append(re.escape(first).replace(gap, _dates(voice)))
        for key in _CHANNEL_NOTES:
            verdict = {"old": gap, "new": gap} if key == "channel-new-verdict" else {}
            note = re.escape(normal(voice(key, date=_WHEN, **verdict)))
            told.append(note.replace(_WHEN, _dates(voice)).replace(gap, f"(?:{verdicts})"))
        told += [re.escape(normal(voice("told-why", reason=reason))) for reason in reasons]
    return re.compile(
        rf"(?<!\S)(?:\s*(?:{'|'.join(sorted(told, key=len, reverse=True))})(?=\s|$))+"
    )


def _dates(voice: Voice) -> str:
    months = [normal(voice.date(f"2000-{month:02}-11")) for month in range(1, 13)]
    days = [re.escape(day).replace("2000", r"\d{4}").replace("11", r"\d{1,2}") for day in months]
    return f"(?:{'|'.join(days)})"


def _only_passes_on(words: str) -> bool:
    """Tell whether words above a card say who answered, or ask, and claim nothing themselves."""
    short = len(words.split()) <= _REMARK_WORDS and not _FOREIGN.search(words)
    return short and (words[-1] in ":?" or bool(_ABOUT_THE_ANSWER.search(words)))


def _only_asks(words: str) -> bool:
    short = len(words.split()) <= _REMARK_WORDS and not _FOREIGN.search(words)
    return short and words[-1] == "?"
