"""The KMS key that encrypts the data and logs of an environment."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.key_policy import account_decides, log_groups_encrypt
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
            policy=resource_policy(self._statements()),
        )
        aws.KmsAlias(self, name=f"alias/{self.context.name}", target_key_id=key.key_id)
        self.arn = key.arn

    def _statements(self) -> list[dict[str, Any]]:
        everybody = [account_decides(self.context), log_groups_encrypt(self.context, self.context.region, "*")]
        return [*everybody, self._publishers(), self._events()]

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
