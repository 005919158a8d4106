"""`calibrate`: a desk's own labelled posts -> thresholds that keep the precision asked for."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from rich import box
from rich.table import Table

from bot import __version__
from bot.application import open_store
from bot.commands.evaluate import outcomes, warn_of_strangers
from bot.commands.evaluation_tables import wide_console
from bot.commands.labels import read_labels
from bot.commands.match import PostsError
from bot.commands.written_files import check_target
from bot.encoding import Kept, encoder_or_warning, ready_matcher
from bot.thresholds import are_thresholds, beside, read_thresholds, write_thresholds
from domain.decision import DecisionKind
from matching.decide import Thresholds
from matching.measuring import calibration
from matching.measuring.calibration import LeftOut, Sample
from matching.measuring.evaluation import Figures, LabelledPost, Outcome, Share
from matching.measuring.evaluation import evaluate as measure
from matching.measuring.intervals import cases_needed, lower_end, reaches
from matching.search.encoder import Encoder
from storage.store import Store

_MOST_ROUNDS = 4


class TooFewLabelsError(PostsError):
    """The labels do not show what was asked for; the message says what would."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """New thresholds beside those in use, what each does, and what cross-validation says."""

    old: Thresholds
    new: Thresholds
    before: Figures
    after: Figures
    left_out: LeftOut
    precision: float


def calibrate(feedback: Path, database: Path, precision: float, out: Path | None) -> None:
    """Fit `answer` and `choose` to the labelled posts, print what changes, and write them.

    Raises TooFewLabelsError where the labels do not show the precision (0.5 to 0.999), and then
    writes nothing; PostsError, StoreError, SettingsError, and TargetRefusedError for an `out` that
    holds anything but thresholds.
    """
    labels = read_labels(feedback)
    path = out or beside(database)
    if path.resolve() != beside(database).resolve():
        check_target(path, database, are_thresholds)
    found = asyncio.run(_calibrated(labels, database, precision))
    record = {
        "date": datetime.now(UTC).date().isoformat(),
        "raspa": __version__,
        "posts": len(labels),
        "precision_asked_for": precision,
        "right": round(found.after.precision.hits),
        "answers": found.after.precision.of,
        "right_left_out": found.left_out.right,
        "answers_left_out": found.left_out.answered,
    }
    write_thresholds(path, found.new, record)
    console = wide_console()
    console.print(_table(found))
    console.print("\n".join(_in_words(found)), markup=False)
    console.print(f"Written to {path}; the bot reads it when it starts.", markup=False)


async def _calibrated(
    labels: Sequence[LabelledPost], database: Path, precision: float
) -> Calibration:
    _check_labels(labels)
    old = read_thresholds(beside(database))
    async with await open_store(database, create=False) as store:
        await warn_of_strangers(store.phrasings, labels)
        loaded = await asyncio.to_thread(encoder_or_warning, database.parent)
        encoder = Kept(loaded) if loaded else None
        now = await _decided(store, encoder, old, labels, "Today's thresholds")
        lowest = replace(old, answer=calibration.LEAST_ANSWER, choose=calibration.LEAST_CHOOSE)
        loose = await _decided(store, encoder, lowest, labels, "The lowest ones")
        # What is answered can depend on more than the likelihood, so real decisions have the last
        # word: a post that a fit answers unforeseen is taken into the samples for the next.
        samples = {**_samples(loose), **_samples(now)}
        for _ in range(_MOST_ROUNDS):
            answer = _fitted(list(samples.values()), precision, labels)
            new = replace(old, answer=answer, choose=_choose(loose, answer, old.choose))
            then = await _decided(store, encoder, new, labels, "The new thresholds")
            unforeseen = _samples(then).keys() - samples.keys()
            if not unforeseen:
                break
            samples |= {one: sample for one, sample in _samples(then).items() if one in unforeseen}
    after = measure(then).overall
    if not reaches(round(after.precision.hits), after.precision.of, precision):
        raise TooFewLabelsError(
            f"At the threshold {answer:.4f} {after.precision.hits:.0f} of {after.precision.of} "
            f"answers are right, which does not show {precision}. Nothing was changed."
        )
    left_out = calibration.left_out(list(samples.values()), precision)
    if left_out.right < precision * left_out.answered or not left_out.answered:
        raise TooFewLabelsError(
            f"On posts that the thresholds were not fitted to, {left_out.right} of "
            f"{left_out.answered} answers were right: {precision} would not hold. "
            "Label more posts, or ask for less. Nothing was changed."
        )
    return Calibration(old, new, measure(now).overall, after, left_out, precision)


def _check_labels(labels: Sequence[LabelledPost]) -> None:
    unanswered = sum(not one.expected for one in labels)
    debunks = len({one.debunk_id for one in labels if one.debunk_id})
    wanting = []
    if unanswered < calibration.LEAST_UNANSWERED:
        wanting.append(
            f"at least {calibration.LEAST_UNANSWERED} posts that no debunk answers "
            f"(there are {unanswered})"
        )
    if debunks < calibration.LEAST_DEBUNKS:
        wanting.append(
            f"posts about at least {calibration.LEAST_DEBUNKS} debunks (there are {debunks})"
        )
    if wanting:
        raise TooFewLabelsError(f"Calibrating takes {' and '.join(wanting)}. Nothing was changed.")


def _fitted(samples: Sequence[Sample], precision: float, labels: Sequence[LabelledPost]) -> float:
    if found := calibration.fit(samples, precision):
        return found.threshold
    needed = cases_needed(precision)
    can = len(samples)
    if can < needed:
        posts = ceil(needed * len(labels) / can) if can else None
        rate = f" At this rate that is some {posts} labelled posts." if posts else ""
        raise TooFewLabelsError(
            f"To show a precision of {precision} takes at least {needed} posts that can be "
            f"answered, with every answer right ({cases_needed(precision, 1)} with one wrong, "
            f"{cases_needed(precision, 2)} with two); of these {len(labels)} posts {can} can be."
            f"{rate} Nothing was changed."
        )
    right = sum(one.right for one in samples)
    attainable = calibration.attainable(samples)
    less = f"; they do show {attainable:g}" if attainable else ""
    raise TooFewLabelsError(
        f"No threshold shows a precision of {precision} with these {len(labels)} posts{less}. "
        f"{can} can be answered, {right} of them rightly at the lowest threshold; it takes "
        f"{needed} answers with none wrong, {cases_needed(precision, 1)} with one, "
        f"{cases_needed(precision, 2)} with two. Label more posts, or ask for less with "
        "--precision. Nothing was changed."
    )


def _choose(loose: Sequence[Outcome], answer: float, today: float) -> float:
    unanswered = [one for one in loose if not one.post.expected]
    asked = [
        one.decision.either
        for one in unanswered
        if one.decision.kind in (DecisionKind.ANSWER, DecisionKind.CHOOSE)
    ]
    found = calibration.choose_from(asked, len(unanswered), answer)
    return min(today, answer) if found is None else found


def _samples(outcomes: Sequence[Outcome]) -> dict[int, Sample]:
    return {
        at: Sample(best.probability, one.answered_rightly, _group(one.post, best.debunk_id))
        for at, one in enumerate(outcomes)
        if one.answered
        for best in one.decision.matches[:1]
    }


def _group(post: LabelledPost, best: str) -> str:
    return post.debunk_id or post.about_id or best


async def _decided(
    store: Store,
    encoder: Encoder | None,
    thresholds: Thresholds,
    labels: Sequence[LabelledPost],
    title: str,
) -> list[Outcome]:
    matcher = await ready_matcher(store, thresholds, encoder)
    decided, _ = await outcomes(matcher, labels, title)
    return decided


def _table(found: Calibration) -> Table:
    table = Table(box=box.MARKDOWN)
    for heading in ("", "today", "new"):
        table.add_column(heading, justify="right" if heading else "left")
    table.add_row("answer from", f"{found.old.answer:.4f}", f"{found.new.answer:.4f}")
    table.add_row("choose from", f"{found.old.choose:.4f}", f"{found.new.choose:.4f}")
    before, after = found.before, found.after
    for name, old, new in (
        ("precision of answers", before.precision, after.precision),
        (
            "answerable posts answered rightly",
            before.positives.answered_rightly,
            after.positives.answered_rightly,
        ),
        ("… or right one among the choices", before.positives.served, after.positives.served),
        ("other posts answered", before.negatives.answered, after.negatives.answered),
        ("other posts offered a choice", before.negatives.offered, after.negatives.offered),
    ):
        table.add_row(name, _cell(old), _cell(new))
    return table


def _cell(share: Share) -> str:
    if share.value is None:
        return "–"
    return f"{share.value * 100:.1f} % ({share.hits:.0f} of {share.of})"


def _in_words(found: Calibration) -> list[str]:
    precision, left_out = found.after.precision, found.left_out
    shown = lower_end(round(precision.hits), precision.of)
    return [
        f"Shown: at least {shown:.4f} of the answers right (lower end of the exact 95 % interval; "
        f"asked for {found.precision:g}), if readers send what these posts are like.",
        f"On posts left out of the fit: {left_out.right} of {left_out.answered} answers right "
        f"({left_out.fitted} of {left_out.folds} folds by debunk had enough to fit on).",
    ]
