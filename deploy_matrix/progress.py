"""How far the rows are: a table that changes on a terminal, a line for each stage that is done elsewhere."""

import sys
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from deploy_matrix.row import Row, Watcher
from deploy_matrix.table import HEADER, cells
from scripts.base.screen import is_terminal

FRAMES_PER_SECOND = 2
NOTE_WIDTH = 60


@contextmanager
def shown(rows: Sequence[Row]) -> Generator[Watcher]:
    """A watcher that shows the rows while the block runs."""
    if is_terminal(sys.stderr):
        from rich.console import Console
        from rich.live import Live

        watcher = LiveTable(rows)
        with Live(
            console=Console(file=sys.stderr),
            get_renderable=watcher.table,
            refresh_per_second=FRAMES_PER_SECOND,
            transient=True,
        ):
            yield watcher
    else:
        yield Lines()


class Lines:
    """A line for each stage that is done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def begun(self, row: Row, stage: str) -> None: ...

    def noted(self, row: Row, text: str) -> None: ...

    def done(self, row: Row, stage: str) -> None:
        outcome = row.outcomes[stage]
        with self._lock:
            sys.stderr.write(f"{row.target}: {stage} {outcome.word} ({outcome.seconds:.0f} s)\n")
            if outcome.failed:
                sys.stderr.write(f"{row.problems[-1]}\n")
            sys.stderr.flush()


class LiveTable:
    """The table of the end, with what each row is doing now."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._now: dict[str, tuple[str, float, str]] = {}

    def begun(self, row: Row, stage: str) -> None:
        self._now[row.target.id] = (stage, time.monotonic(), "")

    def noted(self, row: Row, text: str) -> None:
        stage, started, _ = self._now.get(row.target.id, ("", time.monotonic(), ""))
        self._now[row.target.id] = (stage, started, text)

    def done(self, row: Row, stage: str) -> None:
        self._now.pop(row.target.id, None)

    def table(self) -> Any:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False)
        for column, name in enumerate((*HEADER, "now")):
            table.add_column(name, justify="right" if 0 < column < len(HEADER) else "left", no_wrap=True)
        for row in self._rows:
            style = "red" if row.problems else "green" if row.ok else ""
            now = ""
            if row.target.id in self._now:
                stage, started, text = self._now[row.target.id]
                now = f"{stage}, {time.monotonic() - started:.0f} s  {text}"[:NOTE_WIDTH]
            table.add_row(*(Text(cell, style=style) for cell in cells(row)), Text(now))
        return table
