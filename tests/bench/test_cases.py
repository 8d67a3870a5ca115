"""What the measured commands run with."""

import pytest

from bench.cases import REPOSITORY, environment


def test_commands_keep_pythons_bytecode_whatever_the_caller_does(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("SOMETHING", "else")
    made = environment()
    assert "PYTHONDONTWRITEBYTECODE" not in made
    assert (made["SOMETHING"], made["PYTHONPATH"]) == ("else", str(REPOSITORY))
