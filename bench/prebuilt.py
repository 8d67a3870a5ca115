"""The same environment made with the prebuilt AWS bindings, for comparison: a virtual environment of its own."""

import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from bench.cases import ONE, PREBUILT, Case
from bench.generated import REPOSITORY
from bench.measure import CommandError
from toolchain.node import QUIET

PACKAGE = "cdktf-cdktf-provider-aws==20.1.0"


def prebuilt_case(work: Path, measured: Sequence[Case]) -> Case:
    """Installs the bindings below `work`. The one environment must have been synthesised there before."""
    one = next(case for case in measured if case.name == ONE)
    assert one.roots is not None
    [root] = one.roots.glob("*/cdk.tf.json")
    folder = work / "prebuilt"
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    sys.stderr.write(f"installing {PACKAGE} ...\n")
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", PACKAGE], capture_output=True, text=True, check=False
    )
    if installed.returncode != 0:
        raise CommandError(f"pip install {PACKAGE} failed:\n{installed.stderr}")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = (python, str(REPOSITORY / "bench" / "prebuilt_app.py"), str(root))
    return Case(PREBUILT, command, folder, {**environment, **QUIET}, roots=folder / "cdktf.out" / "stacks", runs=1)
