"""What every bucket has, and what it may have."""

import json

import pytest
from cdktf import App

from modules.base.private_bucket import ObjectLock, PrivateBucket, bucket_name
from tests.modules import CONTEXT, KEY_ARN, ModuleStack

NAME = "shop-dev-assets-123456789012"


def bucket(stack, **changes):
    return PrivateBucket(
        stack, "assets", **{"name": NAME, "kms_key_arn": KEY_ARN, "deletion_protection": True, **changes}
    )


def lifecycle_rules(stack):
    return stack.block("aws_s3_bucket_lifecycle_configuration.assets")["rule"]


def test_a_name_is_ours_alone():
    assert bucket_name(CONTEXT, "assets") == NAME
    assert len(bucket_name(CONTEXT, "a-very-long-purpose-that-does-not-fit-into-a-name-at-all")) <= 63


def test_is_private_encrypted_and_versioned(stack):
    made = bucket(stack)
    assert (made.name, made.arn, made.id) == (NAME, f"arn:aws:s3:::{NAME}", "${aws_s3_bucket.assets.id}")
    public_access = stack.block("aws_s3_bucket_public_access_block.assets")
    assert [name for name, value in public_access.items() if value is True] == [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ]
    assert stack.block("aws_s3_bucket_ownership_controls.assets")["rule"] == {"object_ownership": "BucketOwnerEnforced"}
    assert stack.block("aws_s3_bucket_versioning.assets")["versioning_configuration"] == {"status": "Enabled"}
    assert stack.block("aws_s3_bucket_server_side_encryption_configuration.assets")["rule"] == [
        {
            "apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": KEY_ARN},
            "bucket_key_enabled": True,
        }
    ]


def test_without_a_key_s3_encrypts_with_its_own(stack):
    bucket(stack, kms_key_arn=None)
    assert stack.block("aws_s3_bucket_server_side_encryption_configuration.assets")["rule"] == [
        {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}
    ]


@pytest.mark.parametrize("protected", [True, False])
def test_deletion_protection_keeps_what_lies_in_it(stack, protected):
    bucket(stack, deletion_protection=protected)
    assert stack.block("aws_s3_bucket.assets")["force_destroy"] is not protected


def test_answers_over_tls_only_and_to_those_it_is_told(stack):
    statement = {"Sid": "Read", "Effect": "Allow", "Principal": {"Service": "x.amazonaws.com"}}
    bucket(stack, statements=[statement])
    policy = json.loads(stack.block("aws_s3_bucket_policy.assets")["policy"])
    assert policy["Statement"] == [
        statement,
        {
            "Sid": "TlsOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [f"arn:aws:s3:::{NAME}", f"arn:aws:s3:::{NAME}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]


def test_cleans_up_after_itself_and_takes_further_rules(stack):
    further = {"id": "expire", "status": "Enabled", "filter": {}, "expiration": {"days": 90}}
    bucket(stack, noncurrent_version_days=7, lifecycle_rules=[further])
    assert lifecycle_rules(stack) == [
        {
            "id": "clean",
            "status": "Enabled",
            "filter": {},
            "noncurrent_version_expiration": {"noncurrent_days": 7},
            "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
        },
        further,
    ]
    assert stack.block("aws_s3_bucket_lifecycle_configuration.assets")["depends_on"] == [
        "aws_s3_bucket_versioning.assets"
    ]


def test_has_neither_access_log_nor_object_lock_unless_asked(stack):
    bucket(stack)
    assert stack.blocks("aws_s3_bucket_logging") == {}
    assert stack.blocks("aws_s3_bucket_object_lock_configuration") == {}
    assert "object_lock_enabled" not in stack.block("aws_s3_bucket.assets")


def test_writes_its_access_log_below_its_own_name(stack):
    bucket(stack, log_bucket="logs")
    assert stack.block("aws_s3_bucket_logging.assets") == {
        "bucket": "${aws_s3_bucket.assets.id}",
        "target_bucket": "logs",
        "target_prefix": f"{NAME}/",
    }


def test_locks_objects(stack):
    bucket(stack, object_lock=ObjectLock(mode="GOVERNANCE", days=30))
    assert stack.block("aws_s3_bucket.assets")["object_lock_enabled"] is True
    assert stack.block("aws_s3_bucket_object_lock_configuration.assets")["rule"] == {
        "default_retention": {"mode": "GOVERNANCE", "days": 30}
    }


def test_all_of_it_can_lie_in_another_region(tmp_path):
    stack = ModuleStack(App(outdir=str(tmp_path)), provider_aliases=("aws.recovery",))
    bucket(stack, provider="aws.recovery", log_bucket="logs", object_lock=ObjectLock(mode="GOVERNANCE", days=30))
    blocks = [block for blocks in stack.root()["resource"].values() for block in blocks.values()]
    assert len(blocks) == 9
    assert {block["provider"] for block in blocks} == {"aws.recovery"}
