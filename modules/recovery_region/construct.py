"""What lies in the region that things are copied to."""

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.recovery import RECOVERY_PROVIDER
from modules.recovery_region.inputs import RecoveryRegionInputs
from resources import aws


class RecoveryRegion(Module):
    """The key that encrypts all copies, and the copies of databases' backups.

    Gives `region` and `key_arn`, for whatever else is copied there. Everything in it is made by the provider alias
    `aws.recovery`, which the stack must have.
    """

    def __init__(self, scope: ModuleScope, id: str, inputs: RecoveryRegionInputs) -> None:
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
                [
                    # Without it nobody could change the key any more; it also lets IAM policies grant its use.
                    {
                        "Sid": "AccountDecidesThroughIam",
                        "Effect": "Allow",
                        "Principal": {"AWS": self.context.global_arn("iam", "root")},
                        "Action": "kms:*",
                        "Resource": "*",
                    }
                ]
            ),
            provider=RECOVERY_PROVIDER,
        )
        aws.KmsAlias(
            self, name=f"alias/{self.context.name}-recovery", target_key_id=key.key_id, provider=RECOVERY_PROVIDER
        )
        self.key_arn = key.arn
        self.output("region", self.region, description="Where copies of the data are")

    def replicate_backups(self, component: str, instance_arn: str) -> None:
        """Copies snapshots and transaction logs of an RDS instance, which must keep backups itself.

        Not for Aurora: its clusters are copied by a global database.
        """
        aws.DbInstanceAutomatedBackupsReplication(
            self,
            component,
            source_db_instance_arn=instance_arn,
            kms_key_id=self.key_arn,
            retention_period=self._inputs.database_backup_retention_days,
            provider=RECOVERY_PROVIDER,
        )
