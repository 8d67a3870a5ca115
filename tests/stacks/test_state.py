"""The stack that holds the state of all others."""

import json
from pathlib import Path
from typing import Any

import pytest

from settings.target import Target
from stacks.synth import synthesise

PROTECTED = (
    "aws_s3_bucket.state",
    "aws_s3_bucket_versioning.state",
    "aws_dynamodb_table.state_locks",
    "aws_kms_key.state",
)


@pytest.fixture
def root(repository: Path) -> dict[str, Any]:
    [state] = synthesise([Target.parse("state")], repository)
    return json.loads(state.root_file.read_text())


@pytest.mark.requirement("C-03")
def test_bucket_and_table_are_taken_over_from_the_bootstrap(root: dict[str, Any]):
    assert root["import"] == [
        {"to": "aws_s3_bucket.state", "id": "stackwright-state-123456789012"},
        {"to": "aws_dynamodb_table.state_locks", "id": "stackwright-locks"},
    ]


@pytest.mark.requirement("C-03")
def test_what_holds_states_is_protected_from_destroy(root: dict[str, Any]):
    protected = [
        f"{terraform_type}.{name}"
        for terraform_type, blocks in root["resource"].items()
        for name, arguments in blocks.items()
        if arguments.get("lifecycle") == {"prevent_destroy": True}
    ]
    assert sorted(protected) == sorted(PROTECTED)


def test_its_own_state_lies_beside_the_others(root: dict[str, Any]):
    backend = root["terraform"]["backend"]["s3"]
    assert (backend["bucket"], backend["key"]) == ("stackwright-state-123456789012", "state/terraform.tfstate")
    assert "kms_key_id" not in backend
