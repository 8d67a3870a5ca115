"""Backups of what holds data in an environment."""

from typing import Any

from modules.backup.access import backup_statements
from modules.backup.facts import BackupSources
from modules.backup.inputs import BackupInputs, BackupRuleInputs, VaultLockInputs
from modules.base.construct import Module, ModuleScope
from modules.base.event_alert import tell
from modules.base.iam import policy, resource_policy, trust_policy
from modules.base.names import ROLE_NAME_LIMIT, shortened
from modules.base.recovery import RECOVERY_PROVIDER
from resources import aws, given

LONGEST_VAULT_NAME = 50


class Backup(Module):
    """A vault and the plan that fills it; copies go to a vault in the recovery region where a rule asks for them.

    `kms_key_arn` encrypts the vault and what is saved, `recovery_key_arn` the copies: a key of the recovery region.
    Gives `vault_name` and `recovery_vault_name`, which is None without copies.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: BackupInputs,
        *,
        sources: BackupSources,
        kms_key_arn: str,
        deletion_protection: bool,
        recovery_key_arn: str | None = None,
        topic_arn: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        if not sources.arns:
            raise ValueError(f"{self.prefix}: there is nothing to back up")
        if inputs.copies and recovery_key_arn is None:
            raise ValueError(f"{self.prefix}: copies need a recovery_key_arn")
        self._deletion_protection = deletion_protection
        self.vault_name = shortened(self.context.name, LONGEST_VAULT_NAME)
        vaults = [self._vault("", kms_key_arn, inputs.lock)]
        self.recovery_vault_name = None
        if inputs.copies and recovery_key_arn is not None:
            self.recovery_vault_name = self.vault_name
            vaults.append(self._vault("recovery", recovery_key_arn, inputs.lock, provider=RECOVERY_PROVIDER))
        plan = aws.BackupPlan(
            self,
            name=self.context.name,
            rule=[_rule(name, rule, vaults) for name, rule in inputs.rules.items()],
        )
        keys = [kms_key_arn] if recovery_key_arn is None or not inputs.copies else [kms_key_arn, recovery_key_arn]
        role = self._role(sources, vaults, keys)
        aws.BackupSelection(
            self, name=self.context.name, plan_id=plan.id, iam_role_arn=role.arn, resources=sources.arns
        )
        if topic_arn is not None:
            self._tell(topic_arn)
        self.output("vault", vaults[0].name, description="Where recovery points are kept")

    def _vault(
        self, local_name: str, key_arn: str, lock: VaultLockInputs | None, *, provider: str | None = None
    ) -> aws.BackupVault:
        where: dict[str, Any] = given(provider=provider)
        vault = aws.BackupVault(
            self,
            local_name,
            name=self.vault_name,
            kms_key_arn=key_arn,
            force_destroy=not self._deletion_protection,
            **where,
        )
        if self._deletion_protection:
            aws.BackupVaultPolicy(self, local_name, backup_vault_name=vault.name, policy=_nobody_deletes(), **where)
        if lock is not None:
            aws.BackupVaultLockConfiguration(
                self,
                local_name,
                backup_vault_name=vault.name,
                min_retention_days=lock.minimum_retention_days,
                max_retention_days=lock.maximum_retention_days,
                **given(changeable_for_days=lock.changeable_for_days),
                **where,
            )
        return vault

    def _role(self, sources: BackupSources, vaults: list[aws.BackupVault], key_arns: list[str]) -> aws.IamRole:
        role = aws.IamRole(
            self,
            name=shortened(f"{self.context.name}-backup", ROLE_NAME_LIMIT),
            description="AWS Backup makes recovery points and copies them",
            assume_role_policy=trust_policy(
                "backup.amazonaws.com", {"StringEquals": {"aws:SourceAccount": self.context.account_id}}
            ),
        )
        statements = backup_statements(
            self.context, sources, vault_arns=[vault.arn for vault in vaults], key_arns=key_arns
        )
        aws.IamRolePolicy(self, name="back-up", role=role.id, policy=policy(statements))
        return role

    def _tell(self, topic_arn: str) -> None:
        # https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
        tell(
            self,
            "failed_jobs",
            description="A recovery point was not made",
            pattern={
                "source": ["aws.backup"],
                "detail-type": ["Backup Job State Change"],
                "detail": {"state": ["ABORTED", "EXPIRED", "FAILED"]},
            },
            topic_arn=topic_arn,
        )
        tell(
            self,
            "failed_copies",
            description="A recovery point was not copied to the recovery region",
            pattern={
                "source": ["aws.backup"],
                "detail-type": ["Copy Job State Change"],
                "detail": {"state": ["FAILED"]},
            },
            topic_arn=topic_arn,
        )


def _rule(name: str, rule: BackupRuleInputs, vaults: list[aws.BackupVault]) -> Any:
    return given(
        rule_name=name,
        target_vault_name=vaults[0].name,
        schedule=rule.schedule,
        start_window=rule.start_window_minutes,
        completion_window=rule.completion_window_minutes,
        # No continuous backup: it would take the database's own backup window over, and RDS recovers to a point
        # in time by itself.
        lifecycle={"delete_after": rule.retention_days},
        copy_action=None
        if rule.copy_retention_days is None
        else [{"destination_vault_arn": vaults[1].arn, "lifecycle": {"delete_after": rule.copy_retention_days}}],
    )


def _nobody_deletes() -> str:
    return resource_policy(
        [
            {
                "Sid": "NobodyDeletesByHand",
                "Effect": "Deny",
                "Principal": "*",
                "Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
                "Resource": "*",
            }
        ]
    )
