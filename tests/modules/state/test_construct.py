"""The state bucket and lock table."""

import json

import pytest

from modules.state.construct import State, state_key_alias_arn
from modules.state.inputs import StateInputs
from tests.modules import CONTEXT, ModuleStack, messages


@pytest.fixture
def state(stack: ModuleStack) -> ModuleStack:
    State(stack, "state", StateInputs(bucket_name="shop-state"))
    return stack


def test_bucket_and_table_are_taken_over_from_the_bootstrap(state):
    assert state.root()["import"] == [
        {"to": "aws_s3_bucket.state", "id": "shop-state"},
        {"to": "aws_dynamodb_table.state_locks", "id": "stackwright-locks"},
    ]


@pytest.mark.parametrize("address", ["aws_s3_bucket.state", "aws_dynamodb_table.state_locks", "aws_kms_key.state"])
def test_nothing_that_holds_state_can_be_destroyed(state, address):
    assert state.block(address)["lifecycle"] == {"prevent_destroy": True}


def test_bucket_is_versioned_encrypted_and_private(state):
    assert state.block("aws_s3_bucket_versioning.state")["versioning_configuration"] == {"status": "Enabled"}
    encryption = state.block("aws_s3_bucket_server_side_encryption_configuration.state")["rule"][0]
    assert encryption["apply_server_side_encryption_by_default"] == {
        "sse_algorithm": "aws:kms",
        "kms_master_key_id": "${aws_kms_key.state.arn}",
    }
    block = state.block("aws_s3_bucket_public_access_block.state")
    assert [value for key, value in block.items() if key != "bucket"] == [True] * 4


def test_bucket_refuses_plain_http_and_other_accounts(state):
    statements = json.loads(state.block("aws_s3_bucket_policy.state")["policy"])["Statement"]
    assert [(statement["Effect"], statement["Condition"]) for statement in statements] == [
        ("Deny", {"Bool": {"aws:SecureTransport": "false"}}),
        ("Deny", {"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}}),
    ]


def test_superseded_states_are_kept_as_long_as_asked(stack):
    State(stack, "state", StateInputs(bucket_name="shop-state", noncurrent_version_days=90))
    rule = stack.block("aws_s3_bucket_lifecycle_configuration.state")["rule"][0]
    assert rule["noncurrent_version_expiration"] == {"noncurrent_days": 90}


def test_lock_table_has_the_key_terraform_needs(state):
    table = state.block("aws_dynamodb_table.state_locks")
    assert (table["hash_key"], table["attribute"]) == ("LockID", [{"name": "LockID", "type": "S"}])
    assert table["deletion_protection_enabled"] is True
    assert table["point_in_time_recovery"] == {"enabled": True}


def test_key_is_known_by_its_alias(state):
    assert state.block("aws_kms_alias.state")["name"] == "alias/stackwright-state"
    assert state_key_alias_arn(CONTEXT) == "arn:aws:kms:us-east-1:123456789012:alias/stackwright-state"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"bucket_name": "Shop_State"},
            'bucket_name must be an S3 bucket name of lower case letters, digits and dashes, got "Shop_State"',
        ),
        ({"locks": ()}, "locks must have at least 1 element, got 0"),
        ({"locks": ("redis",)}, 'locks[0] must be one of "s3_lock_file", "dynamodb_table", got "redis"'),
        ({"noncurrent_version_days": 7}, "noncurrent_version_days must be at least 30, got 7"),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: StateInputs(**{"bucket_name": "shop-state", **changes})) == [expected]
