"""What every bucket has, and what it may have."""

import json

import pytest
from cdktf import App

from modules.base.private_bucket import ObjectLock, PrivateBucket, access_log_statement
from tests.modules import KEY_ARN, ModuleStack

RULE = {"id": "expire", "expiration": {"days": 90}}


def bucket(stack, id="assets", **changes):
    return PrivateBucket(stack, id, **{"name": id, "lifecycle_rules": [RULE], "protected": True, **changes})


def test_name_is_ours_alone(stack):
    bucket(stack)
    assert stack.block("aws_s3_bucket.assets")["bucket"] == "shop-dev-assets-123456789012"


def test_is_private_and_versioned(stack):
    made = bucket(stack)
    assert (made.name, made.arn) == ("${aws_s3_bucket.assets.id}", "${aws_s3_bucket.assets.arn}")
    public_access = stack.block("aws_s3_bucket_public_access_block.assets")
    assert [name for name, value in public_access.items() if value is True] == [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ]
    assert stack.block("aws_s3_bucket_ownership_controls.assets")["rule"] == {"object_ownership": "BucketOwnerEnforced"}
    assert stack.block("aws_s3_bucket_versioning.assets")["versioning_configuration"] == {"status": "Enabled"}


@pytest.mark.parametrize(
    ("key", "by_default", "bucket_key"),
    [
        (None, {"sse_algorithm": "AES256"}, False),
        (KEY_ARN, {"sse_algorithm": "aws:kms", "kms_master_key_id": KEY_ARN}, True),
    ],
)
def test_is_encrypted_with_our_key_or_that_of_s3(stack, key, by_default, bucket_key):
    bucket(stack, kms_key_arn=key)
    assert stack.block("aws_s3_bucket_server_side_encryption_configuration.assets")["rule"] == [
        {"apply_server_side_encryption_by_default": by_default, "bucket_key_enabled": bucket_key}
    ]


@pytest.mark.parametrize("protected", [True, False])
def test_protection_keeps_the_bucket_and_what_lies_in_it(stack, protected):
    bucket(stack, protected=protected)
    block = stack.block("aws_s3_bucket.assets")
    assert (block["force_destroy"], block["lifecycle"]) == (not protected, {"prevent_destroy": protected})


def test_rules_apply_to_everything_unless_they_say_otherwise(stack):
    bucket(stack, lifecycle_rules=[RULE, {"id": "old", "filter": {"prefix": "old/"}}])
    block = stack.block("aws_s3_bucket_lifecycle_configuration.assets")
    assert block["rule"] == [
        {"status": "Enabled", "filter": {"prefix": ""}, **RULE},
        {"status": "Enabled", "filter": {"prefix": "old/"}, "id": "old"},
    ]
    assert block["depends_on"] == ["aws_s3_bucket_versioning.assets"]


def test_answers_over_tls_only_and_to_those_it_is_told(stack):
    statement = {"Sid": "Read", "Effect": "Allow", "Principal": {"Service": "x.amazonaws.com"}}
    bucket(stack).set_policy([statement])
    policy = json.loads(stack.block("aws_s3_bucket_policy.assets")["policy"])
    assert policy["Statement"] == [
        statement,
        {
            "Sid": "TlsOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["${aws_s3_bucket.assets.arn}", "${aws_s3_bucket.assets.arn}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]


def test_writes_its_access_log_to_a_bucket_that_takes_only_this_one(stack):
    logs, assets = bucket(stack, "logs"), bucket(stack)
    ready = logs.set_policy([access_log_statement(logs, assets, "assets/")])
    assets.log_access_to(logs, "assets/", ready)
    assert stack.block("aws_s3_bucket_logging.assets") == {
        "bucket": "${aws_s3_bucket.assets.id}",
        "target_bucket": "${aws_s3_bucket.logs.id}",
        "target_prefix": "assets/",
        "depends_on": ["aws_s3_bucket_policy.logs"],
    }
    statement = json.loads(stack.block("aws_s3_bucket_policy.logs")["policy"])["Statement"][0]
    assert statement["Resource"] == "${aws_s3_bucket.logs.arn}/assets/*"
    assert statement["Condition"] == {
        "ArnLike": {"aws:SourceArn": "${aws_s3_bucket.assets.arn}"},
        "StringEquals": {"aws:SourceAccount": "123456789012"},
    }


def test_locks_objects_of_a_bucket_that_may_exist_already(stack):
    bucket(stack, object_lock=ObjectLock(mode="GOVERNANCE", days=30))
    assert "object_lock_enabled" not in stack.block("aws_s3_bucket.assets")
    assert stack.block("aws_s3_bucket_object_lock_configuration.assets")["rule"] == {
        "default_retention": {"mode": "GOVERNANCE", "days": 30}
    }


def test_locks_nothing_unless_asked(stack):
    bucket(stack)
    assert stack.blocks("aws_s3_bucket_object_lock_configuration") == {}


def test_all_of_it_can_lie_in_another_region(tmp_path):
    stack = ModuleStack(App(outdir=str(tmp_path)), provider_aliases=("aws.recovery",))
    lock = ObjectLock(mode="GOVERNANCE", days=30)
    logs = bucket(stack, "logs", provider="aws.recovery")
    assets = bucket(stack, provider="aws.recovery", object_lock=lock)
    assets.set_policy([])
    assets.log_access_to(logs, "assets/", logs.set_policy([]))
    blocks = [block for blocks in stack.root()["resource"].values() for block in blocks.values()]
    assert len(blocks) == 16
    assert {block["provider"] for block in blocks} == {"aws.recovery"}
