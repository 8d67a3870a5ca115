"""Statements that the policies of several keys have."""

from typing import Any

from modules.base.context import Context


def account_decides(context: Context) -> dict[str, Any]:
    """IAM policies of the account grant the key's use. Without it nobody could change the key any more."""
    return {
        "Sid": "AccountDecidesThroughIam",
        "Effect": "Allow",
        "Principal": {"AWS": context.global_arn("iam", "root")},
        "Action": "kms:*",
        "Resource": "*",
    }


def log_groups_encrypt(context: Context, region: str, log_groups: str) -> dict[str, Any]:
    """CloudWatch Logs encrypts the log groups of a region whose names match `log_groups`, such as *."""
    arn = f"arn:{context.partition}:logs:{region}:{context.account_id}:log-group:{log_groups}"
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    return {
        "Sid": "LogGroupsOfThisAccount",
        "Effect": "Allow",
        "Principal": {"Service": f"logs.{region}.amazonaws.com"},
        "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        "Resource": "*",
        "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": arn}},
    }
