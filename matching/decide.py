"""From likelihoods to one of four decisions: every threshold, and why it is where it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from matching.alignment import Difference, closest
from matching.cues import content_words, counts, denies_a_denial, towns
from matching.decision import Decision, Kind, Match
from matching.model import Judged
from matching.normalize import plain_words
from matching.one_claim import one_claim
from matching.windows import SENTENCE, PostText

SCORER = "meaning-3"
"""The scores that the thresholds below are set for; other weights must have another name."""
FEW_WORDS = 3
"""Content words up to which likeness alone never answers: too many claims share them."""
SMALL_STORE = 25
APART = 0.5
"""Share of common words up to which two claims in one post are two, not one told twice."""
OWN_WORDS = 2
"""Words of the post that each of two claims must have for itself, to be carried by it both."""
DOUBT = 0.1
"""Likelihood of refuting from which a negation too many counts as a conflict."""
MOST_MATCHES = 5
MOST_CHOICES = 3
MOST_ANSWERS = 2

_PARTS = re.compile(r"[.!?…:;]\s+")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The likelihoods, 0 to 1, at which the bands begin; the first two a desk may calibrate.

    They come from inner cross-validation (docs/matching.md). Raises ValueError for one that is
    out of its range, or a `choose` above `answer`.
    """

    answer: float = 0.86
    """Where about 97 % of the answers to the other folds' posts are right, as it was before."""
    choose: float = 0.23
    """The lowest at which 22 % of the posts without a debunk, most of them adversarial, were asked
    about in stores of 55 to 100 debunks; of real ones it is 7 to 9 % at 1,000 and 10,000."""
    choose_small: float = 0.28
    """The least in a store of fewer than `SMALL_STORE` debunks, where the nearest may be far."""
    also_shown: float = 0.03
    """The least likelihood of the second and third of a choice."""
    also_answer: float = 0.5
    """The least likelihood of a second claim in a post that is answered."""
    pair_first: float = 0.5
    pair_second: float = 0.25
    pair_third: float = 0.02
    """The least of the two likeliest and the most of the next, where a post carries two claims.

    Two claims in one post take likelihood from each other, but leave none to a third. Of 60 such
    posts 20 get both cards at a second of .25, and 24 at .15 for three wrong answers more.
    """
    denial_about: float = 0.8
    """How likely a post without a word of denial must be about a claim, to be a denial of it.

    At .2 a twelfth of real news was called a denial of some claim of a thousand: what refutes was
    learned from posts that are about their claim, and says nothing of others.
    """
    denial_about_worded: float = 0.2
    """The same for a post with a word of denial that is no question."""
    denial_about_small: float = 0.5
    """And in a store of fewer than `SMALL_STORE` debunks: true news that names a debunk's people
    has no nearer debunk there, and looked like a denial of it in every fifth case."""
    denial_refutes: float = 0.84
    """The lowest at which 1 % of the posts that repeat a claim were called denials."""
    denial_worded: float = 0.6
    """`denial_refutes` for a post with a word of denial that is no question."""

    def __post_init__(self) -> None:
        for one in fields(self):
            if not 0 <= getattr(self, one.name) <= 1:
                raise ValueError(f"{one.name} must lie between 0 and 1")
        if self.choose > self.answer:
            raise ValueError("choose must not be above answer")


SHIPPED = Thresholds()


def decide(
    judged: Sequence[Judged], post: PostText, debunks: int, thresholds: Thresholds = SHIPPED
) -> Decision:
    """Return the decision on a post; `judged` have the likeliest to be about it first.

    `debunks` is how many the store holds. A post that is a phrasing, word for word, is answered
    whatever its length.
    """
    best = sorted(judged, key=lambda one: -one.answers)
    ranked = tuple(map(_match, best[:MOST_MATCHES]))
    meant = len(content_words(post.whole.words))
    if not judged or not meant:
        return Decision(Kind.UNKNOWN, (), ranked)
    first = judged[0]
    same = [one for one in best if one.measured.claim.window.words == post.whole.words]
    if same:
        again = [one for one in best if one is not same[0] and _repeats(one, same[0])]
        return Decision(Kind.ANSWER, (_match(same[0]),), ranked, tuple(map(_match, again)))
    small = debunks < SMALL_STORE
    about, refutes = thresholds.denial_about, thresholds.denial_refutes
    if _denies(first, post):
        about = thresholds.denial_about_small if small else thresholds.denial_about_worded
        refutes = thresholds.denial_worded
    nested = denies_a_denial(map(plain_words, _PARTS.split(post.whole.raw)))
    if first.about >= about and first.refutes >= refutes and not nested:
        return Decision(Kind.DENIAL, (_match(first),), ranked)
    if meant > FEW_WORDS and not nested and _carries_both(best, post, thresholds):
        return Decision(Kind.ANSWER, tuple(map(_match, best[:MOST_ANSWERS])), ranked)
    likely = best[0].answers >= thresholds.answer and meant > FEW_WORDS
    rivals = [
        one
        for one in best[1:]
        if one.answers >= thresholds.also_answer and _shared(best[0], one, post) > APART
    ]
    repeated = [one for one in rivals if _repeats(one, best[0])]
    rivalled = len(repeated) < len(rivals)
    # Aligning takes longest: what is not likely, or has rivals, is not answered anyway.
    if (
        likely
        and not rivalled
        and not nested
        and not any(_conflicts(one, post) for one in (best[0], *repeated))
    ):
        also = [
            one
            for one in best[1:]
            if one.answers >= thresholds.also_answer
            and _shared(best[0], one, post) <= APART
            and not _says_otherwise(one, post)
        ]
        both = tuple(map(_match, [best[0], *also][:MOST_ANSWERS]))
        return Decision(Kind.ANSWER, both, ranked, tuple(map(_match, repeated)))
    choose = max(thresholds.choose, thresholds.choose_small if small else 0.0)
    if best[0].answers >= choose or (nested and first.about >= about):
        also = [one for one in best[1:] if one.answers >= thresholds.also_shown]
        shown = tuple(map(_match, [best[0], *also][:MOST_CHOICES]))
        return Decision(Kind.CHOOSE, shown, ranked)
    return Decision(Kind.UNKNOWN, (), ranked)


