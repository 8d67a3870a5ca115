"""The CloudWatch alarms of an environment."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from modules.alarms.cache import cache_alarms
from modules.alarms.database import copy_alarm, database_alarms
from modules.alarms.facts import CacheFacts, DatabaseCopyFacts, DatabaseFacts, LoadBalancerFacts, ServiceFacts
from modules.alarms.inputs import ROLLBACK_KINDS, AlarmGroupInputs, AlarmsInputs
from modules.alarms.load_balancer import load_balancer_alarms, target_alarms
from modules.alarms.metric_alarm import Metric, MetricAlarm
from modules.alarms.services import service_alarms
from modules.alarms.site import down_alarms, error_budget_alarm, failed_requests_alarm
from modules.base.construct import Module, ModuleScope
from modules.base.recovery import RECOVERY_PROVIDER
from modules.base.severity import Severity
from resources import Ref, aws, given

COMPARISONS = {"above": "GreaterThanThreshold", "below": "LessThanThreshold"}
MISSING_DATA = {"is fine": "notBreaching", "is a failure": "breaching"}


class Alarms(Module):
    """Alarms of services, load balancer, databases and cache, and the composite alarm that the site is down.

    Each tells the topic of its severity when it rings and when it is over. Gives `names` and `arns` of all of them in
    this region, in the same order. Without any topic the alarms only show their state. The alarm on a database's copy
    lies in the copy's region and tells `recovery_topic_arns`, which are topics of there.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: AlarmsInputs,
        *,
        topic_arns: Mapping[Severity, str],
        load_balancer: LoadBalancerFacts | None = None,
        services: Sequence[ServiceFacts] = (),
        databases: Sequence[DatabaseFacts] = (),
        database_copy: DatabaseCopyFacts | None = None,
        cache: CacheFacts | None = None,
        recovery_topic_arns: Mapping[Severity, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        self._topic_arns = topic_arns
        self._recovery_topic_arns = recovery_topic_arns or {}
        self._names: list[str] = []
        self._arns: list[Ref] = []
        for service in services:
            self._make_all(inputs.services, service_alarms(inputs.services, service))
        if load_balancer is not None:
            routed = [service for service in services if service.target_group_arn_suffixes]
            self._load_balancer(inputs, load_balancer, routed)
            self._site(inputs, load_balancer, routed)
        for database in databases:
            self._make_all(inputs.database, database_alarms(inputs.database, database))
        if database_copy is not None:
            self._make_all(inputs.database, [copy_alarm(inputs.database, database_copy)])
        if cache is not None:
            self._make_all(inputs.cache, cache_alarms(inputs.cache, cache))
        self.names = tuple(self._names)
        self.arns = tuple(self._arns)

    def _load_balancer(
        self, inputs: AlarmsInputs, load_balancer: LoadBalancerFacts, services: Sequence[ServiceFacts]
    ) -> None:
        group = inputs.load_balancer
        self._make_all(group, load_balancer_alarms(group, load_balancer))
        self._make_all(group, chain.from_iterable(target_alarms(group, load_balancer, item) for item in services))

    def _site(self, inputs: AlarmsInputs, load_balancer: LoadBalancerFacts, services: Sequence[ServiceFacts]) -> None:
        site = inputs.site
        if "down" not in site.skip:
            parts = [
                *chain.from_iterable(down_alarms(site, load_balancer, service) for service in services),
                failed_requests_alarm(site, load_balancer),
            ]
            # The parts tell nobody: one outage is one message.
            alarms = [self._make(part, severity=None) for part in parts]
            name = f"{self.context.name}-site-down"
            down = aws.CloudwatchCompositeAlarm(
                self,
                "site_down",
                alarm_name=name,
                alarm_description="A service has no healthy task, or most requests fail: people cannot use the site",
                alarm_rule=" OR ".join(f'ALARM("{alarm.alarm_name}")' for alarm in alarms),
                **self._actions(site.severity_of("down"), self._topic_arns),
            )
            self._names.append(name)
            self._arns.append(down.arn)
        if site.availability_percent is not None:
            self._make_all(site, [error_budget_alarm(site, load_balancer, site.availability_percent)])

    def _make_all(self, inputs: AlarmGroupInputs[Any], alarms: Iterator[MetricAlarm] | Sequence[MetricAlarm]) -> None:
        for alarm in alarms:
            if alarm.kind not in inputs.skip:
                self._make(alarm, severity=inputs.severity_of(alarm.kind))

    def _make(self, alarm: MetricAlarm, *, severity: Severity | None) -> aws.CloudwatchMetricAlarm:
        name = f"{self.context.name}-{alarm.local_name.replace('_', '-')}"
        topic_arns = self._recovery_topic_arns if alarm.in_recovery_region else self._topic_arns
        made = aws.CloudwatchMetricAlarm(
            self,
            alarm.local_name,
            alarm_name=name,
            alarm_description=alarm.description,
            comparison_operator=COMPARISONS[alarm.comparison],
            threshold=alarm.threshold,
            evaluation_periods=alarm.evaluation_periods,
            treat_missing_data=MISSING_DATA[alarm.silence],
            **_expression(alarm) if alarm.expression else _single(alarm.metrics[0], alarm.period_seconds),
            **self._actions(severity, topic_arns),
            **given(provider=RECOVERY_PROVIDER if alarm.in_recovery_region else None),
        )
        if not alarm.in_recovery_region:
            self._names.append(name)
            self._arns.append(made.arn)
        return made

    def _actions(self, severity: Severity | None, topic_arns: Mapping[Severity, str]) -> dict[str, Any]:
        if severity is None or not topic_arns:
            return {}
        if severity not in topic_arns:
            raise ValueError(f"{self.prefix}: no topic for {severity}, only for {', '.join(sorted(topic_arns))}")
        topic_arn = topic_arns[severity]
        return {"alarm_actions": [topic_arn], "ok_actions": [topic_arn]}


def rollback_alarm_names(alarms_id: str, inputs: AlarmsInputs, component: str) -> tuple[Ref, ...]:
    """Names of the alarms that roll back a deployment of this service, before the alarms are made.

    `alarms_id` is the id that `Alarms` will have. References: Terraform makes the alarms before the service.
    """
    names = {"5xx": "load_balancer_5xx", "target_5xx": f"{component}_target_5xx".replace("-", "_")}
    return tuple(
        Ref(f"aws_cloudwatch_metric_alarm.{alarms_id}_{names[kind]}.alarm_name", "string")
        for kind in ROLLBACK_KINDS
        if kind not in inputs.load_balancer.skip
    )


def _single(metric: Metric, period_seconds: int) -> dict[str, Any]:
    percentile = metric.statistic if metric.statistic.startswith("p") else None
    return given(
        namespace=metric.namespace,
        metric_name=metric.name,
        dimensions=metric.dimensions,
        period=period_seconds,
        statistic=None if percentile else metric.statistic,
        extended_statistic=percentile,
        # One slow answer at night is no percentile: the state stays until there are enough.
        evaluate_low_sample_count_percentiles="ignore" if percentile else None,
    )


def _expression(alarm: MetricAlarm) -> dict[str, Any]:
    metrics = [
        {
            "id": f"m{number}",
            "return_data": False,
            "metric": {
                "namespace": metric.namespace,
                "metric_name": metric.name,
                "dimensions": metric.dimensions,
                "period": alarm.period_seconds,
                "stat": metric.statistic,
            },
        }
        for number, metric in enumerate(alarm.metrics, start=1)
    ]
    # Metric math takes the period of its metrics; a query has none and needs its own.
    period = None if metrics else alarm.period_seconds
    value = given(id="value", expression=alarm.expression, label=alarm.kind, return_data=True, period=period)
    return {"metric_query": [value, *metrics]}
