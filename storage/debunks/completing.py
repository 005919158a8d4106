"""A debunk that a file gives in part -> the held one with what the file says of it."""

from dataclasses import replace

from rapidfuzz import fuzz

from domain.debunk import Claim, Debunk, Status


def completed(debunk: Debunk, before: Debunk, *, status: bool) -> Debunk:
    """Return a debunk that is given in part with what it leaves out of the held one.

    A wording takes the place of the likest one in its language. What was retracted stays so
    unless the `status` is given.
    """
    stays = not status and before.status is Status.RETRACTED
    return replace(
        debunk,
        claims=_with_other_claims(debunk, before),
        date=debunk.date or before.date,
        status=Status.RETRACTED if stays else debunk.status,
        summary={**before.summary, **debunk.summary},
        statements=debunk.statements or before.statements,
        sources=debunk.sources or before.sources,
        appearances=debunk.appearances or before.appearances,
        topics=debunk.topics or before.topics,
        pictures=debunk.pictures or before.pictures,
    )


def _with_other_claims(debunk: Debunk, before: Debunk) -> tuple[Claim, ...]:
    claims = list(before.own_claims)
    left = set(range(len(claims)))
    for given in debunk.claims:
        same = [place for place in left if claims[place].lang == given.lang]
        if same:
            likest = max(same, key=lambda place: fuzz.ratio(claims[place].text, given.text))
            left.discard(likest)
            claims[likest] = given
        else:
            claims.append(given)
    return tuple(claims)
