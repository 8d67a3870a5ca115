"""The README's five-minute tour: what its commands say is what it shows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.generated import compare, section

REPOSITORY = Path(__file__).parents[2]
README = REPOSITORY / "README.md"
REWRITE = "python -m pytest tests/docs/test_readme_commands.py tests/deploy --rewrite"
LEFT_OUT = "..."
SAME = ((r"127\.0\.0\.1:\d+", "127.0.0.1:4566"), (r"(?<=resources, )\d+ s\b", "12 s"))
"""What differs from run to run, and what is shown in its place."""


def copied(folder: Path) -> Path:
    """A folder with a copy of what a person edits."""
    shutil.copytree(REPOSITORY / "envs", folder / "envs")
    shutil.copy(REPOSITORY / "cdktf.json", folder)
    return folder


def run(line: str, folder: Path) -> str:
    """What a command of ours writes to both outputs."""
    _, *arguments = line.split()
    programs = Path(sys.executable).parent
    environment = {**os.environ, "NO_COLOR": "1", "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [programs / "stackwright", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout


def edit(folder: Path) -> None:
    """Makes the tour's edit in a copy of the repository. Fails where the file does not have the lines any more."""
    [diff] = re.findall(r"^```diff\n(.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL)
    place, *lines = diff.splitlines()
    path = folder / place.removeprefix("# ")
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        assert (before[0], after[0]) == ("-", "+")
        text = path.read_text()
        assert f"\n{before[1:]}\n" in text, f"{path.name} has no line {before[1:]}"
        path.write_text(text.replace(f"\n{before[1:]}\n", f"\n{after[1:]}\n", 1))


def shows(name: str, command: str, said: str, *, leave_out: Sequence[str] = (), rewrite: bool) -> None:
    """Compares the README's block `name` with a command and what it wrote, or writes it there.

    Lines that begin like one of `leave_out`, and what is indented below them, are shown as one `...`.
    """
    said = said.replace(f"{REPOSITORY}/", "")
    for pattern, instead in SAME:
        said = re.sub(pattern, instead, said)
    shown = "\n".join(shortened([line.rstrip() for line in said.strip("\n").splitlines()], leave_out)).rstrip()
    shown = re.sub(r"\n{3,}", "\n\n", shown)
    content = f"```console\n$ {command}\n{shown}\n```"
    compare(README, section(README.read_text(), name, content), rewrite=rewrite, command=REWRITE)


def shortened(lines: Sequence[str], leave_out: Sequence[str]) -> list[str]:
    """`lines` without those that begin like one of `leave_out`, nor what is indented below them."""
    kept: list[str] = []
    depth: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if depth is not None and line and indent > depth:
            continue
        if not line.startswith(tuple(leave_out)):
            depth = None
            kept.append(line)
            continue
        depth = indent
        mark = " " * indent + LEFT_OUT
        if kept[-1:] and kept[-1].strip() == LEFT_OUT:
            kept[-1] = mark
        elif kept[-2:] != [mark, ""]:
            kept.append(mark)
    return kept
