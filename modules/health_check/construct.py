"""A health check from outside."""

from modules.base.construct import Module, ModuleScope
from modules.health_check.inputs import HealthCheckInputs
from resources import aws, given

HTTPS = 443
METRICS_REGION = "us-east-1"
"""Where Route 53's metrics are, and so the alarms on them."""


class HealthCheck(Module):
    """Asks `host_name` over HTTPS; its opinion decides which of two failover records answers.

    Give the load balancer's own name: the name that people use may lead to the other region already. Gives
    `health_check_id`. A `topic_arn` must be of a topic in us-east-1.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: HealthCheckInputs,
        *,
        host_name: str,
        topic_arn: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        if topic_arn is not None and self.context.region != METRICS_REGION:
            raise ValueError(
                f"{self.prefix}: an alarm on a health check is in {METRICS_REGION} and tells topics there only, "
                f"got a topic of {self.context.region}"
            )
        name = f"{self.context.name}-{inputs.path.strip('/').replace('/', '-') or 'root'}"
        check = aws.Route53HealthCheck(
            self,
            type="HTTPS" if inputs.search_string is None else "HTTPS_STR_MATCH",
            fqdn=host_name,
            port=HTTPS,
            resource_path=inputs.path,
            failure_threshold=inputs.failure_threshold,
            request_interval=inputs.request_interval_seconds,
            tags={"Name": name},
            **given(search_string=inputs.search_string),
        )
        self.health_check_id = check.id
        if topic_arn is not None:
            aws.CloudwatchMetricAlarm(
                self,
                alarm_name=f"{self.context.name}-health-check",
                alarm_description=f"{inputs.path} does not answer to Route 53: nobody outside can reach the system",
                namespace="AWS/Route53",
                metric_name="HealthCheckStatus",
                dimensions={"HealthCheckId": check.id},
                statistic="Minimum",
                period=60,
                evaluation_periods=1,
                comparison_operator="LessThanThreshold",
                threshold=1,
                # Route 53 reports every minute: without a word nobody knows whether the system is well.
                treat_missing_data="breaching",
                alarm_actions=[topic_arn],
                ok_actions=[topic_arn],
            )
