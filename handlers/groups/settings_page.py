"""What a group's admins can choose, as one message with its buttons, and what the buttons carry."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.kit.answer import Answer
from handlers.kit.markup import joined, plain
from handlers.kit.texts import LANGUAGES, Voice
from storage.groups.groups import Group

PATTERN = re.compile(r"group:(\d{1,15}):(answer|marks|lang|forget):([a-z0-9]{1,5})")
"""Button data of these pages, which anyone can forge."""
MARKS_AN_HOUR = (3, 6, 12)
_AUTOMATIC = "auto"


class Choice(StrEnum):
    """What can be chosen of a group."""

    ANSWER = "answer"
    MARKS = "marks"
    LANGUAGE = "lang"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class GroupPress:
    """A pressed button of a group's page: which group, what is chosen, and how."""

    group: int
    choice: Choice
    value: str

    def data(self) -> str:
        """Return the press as button data."""
        return f"group:{self.group}:{self.choice}:{self.value}"

    @property
    def number(self) -> int:
        """The value as a number, 0 where it is none."""
        return int(self.value) if self.value.isdecimal() else 0

    @property
    def lang(self) -> str | None:
        """The value as a language, None for the automatic choice."""
        return self.value if self.value in LANGUAGES else None


def parse_group_press(data: str | None) -> GroupPress | None:
    """Read button data; None for anything that these pages do not write."""
    found = PATTERN.fullmatch(data or "")
    return GroupPress(int(found[1]), Choice(found[2]), found[3]) if found else None


def settings_page(group: Group, voice: Voice, *, hears_all: bool) -> Answer:
    """Return the page of a group; `hears_all` says whether the bot gets every message there."""
    lines = [
        voice("group-settings"),
        voice("group-settings-answer", state="on" if group.answering else "off"),
        voice("group-settings-marks", number=group.marks),
        voice("group-settings-lang", lang=group.lang or _AUTOMATIC),
    ]
    if group.marks and not hears_all:
        lines.append(voice("group-marks-deaf"))
    answering = ("button-group-off", "off") if group.answering else ("button-group-on", "on")
    rows = [[_button(voice(answering[0]), GroupPress(group.id, Choice.ANSWER, answering[1]))]]
    numbers = [one for one in (0, *MARKS_AN_HOUR) if one != group.marks]
    rows.append(
        [
            _button(
                voice("button-group-marks", number=one),
                GroupPress(group.id, Choice.MARKS, str(one)),
            )
            for one in numbers
        ]
    )
    languages = [one for one in (_AUTOMATIC, *LANGUAGES) if one != (group.lang or _AUTOMATIC)]
    rows.append(
        [
            _button(
                voice("button-group-lang", lang=one), GroupPress(group.id, Choice.LANGUAGE, one)
            )
            for one in languages
        ]
    )
    return Answer(joined([plain(one) for one in lines], "\n\n"), InlineKeyboardMarkup(rows))


def forget_page(group: Group, voice: Voice) -> Answer:
    """Return the question whether to delete all that is kept of a group."""
    yes = _button(voice("button-forget-all"), GroupPress(group.id, Choice.FORGET, "yes"))
    no = _button(voice("button-keep-all"), GroupPress(group.id, Choice.FORGET, "no"))
    return Answer(plain(voice("group-forget-ask")), InlineKeyboardMarkup([[yes], [no]]))


def _button(label: str, press: GroupPress) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=press.data())
