"""The way out of an archived engine: CDK Terrain writes the same roots."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from tests.conftest import Report
from toolchain.node import QUIET
from toolchain.side_environment import ensure

REPOSITORY = Path(__file__).parents[2]
LOCK = REPOSITORY / "requirements-cdktn.lock"


def without_version(path: Path) -> dict[str, Any]:
    root = json.loads(path.read_text())
    del root["//"]["metadata"]["version"]
    return root


def test_every_root_is_the_same_but_for_the_engines_version(roots: dict[str, Path], tmp_path: Path, report: Report):
    python = ensure(REPOSITORY, "cdktn", LOCK, lambda _: None) / "python"
    done = subprocess.run(
        [str(python), str(Path(__file__).with_name("with_cdktn.py")), str(REPOSITORY)],
        cwd=tmp_path,
        env={**os.environ, **QUIET, "STACKWRIGHT_TARGETS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr

    theirs = {path.parent.name: path for path in (tmp_path / "cdktf.out" / "stacks").glob("*/cdk.tf.json")}
    assert sorted(theirs) == sorted(roots)
    assert {name: without_version(path) for name, path in theirs.items()} == {
        name: without_version(path) for name, path in roots.items()
    }
    (version,) = re.findall(r"^cdktn==(\S+)", LOCK.read_text(), re.MULTILINE)
    report(f"cdktn {version}: {len(roots)} roots, each the same as cdktf's")


def test_few_files_know_the_engine():
    folders = ("modules", "review", "scripts", "settings", "stacks", "toolchain")
    files = [REPOSITORY / "main.py", *(path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))]
    knowing = {path for path in files if re.search(r"^\s*(from|import) cdktf\b", path.read_text(), re.MULTILINE)}
    assert {path.relative_to(REPOSITORY).parts[0] for path in knowing} == {"main.py", "stacks"}
