"""Metrics that are read from the logs of services."""

from collections.abc import Mapping
from typing import Any

from modules.alarms.construct import COMPARISONS, MISSING_DATA
from modules.base.construct import Module, ModuleScope
from modules.base.custom_metric import CustomMetric
from modules.base.severity import Severity
from modules.log_metrics.inputs import LogMetricAlarmInputs, LogMetricInputs
from resources import aws, given


class LogMetrics(Module):
    """A metric filter for each input, in the namespace named like the environment, and the alarms that were asked for.

    `log_group_names` is by service. Gives `namespace`, `metrics` (for a dashboard) and `alarm_arns`.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: Mapping[str, LogMetricInputs],
        *,
        log_group_names: Mapping[str, str],
        topic_arns: Mapping[Severity, str],
    ) -> None:
        super().__init__(scope, id)
        self.namespace = self.context.name
        self._topic_arns = topic_arns
        self.metrics = tuple(
            CustomMetric(
                namespace=self.namespace,
                name=name,
                statistic=metric.statistic,
                unit=metric.unit,
                dimension_names=tuple(metric.dimensions),
            )
            for name, metric in inputs.items()
        )
        for name, metric in inputs.items():
            self._filter(name, metric, log_group_names[metric.service])
        self.alarm_arns = tuple(
            self._alarm(name, metric, metric.alarm).arn for name, metric in inputs.items() if metric.alarm is not None
        )

    def _filter(self, name: str, metric: LogMetricInputs, log_group_name: str) -> None:
        transformation: Any = given(
            name=name,
            namespace=self.namespace,
            value=metric.value,
            unit=metric.unit,
            dimensions=metric.dimensions or None,
            # Zero where nothing happened, so that a count is a line and no scattered dots.
            default_value="0" if metric.counts else None,
        )
        aws.CloudwatchLogMetricFilter(
            self,
            name,
            name=name,
            log_group_name=log_group_name,
            pattern=metric.pattern,
            metric_transformation=transformation,
        )

    def _alarm(self, name: str, metric: LogMetricInputs, alarm: LogMetricAlarmInputs) -> aws.CloudwatchMetricAlarm:
        percentile = metric.statistic if metric.statistic.startswith("p") else None
        return aws.CloudwatchMetricAlarm(
            self,
            name,
            alarm_name=f"{self.context.name}-metric-{name.replace('_', '-')}",
            alarm_description=f"{metric.service}: {name} is {alarm.comparison} {alarm.threshold:g}"
            f"{'' if metric.unit == 'None' else ' ' + metric.unit.lower()} in {alarm.period_seconds} s",
            namespace=self.namespace,
            metric_name=name,
            comparison_operator=COMPARISONS[alarm.comparison],
            threshold=alarm.threshold,
            period=alarm.period_seconds,
            evaluation_periods=alarm.evaluation_periods,
            treat_missing_data=MISSING_DATA[alarm.silence],
            **given(
                statistic=None if percentile else metric.statistic,
                extended_statistic=percentile,
                # One slow answer at night is no percentile: the state stays until there are enough.
                evaluate_low_sample_count_percentiles="ignore" if percentile else None,
            ),
            **self._actions(alarm.severity),
        )

    def _actions(self, severity: Severity) -> dict[str, Any]:
        if not self._topic_arns:
            return {}
        if severity not in self._topic_arns:
            raise ValueError(f"{self.prefix}: no topic for {severity}, only for {', '.join(sorted(self._topic_arns))}")
        return {"alarm_actions": [self._topic_arns[severity]], "ok_actions": [self._topic_arns[severity]]}
