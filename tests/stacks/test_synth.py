"""Targets -> roots in cdktf.out."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cdktf import App, TerraformResource

from modules.network.construct import Network
from modules.network.inputs import NetworkInputs
from resources import ResourceError, aws
from settings.problem import SettingsError
from settings.target import Target
from stacks import synth
from stacks.base import BaseStack
from stacks.synth import MANIFEST_LOCK, synthesise
from tests.stacks import test_base
from toolchain.files import exclusive

STATE, DEV = Target.parse("state"), Target.parse("macro-ai/dev")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stacks_in_manifest(repository: Path) -> list[str]:
    return list(json.loads((repository / "cdktf.out" / "manifest.json").read_text())["stacks"])


def change(repository: Path, target: Target, old: str, new: str) -> None:
    path = repository / target.tfvars_path
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_only_the_named_target_is_written(repository: Path):
    [made] = synthesise([STATE], repository)
    assert made.root_file == repository / "cdktf.out" / "stacks" / "state" / "cdk.tf.json"
    assert sorted(files(repository / "cdktf.out")) == [
        "manifest.json",
        "stacks/state/cdk.tf.json",
        "stacks/state/sources.json",
    ]


def test_the_number_of_resources_is_reported(repository: Path):
    [made] = synthesise([STATE], repository)
    root = json.loads(made.root_file.read_text())
    assert made.resources == sum(len(blocks) for blocks in root["resource"].values()) == 10


def test_roots_of_other_targets_stay_as_they_are(repository: Path):
    synthesise([STATE, DEV], repository)
    before = files(repository / "cdktf.out" / "stacks" / "state")
    change(repository, STATE, '"platform"', '"infrastructure"')
    synthesise([DEV], repository)
    assert files(repository / "cdktf.out" / "stacks" / "state") == before
    assert stacks_in_manifest(repository) == ["macro-ai-dev", "state"]


def test_what_terraform_left_beside_a_root_stays(repository: Path):
    [made] = synthesise([STATE], repository)
    terraform = made.root_file.parent / ".terraform" / "terraform.tfstate"
    terraform.parent.mkdir()
    terraform.write_text("{}")
    synthesise([STATE], repository)
    assert terraform.read_text() == "{}"


def test_a_target_that_is_gone_leaves_the_manifest(repository: Path):
    synthesise([STATE, DEV], repository)
    (repository / "cdktf.out" / "stacks" / "state" / "cdk.tf.json").unlink()
    synthesise([DEV], repository)
    assert stacks_in_manifest(repository) == ["macro-ai-dev"]


def test_two_commands_at_once_both_get_into_the_manifest(repository: Path):
    synthesise([STATE], repository)
    with ThreadPoolExecutor(1) as pool, exclusive(repository / MANIFEST_LOCK):
        other = pool.submit(synthesise, [DEV], repository)
        while not (repository / "cdktf.out" / "stacks" / "macro-ai-dev" / "cdk.tf.json").exists():
            assert not other.done()
            time.sleep(0.01)
        assert stacks_in_manifest(repository) == ["state"]
    other.result()
    assert stacks_in_manifest(repository) == ["macro-ai-dev", "state"]


@pytest.mark.requirement("C-04")
def test_all_problems_of_all_targets_are_reported_at_once_and_nothing_is_written(repository: Path):
    change(repository, STATE, "account_id ", "acount_id ")
    change(repository, DEV, "cpu_units        = 256", "cpu_units        = 100")
    change(repository, DEV, "nat_gateway_count            = 0", "nat_gateway_count            = 2")
    with pytest.raises(SettingsError) as error:
        synthesise([STATE, DEV], repository)
    places = [(problem.path, problem.message.split()[0]) for problem in error.value.problems]
    assert places == [
        ("envs/macro-ai/dev.tfvars", "network.nat_gateway_count"),
        ("envs/macro-ai/dev.tfvars", "services.api.cpu_units"),
        ("envs/macro-ai/dev.tfvars", "services.ui.cpu_units"),
        ("envs/state.tfvars", "account_id"),
        ("envs/state.tfvars", "acount_id"),
    ]
    assert files(repository / "cdktf.out") == {}


def test_a_mistake_in_a_module_leaves_the_roots_of_the_last_run_whole(
    repository: Path, monkeypatch: pytest.MonkeyPatch
):
    synthesise([STATE, DEV], repository)
    before = files(repository / "cdktf.out")

    class Broken(BaseStack):
        def __init__(self, app: App, *others: object) -> None:
            super().__init__(app, DEV, test_base.SETTINGS, test_base.STATE)
            aws.Vpc(self, "network", cidr="10.0.0.0/16")

    monkeypatch.setattr(synth, "EnvironmentStack", Broken)
    change(repository, STATE, '"platform"', '"infrastructure"')
    with pytest.raises(ResourceError):
        synthesise([STATE, DEV], repository)
    assert files(repository / "cdktf.out") == before


def test_sources_name_the_line_of_python_that_made_each_resource(tmp_path: Path):
    repository = Path(__file__).parents[2]
    [made] = synthesise([STATE], repository, tmp_path)
    sources = json.loads((made.root_file.parent / "sources.json").read_text())
    path, _, line = sources["aws_dynamodb_table.state_locks"].partition(":")
    assert path == "modules/state/construct.py"
    assert "aws.DynamodbTable(" in (repository / path).read_text().splitlines()[int(line) - 1]
    root = json.loads(made.root_file.read_text())
    assert list(sources) == sorted(f"{kind}.{name}" for kind, blocks in root["resource"].items() for name in blocks)


@pytest.mark.requirement("C-01")
def test_constructs_of_others_live_beside_ours_in_one_stack(tmp_path: Path):
    app = App(outdir=str(tmp_path))
    stack = BaseStack(app, test_base.TARGET, test_base.SETTINGS, test_base.STATE)
    network = Network(
        stack,
        "network",
        NetworkInputs(cidr_block="10.0.0.0/16", availability_zones=("us-east-1a", "us-east-1b")),
        log_retention_days=7,
        kms_key_arn="arn:aws:kms:us-east-1:123456789012:key/k",
    )
    theirs = TerraformResource(stack, "theirs", terraform_resource_type="null_resource")
    theirs.override_logical_id("theirs")
    theirs.add_override("triggers.vpc", network.vpc_id)
    app.synth()
    resources = json.loads((tmp_path / "stacks" / "shop-dev" / "cdk.tf.json").read_text())["resource"]
    assert resources["null_resource"]["theirs"]["triggers"] == {"vpc": "${aws_vpc.network.id}"}
    assert resources["aws_vpc"]["network"]["cidr_block"] == "10.0.0.0/16"
