"""docs/runbook.md: what a fault test saw is what the page shows, with the same names, times and ids in every run."""

import getpass
import re
import socket
from collections.abc import Iterator
from pathlib import Path

from tests.generated import compare, section

PAGE = Path(__file__).parents[2] / "docs" / "runbook.md"
REWRITE = "python -m pytest tests/faults --rewrite, and again with --slow"
WHO = f"{getpass.getuser()}@{socket.gethostname()}"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
STEP = re.compile(r"^  .*(?: \.\.\.|\(\d+(?:\.\d+)? s\))$", re.MULTILINE)
SAME = (
    (re.escape(f"{PAGE.parents[1]}/"), ""),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "2026-11-21 10:15:00"),
    (re.escape(WHO), "ann@laptop"),
    (rf"\b{re.escape(getpass.getuser())} has been running", "ann has been running"),
    (r"\(process \d+\)", "(process 4711)"),
    (r"\d+ (?:second|minute)s? ago", "12 minutes ago"),
    (r"http://127\.0\.0\.1:\d+/?\S*? (?=does not answer)", "http://127.0.0.1:4566/ "),
    (r"127\.0\.0\.1:\d+", "127.0.0.1:4566"),
    (r"\d+ KiB", "19 KiB"),
    (r"\b\d+ resources(?=, serial)", "7 resources"),
    (r"no JSON \(.*\)\)", "no JSON (Expecting property name enclosed in double quotes: line 264 column 2 (char 9712))"),
    (r"\b[0-9a-f]{64}\b", "6f1ed002ab5595859014ebf0951522d9f2a4b6c8e0d1f3a5b7c9e1d3f5a7b9c1"),
)
NUMBERED = ((UUID, "{:08x}-1c5e-4b6d-8a7f-0f9e8d7c6b5a"), (r"(?<=serial )\d+|(?<=, )\d+(?= now\))", "{}"))
"""Told apart in the order of their appearance."""


def shows(name: str, command: str, said: str, *, rewrite: bool) -> None:
    """Compares the page's section `name` with a command and what it said, or writes it there."""
    content = "```console\n" + same(f"$ {command}\n{said}") + "\n```"
    compare(PAGE, section(PAGE.read_text(), name, content), rewrite=rewrite, command=REWRITE)


def same(said: str) -> str:
    """Without the steps that a command takes, and with what differs from run to run made equal."""
    text = STEP.sub("", said)
    for pattern, instead in SAME:
        text = re.sub(pattern, instead, text)
    for pattern, form in NUMBERED:
        text = _numbered(text, pattern, form)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def _numbered(text: str, pattern: str, form: str) -> str:
    known: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        return known.setdefault(match[0], form.format(len(known) + 1))

    return re.sub(pattern, replace, text)


def names(text: str) -> Iterator[str]:
    """The sections of the page that tests fill."""
    yield from re.findall(r"^<!-- ([a-z-]+) -->$", text, re.MULTILINE)
