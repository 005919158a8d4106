"""One cell of a table as people and spreadsheets leave it -> its text, or what is wrong with it."""

import re

from formats.addresses import spreadsheet_link
from formats.decoding import is_damaged
from formats.faults import Fault
from formats.fields import shown
from formats.plain_text import plain

_ERROR = re.compile(
    r"#(?:ИМЯ\?|NAME\?|ССЫЛКА!|REF!|Н/Д|N/A|#N/A|ЗНАЧ!|VALUE!|ДЕЛ/0!|DIV/0!|ЧИСЛО!|NUM!|ПУСТО!"
    r"|NULL!|ПЕРЕНОС!|SPILL!|ВЫЧИСЛ!|CALC!|АТАУ\?|СІЛТЕМЕ!|МӘН!|ERROR!|ОШИБКА!|#+)",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"=|[+@-]\s*[A-ZА-Я][A-ZА-Я0-9.]*\s*\(")
_ADDRESSES = {"seen", "source_url", "statement_url"}


class CellWrong(ValueError):  # noqa: N818 - what is wrong, in its name
    """A cell that holds no text of a person: `fault` says what instead."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.key)
        self.fault = fault


def cleaned(cell: str, column: str) -> str:
    """Return a cell's plain text; of a link made by a formula its address or its words.

    Raises `CellWrong` for what a spreadsheet shows where it could not compute (`#NAME?`), for a
    formula, and for letters that were read in a wrong encoding or lost to one.
    """
    text = cell.strip()
    if _ERROR.fullmatch(text):
        raise CellWrong(Fault("cell-error", {"words": shown(text)}))
    if link := spreadsheet_link(text):
        return link[0] if column in _ADDRESSES else plain(link[1])
    if _FORMULA.match(text):
        raise CellWrong(Fault("formula", {"words": shown(text)}))
    if is_damaged(text):
        raise CellWrong(Fault("mojibake", {"words": shown(text)}))
    return plain(text)
