"""What each verdict means, in words for readers and, beside them, for the desk."""

from domain.debunk import Verdict
from handlers.kit.card import sign_of
from handlers.kit.markup import Html, bold, joined, plain
from handlers.kit.texts import Voice


def verdict_meanings(voice: Voice, *, desk: bool) -> Html:
    """Return a paragraph for each verdict, with the desk's own definition below if `desk`."""
    paragraphs = [bold(voice("verdicts-title"))]
    for verdict in Verdict:
        named = bold(f"{sign_of(verdict)} {voice(f'verdict-{verdict}')}")
        means = voice(f"verdict-means-{verdict}")
        lines = [Html(f"{named}. {plain(means)}")]
        if desk:
            words = voice(f"verdict-desk-{verdict}")
            lines.append(plain(voice("verdicts-desk", words=words)))
        paragraphs.append(joined(lines))
    return joined(paragraphs, "\n\n")
