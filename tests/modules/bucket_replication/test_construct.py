"""What is copied to the replica, how soon, and by whom."""

import json

import pytest

from modules.base.private_bucket import PrivateBucket
from modules.bucket_replication.construct import BucketReplication
from modules.bucket_replication.inputs import BucketReplicationInputs
from tests.modules import KEY_ARN

REPLICA_KEY_ARN = "arn:aws:kms:us-west-2:123456789012:key/66666666-7777-8888-9999-000000000000"
SOURCE, REPLICA = "${aws_s3_bucket.assets.arn}", "${aws_s3_bucket.assets_replication_replica.arn}"


def replication(stack, *, deletion_protection=True, keys=(KEY_ARN, REPLICA_KEY_ARN), statements=(), **inputs):
    source = PrivateBucket(stack, "assets", name="assets", lifecycle_rules=[{"id": "x"}], protected=True)
    return BucketReplication(
        stack,
        "assets_replication",
        BucketReplicationInputs(**inputs),
        name="assets",
        source=source,
        recovery_region="us-west-2",
        deletion_protection=deletion_protection,
        source_kms_key_arn=keys[0],
        replica_kms_key_arn=keys[1],
        replica_statements=statements,
    )


def rule(stack):
    return stack.block("aws_s3_bucket_replication_configuration.assets_replication")["rule"][0]


def policy_statements(stack, address):
    return {statement["Sid"]: statement for statement in json.loads(stack.block(address)["policy"])["Statement"]}


@pytest.mark.requirement("E-09")
def test_everything_is_copied_within_15_minutes_deletions_included(stack):
    replication(stack)
    assert rule(stack) == {
        "id": "everything",
        "status": "Enabled",
        "priority": 0,
        "filter": {"prefix": ""},
        "delete_marker_replication": {"status": "Enabled"},
        "source_selection_criteria": {"sse_kms_encrypted_objects": {"status": "Enabled"}},
        "destination": {
            "bucket": REPLICA,
            "storage_class": "STANDARD",
            "encryption_configuration": {"replica_kms_key_id": REPLICA_KEY_ARN},
            "replication_time": {"status": "Enabled", "time": {"minutes": 15}},
            "metrics": {"status": "Enabled", "event_threshold": {"minutes": 15}},
        },
    }
    block = stack.block("aws_s3_bucket_replication_configuration.assets_replication")
    assert block["depends_on"] == [
        "aws_s3_bucket_versioning.assets",
        "aws_s3_bucket_versioning.assets_replication_replica",
    ]


def test_the_promise_and_its_price_can_be_done_without(stack):
    replication(stack, within_15_minutes=False, storage_class="GLACIER_IR")
    assert rule(stack)["destination"] == {
        "bucket": REPLICA,
        "storage_class": "GLACIER_IR",
        "encryption_configuration": {"replica_kms_key_id": REPLICA_KEY_ARN},
    }


def test_without_keys_s3_encrypts_both_sides(stack):
    replication(stack, keys=(None, None))
    assert "source_selection_criteria" not in rule(stack)
    assert "encryption_configuration" not in rule(stack)["destination"]
    assert {"Decrypt", "Encrypt"} & set(policy_statements(stack, "aws_iam_role_policy.assets_replication")) == set()


@pytest.mark.parametrize("keys", [(KEY_ARN, None), (None, REPLICA_KEY_ARN)])
def test_refuses_a_key_for_one_side_only(stack, keys):
    with pytest.raises(ValueError, match="^assets_replication: give the keys of both buckets or of none$"):
        replication(stack, keys=keys)


@pytest.mark.requirement("C-16", "E-09")
def test_role_reads_one_bucket_and_writes_the_other(stack):
    replication(stack)
    found = policy_statements(stack, "aws_iam_role_policy.assets_replication")
    assert {sid: statement["Resource"] for sid, statement in found.items()} == {
        "ReadConfiguration": [SOURCE],
        "ReadVersions": [f"{SOURCE}/*"],
        "WriteReplicas": [f"{REPLICA}/*"],
        "Decrypt": [KEY_ARN],
        "Encrypt": [REPLICA_KEY_ARN],
    }
    assert found["Encrypt"]["Condition"] == {"StringEquals": {"kms:ViaService": "s3.us-west-2.amazonaws.com"}}
    assert found["Decrypt"]["Condition"] == {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}


@pytest.mark.requirement("E-09")
@pytest.mark.parametrize("protected", [True, False])
def test_replica_lies_elsewhere_and_keeps_versions_for_a_while(stack, protected):
    made = replication(stack, deletion_protection=protected, noncurrent_version_days=90)
    assert made.replica.arn == REPLICA
    bucket = stack.block("aws_s3_bucket.assets_replication_replica")
    assert (bucket["bucket"], bucket["provider"]) == ("shop-dev-assets-replica-123456789012", "aws.recovery")
    assert bucket["force_destroy"] is not protected
    lifecycle = stack.block("aws_s3_bucket_lifecycle_configuration.assets_replication_replica")["rule"][0]
    assert lifecycle["noncurrent_version_expiration"] == {"noncurrent_days": 90}


def test_replica_can_be_opened_to_a_distribution(stack):
    replication(stack, statements=[{"Sid": "Distribution", "Effect": "Allow"}])
    found = policy_statements(stack, "aws_s3_bucket_policy.assets_replication_replica")
    assert list(found) == ["Distribution", "TlsOnly"]
