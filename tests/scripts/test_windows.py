"""Commands that read and judge, on a Python without what Windows does not have. Nobody has run them on Windows itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.review.making import document, entry

WITHOUT = """
import os, shutil, signal, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Missing())
for module, names in ((os, "fchmod fork geteuid getuid killpg setsid umask wait4"), (signal, "SIGHUP SIGKILL SIGQUIT")):
    for name in names.split():
        delattr(module, name)
from scripts.cli import run
sys.exit(run(sys.argv[1:]))
"""


def without_unix(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "line",
    [
        "check",
        "targets",
        "promote --check",
        "recovery macro-ai/dev",
        "review --plan plan.json --format html --out review.html",
    ],
)
def test_what_only_reads_and_judges_needs_no_unix(line: str, repository: Path):
    plan = document(entry("aws_s3_bucket.files", None, {"bucket": "fichiers-é"}))
    (repository / "plan.json").write_text(json.dumps(plan))
    done = without_unix(*line.split(), folder=repository)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("line", ["synth macro-ai/dev", "cost macro-ai/dev", "deploy macro-ai/dev --local --yes"])
def test_what_makes_a_root_says_what_it_lacks(line: str, repository: Path):
    done = without_unix(*line.split(), folder=repository)
    assert done.returncode == 1
    assert done.stderr.endswith("Windows has no locks that a killed process lets go of; run this in WSL.\n")


@pytest.mark.parametrize(
    "typed",
    ["macro-ai\\dev", "envs\\macro-ai\\dev.tfvars", ".\\envs\\macro-ai\\dev.tfvars", "envs/macro-ai/dev.tfvars"],
)
def test_a_path_in_place_of_a_target_is_answered_with_the_target(typed: str, stackwright):
    done = stackwright("check", typed)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{typed!r} is not a target; did you mean macro-ai/dev? " in done.stderr
