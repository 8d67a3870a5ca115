import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.toolchain import fakes
from toolchain.setup import python_packages
from toolchain.setup.step import Setup


class Recorder(Setup):
    """A set-up that notes commands instead of running them, and makes what `venv` would make."""

    commands: list[list[str]]

    def run(self, command: Sequence[str], **_: Any) -> None:
        self.commands.append(list(command))
        if "venv" in command:
            make_environment(Path(command[-1]))


def make_environment(folder: Path) -> None:
    (folder / "bin" / "python").unlink(missing_ok=True)
    fakes.program(folder / "bin", "python", "")
    fakes.program(folder / "bin", "pip", "")
    (folder / "bin" / "pip").write_text(f"#!{folder}/bin/python\n")


@pytest.fixture
def setup(tmp_path: Path) -> Recorder:
    (tmp_path / "requirements.lock").write_text("typer==0.29.2 --hash=sha256:00\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[build-system]\n[tool.ruff]\n')
    recorder = Recorder(tmp_path, os.environ, 0, [].append)
    recorder.commands = []
    return recorder


def test_makes_the_environment_and_installs_the_lock_with_hashes(setup: Recorder, tmp_path: Path) -> None:
    python_packages.install_packages(setup)
    python_packages.install_packages(setup)
    python = f"{tmp_path}/.venv/bin/python"
    install = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    assert setup.commands == [
        [sys.executable, "-m", "venv", f"{tmp_path}/.venv"],
        [*install, "--require-hashes", "--requirement", f"{tmp_path}/requirements.lock"],
    ]


def test_a_changed_lock_goes_into_the_same_environment(setup: Recorder, tmp_path: Path) -> None:
    make_environment(tmp_path / ".venv")
    python_packages.install_packages(setup)
    assert [command[2] for command in setup.commands] == ["pip"]


def test_an_environment_whose_python_is_gone_is_made_anew(setup: Recorder, tmp_path: Path) -> None:
    make_environment(tmp_path / ".venv")
    (tmp_path / ".venv" / "bin" / "python").unlink()
    (tmp_path / ".venv" / "bin" / "python").symlink_to(tmp_path / "removed" / "python")
    python_packages.install_packages(setup)
    assert setup.commands[0] == [sys.executable, "-m", "venv", "--clear", f"{tmp_path}/.venv"]


def test_an_environment_that_was_moved_here_is_made_anew(setup: Recorder, tmp_path: Path) -> None:
    make_environment(tmp_path / ".venv")
    (tmp_path / ".venv" / "bin" / "pip").write_text("#!/elsewhere/.venv/bin/python\n")
    python_packages.install_packages(setup)
    assert "--clear" in setup.commands[0]


def test_the_command_is_installed_without_a_network_and_again_only_for_the_projects_own_settings(
    setup: Recorder, tmp_path: Path
) -> None:
    project = tmp_path / "pyproject.toml"
    python_packages.install_command(setup)
    project.write_text(project.read_text() + "line-length = 100\n")
    python_packages.install_command(setup)
    assert [command[-5:] for command in setup.commands] == [
        ["--no-index", "--no-deps", "--no-build-isolation", "--editable", str(tmp_path)]
    ]
    project.write_text(project.read_text().replace('"x"', '"y"'))
    python_packages.install_command(setup)
    assert len(setup.commands) == 2
