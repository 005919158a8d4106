"""The shell blocks of a page in Markdown: each command in them, and what it is said to print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.M | re.S)
_SHELLS = {"sh", "bash", "console", "shell"}
_PROGRAMS = ("make", "git", "docker", "sudo", "systemctl", "pip", "python", ".venv/bin/")
_HERE = re.compile(r"<<-?\s*'?(\w+)'?")


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed at once; `said` are the lines that the page shows below the block."""

    text: str
    said: tuple[str, ...] = ()


def commands_of(page: str) -> list[Command]:
    """Return the commands of a page's shell blocks, in order, without comments.

    A block without a language is one of the shell's if all its lines begin with a program. What
    is printed stands in a `text` block right below, and belongs to the last command.
    """
    fences = list(_FENCE.finditer(page))
    found: list[Command] = []
    for fence, after in zip(fences, [*fences[1:], None], strict=False):
        if not _is_shell(fence[1], fence[2]):
            continue
        block = [Command(text) for text in _commands(fence[2])]
        if after and after[1] == "text" and not page[fence.end() : after.start()].strip():
            block[-1] = Command(block[-1].text, tuple(after[2].splitlines()))
        found += block
    return found


def _is_shell(language: str, body: str) -> bool:
    lines = [line for line in body.splitlines() if line.strip() and not line.startswith("#")]
    return language in _SHELLS or (
        not language and bool(lines) and all(line.startswith(_PROGRAMS) for line in lines)
    )


def _commands(body: str) -> Iterator[str]:
    held: list[str] = []
    until: str | None = None
    for line in body.splitlines():
        if until is None:
            line = re.sub(r"\s+# .*$|^#.*$", "", line).removeprefix("$ ")
            if not line.strip():
                continue
        held.append(line)
        if until is not None:
            if line.strip() == until:
                until = None
        elif begun := _HERE.search(line):
            until = begun[1]
        if until is None and not line.endswith("\\"):
            yield "\n".join(held)
            held = []
    assert not held, f"a command without an end: {held}"
