"""The same settings give the same bytes, every time and everywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plans import REPOSITORY, TARGETS
from toolchain.node import QUIET


def synth(folder: Path, hash_seed: int) -> dict[str, bytes]:
    """Every root that a process of its own emits, by its path."""
    environment = {**os.environ, **QUIET, "CDKTF_OUTDIR": str(folder), "PYTHONHASHSEED": str(hash_seed)}
    subprocess.run([sys.executable, "main.py"], cwd=REPOSITORY, env=environment, check=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("cdk.tf.json")}


@pytest.mark.requirement("C-01")
def test_roots_are_byte_identical_whatever_the_hash_seed(tmp_path: Path):
    first, second = synth(tmp_path / "first", 1), synth(tmp_path / "second", 2)
    assert len(first) == len(TARGETS)
    assert first == second
