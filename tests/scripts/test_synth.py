import json
from pathlib import Path

import pytest

from resources import ResourceError


def test_writes_the_roots_and_says_where(stackwright, repository: Path):
    done = stackwright("synth", "state")
    root = json.loads((repository / "cdktf.out" / "stacks" / "state" / "cdk.tf.json").read_text())
    count = sum(map(len, root["resource"].values()))
    first, last = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert first == f"state: {count} resources in cdktf.out/stacks/state/cdk.tf.json"
    assert last.startswith(f"1 stack, {count} resources, ")


def test_all_of_them(stackwright, repository: Path):
    done = stackwright("synth", "--all", "--json")
    assert done.exit_code == 0
    assert [stack["target"] for stack in done.document["stacks"]] == ["state", "macro-ai/dev"]
    for stack in done.document["stacks"]:
        assert (repository / stack["root_file"]).is_file()


@pytest.mark.parametrize("arguments", [[], ["--all", "state"]])
def test_which_ones_must_be_clear(stackwright, arguments: list[str]):
    done = stackwright("synth", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "Name the targets, or say --all for all of them; not both. `stackwright synth --help` lists what it takes.\n"
    )


def test_wrong_settings_are_named_and_nothing_is_written(stackwright, repository: Path):
    file = repository / "envs" / "state.tfvars"
    file.write_text(file.read_text().replace("region ", "regoin "))
    done = stackwright("synth", "state", "macro-ai/dev")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "envs/state.tfvars:4: regoin is not a setting; did you mean region?\n" in done.stderr
    assert not (repository / "cdktf.out" / "stacks").exists()


def test_a_mistake_in_a_module_is_a_sentence(stackwright, monkeypatch: pytest.MonkeyPatch):
    def refuse(*arguments: object) -> None:
        raise ResourceError("modules/network/construct.py:12: aws_vpc has no argument cider_block")

    monkeypatch.setattr("stacks.synth.synthesise", refuse)
    done = stackwright("synth", "state")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "modules/network/construct.py:12: aws_vpc has no argument cider_block\n"
