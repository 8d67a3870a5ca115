"""What every stack has."""

import json
from pathlib import Path
from typing import Any

import pytest
from cdktf import App

from modules.state.inputs import StateInputs
from resources import aws
from settings.stack import StackSettings
from settings.state import StateSettings
from settings.target import Target
from stacks.base import BaseStack

TARGET = Target.parse("shop/dev")
SETTINGS = StackSettings(account_id="222222222222", region="eu-west-1", owner="team", cost_center="4711")
STATE = StateSettings(
    account_id="111111111111",
    region="us-east-1",
    owner="platform",
    cost_center="platform",
    state=StateInputs(bucket_name="shop-state"),
)


def state(**changes: Any) -> StateSettings:
    return STATE.model_copy(update={"state": STATE.state.model_copy(update=changes)})


def emitted(folder: Path, state: StateSettings = STATE, target: Target = TARGET) -> dict[str, Any]:
    app = App(outdir=str(folder))
    stack = BaseStack(app, target, SETTINGS if target == TARGET else state, state)
    aws.Vpc(stack, "network", cidr_block="10.0.0.0/16")
    stack.output("vpc_id", "${aws_vpc.network.id}", description="The VPC")
    stack.variable("api_image", type="string", default="nginx", description="The image")
    app.synth()
    return json.loads((folder / "stacks" / target.stack_id / "cdk.tf.json").read_text())


def backend(folder: Path, state: StateSettings = STATE, target: Target = TARGET) -> dict[str, Any]:
    return emitted(folder, state, target)["terraform"]["backend"]["s3"]


@pytest.mark.requirement("C-02")
def test_state_lies_encrypted_in_the_bucket_and_both_locks_are_taken(tmp_path: Path):
    assert backend(tmp_path) == {
        "bucket": "shop-state",
        "key": "shop/dev/terraform.tfstate",
        "region": "us-east-1",
        "encrypt": True,
        "kms_key_id": "arn:aws:kms:us-east-1:111111111111:alias/stackwright-state",
        "dynamodb_table": "stackwright-locks",
        "use_lockfile": True,
        "allowed_account_ids": ["111111111111"],
    }


@pytest.mark.requirement("C-02")
@pytest.mark.parametrize(
    ("lock", "arguments"),
    [("s3_lock_file", {"use_lockfile": True}), ("dynamodb_table", {"dynamodb_table": "stackwright-locks"})],
)
def test_either_lock_can_be_chosen(tmp_path: Path, lock: str, arguments: dict[str, Any]):
    found = backend(tmp_path, state(locks=(lock,)))
    assert {name: found[name] for name in ("use_lockfile", "dynamodb_table") if name in found} == arguments


def test_the_state_of_the_state_stack_does_not_need_the_key_it_creates(tmp_path: Path):
    assert "kms_key_id" not in backend(tmp_path, target=Target.parse("state"))


def test_versions_are_pinned(tmp_path: Path):
    terraform = emitted(tmp_path)["terraform"]
    assert terraform["required_version"] == ">= 1.11.0, < 2.0.0"
    assert terraform["required_providers"] == {"aws": {"source": "hashicorp/aws", "version": "5.100.0"}}


@pytest.mark.requirement("C-05", "C-06")
def test_the_provider_takes_one_account_and_tags_everything(tmp_path: Path):
    assert emitted(tmp_path)["provider"] == {
        "aws": [
            {
                "region": "eu-west-1",
                "allowed_account_ids": ["222222222222"],
                "default_tags": [
                    {
                        "tags": {
                            "system": "shop",
                            "environment": "dev",
                            "owner": "team",
                            "cost-center": "4711",
                            "managed-by": "stackwright",
                        }
                    }
                ],
            }
        ]
    }


@pytest.mark.requirement("C-05", "C-06")
def test_a_provider_of_another_region_takes_the_same_account_and_tags(tmp_path: Path):
    app = App(outdir=str(tmp_path))
    stack = BaseStack(app, TARGET, SETTINGS, STATE, aliases={"recovery": "us-west-2"})
    aws.Vpc(stack, "copy", cidr_block="10.0.0.0/16", provider="aws.recovery")
    app.synth()
    first, second = json.loads((tmp_path / "stacks" / "shop-dev" / "cdk.tf.json").read_text())["provider"]["aws"]
    assert second == {**first, "alias": "recovery", "region": "us-west-2"}


def test_what_was_made_in_the_stack_is_in_the_root(tmp_path: Path):
    root = emitted(tmp_path)
    assert {name: root[name] for name in ("resource", "output", "variable")} == {
        "resource": {"aws_vpc": {"network": {"cidr_block": "10.0.0.0/16"}}},
        "output": {"vpc_id": {"value": "${aws_vpc.network.id}", "description": "The VPC"}},
        "variable": {"api_image": {"type": "string", "default": "nginx", "description": "The image"}},
    }
