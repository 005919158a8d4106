"""Text without what leads to a person: numbers, papers, cards, e-mails, homes, private links.

What is looked for stands in the modules that `_STEPS` names, in the order in which it goes.
"""

from collections.abc import Callable, Iterable

from privacy.homes import homes
from privacy.links import emails, links
from privacy.lookalikes import in_plain_digits, without_lookalikes
from privacy.marks import MARKS, Trace, hidden, replaced
from privacy.named_phones import named_phones
from privacy.names import names_beside_numbers
from privacy.papers import accounts, beside_cards, named_numbers, papers
from privacy.personal_numbers import personal_numbers
from privacy.plates import plates
from privacy.spoken import spoken_phones

__all__ = ["MARKS", "redacted"]

_Look = Callable[[str], Iterable[Trace]]

_STEPS: tuple[_Look, ...] = (
    links,
    emails,
    accounts,
    papers,
    named_numbers,
    lambda text: personal_numbers(without_lookalikes(text)),
    lambda text: named_phones(without_lookalikes(text)),
    spoken_phones,
    plates,
    homes,
)
_BESIDE_MARKS: tuple[_Look, ...] = (beside_cards, names_beside_numbers)


def redacted(text: str) -> str:
    """Return the text with what leads to a person replaced by neutral marks such as [телефон].

    Names with a patronymic and @names go where they stand beside such a mark; others stay, as do
    dates, sums, hotlines and the numbers of laws. Redacting twice changes nothing.
    """
    while (less := _once(text)) != text:
        text = less
    return text


def _once(text: str) -> str:
    for look in _STEPS:
        text = replaced(text, look(hidden(in_plain_digits(text))))
    for look in _BESIDE_MARKS:
        text = replaced(text, look(text))
    return text
