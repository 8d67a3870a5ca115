"""Alarms by kind."""

from collections.abc import Iterable

from modules.alarms.metric_alarm import MetricAlarm


def by_kind(alarms: Iterable[MetricAlarm]) -> dict[str, MetricAlarm]:
    return {alarm.kind: alarm for alarm in alarms}
