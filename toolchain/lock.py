"""`make lock`: writes the locks anew, with every file's hash, for all platforms.

requirements.lock is what pyproject.toml names. The others are what their .in files name, for environments of their own:
checkov pins versions that do not go with ours, and CDK Terrain is CDKTF under another name.
"""

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from toolchain import process, versions
from toolchain.errors import UserError

LOCKS = {
    "requirements.lock": ("pyproject.toml", "--group=dev"),
    "requirements-scan.lock": ("requirements-scan.in",),
    "requirements-cdktn.lock": ("requirements-cdktn.in",),
    "requirements-docs.lock": ("requirements-docs.in",),
}
"""Each lock and what uv is given to resolve."""


def main(repository: Path) -> int:
    """Returns 0, or 1 with a sentence on standard error."""
    try:
        write_locks(repository, os.environ)
    except UserError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def write_locks(repository: Path, environment: Mapping[str, str]) -> None:
    """Resolves with a uv of its own, in a folder that is removed afterwards. Raises UserError with the tool's words."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [str(Path(folder) / "bin" / "python"), "-m", "pip"]
        uv = str(Path(folder) / "bin" / "uv")
        _run([sys.executable, "-m", "venv", folder], repository, environment)
        _run([*pip, "install", "--disable-pip-version-check", "--quiet", "uv"], repository, environment)
        settings = process.capture(
            [*pip, "config", "list"], folder=repository, environment=environment, timeout_seconds=60
        )
        options = ["--quiet", "--universal", f"--python-version={versions.spell(versions.PYTHON_MINIMUM)}"]
        output = ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"]
        for name, wanted in LOCKS.items():
            new = Path(folder) / name
            _run(
                [uv, "pip", "compile", *wanted, *options, *output, f"--output-file={new}"],
                repository,
                uv_settings(settings.stdout) | dict(environment),
            )
            beside = repository / f".{name}.new"
            beside.write_bytes(new.read_bytes())
            beside.replace(repository / name)


def uv_settings(pip_config: str) -> dict[str, str]:
    """uv's variables for what `pip config list` prints: people behind a company's index have only told pip about it.

    Extra indexes are left out. They hold files for one machine, and the lock needs the hashes of all of them.
    """
    names = re.findall(r"^\S*\.index-url='(.*)'$", pip_config, re.MULTILINE)
    return {"UV_DEFAULT_INDEX": names[-1]} if names else {}


def _run(command: list[str], repository: Path, environment: Mapping[str, str]) -> None:
    finished = process.stream(command, folder=repository, environment=environment)
    if finished.exit_code != 0:
        ended = f"{' '.join(command)} ended with exit code {finished.exit_code}"
        raise UserError(f"`make lock` failed: {ended}:\n{finished.output}")


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
