"""How far a share that was counted in a sample can be from the truth: 95 % intervals."""

from math import ceil, exp, lgamma, log, log1p, sqrt

Z = 1.959963984540054
"""The standard normal's 97.5 % point."""
TAIL = 0.025
"""What is left out at each end of a 95 % interval."""
_HALVINGS = 50


def wilson(hits: float, of: int) -> tuple[float, float]:
    """Return the Wilson score interval of `hits` in `of` cases; (0, 1) where there are none.

    E. B. Wilson (1927), JASA 22:209-212. Cases that hit in part (0 to 1 each) vary less than whole
    ones of the same mean, so that for their sum the interval is rather too wide.
    """
    if not of:
        return 0.0, 1.0
    share, squared = hits / of, Z * Z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = Z * sqrt(share * (1 - share) / of + squared / (4 * of * of)) / (1 + squared / of)
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == of else min(1.0, middle + half)
    return low, high


def reaches(right: int, of: int, share: float) -> bool:
    """Return whether the exact interval of `right` in `of` lies at or above `share`.

    That is the lower end of C. J. Clopper and E. S. Pearson (1934), Biometrika 26:404-413: were the
    true share lower than `share` (0 to 1, without the ends), so many right ones would come about
    in less than 2.5 % of samples.
    """
    return right > share * of and _at_least(right, of, share) <= TAIL


def lower_end(right: int, of: int) -> float:
    """Return the lower end of the exact (Clopper-Pearson) interval of `right` in `of` cases."""
    if not right:
        return 0.0
    low, high = 0.0, right / of
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_least(right, of, middle) <= TAIL:
            low = middle
        else:
            high = middle
    return low


def cases_needed(share: float, wrong: int = 0) -> int:
    """Return in how many cases the exact interval reaches `share` with so many wrong ones.

    `share` is more than 0 and less than 1. Without a wrong one it is ln .025 / ln share.
    """
    most = ceil(log(TAIL) / log(share)) + wrong
    while not reaches(most - wrong, most, share):
        most *= 2
    least = wrong
    while most - least > 1:
        middle = (least + most) // 2
        if reaches(middle - wrong, middle, share):
            most = middle
        else:
            least = middle
    return most


def _at_least(right: int, of: int, share: float) -> float:
    """Return the chance of at least `right` in `of` cases that each turn out so by `share`."""
    if share <= 0:
        return 0.0 if right else 1.0
    yes, no = log(share), log1p(-share)
    return min(
        1.0,
        sum(
            exp(_log_choose(of, wrong) + (of - wrong) * yes + wrong * no)
            for wrong in range(of - right + 1)
        ),
    )


def _log_choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)
