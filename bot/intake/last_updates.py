"""Which updates came before, however they came."""

from collections import OrderedDict

from bot.intake.plain_json import update_id_of

MOST_REMEMBERED = 10_000
"""So many numbers are remembered; Telegram repeats only what it was not told is taken."""


class LastUpdates:
    """Remembers the numbers of the last updates, fetched or posted."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._numbers: OrderedDict[int, None] = OrderedDict()

    def is_new(self, raw: object) -> bool:
        """Tell whether a raw update is none of the last ones, and remember it.

        One without a number that can be one is always new.
        """
        number = update_id_of(raw)
        if number is None:
            return True
        new = number not in self._numbers
        self._numbers[number] = None
        self._numbers.move_to_end(number)
        if len(self._numbers) > self._most:
            self._numbers.popitem(last=False)
        return new
