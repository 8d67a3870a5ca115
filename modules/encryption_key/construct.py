"""The KMS key that encrypts the data and logs of an environment."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.encryption_key.inputs import EncryptionKeyInputs
from resources import aws

USE = ["kms:Decrypt", "kms:GenerateDataKey*"]

# They publish to encrypted SNS topics: alarms, budgets, cost anomalies.
PUBLISHERS = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"]

# https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html: EventBridge sends no aws:SourceAccount to KMS.
PUBLISHERS_WITHOUT_SOURCE = ["events.amazonaws.com"]


class EncryptionKey(Module):
    """One customer managed key with an alias, for log groups, secrets, topics, databases and caches.

    Gives `arn`. Users and roles get the key through their own IAM policies; only AWS services that have no identity in
    this account are named in the key's policy.
    """

    def __init__(self, scope: ModuleScope, id: str, inputs: EncryptionKeyInputs) -> None:
        super().__init__(scope, id)
        key = aws.KmsKey(
            self,
            description=f"Data and logs of {self.context.name}",
            enable_key_rotation=True,
            rotation_period_in_days=inputs.rotation_period_days,
            deletion_window_in_days=inputs.deletion_window_days,
            policy=resource_policy([self._account(), self._logs(), self._publishers(), self._events()]),
        )
        aws.KmsAlias(self, name=f"alias/{self.context.name}", target_key_id=key.key_id)
        self.arn = key.arn

    def _account(self) -> dict[str, Any]:
        # Without it nobody could change the key any more; it also lets IAM policies of this account grant its use.
        return {
            "Sid": "AccountDecidesThroughIam",
            "Effect": "Allow",
            "Principal": {"AWS": self.context.global_arn("iam", "root")},
            "Action": "kms:*",
            "Resource": "*",
        }

    def _logs(self) -> dict[str, Any]:
        log_groups = self.context.arn("logs", "log-group:*")
        return {
            "Sid": "LogGroupsOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": f"logs.{self.context.region}.amazonaws.com"},
            "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            "Resource": "*",
            "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": log_groups}},
        }

    def _publishers(self) -> dict[str, Any]:
        return {
            "Sid": "PublishToTopicsFromThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": PUBLISHERS},
            "Action": USE,
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:SourceAccount": self.context.account_id}},
        }

    def _events(self) -> dict[str, Any]:
        return {
            "Sid": "PublishEventsToTopics",
            "Effect": "Allow",
            "Principal": {"Service": PUBLISHERS_WITHOUT_SOURCE},
            "Action": USE,
            "Resource": "*",
        }
