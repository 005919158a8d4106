"""Digits as people disguise them: of other scripts, in circles, as letters that look like them."""

import re

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_SIGNS = str.maketrans(
    "⓪①②③④⑤⑥⑦⑧⑨❶❷❸❹❺❻❼❽❾➀➁➂➃➄➅➆➇➈＠﹫＋",
    "0123456789123456789123456789@@+",
)
_LETTERS = "ОоOoЗзlIІіЧчбБBВSs"
_AS_DIGITS = str.maketrans(_LETTERS, "000033111144668855")
_MIXED = re.compile(rf"(?<![^\W_])(?=[{_LETTERS}]{{0,15}}\d)[\d{_LETTERS}]{{2,16}}(?![^\W_])")
_BETWEEN_DIGITS = re.compile(rf"(?<=\d[ .()\-])[{_LETTERS}]{{2,4}}(?![^\W_])")


def in_plain_digits(text: str) -> str:
    """Return the text, as long as before, with the digits 0 to 9 for those of other scripts."""
    return _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text.translate(_SIGNS))


def without_lookalikes(text: str) -> str:
    """Return the text, as long as before, with digits for the letters that stand for them.

    A letter does where a word holds nothing but digits and such letters ("7О1"), and words of such
    letters alone do after digits ("318 ОО 45").
    """
    text = _MIXED.sub(lambda word: word[0].translate(_AS_DIGITS), text)
    return _BETWEEN_DIGITS.sub(lambda word: word[0].translate(_AS_DIGITS), text)
