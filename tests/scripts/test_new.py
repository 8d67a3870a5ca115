"""A new environment from an old one, which checks, synthesises and plans at once."""

import json
import shutil
from pathlib import Path

import pytest

from settings.target import Target
from tests.plans.planning import make_plan
from tests.scripts.conftest import REPOSITORY

NEW = "envs/shop/dev.tfvars"


def test_writes_the_file_and_says_what_to_look_at(stackwright, repository: Path):
    done = stackwright("new", "shop/dev", "--like", "macro-ai/dev")
    lines = done.stdout.splitlines()
    text = (repository / NEW).read_text().splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert lines[0] == "envs/shop/dev.tfvars is written, like envs/macro-ai/dev.tfvars."
    made_up, kept = (
        lines.index("Made up; change what does not fit:"),
        lines.index("Still as in macro-ai/dev; change what is not yours:"),
    )
    number = text.index('owner               = "shop"') + 1
    assert f'  {NEW}:{number}: owner = "shop"' in lines[made_up:kept]
    number = next(index for index, line in enumerate(text, 1) if line.startswith("account_id"))
    assert f'  {NEW}:{number}: account_id = "123456789012"  (the account it is deployed to)' in lines[kept:]
    assert lines[-4:] == [
        "Next",
        "  stackwright check shop/dev",
        "  stackwright synth shop/dev",
        "  stackwright plan shop/dev --offline",
    ]


def test_the_other_file_stays_as_it_was(stackwright, repository: Path):
    stackwright("new", "shop/dev", "--like", "macro-ai/dev")
    name = "envs/macro-ai/dev.tfvars"
    assert (repository / name).read_bytes() == (REPOSITORY / name).read_bytes()


def test_the_new_environment_is_right_and_can_be_synthesised(stackwright, repository: Path):
    stackwright("new", "shop/dev", "--like", "macro-ai/dev")
    assert stackwright("check").exit_code == 0
    assert stackwright("synth", "shop/dev", "macro-ai/dev").exit_code == 0
    roots = [(repository / f"cdktf.out/stacks/{stack}-dev/cdk.tf.json").read_text() for stack in ("shop", "macro-ai")]
    new, old = (sum(map(len, json.loads(root)["resource"].values())) for root in roots)
    assert new == old
    assert "macro-ai-dev" not in roots[0]


def test_the_new_environment_can_be_planned_without_aws(stackwright, repository: Path, tmp_path: Path):
    stackwright("new", "shop/dev", "--like", "macro-ai/dev")
    (repository / ".stackwright").mkdir()
    shutil.copy(REPOSITORY / ".stackwright" / "terraform.rc", repository / ".stackwright")
    folder = tmp_path / "plan"
    folder.mkdir()
    plan = make_plan(Target.parse("shop/dev"), repository, folder)
    assert plan.resources["aws_ecs_cluster.cluster"]["name"] == "shop-dev"
    assert plan.resources["aws_ecs_cluster.cluster"]["tags_all"]["system"] == "shop"


def test_an_environment_of_the_same_system(stackwright, repository: Path):
    done = stackwright("new", "macro-ai/qa", "--like", "macro-ai/dev", "--json")
    made_up = {entry["key"]: entry["value"] for entry in done.document["made_up"]}
    assert done.document["problems"] == []
    assert done.document["file"] == "envs/macro-ai/qa.tfvars"
    assert made_up["domain.name"] == "qa.macro-ai.com"
    assert made_up["user_pool.domain_prefix"] == "macro-ai-qa"
    assert not [key for key in made_up if key.endswith("image")]
    assert stackwright("check", "macro-ai/qa").exit_code == 0


def test_what_other_files_now_lack_is_listed(stackwright, repository: Path):
    shared = repository / "envs/macro-ai/shared.tfvars"
    shutil.copy(REPOSITORY / "envs/macro-ai/shared.tfvars", shared)
    number = next(index for index, line in enumerate(shared.read_text().splitlines(), 1) if "environments = {" in line)
    message = "deploy_roles.environments must have qa, which envs/macro-ai/qa.tfvars describes, got dev, staging, prod"
    done = stackwright("new", "macro-ai/qa", "--like", "macro-ai/dev")
    assert done.exit_code == 0
    listed = done.stdout.partition("\nTo be mended, so that the files agree:\n")[2].partition("\n\n")[0]
    assert listed == f"  envs/macro-ai/shared.tfvars:{number}: {message}"


def test_each_new_network_has_a_range_of_its_own(stackwright, repository: Path):
    ranges = [
        next(entry["value"] for entry in done.document["made_up"] if entry["key"] == "network.cidr_block")
        for done in (stackwright("new", f"shop/{name}", "--like", "macro-ai/dev", "--json") for name in ("a", "b"))
    ]
    assert len({*ranges, "10.20.0.0/16"}) == 3


def test_nothing_is_written_over(stackwright, repository: Path):
    before = (repository / "envs/macro-ai/dev.tfvars").read_bytes()
    done = stackwright("new", "macro-ai/dev", "--like", "macro-ai/dev")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "envs/macro-ai/dev.tfvars exists already; nothing was written.\n"
    assert (repository / "envs/macro-ai/dev.tfvars").read_bytes() == before


def test_two_stacks_of_one_name(stackwright, repository: Path):
    done = stackwright("new", "macro/ai-dev", "--like", "macro-ai/dev")
    assert (done.exit_code, done.stderr) == (
        1,
        "macro/ai-dev would have the same stack name as macro-ai/dev, macro-ai-dev; choose another name.\n",
    )


@pytest.mark.parametrize(
    ("new", "like", "message"),
    [
        ("state", "macro-ai/dev", "state is no environment; `stackwright new` takes one such as shop/dev.\n"),
        ("shop/dev", "state", "state is no environment; `stackwright new` takes one such as shop/dev.\n"),
        ("shop/shared", "macro-ai/dev", "shop/shared is no environment; `stackwright new` takes one such as shop/dev.\n"),
    ],
)  # fmt: skip
def test_only_environments(stackwright, repository: Path, new: str, like: str, message: str):
    done = stackwright("new", new, "--like", like)
    assert (done.exit_code, done.stderr) == (1, message)


def test_settings_that_are_wrong_are_not_copied(stackwright, repository: Path):
    file = repository / "envs/macro-ai/dev.tfvars"
    file.write_text(file.read_text().replace("owner ", "onwer "))
    done = stackwright("new", "shop/dev", "--like", "macro-ai/dev")
    assert done.exit_code == 1
    assert "onwer is not a setting; did you mean owner?" in done.stderr
    assert not (repository / "envs/shop").exists()


def test_settings_that_would_be_wrong_leave_nothing_behind(stackwright, repository: Path):
    done = stackwright("new", "cognitoshop/dev", "--like", "macro-ai/dev")
    assert (done.exit_code, done.stdout) == (1, "")
    first, *problems = done.stderr.splitlines()
    assert first == "The new settings would be wrong, so they were not kept:"
    assert [problem.split(": ", 1)[1] for problem in problems] == [
        'user_pool.domain_prefix must not contain "cognito", which AWS keeps for itself, got "cognitoshop-dev"'
    ]
    assert not (repository / "envs/cognitoshop").exists()
