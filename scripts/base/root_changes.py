"""The targets whose Terraform root is another one than at an earlier commit."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from settings.target import Target
from toolchain import git, process
from toolchain.errors import UserError
from toolchain.node import QUIET

TIMEOUT_SECONDS = 600


def targets_with_another_root(targets: Sequence[Target], revision: str, root: Path) -> list[Target]:
    """Those whose root differs, or was not there, in the commit `revision`.

    Both are synthesised, the old one by its own code. Raises UserError when one of them cannot be.
    """
    with tempfile.TemporaryDirectory(prefix="stackwright-roots-") as temporary:
        old = Path(temporary) / "old"
        old.mkdir()
        git.export(root, revision, old)
        before, after = Path(temporary) / "before", Path(temporary) / "after"
        there = [target for target in targets if (old / target.tfvars_path).is_file()]
        _synthesise(old, there, before, f"as of {revision[:9]}")
        _synthesise(root, targets, after, "as they are")
        return [target for target in targets if _root(before, target) != _root(after, target)]


def _synthesise(code: Path, targets: Sequence[Target], out: Path, when: str) -> None:
    if not targets:
        return
    environment = {**os.environ, **QUIET, "CDKTF_OUTDIR": str(out), "PYTHONPATH": str(code)}
    command = [sys.executable, "main.py", *(target.id for target in targets)]
    done = process.capture(command, folder=code, environment=environment, timeout_seconds=TIMEOUT_SECONDS)
    if done.exit_code != 0:
        said = done.stderr.strip().splitlines() or ["it says nothing"]
        raise UserError(f"The roots {when} cannot be synthesised: {said[-1]}")


def _root(out: Path, target: Target) -> bytes | None:
    file = out / "stacks" / target.stack_id / "cdk.tf.json"
    return file.read_bytes() if file.is_file() else None
