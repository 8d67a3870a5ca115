"""What is recorded of the DB instances of a database: log groups, a monitoring role, Performance Insights."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import trust_policy
from modules.base.names import ROLE_NAME_LIMIT, shortened
from modules.postgres.monitoring_inputs import MonitoringInputs
from resources import aws, given


class Observation(Module):
    """Log groups and a monitoring role for the DB instances of `identifier`.

    Gives `instance_arguments` for each `aws.DbInstance` or `aws.RdsClusterInstance`, `log_export_arguments` for what
    exports the logs, and `log_groups`, which that depends on: RDS makes log groups that are missing itself, without
    retention or key. `log_folder` is where it puts them; `instances` is a pattern that their identifiers match, None
    while there are none, which need no role. `provider` is the alias of another region.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: MonitoringInputs,
        *,
        identifier: str,
        instances: str | None,
        log_folder: str,
        log_types: Sequence[str],
        kms_key_arn: str,
        log_retention_days: int,
        region: str,
        provider: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.log_groups = [
            # checkov:skip=CKV_AWS_338: each environment says how long it keeps logs, in log_retention_days
            aws.CloudwatchLogGroup(
                self,
                log_type,
                name=f"{log_folder}/{log_type}",
                retention_in_days=log_retention_days,
                kms_key_id=kms_key_arn,
                **given(provider=provider),
            )
            for log_type in log_types
        ]
        self.log_export_arguments: dict[str, Any] = {"enabled_cloudwatch_logs_exports": list(log_types)}
        self.instance_arguments: dict[str, Any] = {
            "monitoring_interval": inputs.enhanced_monitoring_seconds,
            "performance_insights_enabled": inputs.performance_insights_days > 0,
        }
        if inputs.enhanced_monitoring_seconds and instances is not None:
            self.instance_arguments["monitoring_role_arn"] = self._role(identifier, instances, region).arn
        if inputs.performance_insights_days:
            self.instance_arguments |= {
                "performance_insights_retention_period": inputs.performance_insights_days,
                "performance_insights_kms_key_id": kms_key_arn,
            }

    def _role(self, identifier: str, instances: str, region: str) -> aws.IamRole:
        context = self.context
        role = aws.IamRole(
            self,
            name=shortened(f"{identifier}-monitoring", ROLE_NAME_LIMIT),
            assume_role_policy=trust_policy(
                "monitoring.rds.amazonaws.com",
                {
                    "StringEquals": {"aws:SourceAccount": context.account_id},
                    "ArnLike": {
                        "aws:SourceArn": f"arn:{context.partition}:rds:{region}:{context.account_id}:db:{instances}"
                    },
                },
            ),
        )
        aws.IamRolePolicyAttachment(
            self,
            role=role.name,
            policy_arn=f"arn:{context.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        )
        return role
