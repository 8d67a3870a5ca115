"""What a metric read from logs may be."""

import pytest

from modules.log_metrics.inputs import LogMetricAlarmInputs, LogMetricInputs
from tests.modules import messages

CALLS = '{ $.event = "ai_call" }'


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"value": "duration_ms"},
            [
                'value must be a number such as "1", or a field of the log event such as "$.duration_ms", '
                'got "duration_ms"'
            ],
        ),
        (
            {"statistic": "Mean"},
            ['statistic must be Sum, Average, Minimum, Maximum, SampleCount or a percentile such as p95, got "Mean"'],
        ),
        (
            {"dimensions": {"model": "gpt"}},
            ['dimensions.model must be a field of the log event such as "$.model", got "gpt"'],
        ),
        (
            {"pattern": "ERROR", "value": "$.duration_ms"},
            [
                'pattern must be a JSON pattern such as { $.event = "call" }, because value or dimensions name a field, '
                'got "ERROR"'
            ],
        ),
        (
            {"dimensions": {"model": "$.model"}, "alarm": LogMetricAlarmInputs(threshold=1)},
            [
                "alarm must be left out of a metric with dimensions, because CloudWatch adds nothing up over them; "
                "add a metric without dimensions for the alarm"
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: LogMetricInputs(**{"service": "api", "pattern": CALLS, **changes})) == expected


def test_refuses_more_dimensions_than_a_filter_takes():
    dimensions = {name: f"$.{name}" for name in ("model", "region", "tier", "user")}
    assert len(messages(lambda: LogMetricInputs(service="api", pattern=CALLS, dimensions=dimensions))) == 1


def test_an_alarm_looks_back_one_day_at_most():
    assert messages(lambda: LogMetricAlarmInputs(threshold=1, period_seconds=86400, evaluation_periods=2)) == [
        "evaluation_periods must be at most 1 when period_seconds is 86400, because an alarm looks back one day at "
        "most, got 2"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"pattern": "ERROR"},
        {"pattern": CALLS, "value": "$.cost.usd", "unit": "None", "alarm": LogMetricAlarmInputs(threshold=2.5)},
        {"pattern": "[host, status = 429, ...]", "value": "$status", "dimensions": {"host": "$host"}},
        {"pattern": CALLS, "statistic": "p99.9"},
    ],
)
def test_takes(changes):
    assert LogMetricInputs(service="api", **changes)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [({}, True), ({"value": "$.duration_ms"}, False), ({"dimensions": {"model": "$.model"}}, False)],
)
def test_knows_whether_it_counts(changes, counts):
    assert LogMetricInputs(service="api", pattern=CALLS, **changes).counts is counts
