import json
import shutil
import subprocess
from pathlib import Path

import pytest

from resources import ResourceError
from scripts.base.roots import synthesise
from settings.target import Target

STATE = Target.parse("state")
INVENTORY = "tests/inventories/state.yaml"
COMMAND = "pytest tests/plans/test_inventories.py -k state --rewrite"
REPOSITORY = Path(__file__).parents[2]

OTHER_MAIN = """\
import os, pathlib, shutil, sys
for name in sys.argv[1:]:
    folder = pathlib.Path(os.environ["CDKTF_OUTDIR"]) / "stacks" / name.replace("/", "-")
    folder.mkdir(parents=True)
    shutil.copy("then.json", folder / "cdk.tf.json")
"""
"""The main.py of a commit whose modules made the root in then.json."""


def commit(folder: Path) -> None:
    """Everything in the folder, as a repository's only commit."""
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    for arguments in (["init"], ["add", "--all"], ["commit", "--message=then"]):
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def inventory(repository: Path) -> Path:
    """The committed inventory of the state stack."""
    file = repository / INVENTORY
    file.parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / INVENTORY, file)
    return file


@pytest.fixture
def then(repository: Path) -> Path:
    """The root of the state stack as a commit will have it: the one of now."""
    [made] = synthesise([STATE], repository, repository / "out")
    (repository / "then.json").write_text(made.root_file.read_text())
    shutil.rmtree(repository / "out")
    (repository / "main.py").write_text(OTHER_MAIN)
    return repository / "then.json"


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


@pytest.mark.parametrize(
    "arguments", [[], ["--all", "state"], ["--check", "--all", "state"], ["--against", "HEAD", "--all", "state"]]
)
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
    def refuse(*arguments: object, **options: object) -> None:
        raise ResourceError("modules/network/construct.py:12: aws_vpc has no argument cider_block")

    monkeypatch.setattr("stacks.synth.synthesise", refuse)
    done = stackwright("synth", "state")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "modules/network/construct.py:12: aws_vpc has no argument cider_block\n"


def test_an_inventory_that_fits_is_ok_and_nothing_is_written(stackwright, repository: Path, inventory: Path):
    done = stackwright("synth", "--check", "state")
    assert (done.exit_code, done.stdout) == (0, "1 root against the inventories: ok\n")
    assert not (repository / "cdktf.out").exists()


def test_every_difference_of_an_inventory_and_the_command_that_rewrites_it(stackwright, inventory: Path):
    text = inventory.read_text()
    assert "dynamodb: {table: 1}" in text
    inventory.write_text(text.replace("dynamodb: {table: 1}", "dynamodb: {table: 2}\n  sqs: {queue: 1}"))
    done = stackwright("synth", "--check", "state")
    assert done.exit_code == 1
    assert done.stdout == (
        f"{INVENTORY} and the root of state differ:\n"
        "  counts.aws_dynamodb_table: the inventory has 2, the root 1\n"
        "  counts.aws_sqs_queue: the inventory has 1, the root none\n"
        f"If the root is right, run `{COMMAND}`.\n"
        "1 root against the inventories: 2 differences to look at\n"
    )


def test_without_a_target_every_inventory_needs_one(stackwright, repository: Path, inventory: Path):
    (repository / "envs" / "macro-ai" / "dev.tfvars").unlink()
    (repository / "envs" / "macro-ai").rmdir()
    (inventory.parent / "gone.yaml").write_text("")
    done = stackwright("synth", "--check", "--json")
    assert done.exit_code == 1
    assert done.document == {
        "targets": [{"target": "state", "differences": []}],
        "without_target": ["tests/inventories/gone.yaml"],
    }
    assert stackwright("synth", "--check").stdout == (
        "tests/inventories/gone.yaml belongs to no target; remove it.\n"
        "1 root against the inventories: 1 difference to look at\n"
    )


def test_a_root_that_is_as_it_was_shows_nothing(stackwright, repository: Path, then: Path):
    commit(repository)
    done = stackwright("synth", "--against", "HEAD", "state")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert not (repository / "cdktf.out").exists()


def test_what_changed_since_a_commit_is_shown_in_its_place(stackwright, repository: Path, then: Path):
    root = json.loads(then.read_text())
    root["resource"]["aws_dynamodb_table"]["state_locks"]["billing_mode"] = "PROVISIONED"
    then.write_text(json.dumps(root))
    commit(repository)
    done = stackwright("synth", "--against", "HEAD", "state")
    first, second, place, *lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert (first, second) == ("--- a/cdktf.out/stacks/state/cdk.tf.json", "+++ b/cdktf.out/stacks/state/cdk.tf.json")
    assert place.startswith("@@ -") and place.endswith(" @@ resource.aws_dynamodb_table.state_locks")
    assert [line for line in lines if line[0] in "+-"] == [
        '-        "billing_mode": "PROVISIONED",',
        '+        "billing_mode": "PAY_PER_REQUEST",',
    ]
    assert stackwright("synth", "--against", "HEAD", "state").stdout == done.stdout


def test_json_in_texts_is_laid_out(stackwright, repository: Path, then: Path):
    root = json.loads(then.read_text())
    policy = root["resource"]["aws_s3_bucket_policy"]["state"]
    policy["policy"] = policy["policy"].replace("s3:*", "s3:Get*")
    then.write_text(json.dumps(root))
    commit(repository)
    lines = stackwright("synth", "--against", "HEAD", "state").stdout.splitlines()
    changed = {(line[0], line[1:].strip()) for line in lines if line[0] in "+-" and "/" not in line}
    assert changed == {("-", '"Action": "s3:Get*",'), ("+", '"Action": "s3:*",')}


def test_targets_of_one_side_only_are_all_new_or_all_gone(stackwright, repository: Path, then: Path):
    dev = repository / "envs" / "macro-ai" / "dev.tfvars"
    text = dev.read_text()
    dev.unlink()
    old = repository / "envs" / "macro-ai" / "old.tfvars"
    old.write_text("")
    commit(repository)
    old.unlink()
    dev.write_text(text)
    document = stackwright("synth", "--against", "HEAD", "--json").document
    signs = {
        one["target"]: {line[0] for line in one["diff"] if not line.startswith(("---", "+++", "@@"))}
        for one in document["targets"]
    }
    assert (document["against"], signs) == ("HEAD", {"state": set(), "macro-ai/dev": {"+"}, "macro-ai/old": {"-"}})


def test_a_commit_that_cannot_be_synthesised_says_why(stackwright, repository: Path, then: Path):
    (repository / "main.py").write_text("import sys\nsys.exit('envs/state.tfvars:4: regoin is not a setting')\n")
    commit(repository)
    done = stackwright("synth", "--against", "HEAD", "state")
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=repository, capture_output=True, text=True, check=True)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"Commit {head.stdout[:9]} cannot be synthesised:\nenvs/state.tfvars:4: regoin is not a setting\n"
    )


def test_check_and_against_do_not_go_together(stackwright):
    done = stackwright("synth", "--check", "--against", "HEAD")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "--check and --against do not go together. `stackwright synth --help` lists what it takes.\n"
    )
