"""From likelihoods to one of four decisions: every threshold, and why it is where it is."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import log

from domain.decision import Decision, DecisionKind, Match, either
from matching.comparing.difference import Difference
from matching.reading.cues import content_words, counts, towns
from matching.reading.nested_denial import denies_a_denial
from matching.reading.normalize import plain_words
from matching.reading.windows import SENTENCE, PostText
from matching.scoring.model import Judged
from matching.scoring.one_claim import one_rumour
from matching.scoring.second_claim import Part
from matching.scoring.standing import beside

SCORER = "meaning-3"
"""The scores that the thresholds below are set for; other weights must have another name."""
FEW_WORDS = 3
"""Content words up to which likeness alone never answers: too many claims share them."""
SMALL_STORE, USUAL_STORE = 12, 50
"""Debunks up to which a store is small, and from which it is like those of the training."""
APART = 0.5
"""Share of common words up to which two claims in one post are two, not one told twice."""
OWN_WORDS = 2
"""Words of the post that each of two claims must have for itself, to be carried by it both."""
DOUBT = 0.1
"""Likelihood of refuting from which a negation too many counts as a conflict."""
IN_ITS_WORDS = 0.8
"""Share of same words from which a post that says nothing otherwise tells it in its own words."""
NEARLY_ITS_WORDS = 0.66
"""The same for a post that says something otherwise, which is asked about however unlikely."""
WORDED_DOUBT = 3.0
"""How many times the doubt of an answer such a post may leave."""
MOST_MATCHES = 5
MOST_CHOICES = 3
MOST_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The likelihoods, 0 to 1, at which the bands begin; the first two a desk may calibrate.

    They come from inner cross-validation (docs/matching.md). Raises ValueError for one that is
    out of its range, or a `choose` above `answer`.
    """

    answer: float = 0.86
    """Where 98 to 99 % of the answers to the other folds' posts are right."""
    choose: float = 0.23
    """How likely one of the two likeliest must be: the lowest at which 9 % of real posts without a
    debunk are asked about among 1,000; of the made ones, most of them adversarial, it is 19 %."""
    choose_small: float = 0.4
    """The least in a store of `SMALL_STORE` debunks, where the nearest may be far: at .3 twice as
    many real posts were asked about, and 2 % more of the made ones served."""
    also_shown: float = 0.03
    """The least likelihood of the second and third of a choice."""
    also_answer: float = 0.5
    """The least likelihood of a second claim in a post that is answered."""
    part_first: float = 0.65
    part_second: float = 0.4
    """The least of two claims, each asked of its own part of a post: of the surer, of the other."""
    part_and_whole: float = 0.045
    """The least that each has of its part times of the whole post, where it may be one of two.

    A comment beside a claim comes near to something too, but not in the post as a whole. In the
    whole it counts what each has before the debunks are seen as rivals. At .08 a sixth of such
    posts got one card only.
    """
    part_asked: float = 0.3
    """The least of the likeliest in the whole post, for its parts to be asked at all."""
    part_rival: float = 0.5
    """The most that another debunk may have of a part, as a share of what its claim has."""
    denial_about: float = 0.6
    """How likely a post without a word of denial must be about a claim, to be a denial of it.

    At .5 one of a hundred real posts was called a denial of some claim of a thousand: what refutes
    was learned from posts that are about their claim, and says nothing of others.
    """
    denial_about_small: float = 0.8
    """And in a store of `SMALL_STORE` debunks: true news that names a debunk's people has no nearer
    debunk there."""
    denial_about_worded: float = 0.2
    """`denial_about` for a post with a word of denial that is no question."""
    denial_about_worded_small: float = 0.5
    """And in a store of `SMALL_STORE` debunks."""
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
    judged: Sequence[Judged],
    post: PostText,
    debunks: int,
    thresholds: Thresholds = SHIPPED,
    parts: Sequence[Part] = (),
) -> Decision:
    """Return the decision on a post; `judged` have the likeliest to be about it first.

    `debunks` is how many the store holds; `parts` are the two that may tell a claim each, needed
    where `may_tell_two`. A post that is a phrasing, word for word, is answered whatever its length.
    """
    best = sorted(judged, key=lambda one: -one.answers)
    ranked = tuple(map(match_of, best[:MOST_MATCHES]))
    meant = len(content_words(post.whole.words))
    if not judged or not meant:
        return Decision(DecisionKind.UNKNOWN, (), ranked)
    first = judged[0]
    same = [one for one in best if one.measured.claim.window.words == post.whole.words]
    if same:
        again = [one for one in best if one is not same[0] and repeats(one, same[0])]
        return Decision(
            DecisionKind.ANSWER, (match_of(same[0]),), ranked, tuple(map(match_of, again))
        )
    small, usual = thresholds.denial_about_small, thresholds.denial_about
    refutes = thresholds.denial_refutes
    if _denies(first, post):
        small, usual = thresholds.denial_about_worded_small, thresholds.denial_about_worded
        refutes = thresholds.denial_worded
    about = _by_size(small, usual, debunks)
    # Below either nothing is said of a claim, whatever the post denies.
    least = min(thresholds.choose, thresholds.denial_about_worded)
    nested = first.about >= least and denies_a_denial(post.whole.raw)
    if first.about >= about and first.refutes >= refutes and not nested:
        return Decision(DecisionKind.DENIAL, (match_of(first),), ranked)
    if meant > FEW_WORDS and not nested and (two := _told_apart(parts, best, post, thresholds)):
        return _answer(two, best, post, thresholds)
    likely = best[0].answers >= _least_of_answer(best[0], thresholds) and meant > FEW_WORDS
    rivals = [
        one
        for one in best[1:]
        if one.answers >= thresholds.also_answer and _shared(best[0], one, post) > APART
    ]
    repeated = [one for one in rivals if repeats(one, best[0])]
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
            and _stands_apart(one, best[0], post)
            and not _says_otherwise(one, post)
        ]
        return _answer([best[0], *also][:MOST_ANSWERS], best, post, thresholds)
    choose = _least_of_choice(debunks, thresholds)
    near = nested and first.about >= about
    asked = either(one.answers for one in best) >= choose
    if asked or near or _changes_a_word(best[0], thresholds):
        also = [one for one in best[1:] if one.answers >= thresholds.also_shown]
        shown = tuple(map(match_of, [best[0], *also][:MOST_CHOICES]))
        return Decision(DecisionKind.CHOOSE, shown, ranked)
    return Decision(DecisionKind.UNKNOWN, (), ranked)


