"""What a draft holds beside its question: the parts, and where its moderator is in them."""

import json
from dataclasses import dataclass, field, replace

from domain.debunk import Debunk
from formats.interchange import format_line, parse_line
from handlers.desk.drafting.parts import Parts, from_plain, parts_of, to_plain
from storage.desk.drafts import Draft


@dataclass(frozen=True, slots=True)
class Body:
    """A draft's body, read.

    `was` is the debunk as it stood when its change was begun, None for a new one. `at` is the
    place of the statement that is asked about, from 0. `single` says that one part alone is being
    changed; `message` is the bot's message with the question; `resume` the question of a draft put
    aside; `typed` the beginning of an authority's name, or words in another language than the one
    asked for, which `looks` names; `lead` the language of the post that it began with, asked for
    first; `tell` whether readers hear of the change; `retract` that the debunk is to be taken back;
    `note` says why a chief gave it back.
    """

    parts: Parts = field(default_factory=Parts)
    was: Debunk | None = None
    at: int = 0
    single: bool = False
    message: int | None = None
    resume: str = ""
    typed: str = ""
    looks: str = ""
    lead: str = ""
    reason: str = ""
    tell: bool = True
    retract: bool = False
    note: str = ""

    @property
    def changed(self) -> bool:
        """Whether the parts differ from those it was begun on."""
        return self.was is None or self.parts != parts_of(self.was)

    def text(self) -> str:
        """Return it as the text that the store keeps."""
        return json.dumps(
            {
                "work": to_plain(self.parts),
                "was": format_line(self.was) if self.was else None,
                "at": self.at,
                "single": self.single,
                "message": self.message,
                "resume": self.resume,
                "typed": self.typed,
                "looks": self.looks,
                "lead": self.lead,
                "reason": self.reason,
                "tell": self.tell,
                "retract": self.retract,
                "note": self.note,
            },
            ensure_ascii=False,
        )


def body_of(draft: Draft) -> Body:
    """Read a draft's body."""
    plain = json.loads(draft.body)
    parts, line = from_plain(plain.pop("work")), plain.pop("was")
    was = parse_line(line) if line else None
    return Body(parts=parts, was=replace(was, version=draft.base or 1) if was else None, **plain)
