"""`doctor`: what was found, a line a finding, with what to do about it."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.doctor.configuration import configuration
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, Mark
from bot.file_modes import ENV

_STYLES = {Mark.OK: "green", Mark.LOOK: "yellow", Mark.FAULT: "bold red"}


def doctor(patience: float, *, offline: bool, as_json: bool) -> bool:
    """Examine this Raspa, print what was found, and return whether nothing is a fault.

    `patience` is how many seconds Telegram may take for an answer; `offline` leaves it out.
    """
    findings = asyncio.run(examine(configuration(ENV), patience, offline=offline))
    console = Console(soft_wrap=True, highlight=False)
    if as_json:
        console.out(_as_json(findings))
    elif console.is_terminal:
        _print_table(findings, Console(highlight=False))
    else:
        console.out("\n".join([*map(_line, findings), _sum(findings)]))
    return not any(one.mark is Mark.FAULT for one in findings)


def _line(one: Finding) -> str:
    said = f"{one.mark:<5}  {one.subject}: {one.found}"
    return f"{said}. {one.remedy}" if one.remedy else said


def _print_table(findings: Sequence[Finding], console: Console) -> None:
    table = Table.grid(padding=(0, 2))
    for one in findings:
        table.add_row(
            Text(one.mark, _STYLES[one.mark]),
            Text(one.subject, "bold"),
            Text.assemble(one.found, (f"\n→ {one.remedy}" if one.remedy else "", "cyan")),
        )
    console.print(table)
    console.print(Text(f"\n{_sum(findings)}", "bold"))


def _sum(findings: Sequence[Finding]) -> str:
    marks = Counter(one.mark for one in findings)
    return f"{marks[Mark.OK]} in order, {marks[Mark.LOOK]} to look at, {marks[Mark.FAULT]} faults."


def _as_json(findings: Sequence[Finding]) -> str:
    marks = Counter(one.mark for one in findings)
    content = {
        "findings": [asdict(one) for one in findings],
        **{mark.value: marks[mark] for mark in Mark},
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
