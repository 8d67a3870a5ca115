"""What lies in the region that things are copied to."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.key_policy import account_decides, log_groups_encrypt
from modules.base.recovery import RECOVERY_PROVIDER
from modules.recovery_region.database_network import DatabaseNetwork
from modules.recovery_region.inputs import RecoveryRegionInputs
from resources import aws


class RecoveryRegion(Module):
    """The key that encrypts all copies, the copies of databases' backups, and room for a cluster that follows.

    Gives `region` and `key_arn`, for whatever else is copied there, and `database_network` (`vpc_id`, `subnet_ids`),
    which is None unless asked for. Everything in it is made by the provider alias `aws.recovery`, which the stack must
    have.
    """

    def __init__(self, scope: ModuleScope, id: str, inputs: RecoveryRegionInputs, *, log_retention_days: int) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        self.region = inputs.region
        # A key of its own and no replica of the environment's: copies can be read when that one is lost, or misused.
        key = aws.KmsKey(
            self,
            description=f"Copies of {self.context.name}'s data",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=resource_policy(
                [account_decides(self.context), log_groups_encrypt(self.context, self.region, "*"), self._alarms()]
            ),
            provider=RECOVERY_PROVIDER,
        )
        aws.KmsAlias(
            self, name=f"alias/{self.context.name}-recovery", target_key_id=key.key_id, provider=RECOVERY_PROVIDER
        )
        self.key_arn = key.arn
        self.database_network = None
        if inputs.database_network is not None:
            self.database_network = DatabaseNetwork(
                self,
                "database_network",
                inputs.database_network,
                key_arn=self.key_arn,
                log_retention_days=log_retention_days,
            )
        self.output("region", self.region, description="Where copies of the data are")

    def _alarms(self) -> dict[str, Any]:
        # Of what lies here; they publish to topics that this key encrypts.
        return {
            "Sid": "AlarmsOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:SourceAccount": self.context.account_id}},
        }

    def replicate_backups(self, component: str, instance_arn: str, *, retention_days: int) -> None:
        """Copies snapshots and transaction logs of an RDS instance, which keeps them `retention_days` itself.

        Not for Aurora: a global database copies its clusters, for which there is `database_network`.
        """
        aws.DbInstanceAutomatedBackupsReplication(
            self,
            component,
            source_db_instance_arn=instance_arn,
            kms_key_id=self.key_arn,
            retention_period=self._inputs.database_backup_retention_days or retention_days,
            provider=RECOVERY_PROVIDER,
        )
