"""How the state stack is taken apart."""

import json
from pathlib import Path

import pytest

from deploy_matrix import state_life
from deploy_matrix.site import REPOSITORY, CommandError
from deploy_matrix.state_life import override
from settings.target import Target
from stacks.synth import synthesise


def test_the_readme_lifts_all_that_is_protected_and_nothing_else(tmp_path: Path):
    [made] = synthesise([Target.parse("state")], REPOSITORY, tmp_path)
    protected = {
        f"{kind}.{name}"
        for kind, named in json.loads(made.root_file.read_text())["resource"].items()
        for name, arguments in named.items()
        if arguments.get("lifecycle", {}).get("prevent_destroy")
    }
    lifted = {f"{kind}.{name}" for kind, named in json.loads(override())["resource"].items() for name in named}
    assert lifted == protected


def test_a_readme_without_the_file_is_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "README.md").write_text("# state\n")
    monkeypatch.setattr(state_life, "README", tmp_path / "README.md")
    with pytest.raises(CommandError, match="does not say any more how the stack is taken apart$"):
        override()
