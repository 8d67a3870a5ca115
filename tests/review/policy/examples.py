"""For each rule of the policy: resources that break it, resources that do not, and what the finding says."""

import json
from typing import Any, NamedTuple

Resources = dict[str, dict[str, Any]]


class Example(NamedTuple):
    breaks: Resources
    """The first one is what the finding is about."""
    keeps: Resources
    reason: str


BUCKET = {"aws_s3_bucket.files": {"bucket": "files"}}
ALL_BLOCKED = {
    "bucket": "files",
    "block_public_acls": True,
    "block_public_policy": True,
    "ignore_public_acls": True,
    "restrict_public_buckets": True,
}
TAGS = dict.fromkeys(("system", "environment", "component", "owner", "cost-center", "managed-by"), "x")


def one(terraform_type: str, **values: Any) -> Resources:
    return {f"{terraform_type}.one": values}


def policy(**condition: Any) -> str:
    return json.dumps({"Statement": [{"Effect": "Deny", "Action": "s3:*", "Condition": {"Bool": condition}}]})


def containers(**variables: str) -> str:
    environment = [{"name": name, "value": value} for name, value in variables.items()]
    return json.dumps([{"name": "api", "environment": environment}])


EXAMPLES = {
    "database-not-encrypted": Example(
        one("aws_db_instance", storage_encrypted=False),
        one("aws_db_instance", storage_encrypted=True),
        "The db instance has storage_encrypted off.",
    ),
    "cache-not-encrypted-at-rest": Example(
        one("aws_elasticache_replication_group", at_rest_encryption_enabled=False),
        one("aws_elasticache_replication_group", at_rest_encryption_enabled=True),
        "The elasticache replication group has at_rest_encryption_enabled off.",
    ),
    "cache-not-encrypted-in-transit": Example(
        one("aws_elasticache_replication_group"),
        one("aws_elasticache_replication_group", transit_encryption_enabled=True),
        "The elasticache replication group has transit_encryption_enabled off.",
    ),
    "topic-not-encrypted": Example(
        one("aws_sns_topic", kms_master_key_id=None),
        one("aws_sns_topic", kms_master_key_id="alias/x"),
        "The sns topic is not encrypted.",
    ),
    "trail-not-encrypted": Example(
        one("aws_cloudtrail"),
        one("aws_cloudtrail", kms_key_id="arn:x"),
        "The cloudtrail is not encrypted with a key of its own.",
    ),
    "key-not-rotated": Example(
        one("aws_kms_key", enable_key_rotation=False),
        one("aws_kms_key", enable_key_rotation=True),
        "The kms key has enable_key_rotation off.",
    ),
    "listener-without-strong-tls": Example(
        one("aws_lb_listener", protocol="HTTPS", ssl_policy="ELBSecurityPolicy-2016-08"),
        {
            "aws_lb_listener.https": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"},
            "aws_lb_listener.http": {"protocol": "HTTP", "default_action": [{"type": "redirect"}]},
        },
        "The lb listener accepts TLS older than 1.2 (ELBSecurityPolicy-2016-08).",
    ),
    "distribution-with-weak-tls": Example(
        one("aws_cloudfront_distribution", viewer_certificate=[{"minimum_protocol_version": "TLSv1"}]),
        one("aws_cloudfront_distribution", viewer_certificate=[{"minimum_protocol_version": "TLSv1.2_2021"}]),
        "The cloudfront distribution accepts TLS older than 1.2 (TLSv1).",
    ),
    "bucket-without-tls": Example(
        {**BUCKET, "aws_s3_bucket_policy.files": {"bucket": "files", "policy": policy(other="false")}},
        {
            **BUCKET,
            "aws_s3_bucket_policy.files": {"bucket": "files", "policy": policy(**{"aws:SecureTransport": "false"})},
        },
        "The s3 bucket can be read over plain HTTP.",
    ),
    "logs-kept-for-ever": Example(
        one("aws_cloudwatch_log_group", retention_in_days=0),
        one("aws_cloudwatch_log_group", retention_in_days=30),
        "The cloudwatch log group keeps its events for ever.",
    ),
    "no-access-logs": Example(
        one("aws_lb", access_logs=[{"enabled": False}]),
        {
            "aws_lb.one": {"access_logs": [{"enabled": True}]},
            "aws_cloudfront_distribution.site": {"arn": "arn:site"},
            "aws_cloudwatch_log_delivery_source.site": {"resource_arn": "arn:site"},
        },
        "The lb writes no access logs.",
    ),
    "no-flow-logs": Example(
        {"aws_vpc.main": {"id": "vpc-1"}, "aws_flow_log.other": {"vpc_id": "vpc-2"}},
        {"aws_vpc.main": {"id": "vpc-1"}, "aws_flow_log.main": {"vpc_id": "vpc-1"}},
        "The vpc has no flow logs.",
    ),
    "firewall-without-logs": Example(
        one("aws_wafv2_web_acl", arn="arn:acl"),
        {
            "aws_wafv2_web_acl.one": {"arn": "arn:acl"},
            "aws_wafv2_web_acl_logging_configuration.one": {"resource_arn": "arn:acl"},
        },
        "The wafv2 web acl logs nothing of what it blocks.",
    ),
    "trail-not-validated": Example(
        one("aws_cloudtrail", enable_log_file_validation=False),
        one("aws_cloudtrail", enable_log_file_validation=True),
        "The cloudtrail has enable_log_file_validation off.",
    ),
    "no-container-insights": Example(
        one("aws_ecs_cluster", setting=[{"name": "containerInsights", "value": "disabled"}]),
        one("aws_ecs_cluster", setting=[{"name": "containerInsights", "value": "enhanced"}]),
        "The ecs cluster has Container Insights off.",
    ),
    "database-not-protected": Example(
        one("aws_rds_cluster", deletion_protection=None),
        one("aws_rds_cluster", deletion_protection=True),
        "The rds cluster has deletion_protection off.",
    ),
    "database-without-backups": Example(
        one("aws_db_instance", backup_retention_period=0),
        one("aws_db_instance", backup_retention_period=1),
        "The db instance is not backed up.",
    ),
    "bucket-without-versions": Example(
        {
            **BUCKET,
            "aws_s3_bucket_versioning.files": {
                "bucket": "files",
                "versioning_configuration": [{"status": "Suspended"}],
            },
        },
        {
            **BUCKET,
            "aws_s3_bucket_versioning.files": {"bucket": "files", "versioning_configuration": [{"status": "Enabled"}]},
        },
        "The s3 bucket keeps no earlier versions of its objects.",
    ),
    "bucket-may-become-public": Example(
        {**BUCKET, "aws_s3_bucket_public_access_block.files": {**ALL_BLOCKED, "block_public_policy": False}},
        {**BUCKET, "aws_s3_bucket_public_access_block.files": ALL_BLOCKED},
        "The s3 bucket has a public access block with block_public_policy off.",
    ),
    "images-can-be-overwritten": Example(
        one("aws_ecr_repository", image_tag_mutability="MUTABLE"),
        one("aws_ecr_repository", image_tag_mutability="IMMUTABLE"),
        "The ecr repository lets a tag be moved to another image.",
    ),
    "images-not-scanned": Example(
        one("aws_ecr_repository", image_scanning_configuration=[{"scan_on_push": False}]),
        one("aws_ecr_repository", image_scanning_configuration=[{"scan_on_push": True}]),
        "The ecr repository has image_scanning_configuration.scan_on_push off.",
    ),
    "table-without-recovery": Example(
        one("aws_dynamodb_table", point_in_time_recovery=[]),
        one("aws_dynamodb_table", point_in_time_recovery=[{"enabled": True}]),
        "The dynamodb table has point_in_time_recovery.enabled off.",
    ),
    "secret-in-state": Example(
        one("aws_db_instance", password="hunter2-hunter2"),
        one("aws_db_instance", password=None),
        "The db instance has password in the state in clear.",
    ),
    "secret-in-environment": Example(
        one("aws_ecs_task_definition", container_definitions=containers(API_TOKEN="aB3$xY7!qQ9_zzK1pL")),
        one("aws_ecs_task_definition", container_definitions=containers(API_URL="https://example.com/")),
        "The ecs task definition shows what looks like a secret as the variable API_TOKEN.",
    ),
    "sensitive-container-definitions": Example(
        one("aws_ecs_task_definition", container_definitions="hidden"),
        one("aws_ecs_task_definition", container_definitions=containers()),
        "The ecs task definition has a sensitive value among its container definitions.",
    ),
    "tags-missing": Example(
        one("aws_vpc_endpoint", tags_all={name: "x" for name in TAGS if name != "owner"}),
        one("aws_vpc_endpoint", tags_all=TAGS),
        "The vpc endpoint has no tag owner.",
    ),
}

SENSITIVE = {"aws_db_instance": {"password": True}, "aws_ecs_task_definition": {"container_definitions": True}}
"""What Terraform says is sensitive in the examples that need it."""
