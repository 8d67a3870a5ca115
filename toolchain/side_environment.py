"""Virtual environments beside our own, for tools whose versions do not go with ours."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from toolchain.files import digest, exclusive
from toolchain.setup.step import Setup


def ensure(repository: Path, name: str, lock: Path, say: Callable[[str], object]) -> Path:
    """The programs' folder of `.stackwright/<name>`, installed with hashes from `lock` if it is not there yet.

    Raises UserError with pip's words when the packages cannot be had.
    """
    folder = repository / ".stackwright" / name
    with exclusive(folder.with_suffix(".lock")) as descriptor:
        setup = Setup(repository, os.environ, descriptor, say)

        def install() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            setup.run([sys.executable, "-m", "venv", str(folder)], step=name)
            pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
            setup.run([*pip, "--require-hashes", "--requirement", str(lock)], step=name)

        setup.once(name, folder / ".stackwright-packages", digest(str(folder), lock), install)
    return folder / "bin"
