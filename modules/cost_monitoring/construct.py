"""Watching an account's bill."""

from collections.abc import Mapping
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.cost_monitoring.inputs import CostAnomalyInputs, CostMonitoringInputs
from resources import Ref, aws, json_text


class CostMonitoring(Module):
    """Cost allocation tags, and an anomaly monitor that tells a topic at once and people once a day."""

    def __init__(
        self, scope: ModuleScope, id: str, inputs: CostMonitoringInputs, *, topic_arn: str | None = None
    ) -> None:
        super().__init__(scope, id)
        for key in inputs.active_tags:
            aws.CeCostAllocationTag(self, key, tag_key=key, status="Active")
        if inputs.anomalies is not None:
            self._anomalies(inputs.anomalies, topic_arn)

    def _anomalies(self, inputs: CostAnomalyInputs, topic_arn: str | None) -> None:
        if topic_arn is None and not inputs.email_addresses:
            raise ValueError(f"{self.prefix}: nobody would be told, because there is neither a topic nor an address")
        monitor_arn = self._monitor(inputs)
        # A subscription tells either topics at once or people once a day.
        if topic_arn is not None:
            self._subscribe("immediate", inputs, monitor_arn, [{"type": "SNS", "address": topic_arn}])
        if inputs.email_addresses:
            people = [{"type": "EMAIL", "address": address} for address in inputs.email_addresses]
            self._subscribe("daily", inputs, monitor_arn, people)

    def _monitor(self, inputs: CostAnomalyInputs) -> Ref:
        if inputs.watches == "services":
            return aws.CeAnomalyMonitor(
                self, name=self.context.name, monitor_type="DIMENSIONAL", monitor_dimension="SERVICE"
            ).arn
        return aws.CeAnomalyMonitor(
            self,
            name=self.context.name,
            monitor_type="CUSTOM",
            # Spelt as the provider reads it back, nulls included, or each plan would replace the monitor.
            monitor_specification=json_text(
                {
                    "And": None,
                    "CostCategories": None,
                    "Dimensions": None,
                    "Not": None,
                    "Or": None,
                    "Tags": {"Key": "user:system", "MatchOptions": None, "Values": [self.context.system]},
                }
            ),
        ).arn

    def _subscribe(self, frequency: str, inputs: CostAnomalyInputs, monitor_arn: Ref, subscribers: list[Any]) -> None:
        aws.CeAnomalySubscription(
            self,
            frequency,
            name=f"{self.context.name}-{frequency}",
            frequency=frequency.upper(),
            monitor_arn_list=[monitor_arn],
            subscriber=subscribers,
            threshold_expression=_threshold(inputs),
        )


def _threshold(inputs: CostAnomalyInputs) -> Any:
    impact = _at_least("ANOMALY_TOTAL_IMPACT_ABSOLUTE", inputs.minimum_impact_usd)
    if inputs.minimum_impact_percent is None:
        return impact
    return {"and": [impact, _at_least("ANOMALY_TOTAL_IMPACT_PERCENTAGE", inputs.minimum_impact_percent)]}


def _at_least(key: str, value: int) -> Mapping[str, Any]:
    return {"dimension": {"key": key, "match_options": ["GREATER_THAN_OR_EQUAL"], "values": [str(value)]}}
