"""What is recorded of one DB instance: its log groups, its monitoring role, Performance Insights."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import trust_policy
from modules.base.names import shortened
from modules.rds_postgres.monitoring_inputs import MonitoringInputs
from resources import aws

LOG_TYPES = ("postgresql", "upgrade")
ROLE_NAME_LIMIT = 64


class Observation(Module):
    """Log groups and a monitoring role for the DB instance `identifier`.

    Gives `arguments` for its `aws.DbInstance` and `log_groups`, which the instance depends on: RDS makes log groups
    that are missing itself, without retention or key.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: MonitoringInputs,
        *,
        identifier: str,
        kms_key_arn: str,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, id)
        self.log_groups = [
            aws.CloudwatchLogGroup(
                self,
                log_type,
                name=f"/aws/rds/instance/{identifier}/{log_type}",
                retention_in_days=log_retention_days,
                kms_key_id=kms_key_arn,
            )
            for log_type in LOG_TYPES
        ]
        self.arguments: dict[str, Any] = {
            "enabled_cloudwatch_logs_exports": list(LOG_TYPES),
            "monitoring_interval": inputs.enhanced_monitoring_seconds,
            "performance_insights_enabled": inputs.performance_insights_days > 0,
        }
        if inputs.enhanced_monitoring_seconds:
            self.arguments["monitoring_role_arn"] = self._role(identifier).arn
        if inputs.performance_insights_days:
            self.arguments |= {
                "performance_insights_retention_period": inputs.performance_insights_days,
                "performance_insights_kms_key_id": kms_key_arn,
                "database_insights_mode": inputs.database_insights_mode,
            }

    def _role(self, identifier: str) -> aws.IamRole:
        role = aws.IamRole(
            self,
            name=shortened(f"{identifier}-monitoring", ROLE_NAME_LIMIT),
            assume_role_policy=trust_policy(
                "monitoring.rds.amazonaws.com",
                {
                    "StringEquals": {"aws:SourceAccount": self.context.account_id},
                    "ArnLike": {"aws:SourceArn": self.context.arn("rds", f"db:{identifier}")},
                },
            ),
        )
        aws.IamRolePolicyAttachment(
            self,
            role=role.name,
            policy_arn=f"arn:{self.context.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        )
        return role
