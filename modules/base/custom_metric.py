"""A metric of the system's own, as those who draw it or watch it need to know it."""

from dataclasses import dataclass
from typing import Literal

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html, those a log event has use for
MetricUnit = Literal["None", "Count", "Seconds", "Milliseconds", "Bytes", "Percent"]


@dataclass(frozen=True, kw_only=True)
class CustomMetric:
    """One metric in a namespace of ours."""

    namespace: str
    name: str
    statistic: str
    """Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95."""
    unit: MetricUnit
    dimension_names: tuple[str, ...] = ()
    """With dimensions there is one metric for each value that was ever seen, and none for all of them together."""
