"""Alarms of cache nodes."""

from modules.alarms.cache import cache_alarms
from modules.alarms.facts import CacheFacts
from modules.alarms.inputs import CacheAlarmInputs

SINGLE = CacheFacts(component="cache", member_ids=["shop-dev-001"])
PAIR = CacheFacts(component="cache", member_ids=["shop-dev-001", "shop-dev-002"])


def alarms(cache):
    return {alarm.local_name: alarm for alarm in cache_alarms(CacheAlarmInputs(), cache)}


def test_a_single_node_is_watched_for_these():
    assert {name: (alarm.metrics[0].name, alarm.threshold) for name, alarm in alarms(SINGLE).items()} == {
        "cache_1_cpu": ("EngineCPUUtilization", 80),
        "cache_1_memory": ("DatabaseMemoryUsagePercentage", 80),
        "cache_1_evictions": ("Evictions", 0),
        "cache_1_connections": ("CurrConnections", 52_000),
    }


def test_each_node_of_a_pair_is_watched_and_its_lag_too():
    lags = {name: alarm for name, alarm in alarms(PAIR).items() if alarm.kind == "replication_lag"}
    assert {name: alarm.metrics[0].dimensions for name, alarm in lags.items()} == {
        "cache_1_replication_lag": {"CacheClusterId": "shop-dev-001"},
        "cache_2_replication_lag": {"CacheClusterId": "shop-dev-002"},
    }


def test_only_one_alarm_takes_silence_for_a_failure():
    assert [name for name, alarm in alarms(PAIR).items() if alarm.silence == "is a failure"] == [
        "cache_1_cpu",
        "cache_2_cpu",
    ]
