"""What a caller decides about metrics that are read from logs."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.custom_metric import MetricUnit
from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.severity import Severity

# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
LONGEST_PATTERN = 1024
DIMENSIONS_OF_A_FILTER = 3
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
LONGEST_EVALUATION_SECONDS = 86_400

MetricName = Annotated[str, matching(r"[a-z][a-z0-9_]{0,100}", "a metric name such as workflow_failed")]
FIELD = r"\$[A-Za-z0-9_.\[\]-]+"
EventField = Annotated[str, matching(FIELD, 'a field of the log event such as "$.model"')]
Value = Annotated[
    str, matching(rf"\d+(\.\d+)?|{FIELD}", 'a number such as "1", or a field of the log event such as "$.duration_ms"')
]
Statistic = Annotated[
    str,
    matching(
        r"Sum|Average|Minimum|Maximum|SampleCount|p(\d{1,2}(\.\d+)?|100)",
        "Sum, Average, Minimum, Maximum, SampleCount or a percentile such as p95",
    ),
]


class LogMetricAlarmInputs(Inputs):
    """Rings when the metric lies beyond the threshold in each of the last `evaluation_periods`."""

    severity: Severity = "P3"
    """Severity of the alarm."""

    threshold: float
    """Value beyond which it rings, in the metric's unit."""

    comparison: Literal["above", "below"] = "above"
    """Which side of the threshold is bad."""

    period_seconds: Literal[60, 300, 900, 3600, 86400] = 300
    """Seconds that one value stands for; 86400 for what is spent in a day."""

    evaluation_periods: int = Field(default=1, ge=1, le=10)
    """Periods in a row beyond the threshold before it rings."""

    silence: Literal["is fine", "is a failure"] = "is fine"
    """What a period without any matching log event means."""

    def findings(self) -> Iterator[Finding]:
        seconds = self.period_seconds * self.evaluation_periods
        if seconds > LONGEST_EVALUATION_SECONDS:
            yield Finding(
                ("evaluation_periods",),
                f"must be at most {LONGEST_EVALUATION_SECONDS // self.period_seconds} when period_seconds is "
                f"{self.period_seconds}, because an alarm looks back one day at most",
                self.evaluation_periods,
            )


class LogMetricInputs(Inputs):
    """A metric made of the log events of one service that match a pattern."""

    service: str
    """The service whose logs are read, such as api."""

    pattern: str = Field(min_length=1, max_length=LONGEST_PATTERN)
    """Which log events count, in CloudWatch's filter syntax: { $.event = "workflow_failed" }."""

    value: Value = "1"
    """What an event adds: a number, or a field of a JSON event such as $.duration_ms."""

    unit: MetricUnit = "Count"
    """Unit of the value."""

    statistic: Statistic = "Sum"
    """How values of a period become one number, on the dashboard and in the alarm."""

    dimensions: dict[str, EventField] = Field(default={}, max_length=DIMENSIONS_OF_A_FILTER)
    """Name -> field that tells events apart, such as model = "$.model". Each value seen is a metric to pay for."""

    alarm: LogMetricAlarmInputs | None = None
    """When somebody is to be told."""

    @property
    def counts(self) -> bool:
        """Whether it counts events, so that a period without one is 0 and no gap."""
        return not self.value.startswith("$") and not self.dimensions

    def findings(self) -> Iterator[Finding]:
        reads_fields = self.value.startswith("$") or self.dimensions
        if reads_fields and not re.match(r"\s*[\[{]", self.pattern):
            yield Finding(
                ("pattern",),
                'must be a JSON pattern such as { $.event = "call" }, because value or dimensions name a field',
                self.pattern,
            )
        if self.dimensions and self.alarm is not None:
            yield Finding(
                ("alarm",),
                "must be left out of a metric with dimensions, because CloudWatch adds nothing up over them; "
                "add a metric without dimensions for the alarm",
            )
