"""Features -> how likely it is that a post is about a claim."""

from dataclasses import fields
from math import exp

from matching.features import Features

# Logistic regression (scikit-learn, C = 0.3, features standardised and the scale folded back in) on
# every pair that `search.shortlist` gave for the 1,501 posts of evaluation sets a and b: 29,958
# pairs, 2,217 of them about the claim. A denial or the opposite of a claim counts as about it:
# `polarity` tells those apart. Measured and left out as they changed nothing: token_set_ratio,
# exact coverage, length, numbers that differ (a rule in `polarity` now), lead over the runner-up.
BIAS = -7.762
WEIGHTS = Features(
    covered=7.676,
    told=3.940,
    mass=4.729,
    partial=0.847,
    token_sort=3.055,
    grams=3.243,
    numbers=2.255,
)


def likelihood(features: Features) -> float:
    """Return the likelihood, 0 to 1, that the post is about the claim, for or against it.

    Near 1 it is too sure of itself: the bands in `decide` are set on measured posts, not on it.
    """
    total = BIAS + sum(
        getattr(WEIGHTS, one.name) * getattr(features, one.name) for one in fields(features)
    )
    return 1 / (1 + exp(-total))
