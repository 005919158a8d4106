"""No test hangs on how fast the machine is: what should come is waited for, nothing is timed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEAST_SECONDS = 30
# Where the wait is for what has no event, and where this rule is tested.
EXEMPT = {ROOT / "tests" / "kit" / "waiting.py"}
FILES = sorted({*ROOT.glob("tests/**/*.py"), *ROOT.glob("sandbox/**/*.py")} - EXEMPT)
_LIMITS = {"timeout", "timeout_at", "wait_for", "wait"}
_STOPWATCHES = {"monotonic", "perf_counter", "process_time", "thread_time", "perf_counter_ns"}


def faults(source: str) -> Iterator[str]:
    """Yield what in a file's source waits for less than half a minute, sleeps or takes times.

    Waiting shortly is right where nothing shall come: under `pytest.raises`, or not at all (0).
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_defaults(node)
        elif _last_name(node) in _STOPWATCHES:
            yield f"line {node.lineno}: takes a time"  # type: ignore[attr-defined]


def _of_call(call: ast.Call) -> Iterator[str]:
    name = _last_name(call.func)
    limits = [one.value for one in call.keywords if one.arg in {"timeout", "seconds"}]
    limits += call.args if name in _LIMITS else []
    if name == "sleep" and call.args and _number(call.args[0]):
        yield f"line {call.lineno}: sleeps and hopes"
    short = [one for one in limits if 0 < (_number(one) or 0) < LEAST_SECONDS]
    if short and not _expects_nothing(call):
        yield f"line {call.lineno}: waits for less than {LEAST_SECONDS} s"


def _of_defaults(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    spoken = function.args
    named = [
        *zip(reversed(spoken.args), reversed(spoken.defaults), strict=False),
        *zip(spoken.kwonlyargs, spoken.kw_defaults, strict=True),
    ]
    for parameter, default in named:
        number = _number(default) if default else None
        if parameter.arg == "timeout" and number is not None and number < LEAST_SECONDS:
            yield f"line {function.lineno}: waits for less than {LEAST_SECONDS} s"


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    return None


def _expects_nothing(node: ast.AST) -> bool:
    parent = getattr(node, "parent", None)
    while parent is not None:
        if isinstance(parent, ast.With | ast.AsyncWith) and any(
            isinstance(item.context_expr, ast.Call)
            and _last_name(item.context_expr.func) == "raises"
            for item in parent.items
        ):
            return True
        parent = getattr(parent, "parent", None)
    return False


def test_no_test_and_no_person_of_the_sandbox_is_timed() -> None:
    assert FILES
    found = [f"{path}: {fault}" for path in FILES for fault in faults(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "await reader.reply_to(post, timeout=5)",
        "await asyncio.wait_for(serving, 20)",
        "async with asyncio.timeout(2.5): pass",
        "await asyncio.sleep(0.05)",
        "time.monotonic() - began < 1",
        "def next_reply(self, timeout: float = 5.0): pass",
        "async def press(self, *, timeout=5): pass",
    ],
)
def test_what_hangs_on_a_fast_machine_is_found(source: str) -> None:
    assert list(faults(f"async def test():\n    {source}"))


@pytest.mark.parametrize(
    "source",
    [
        "await reader.reply_to(post)",
        "await asyncio.wait_for(serving, PATIENCE)",
        "await asyncio.wait_for(serving, 30)",
        "await asyncio.sleep(0)",
        "sqlite3.connect(path, timeout=0)",
        "with pytest.raises(TimeoutError): await reader.reply_to(post, timeout=0.02)",
    ],
)
def test_patience_and_short_looks_for_nothing_are_let_through(source: str) -> None:
    assert not list(faults(f"async def test():\n    {source}"))
