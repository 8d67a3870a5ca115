"""Two texts of one file as a unified diff, for a person and for `patch`."""

import difflib
from collections.abc import Iterator

from scripts.base.screen import Screen

CONTEXT_LINES = 2
NO_LINE_BREAK = "\\ No newline at end of file"
STYLES = {"+": "green", "-": "red", "@": "cyan"}


def text_diff(path: str, before: str, after: str) -> list[str]:
    """The lines of the diff, without line breaks; none when the texts are the same."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=CONTEXT_LINES
    )
    return list(_without_breaks(lines))


def show_diff(lines: list[str], screen: Screen) -> None:
    """The diff, coloured on a terminal."""
    for line in lines:
        style = "bold" if line.startswith(("---", "+++")) else STYLES.get(line[:1], "")
        screen.say(line, style=style)


def _without_breaks(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line.rstrip("\r\n")
        if not line.endswith("\n"):
            yield NO_LINE_BREAK