def may_tell_two(
    judged: Sequence[Judged], post: PostText, thresholds: Thresholds = SHIPPED
) -> bool:
    """Tell whether the parts of a post are worth asking.

    It is likely about one claim, and a second one has as much as it needs beside a sure part.
    """
    best = sorted(judged, key=lambda one: -one.answers)
    if (
        not best
        or best[0].answers < thresholds.part_asked
        or len(content_words(post.whole.words)) <= FEW_WORDS
        or any(one.measured.claim.window.words == post.whole.words for one in best)
    ):
        return False
    also = (one for one in best[1:] if one.alone >= thresholds.part_and_whole)
    return any(not repeats(one, best[0]) for one in also)


def near_enough(
    judged: Sequence[Judged], debunks: int, thresholds: Thresholds = SHIPPED
) -> frozenset[str]:
    """Return the debunks that a post is as likely about as those of a choice, for or against."""
    least = _least_of_choice(debunks, thresholds)
    return frozenset(one.measured.claim.debunk_id for one in judged if one.about >= least)


def _least_of_choice(debunks: int, thresholds: Thresholds) -> float:
    return max(thresholds.choose, _by_size(thresholds.choose_small, thresholds.choose, debunks))


def _told_apart(
    parts: Sequence[Part], best: Sequence[Judged], post: PostText, thresholds: Thresholds
) -> tuple[Judged, ...]:
    """Return the claims that the parts of a post tell, the likelier first; nothing if not two.

    What conflicts with a claim is looked for in its own part: the other claim's numbers, towns and
    names stand in the other. The parts of a long post were compared by themselves before, and gain
    nothing by being cut out: both must be as sure as an answer.
    """
    least = (thresholds.part_first, thresholds.part_second)
    if not _is_short(post):
        least = (thresholds.answer, thresholds.answer)
    whole = {one.measured.claim.debunk_id: max(one.answers, one.alone) for one in best}
    told: list[Judged] = []
    for part in parts:
        if not part.judged:
            return ()
        one, *others = sorted(part.judged, key=lambda each: -each.answers)
        most = thresholds.part_rival * one.answers
        rivalled = any(each.answers > most and not repeats(each, one) for each in others)
        known = whole.get(one.measured.claim.debunk_id, 0.0)
        weak = known * one.answers < thresholds.part_and_whole
        if rivalled or weak or _conflicts(one, part.post):
            return ()
        told.append(one)
    told.sort(key=lambda each: -each.answers)
    if len(told) < MOST_ANSWERS or best[0].answers < thresholds.part_asked:
        return ()
    one, two = told
    if (
        one.answers < least[0]
        or two.answers < least[1]
        or one.measured.claim.debunk_id == two.measured.claim.debunk_id
        or repeats(one, two)
    ):
        return ()
    return one, two


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
    aligned = one.aligned or beside(one.measured, post.windows)
    return aligned.differences


