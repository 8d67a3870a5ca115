"""What a command shows: results on standard output, progress on standard error.

On a terminal progress is a line that changes; elsewhere, and where NO_COLOR is set, each step is a line when it begins
and one when it is done.
With `--json` standard output holds one JSON document and nothing else.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, TextIO

PLAIN_PROGRESS_SECONDS = 15.0
"""How often a long step says how far it is where lines stay."""


class Step:
    """A step under way. `note` is shown while it lasts, `result` when it is done."""

    def __init__(self, show: Callable[[str], object]) -> None:
        self._show = show
        self.result = ""

    def note(self, text: str) -> None:
        self._show(text)


class Screen:
    """Where a command writes. `as_json`: only `document` writes to standard output."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json

    def say(self, text: str = "", *, style: str = "") -> None:
        """A line of the result. `style` is one of rich's, such as "green", and only seen on a terminal."""
        if self.as_json:
            return
        if style and is_terminal(sys.stdout):
            _rich(sys.stdout).print(text, style=style)
        else:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    def document(self, value: Any) -> None:
        """The result as JSON, if that was asked for."""
        if self.as_json:
            json.dump(value, sys.stdout, indent=2)
            sys.stdout.write("\n")

    def line(self, value: Any) -> None:
        """A value as JSON on one line, for programs that read line by line."""
        sys.stdout.write(f"{json.dumps(value, separators=(',', ':'))}\n")

    def notice(self, text: str) -> None:
        """A line about the command itself."""
        sys.stderr.write(f"  {text}\n")
        sys.stderr.flush()

    @contextmanager
    def step(self, title: str) -> Generator[Step]:
        """Shows that something is going on, and afterwards what came of it and how many seconds it took."""
        started = time.monotonic()
        sys.stdout.flush()
        result = "done"
        try:
            with (_changing_line if is_terminal(sys.stderr) else _staying_lines)(title) as step:
                yield step
            result = step.result or result
        except KeyboardInterrupt:
            result = "stopped"
            raise
        except BaseException:
            result = "failed"
            raise
        finally:
            sys.stderr.write(f"  {title}: {result} ({time.monotonic() - started:.1f} s)\n")
            sys.stderr.flush()


def counted(number: int, noun: str) -> str:
    """`1 resource`, `2 resources`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def is_terminal(stream: TextIO) -> bool:
    """Whether a person watches who wants colours (see https://no-color.org), on a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


@contextmanager
def _changing_line(title: str) -> Generator[Step]:
    console = _rich(sys.stderr)
    started = time.monotonic()
    with console.status(f"{title} ...") as status:
        yield Step(lambda text: status.update(f"{title}: {text} ({time.monotonic() - started:.0f} s)"))


@contextmanager
def _staying_lines(title: str) -> Generator[Step]:
    started = last = time.monotonic()

    def note(text: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= PLAIN_PROGRESS_SECONDS:
            last = now
            sys.stderr.write(f"  {title}: {text} ({now - started:.0f} s)\n")
            sys.stderr.flush()

    sys.stderr.write(f"  {title} ...\n")
    sys.stderr.flush()
    yield Step(note)


def _rich(stream: TextIO) -> Any:
    """Imported here: most commands never write to a terminal's styles."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
