"""What the audit trail records, where it goes and who may read it."""

import json

import pytest

from modules.audit_trail.construct import AuditTrail
from modules.audit_trail.inputs import AuditTrailInputs

TRAIL_ARN = "arn:aws:cloudtrail:us-east-1:123456789012:trail/shop-dev"
BUCKET = "${aws_s3_bucket.audit_trail_files.arn}"


def audit_trail(stack, *, deletion_protection=True, **inputs):
    return AuditTrail(
        stack,
        "audit_trail",
        AuditTrailInputs(**inputs),
        log_retention_days=90,
        deletion_protection=deletion_protection,
    )


def statements(block, key="policy"):
    return {statement["Sid"]: statement for statement in json.loads(block[key])["Statement"]}


@pytest.mark.requirement("C-29", "A-08", "M-15", "G-10")
def test_records_every_region_and_signs_its_files(stack):
    made = audit_trail(stack)
    assert stack.block("aws_cloudtrail.audit_trail") == {
        "name": "shop-dev",
        "s3_bucket_name": "${aws_s3_bucket.audit_trail_files.id}",
        "kms_key_id": "${aws_kms_key.audit_trail.arn}",
        "is_multi_region_trail": True,
        "include_global_service_events": True,
        "enable_log_file_validation": True,
        "cloud_watch_logs_group_arn": "${aws_cloudwatch_log_group.audit_trail.arn}:*",
        "cloud_watch_logs_role_arn": "${aws_iam_role.audit_trail.arn}",
        "advanced_event_selector": [
            {"name": "management", "field_selector": [{"field": "eventCategory", "equals": ["Management"]}]}
        ],
        "tags": {"component": "audit_trail"},
        "depends_on": ["aws_s3_bucket_policy.audit_trail_files", "aws_iam_role_policy.audit_trail"],
    }
    assert (made.arn, made.bucket_name, made.log_group_name, made.key_arn) == (
        "${aws_cloudtrail.audit_trail.arn}",
        "${aws_s3_bucket.audit_trail_files.id}",
        "/cloudtrail/shop-dev",
        "${aws_kms_key.audit_trail.arn}",
    )


@pytest.mark.requirement("A-08")
def test_events_of_objects_are_recorded_where_asked(stack):
    audit_trail(stack, object_events_of=("shop-prod-", "shop-shared-"))
    assert stack.block("aws_cloudtrail.audit_trail")["advanced_event_selector"][1] == {
        "name": "objects",
        "field_selector": [
            {"field": "eventCategory", "equals": ["Data"]},
            {"field": "resources.type", "equals": ["AWS::S3::Object"]},
            {"field": "resources.ARN", "starts_with": ["arn:aws:s3:::shop-prod-", "arn:aws:s3:::shop-shared-"]},
        ],
    }


@pytest.mark.requirement("C-29", "A-08")
def test_only_this_trail_writes_to_the_bucket(stack):
    audit_trail(stack)
    found = statements(stack.block("aws_s3_bucket_policy.audit_trail_files"))
    assert list(found) == ["TrailChecksBucket", "TrailWritesFiles", "TlsOnly"]
    assert found["TrailChecksBucket"]["Condition"] == {"StringEquals": {"aws:SourceArn": TRAIL_ARN}}
    assert found["TrailWritesFiles"] == {
        "Sid": "TrailWritesFiles",
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{BUCKET}/AWSLogs/123456789012/*",
        "Condition": {
            "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": TRAIL_ARN},
        },
    }


@pytest.mark.requirement("C-29", "A-08")
def test_files_have_a_key_of_their_own_an_access_log_and_an_end(stack):
    audit_trail(stack, retention_days=400)
    encryption = stack.block("aws_s3_bucket_server_side_encryption_configuration.audit_trail_files")["rule"][0]
    assert (
        encryption["apply_server_side_encryption_by_default"]["kms_master_key_id"] == "${aws_kms_key.audit_trail.arn}"
    )
    for name in ("files", "access_logs"):
        rule = stack.block(f"aws_s3_bucket_lifecycle_configuration.audit_trail_{name}")["rule"][0]
        assert (rule["expiration"], rule["noncurrent_version_expiration"]) == ({"days": 400}, {"noncurrent_days": 30})
    assert stack.block("aws_s3_bucket_logging.audit_trail_files")["target_bucket"] == (
        "${aws_s3_bucket.audit_trail_access_logs.id}"
    )
    assert list(statements(stack.block("aws_s3_bucket_policy.audit_trail_access_logs"))) == [
        "WriteBucketAccessLogs",
        "TlsOnly",
    ]


@pytest.mark.requirement("C-29")
def test_key_serves_this_trail_and_this_log_group(stack):
    audit_trail(stack)
    key = stack.block("aws_kms_key.audit_trail")
    assert key["enable_key_rotation"] is True
    found = statements(key)
    assert found["TrailEncrypts"]["Condition"] == {
        "StringEquals": {"aws:SourceArn": TRAIL_ARN},
        "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:123456789012:trail/shop-dev"},
    }
    assert found["TrailChecksKey"]["Condition"] == {"StringEquals": {"aws:SourceArn": TRAIL_ARN}}
    assert found["LogGroupsOfThisAccount"]["Condition"] == {
        "ArnLike": {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:log-group:/cloudtrail/shop-dev"
        }
    }
    assert stack.block("aws_kms_alias.audit_trail")["name"] == "alias/shop-dev-audit-trail"


@pytest.mark.requirement("C-29", "C-16")
def test_the_trail_may_write_its_own_streams_only(stack):
    audit_trail(stack)
    assert statements(stack.block("aws_iam_role_policy.audit_trail")) == {
        "WriteEvents": {
            "Sid": "WriteEvents",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": ["${aws_cloudwatch_log_group.audit_trail.arn}:log-stream:123456789012_CloudTrail_*"],
        }
    }
    trust = json.loads(stack.block("aws_iam_role.audit_trail")["assume_role_policy"])["Statement"][0]
    assert trust["Condition"] == {"StringEquals": {"aws:SourceArn": TRAIL_ARN}}


@pytest.mark.requirement("A-08")
def test_files_can_be_locked(stack):
    audit_trail(stack, object_lock={"mode": "COMPLIANCE", "days": 365})
    rule = stack.block("aws_s3_bucket_object_lock_configuration.audit_trail_files")["rule"]
    assert rule == {"default_retention": {"mode": "COMPLIANCE", "days": 365}}


def test_files_are_not_locked_unless_asked(stack):
    audit_trail(stack)
    assert stack.blocks("aws_s3_bucket_object_lock_configuration") == {}


@pytest.mark.parametrize("protected", [True, False])
def test_deletion_protection_keeps_files_and_events(stack, protected):
    audit_trail(stack, deletion_protection=protected)
    assert stack.block("aws_s3_bucket.audit_trail_files")["force_destroy"] is not protected
    group = stack.block("aws_cloudwatch_log_group.audit_trail")
    assert (group["skip_destroy"], group["retention_in_days"]) == (protected, 90)
    assert group["kms_key_id"] == "${aws_kms_key.audit_trail.arn}"