def listed(matches: Sequence[Match], judged: Sequence[Judged]) -> Decision:
    """Return the decision on a post whose address these debunks list: no likeness is needed."""
    kind = Kind.ANSWER if len(matches) <= MOST_ANSWERS else Kind.CHOOSE
    most = MOST_ANSWERS if kind is Kind.ANSWER else MOST_CHOICES
    named = {one.debunk_id for one in matches}
    others = sorted(judged, key=lambda one: -one.answers)
    rest = [_match(one) for one in others if one.measured.claim.debunk_id not in named]
    return Decision(kind, tuple(matches[:most]), (*matches, *rest)[:MOST_MATCHES])


def _carries_both(best: Sequence[Judged], post: PostText, thresholds: Thresholds) -> bool:
    """Tell whether a post carries the two likeliest claims, each in words of its own.

    Numbers are no conflict here: each claim's are missing from the other.
    """
    if len(best) < MOST_ANSWERS:
        return False
    one, two = best[:MOST_ANSWERS]
    third = best[MOST_ANSWERS].answers if len(best) > MOST_ANSWERS else 0.0
    ours, theirs = (each.measured.claim.window.terms & post.whole.terms for each in (one, two))
    return (
        one.answers >= thresholds.pair_first
        and two.answers >= thresholds.pair_second
        and third <= thresholds.pair_third
        and min(len(ours - theirs), len(theirs - ours)) >= OWN_WORDS
        and _shared(one, two, post) <= APART
        and not (_denies(one, post) or _denies(two, post))
        and not (_says_otherwise(one, post) or _says_otherwise(two, post))
    )


def _says_otherwise(one: Judged, post: PostText) -> bool:
    """Tell whether a post that carries another claim too says something else of this one."""
    return any(each.kind != "number" for each in differences(one, post))


def _conflicts(one: Judged, post: PostText) -> bool:
    """Tell whether a post that is likely about a claim says something else all the same.

    Other numbers or towns; a word of denial that is no question; a negation that the claim lacks,
    where the scorer too has some doubt; another thing in the same place. Such a post is asked
    about, however likely.
    """
    told = one.inputs
    return (
        told["numbers_clash"] > 0
        or _elsewhere(one, post)
        or _denies(one, post)
        or (told["negation_more"] > 0 and one.refutes > DOUBT)
        or bool(differences(one, post))
    )


def differences(one: Judged, post: PostText) -> tuple[Difference, ...]:
    """Return what a post says otherwise than the phrasing that comes closest to it."""
    phrasings = one.measured.phrasings or (one.measured.claim,)
    return closest(post.windows, [each.window for each in phrasings]).differences


def _elsewhere(one: Judged, post: PostText) -> bool:
    theirs = towns(one.measured.claim.window.text)
    ours = towns(one.measured.window.text)
    return bool(ours and theirs) and not theirs & towns(post.whole.text)


def _denies(one: Judged, post: PostText) -> bool:
    """Tell whether a post has a word of denial that is no question ("Is it fake?")."""
    if not one.inputs["denial"]:
        return False
    if any(map(_states_denial, SENTENCE.split(post.whole.raw))):
        return True
    # Of a long post only the part about the claim is asked.
    short = post.windows[0].last == post.sentences - 1
    return not short and one.inputs["question"] == 0


def _states_denial(sentence: str) -> bool:
    found = counts(plain_words(sentence))
    return found["denial"] > 0 and found["question"] == 0 and not sentence.endswith("?")


def _repeats(one: Judged, two: Judged) -> bool:
    return one_claim(one.measured.claim, two.measured.claim)


def _shared(one: Judged, two: Judged, post: PostText) -> float:
    """Return the share of the post's words with one claim that it has with the other too."""
    ours = one.measured.claim.window.terms & post.whole.terms
    theirs = two.measured.claim.window.terms & post.whole.terms
    return len(ours & theirs) / (min(len(ours), len(theirs)) or 1)


def _match(one: Judged) -> Match:
    claim = one.measured.claim
    return Match(claim.debunk_id, claim.text, round(one.answers, 3))