def _least_of_answer(one: Judged, thresholds: Thresholds) -> float:
    """Return the likelihood from which a claim is the answer; with its own words less will do."""
    laid = one.aligned
    if laid is None or laid.closeness < IN_ITS_WORDS or laid.suspected:
        return thresholds.answer
    return max(1 - (1 - thresholds.answer) * WORDED_DOUBT, thresholds.choose)


def _changes_a_word(one: Judged, thresholds: Thresholds) -> bool:
    """Tell whether a post is told in a claim's words but for what it says otherwise."""
    laid = one.aligned
    close = laid is not None and laid.closeness >= NEARLY_ITS_WORDS and bool(laid.differences)
    return close and one.answers >= thresholds.also_shown


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
    return not _is_short(post) and one.inputs["question"] == 0


def _by_size(small: float, usual: float, debunks: int) -> float:
    """Return a threshold between a small store's and the usual one, by the log of the size."""
    share = (log(max(debunks, 1)) - log(SMALL_STORE)) / (log(USUAL_STORE) - log(SMALL_STORE))
    return small + (usual - small) * min(max(share, 0.0), 1.0)


def _is_short(post: PostText) -> bool:
    return post.windows[0].last == post.sentences - 1


def _states_denial(sentence: str) -> bool:
    found = counts(plain_words(sentence))
    return found["denial"] > 0 and found["question"] == 0 and not sentence.endswith("?")


def repeats(one: Judged, two: Judged) -> bool:
    """Tell whether two debunks checked one claim."""
    ours, theirs = (each.measured.phrasings or (each.measured.claim,) for each in (one, two))
    return one_rumour(ours, theirs)


def _answer(
    told: Sequence[Judged], best: Sequence[Judged], post: PostText, thresholds: Thresholds
) -> Decision:
    """Return the answer with one claim or two, and what else checked the first of them.

    Of two claims the one that was checked again comes first.
    """
    differs = _conflicts if len(told) == 1 else _says_otherwise
    shown = {one.measured.claim.debunk_id for one in told}
    others = [
        one
        for one in best
        if one.answers >= thresholds.also_shown and one.measured.claim.debunk_id not in shown
    ]
    again: list[Judged] = []
    for one in told:
        again = [each for each in others if repeats(each, one) and not differs(each, post)]
        if again:
            told = [one, *(each for each in told if each is not one)]
            break
    ranked = tuple(map(match_of, best[:MOST_MATCHES]))
    return Decision(
        DecisionKind.ANSWER, tuple(map(match_of, told)), ranked, tuple(map(match_of, again))
    )


def _stands_apart(one: Judged, two: Judged, post: PostText) -> bool:
    """Tell whether two claims stand on different windows of a post, or on words of their own.

    Two claims in two languages share no words, and may still be one.
    """
    if _shared(one, two, post) > APART or repeats(one, two):
        return False
    ours, theirs = (each.measured.claim.window.terms & post.whole.terms for each in (one, two))
    own = min(len(ours - theirs), len(theirs - ours))
    return own >= OWN_WORDS or one.measured.window != two.measured.window


def _shared(one: Judged, two: Judged, post: PostText) -> float:
    """Return the share of the post's words with one claim that it has with the other too."""
    ours = one.measured.claim.window.terms & post.whole.terms
    theirs = two.measured.claim.window.terms & post.whole.terms
    return len(ours & theirs) / (min(len(ours), len(theirs)) or 1)


def match_of(one: Judged) -> Match:
    """Return a judged debunk as decisions name it."""
    claim = one.measured.claim
    return Match(claim.debunk_id, claim.text, round(one.answers, 3))
