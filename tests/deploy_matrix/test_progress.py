"""How far the rows are, on a terminal and elsewhere."""

import io
import sys
from pathlib import Path

import pytest
from rich.console import Console

from deploy_matrix import progress
from deploy_matrix.progress import LiveTable, shown
from deploy_matrix.row import Outcome, Row
from settings.target import Target


@pytest.fixture
def row() -> Row:
    return Row(Target.parse("macro-ai/dev"), Path("work"))


def test_elsewhere_each_stage_is_a_line_and_a_failure_says_why(row: Row, capsys: pytest.CaptureFixture[str]):
    with shown([row]) as watcher:
        watcher.begun(row, "apply")
        watcher.noted(row, "12 of 144")
        row.outcomes["apply"] = Outcome("ok", 183.2)
        watcher.done(row, "apply")
        row.outcomes["update"] = Outcome("FAILED", 9)
        row.problems.append("update: the plan is not empty")
        watcher.done(row, "update")
    assert capsys.readouterr().err.splitlines() == [
        "macro-ai/dev: apply ok (183 s)",
        "macro-ai/dev: update FAILED (9 s)",
        "update: the plan is not empty",
    ]


def test_a_terminal_shows_the_table_and_what_each_row_does_now(row: Row, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(progress, "is_terminal", lambda stream: True)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with shown([row]) as watcher:
        assert isinstance(watcher, LiveTable)
        row.outcomes["bootstrap"] = Outcome("ok", 70)
        watcher.done(row, "bootstrap")
        watcher.begun(row, "apply")
        watcher.noted(row, "12 of 144")
        console = Console(file=io.StringIO(), width=200)
        console.print(watcher.table())
    assert isinstance(console.file, io.StringIO)
    header, line = console.file.getvalue().splitlines()
    assert header.split()[:4] == ["target", "resources", "bootstrap", "apply"]
    assert line.split()[:5] == ["macro-ai/dev", "-", "70", "s", "-"]
    assert line.rstrip().endswith("apply, 0 s  12 of 144")
