"""Alerts, dashboard and page name what the bot tells, and nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.watch.gauges import Gauges
from bot.watch.health import HealthCheck
from bot.watch.labels import METHODS, OUTCOMES
from bot.watch.readings import Readings
from bot.watch.watch import Watch
from storage.mail.inbox import InboxState
from storage.mail.outbox import OutboxState
from storage.upkeep.backups import BackupsState

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "monitoring.md").read_text(encoding="utf-8")
ALERTS: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((DOCS / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
DASHBOARD = json.loads((DOCS / "dashboard.json").read_text(encoding="utf-8"))
# A name with what is asked of its labels; Prometheus's own labels and functions aside.
SELECTOR = re.compile(r"\b((?:raspa|process)_[a-z_]+)(?:\{([^}]*)\})?")
ASKED = re.compile(r'(\w+)\s*(!?=~?)\s*"([^"]*)"')
GROUPED = re.compile(r"\bby\s*\(([^)]*)\)")
BACKUPS = BackupsState(1, 1, 1, "a file", None, None)
ADDED = {"job", "instance", "le"}


@pytest.fixture
async def samples(tmp_path: Path) -> dict[str, dict[str, set[str]]]:
    """Every name that a bot tells of which all is known, with the values of its labels."""
    watch = Watch()
    watch.heard = watch.clock()
    for method in METHODS:
        watch.called(method, OUTCOMES[0], 0.1)
    gauges = Gauges(watch, lambda: 0.0)
    watch.registry.register(gauges)
    checks = await HealthCheck(watch, tmp_path / "none", lambda: 0.0).checks()
    gauges.found(checks, Readings(InboxState(0, None, 0), OutboxState(0, None), 1, 1, 1, BACKUPS))
    told: dict[str, dict[str, set[str]]] = {}
    for family in text_string_to_metric_families(generate_latest(watch.registry).decode()):
        for sample in family.samples:
            labels = told.setdefault(sample.name, {})
            for label, value in sample.labels.items():
                labels.setdefault(label, set()).add(value)
    return {name: one for name, one in told.items() if not name.endswith("_created")}


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in ALERTS)
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel.get("targets", ()))


def test_alerts_and_panels_ask_for_what_is_told(samples: dict[str, dict[str, set[str]]]) -> None:
    asked = list(expressions())
    assert len(asked) > 40
    for expression in asked:
        named = SELECTOR.findall(expression)
        assert named or "up{" in expression
        for name, labels in named:
            assert name in samples, expression
            for label, how, value in ASKED.findall(labels):
                if label in ADDED:
                    continue
                assert how in {"=", "!="}
                assert value in samples[name][label], expression
        for group in GROUPED.findall(expression):
            for label in re.split(r"[,\s]+", group.strip()):
                assert any(label in samples[name] for name, _ in named), expression


def test_the_words_of_an_alert_or_a_panel_name_labels_that_are_there(
    samples: dict[str, dict[str, set[str]]],
) -> None:
    for rule in ALERTS:
        labels = {one for name, _ in SELECTOR.findall(rule["expr"]) for one in samples[name]}
        assert set(re.findall(r"\$labels\.(\w+)", str(rule["annotations"]))) <= labels
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", ()):
            named = SELECTOR.findall(target["expr"])
            labels = {one for name, _ in named for one in samples[name]}
            assert set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])) <= labels


def test_each_alert_says_what_to_do_and_has_its_heading_and_no_heading_is_left_over() -> None:
    headings = re.findall(r"^### (\w+)$", PAGE, flags=re.MULTILINE)
    assert sorted(rule["alert"] for rule in ALERTS) == sorted(headings)
    assert len(set(headings)) == len(headings)
    for rule in ALERTS:
        told = rule["annotations"]
        assert told["summary"]
        assert told["description"]
        assert told["runbook_url"] == f"docs/monitoring.md#{rule['alert'].lower()}"
        assert rule["labels"]["severity"] in {"page", "warn"}


def test_the_brackets_of_every_expression_are_closed() -> None:
    pairs = {")": "(", "]": "[", "}": "{"}
    for expression in expressions():
        opened = []
        for sign in re.sub(r'"[^"]*"', '""', expression):
            if sign in pairs.values():
                opened.append(sign)
            elif sign in pairs:
                assert opened.pop() == pairs[sign], expression
        assert not opened, expression


def test_every_figure_stands_on_the_page_with_its_labels_and_no_other_does(
    samples: dict[str, dict[str, set[str]]],
) -> None:
    def base(name: str) -> str:
        return re.sub(r"(stage_seconds)_(bucket|count|sum)$", r"\1", name)

    rows = re.findall(r"^\| (`[^|]*) \|([^|]*)\|", PAGE, flags=re.MULTILINE)
    told = {
        name: labels
        for names, labels in rows
        for name in re.findall(r"`((?:raspa|process)_\w+)`", names)
    }
    assert set(told) == {base(name) for name in samples}
    for name, labels in samples.items():
        assert set(re.findall(r"`(\w+)`", told[base(name)])) >= set(labels) - ADDED, name


def test_panels_lie_beside_each_other_and_each_has_its_own_number() -> None:
    places: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        assert at["x"] + at["w"] <= 24
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & places, panel["title"]
        places |= cells
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(numbers)) == len(numbers)
