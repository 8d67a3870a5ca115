"""The state stack: rows C-02 and C-03."""

import pytest

from tests.plans import on
from tests.plans.plan import Plan


@on("state")
@pytest.mark.requirement("C-02", "C-03")
def test_c03_the_bucket_is_versioned_encrypted_and_closed(plan: Plan):
    [versioning] = plan.resources["aws_s3_bucket_versioning.state"]["versioning_configuration"]
    assert versioning["status"] == "Enabled"
    [rule] = plan.resources["aws_s3_bucket_server_side_encryption_configuration.state"]["rule"]
    assert rule["apply_server_side_encryption_by_default"][0]["sse_algorithm"] == "aws:kms"
    block = plan.resources["aws_s3_bucket_public_access_block.state"]
    settings = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    assert [block[setting] for setting in settings] == [True] * 4


@on("state")
@pytest.mark.requirement("C-03")
def test_c03_the_bucket_answers_over_tls_and_to_its_account_only(plan: Plan):
    statements = plan.document("aws_s3_bucket_policy.state", "policy")["Statement"]
    assert {statement["Sid"]: (statement["Effect"], statement["Condition"]) for statement in statements} == {
        "OnlyOverTls": ("Deny", {"Bool": {"aws:SecureTransport": "false"}}),
        "OnlyThisAccount": ("Deny", {"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}}),
    }


@on("state")
@pytest.mark.requirement("C-02", "C-03")
def test_c03_the_lock_table_is_encrypted_recoverable_and_protected(plan: Plan):
    table = plan.resources["aws_dynamodb_table.state_locks"]
    assert (table["name"], table["hash_key"]) == ("stackwright-locks", "LockID")
    assert table["deletion_protection_enabled"] is True
    assert table["point_in_time_recovery"][0]["enabled"] is True
    assert table["server_side_encryption"][0]["enabled"] is True


@on("state")
@pytest.mark.requirement("C-03")
@pytest.mark.parametrize("address", ["aws_s3_bucket.state", "aws_dynamodb_table.state_locks", "aws_kms_key.state"])
def test_c03_no_plan_destroys_what_holds_states(plan: Plan, address: str):
    assert plan.arguments(address)["lifecycle"]["prevent_destroy"] is True
