"""What a draft holds beside its question: the work, and where its moderator is in it."""

import json
from dataclasses import dataclass, field, replace

from domain.debunk import Debunk
from formats.interchange import format_line, parse_line
from handlers.desk.drafting.work import Work, from_plain, to_plain, work_of
from storage.desk.drafts import Draft


@dataclass(frozen=True, slots=True)
class Making:
    """A draft's body, read.

    `was` is the debunk as it stood when its change was begun, None for a new one. `at` is the
    place of the statement that is asked about, from 0. `single` says that one part alone is being
    changed; `message` is the bot's message with the question; `resume` the question of a draft put
    aside; `typed` the beginning of an authority's name; `tell` whether readers
    hear of the change; `retract` that the debunk is to be taken back.
    """

    work: Work = field(default_factory=Work)
    was: Debunk | None = None
    at: int = 0
    single: bool = False
    message: int | None = None
    resume: str = ""
    typed: str = ""
    reason: str = ""
    tell: bool = True
    retract: bool = False

    @property
    def changed(self) -> bool:
        """Whether the work differs from what it was begun on."""
        return self.was is None or self.work != work_of(self.was)

    def body(self) -> str:
        """Return it as the text that the store keeps."""
        return json.dumps(
            {
                "work": to_plain(self.work),
                "was": format_line(self.was) if self.was else None,
                "at": self.at,
                "single": self.single,
                "message": self.message,
                "resume": self.resume,
                "typed": self.typed,
                "reason": self.reason,
                "tell": self.tell,
                "retract": self.retract,
            },
            ensure_ascii=False,
        )


def making_of(draft: Draft) -> Making:
    """Read a draft's body."""
    plain = json.loads(draft.body)
    work, line = from_plain(plain.pop("work")), plain.pop("was")
    was = parse_line(line) if line else None
    return Making(work=work, was=replace(was, version=draft.base or 1) if was else None, **plain)
