"""What a command writes to a real terminal, and to one whose owner wants no colours."""

import errno
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.review.making import document, entry
from tests.scripts.test_cli import COMMAND

ESCAPE = b"\x1b"


def on_a_terminal(*command: str | Path, folder: Path, **variables: str) -> tuple[int, bytes]:
    """The exit code of a command whose outputs are a terminal, and what it wrote there."""
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, "TERM": "xterm-256color", **variables},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        written = b"".join(iter(lambda: read(ours), b""))
    os.close(ours)
    return process.returncode, written


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError as error:
        # What Linux says when nobody has the other end open any more.
        if error.errno != errno.EIO:
            raise
        return b""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document(entry("aws_s3_bucket.files", {"bucket": "files"}, None))))
    return str(file)


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_left_out_where_nobody_wants_them(
    variables: dict[str, str], coloured: bool, repository: Path, plan: str
):
    code, written = on_a_terminal(*COMMAND, "check", "macro-ai/dev", folder=repository, **variables)
    assert (code, b"envs/macro-ai/dev.tfvars: ok" in written) == (0, True)
    assert (b"\x1b[32m" in written, ESCAPE in written) == (coloured, coloured)
    code, written = on_a_terminal(*COMMAND, "review", "--plan", plan, folder=repository, **variables)
    assert (code, b"CRITICAL" in written) == (0, True)
    assert (ESCAPE in written) == coloured


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_progress_moves_only_where_colours_are(variables: dict[str, str], coloured: bool, tmp_path: Path):
    code = "from scripts.base.screen import Screen\nwith Screen().step('plan'): pass"
    _, written = on_a_terminal(sys.executable, "-c", code, folder=tmp_path, **variables)
    assert (ESCAPE in written, b"  plan ...\r\n" in written) == (coloured, not coloured)
    assert b"  plan: done (" in written
