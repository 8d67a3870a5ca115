"""A bucket that tasks keep files in: what it is, and what they may do with it."""

import json

import pytest

from modules.bucket.access_logs import BucketAccessLogs
from modules.bucket.construct import Bucket
from modules.bucket.inputs import BucketInputs
from tests.modules import KEY_ARN

ARN = "${aws_s3_bucket.assets_bucket.arn}"


def make(stack, name="assets", *, deletion_protection=True, **inputs):
    return Bucket(stack, name, BucketInputs(**inputs), kms_key_arn=KEY_ARN, deletion_protection=deletion_protection)


def actions(bucket):
    return {statement.sid: list(statement.actions) for statement in bucket.statements}


@pytest.mark.requirement("M-15")
def test_is_private_versioned_encrypted_with_our_key_and_reached_over_tls_only(stack):
    make(stack)
    assert stack.block("aws_s3_bucket.assets_bucket")["bucket"] == "shop-dev-assets-123456789012"
    assert stack.block("aws_s3_bucket_versioning.assets_bucket")["versioning_configuration"] == {"status": "Enabled"}
    [rule] = stack.block("aws_s3_bucket_server_side_encryption_configuration.assets_bucket")["rule"]
    assert rule["apply_server_side_encryption_by_default"] == {"sse_algorithm": "aws:kms", "kms_master_key_id": KEY_ARN}
    [statement] = json.loads(stack.block("aws_s3_bucket_policy.assets_bucket")["policy"])["Statement"]
    assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


@pytest.mark.parametrize("protected", [True, False])
def test_protection_keeps_it_and_what_lies_in_it(stack, protected):
    make(stack, deletion_protection=protected)
    block = stack.block("aws_s3_bucket.assets_bucket")
    assert (block["force_destroy"], block["lifecycle"]) == (not protected, {"prevent_destroy": protected})


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        (
            "read",
            {"FindAssets": ["s3:ListBucket"], "UseAssets": ["s3:GetObject"], "UseAssetsKey": ["kms:Decrypt"]},
        ),
        (
            "write",
            {
                "UseAssets": ["s3:AbortMultipartUpload", "s3:PutObject"],
                "UseAssetsKey": ["kms:Decrypt", "kms:GenerateDataKey"],
            },
        ),
        (
            "read_write",
            {
                "FindAssets": ["s3:ListBucket"],
                "UseAssets": ["s3:GetObject", "s3:AbortMultipartUpload", "s3:PutObject", "s3:DeleteObject"],
                "UseAssetsKey": ["kms:Decrypt", "kms:GenerateDataKey"],
            },
        ),
    ],
)
@pytest.mark.requirement("C-16")
def test_tasks_may_do_what_was_asked_for(stack, access, expected):
    assert actions(make(stack, task_access=access)) == expected


@pytest.mark.requirement("C-16")
def test_that_holds_for_this_bucket_and_its_objects_only(stack):
    find, use, key = make(stack).statements
    assert (find.resources, use.resources, key.resources) == ([ARN], [f"{ARN}/*"], [KEY_ARN])
    assert key.conditions == {
        "StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"},
        "StringLike": {"kms:EncryptionContext:aws:s3:arn": [ARN, f"{ARN}/*"]},
    }


def test_tasks_are_told_its_name(stack):
    bucket = make(stack, "user-uploads")
    assert bucket.environment == {"USER_UPLOADS_BUCKET": "${aws_s3_bucket.user_uploads_bucket.id}"}
    assert [statement.sid for statement in bucket.statements] == [
        "FindUserUploads",
        "UseUserUploads",
        "UseUserUploadsKey",
    ]


@pytest.mark.requirement("E-12")
def test_objects_grow_old_in_colder_storage(stack):
    make(
        stack,
        transitions=(
            {"after_days": 30, "storage_class": "STANDARD_IA"},
            {"after_days": 90, "storage_class": "GLACIER"},
        ),
        expire_after_days=365,
        noncurrent_version_days=60,
    )
    assert stack.block("aws_s3_bucket_lifecycle_configuration.assets_bucket")["rule"] == [
        {
            "status": "Enabled",
            "filter": {"prefix": ""},
            "id": "age",
            "transition": [{"days": 30, "storage_class": "STANDARD_IA"}, {"days": 90, "storage_class": "GLACIER"}],
            "expiration": {"days": 365},
            "noncurrent_version_expiration": {"noncurrent_days": 60},
            "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
        }
    ]


def test_objects_stay_unless_they_are_to_expire(stack):
    make(stack)
    [rule] = stack.block("aws_s3_bucket_lifecycle_configuration.assets_bucket")["rule"]
    assert not {"transition", "expiration"} & set(rule)


def test_browsers_use_signed_urls_from_the_pages_that_are_named(stack):
    make(stack, cors=({"allowed_origins": ("https://app.example.com",), "allowed_methods": ("GET", "PUT")},))
    assert stack.block("aws_s3_bucket_cors_configuration.assets") == {
        "bucket": "${aws_s3_bucket.assets_bucket.id}",
        "cors_rule": [
            {
                "allowed_origins": ["https://app.example.com"],
                "allowed_methods": ["GET", "PUT"],
                "allowed_headers": ["*"],
                "expose_headers": ["ETag"],
                "max_age_seconds": 3600,
            }
        ],
    }


def test_without_pages_of_other_origins_browsers_refuse_them(stack):
    make(stack)
    assert stack.blocks("aws_s3_bucket_cors_configuration") == {}


@pytest.mark.requirement("M-15")
def test_requests_to_several_buckets_are_logged_in_one(stack):
    sources = {name: make(stack, name).bucket for name in ("assets", "backups")}
    BucketAccessLogs(stack, "bucket_access_logs", sources=sources, deletion_protection=True)
    logs = "${aws_s3_bucket.bucket_access_logs_bucket.%s}"
    loggings = stack.blocks("aws_s3_bucket_logging")
    assert {name: (block["target_bucket"], block["target_prefix"]) for name, block in loggings.items()} == {
        "assets_bucket": (logs % "id", "assets/"),
        "backups_bucket": (logs % "id", "backups/"),
    }
    policy = json.loads(stack.block("aws_s3_bucket_policy.bucket_access_logs_bucket")["policy"])
    assert [statement["Resource"] for statement in policy["Statement"][:2]] == [
        f"{logs % 'arn'}/assets/*",
        f"{logs % 'arn'}/backups/*",
    ]
    [rule] = stack.block("aws_s3_bucket_lifecycle_configuration.bucket_access_logs_bucket")["rule"]
    assert rule["expiration"] == {"days": 365}
