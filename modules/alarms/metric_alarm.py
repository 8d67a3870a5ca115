"""An alarm as data: what it watches, when it rings and what silence means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One CloudWatch metric and how its values of a period become one number."""

    namespace: str
    name: str
    statistic: str
    """Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95."""
    dimensions: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class MetricAlarm:
    """Rings when the value lies beyond the threshold in each of the last `evaluation_periods`."""

    component: str
    """What is watched: "api", "database". Begins the address and the name."""
    kind: str
    """What about it: "cpu"."""
    description: str
    metrics: Sequence[Metric]
    expression: str = ""
    """Metric math over m1, m2, ...; may be empty when there is one metric. A query where there is none."""
    comparison: Literal["above", "below"] = "above"
    threshold: float
    period_seconds: int
    evaluation_periods: int
    silence: Literal["is fine", "is a failure"] = "is fine"
    """What a period without a value means. Each "is a failure" names its reason where it is made."""
    in_recovery_region: bool = False
    """Whether the metrics are there; an alarm sees those of its own region only."""

    @property
    def local_name(self) -> str:
        return f"{self.component}_{self.kind}".replace("-", "_")


def total(count: int) -> str:
    """m1 + m2 + ..., where a metric without values counts as nothing."""
    return " + ".join(f"FILL(m{number}, 0)" for number in range(1, count + 1)) if count > 1 else ""


def largest(count: int) -> str:
    """The largest of m1, m2, ..., where a metric without values counts as nothing."""
    return f"MAX([{', '.join(f'FILL(m{number}, 0)' for number in range(1, count + 1))}])" if count > 1 else ""
