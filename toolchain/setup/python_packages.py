"""The virtual environment: the packages of requirements.lock, and this project itself as the `stackwright` command."""

import json
import shutil
import sys
import tomllib
from pathlib import Path

from toolchain.files import digest
from toolchain.setup.step import Setup

PACKAGES = "Python packages"
COMMAND = "stackwright command"


def install_packages(setup: Setup) -> None:
    """Makes .venv and installs exactly what requirements.lock names, each file checked against its hash."""
    folder = setup.repository / ".venv"
    lock = setup.repository / "requirements.lock"

    def action() -> None:
        if not _is_usable(folder):
            clear = ["--clear"] if folder.exists() else []
            hint = "On Debian and Ubuntu the module venv is in the package python3-venv."
            setup.run([sys.executable, "-m", "venv", *clear, str(folder)], step=PACKAGES, hint=hint)
        setup.run(
            [*_pip_install(folder), "--require-hashes", "--requirement", str(lock)],
            step=PACKAGES,
            hint="Without a network, or behind a company's index, pip needs its usual settings (PIP_INDEX_URL, say).",
        )

    setup.once(PACKAGES, folder / ".stackwright-packages", digest(str(folder), lock), action)


def install_command(setup: Setup) -> None:
    """Installs the project editable, so that .venv/bin/stackwright runs the code in this folder. Needs no network."""
    folder = setup.repository / ".venv"
    project = tomllib.loads((setup.repository / "pyproject.toml").read_text())
    inputs = json.dumps([project["project"], project["build-system"], project.get("tool", {}).get("hatch")])

    def action() -> None:
        options = ["--no-index", "--no-deps", "--no-build-isolation"]
        setup.run([*_pip_install(folder), *options, "--editable", str(setup.repository)], step=COMMAND)

    setup.once(COMMAND, folder / ".stackwright-command", digest(str(folder), inputs), action)


def _pip_install(folder: Path) -> list[str]:
    return [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def _is_usable(folder: Path) -> bool:
    """Whether the environment's Python is still there and its scripts were written for this very folder."""
    pip = folder / "bin" / "pip"
    return (
        (folder / "bin" / "python").exists()
        and shutil.which(str(pip)) is not None
        # In the first line, or in the second where the path is too long for the first or has spaces.
        and f"{folder}/bin/python" in pip.read_text(errors="replace")
    )
