"""The settings of this repository with one file as it would be: for commands that look before anything is written."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.base.reviewing import ACCEPTED_FILE
from settings.tfvars import Tfvars


@contextmanager
def repository_with(file: Tfvars, root: Path) -> Generator[Path]:
    """A copy of all settings below `root`, with `file` in the place of its own; gone afterwards. Code is not in it."""
    with TemporaryDirectory(prefix="stackwright-proposed-") as temporary:
        copy = Path(temporary)
        shutil.copytree(root / "envs", copy / "envs")
        for name in ("cdktf.json", ACCEPTED_FILE):
            if (root / name).exists():
                shutil.copy(root / name, copy)
        (copy / file.path).write_bytes(file.text.encode())
        yield copy
