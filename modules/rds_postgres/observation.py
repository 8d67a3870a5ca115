"""What is recorded of one RDS instance."""

from dataclasses import dataclass
from typing import Any

from modules.base.construct import Module
from modules.postgres.monitoring_inputs import MonitoringInputs
from modules.postgres.observation import Observation
from resources import aws

LOG_TYPES = ("postgresql", "upgrade")


@dataclass(frozen=True, kw_only=True)
class Observed:
    """`arguments` for the `aws.DbInstance`, and the log groups it depends on."""

    arguments: dict[str, Any]
    log_groups: list[aws.CloudwatchLogGroup]


def observation(
    module: Module, inputs: MonitoringInputs, *, identifier: str, kms_key_arn: str, log_retention_days: int
) -> Observed:
    """Makes the log groups and the monitoring role of the instance `identifier`."""
    made = Observation(
        module,
        "monitoring",
        inputs,
        identifier=identifier,
        instances=identifier,
        log_folder=f"/aws/rds/instance/{identifier}",
        log_types=LOG_TYPES,
        kms_key_arn=kms_key_arn,
        log_retention_days=log_retention_days,
        region=module.context.region,
    )
    arguments = made.instance_arguments | made.log_export_arguments
    if inputs.performance_insights_days:
        arguments["database_insights_mode"] = inputs.database_insights_mode
    return Observed(arguments=arguments, log_groups=made.log_groups)
