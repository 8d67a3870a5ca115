"""The key that encrypts an audit trail."""

from typing import Any

from modules.base.construct import Module
from modules.base.iam import resource_policy
from modules.base.key_policy import account_decides, log_groups_encrypt
from resources import Ref, aws


def trail_key(module: Module, *, trail_name: str, log_group_name: str) -> Ref:
    """The ARN of a key that one trail and one log group can use, and people as far as IAM lets them."""
    key = aws.KmsKey(
        module,
        description=f"Audit trail of {module.context.name}",
        enable_key_rotation=True,
        deletion_window_in_days=30,
        policy=resource_policy(
            [
                account_decides(module.context),
                *_trail(module, trail_name),
                log_groups_encrypt(module.context, module.context.region, log_group_name),
            ]
        ),
    )
    aws.KmsAlias(module, name=f"alias/{module.context.name}-audit-trail", target_key_id=key.key_id)
    return key.arn


def _trail(module: Module, trail_name: str) -> list[dict[str, Any]]:
    resource = f"trail/{trail_name}"
    every_region = f"arn:{module.context.partition}:cloudtrail:*:{module.context.account_id}:{resource}"
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
    only_this_trail = {"StringEquals": {"aws:SourceArn": module.context.arn("cloudtrail", resource)}}
    service = {"Service": "cloudtrail.amazonaws.com"}
    return [
        {
            "Sid": "TrailEncrypts",
            "Effect": "Allow",
            "Principal": service,
            "Action": "kms:GenerateDataKey*",
            "Resource": "*",
            "Condition": {
                **only_this_trail,
                "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": every_region},
            },
        },
        {
            "Sid": "TrailChecksKey",
            "Effect": "Allow",
            "Principal": service,
            # Decrypt is what a bucket with a bucket key needs.
            "Action": ["kms:DescribeKey", "kms:Decrypt"],
            "Resource": "*",
            "Condition": only_this_trail,
        },
    ]
