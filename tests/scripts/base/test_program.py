import sys
from pathlib import Path

import pytest

from scripts.base.program import program


def test_its_name_where_the_shell_finds_it(repository: Path):
    assert program() == "stackwright"


def test_its_path_where_the_shell_does_not(repository: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(sys, "executable", str(repository / ".venv" / "bin" / "python"))
    assert program() == "stackwright"
    installed = repository / ".venv" / "bin" / "stackwright"
    installed.parent.mkdir(parents=True)
    installed.touch()
    assert program() == ".venv/bin/stackwright"
    monkeypatch.chdir(repository / "envs")
    assert program() == str(installed)


def test_its_path_where_the_shell_finds_another_one(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = tmp_path / "stackwright"
    other.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program() == str(Path(sys.executable).with_name("stackwright"))
