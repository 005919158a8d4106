"""A debunk -> what its picture shows in one language, and the words that go under it."""

from urllib.parse import urlsplit

from domain.debunk import Debunk, Statement
from handlers.kit.card import (
    CLAIM_LIMIT,
    address_of,
    attribution,
    claim_in,
    language_note,
    text_in,
    verdict_line,
)
from handlers.kit.markup import Html, bold, joined, linked, plain, shortened
from handlers.kit.texts import Voice
from media.cards.code import code_of
from media.cards.picture_card import PictureCard, Quotation

_LABEL = 150
_NO_BREAK_SPACE = "\u00a0"


def picture_of(
    debunk: Debunk, voice: Voice, desk: str | None, link: str, first: str = ""
) -> PictureCard:
    """Return what is drawn of a debunk.

    `link` opens it in the bot: the code holds that where the source has no address, or one too long
    for a code that a phone can scan. `first` says when one that is back was first checked.
    """
    source = address_of(debunk)
    scannable = code_of(source) is not None
    site = (urlsplit(source).hostname or "") if source and scannable else ""
    checked = voice("card-checked", date=voice.date(debunk.date)) if debunk.date else ""
    notes = [
        voice("picture-source", site=site.removeprefix("www.")) if site else "",
        first or checked,
        language_note(debunk, voice),
    ]
    return PictureCard(
        verdict=debunk.verdict,
        stamp=voice(f"verdict-{debunk.verdict}"),
        heading=voice("card-claim"),
        claim=claim_in(debunk, voice.lang),
        quotations=tuple(
            Quotation(_by(one, voice), text_in(one.text, voice.lang)[1])
            for one in debunk.statements
        ),
        explanation=text_in(debunk.summary, voice.lang)[1] if debunk.summary else "",
        notes=tuple(note for note in notes if note),
        desk=desk or "",
        address=source if scannable else link,
        scan=voice("picture-scan" if scannable else "picture-scan-bot"),
        cut=voice("picture-cut"),
    )


def _by(statement: Statement, voice: Voice) -> str:
    """Return who said it and when, the date in one piece."""
    told = attribution(statement, voice)
    if statement.date is None:
        return told
    date = voice.date(statement.date)
    before, found, after = told.rpartition(date)
    return f"{before}{found.replace(' ', _NO_BREAK_SPACE)}{after}"


def caption_of(debunk: Debunk, voice: Voice) -> Html:
    """Return the words under a picture, for whoever cannot see it: 1,024 UTF-16 units at most.

    Verdict and claim stand as on the card in words, by which the bot knows it again.
    """
    claim = shortened(claim_in(debunk, voice.lang), CLAIM_LIMIT)
    parts = [
        bold(verdict_line(debunk, voice)),
        Html(f"{bold(voice('card-claim'))} {plain(claim)}"),
    ]
    source = next((one for one in debunk.sources if one.url), None)
    label = (source.title if source else None) or voice("card-source")
    if told := linked(f"🔗 {shortened(label, _LABEL)}", address_of(debunk)):
        parts.append(told)
    return joined(parts, "\n\n")
