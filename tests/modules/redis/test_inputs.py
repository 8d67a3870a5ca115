"""What a cache may be asked for."""

import pytest

from modules.redis.inputs import ClusterModeInputs, RedisInputs
from tests.modules import messages

SHARDS = ClusterModeInputs(shard_count=2)


def cache(**changes):
    return RedisInputs(**{"node_type": "cache.t4g.micro", **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"node_type": "cache.t4g.large"},
            [
                "node_type must be an ElastiCache node type such as cache.t4g.micro or cache.r6g.large "
                '(cache.t4g comes in micro, small, medium), got "cache.t4g.large"'
            ],
        ),
        (
            {"node_type": "cache.r6.large"},
            [
                "node_type must be an ElastiCache node type such as cache.t4g.micro or cache.r6g.large; "
                'did you mean cache.r6g.large?, got "cache.r6.large"'
            ],
        ),
        (
            {"node_type": "big"},
            ['node_type must be an ElastiCache node type such as cache.t4g.micro or cache.r6g.large, got "big"'],
        ),
        ({"engine": "redis"}, ['engine_version must be one of 7.0, 7.1 when engine is redis, got "8.0"']),
        ({"engine_version": "7.1"}, ['engine_version must be one of 7.2, 8.0, 8.1 when engine is valkey, got "7.1"']),
        ({"engine": "redis", "engine_version": "7.1"}, []),
        (
            {"node_count": 1},
            ["node_count must be at least 2 when multi_az is true: a single node has nothing to fail over to, got 1"],
        ),
        ({"node_count": 1, "multi_az": False}, []),
        ({"node_count": 7}, ["node_count must be at most 6, got 7"]),
        (
            {"node_count": 2, "cluster_mode": SHARDS},
            ["node_count does not apply with cluster_mode, which counts shards and replicas, got 2"],
        ),
        (
            {"cluster_mode": ClusterModeInputs(shard_count=2, replicas_per_shard=0)},
            ["cluster_mode.replicas_per_shard must be at least 1 when multi_az is true, got 0"],
        ),
        ({"cluster_mode": ClusterModeInputs(shard_count=2, replicas_per_shard=0), "multi_az": False}, []),
        (
            {"parameters": {"maxmemory-policy": "noeviction"}},
            ['parameters.maxmemory-policy is the input maxmemory_policy: set it there, got "noeviction"'],
        ),
        (
            {"parameters": {"cluster-enabled": "yes"}},
            ['parameters.cluster-enabled follows from cluster_mode: leave it out, got "yes"'],
        ),
        (
            {"snapshot_window": "05:00-06:00"},
            ['maintenance_window must not overlap snapshot_window 05:00-06:00, got "sun:04:30-sun:05:30"'],
        ),
        (
            {"snapshot_window": "03:00-03:59", "maintenance_window": "sun:04:30-sun:05:00"},
            [
                'snapshot_window must be 60 minutes or longer, got "03:00-03:59"',
                'maintenance_window must be 60 minutes or longer, got "sun:04:30-sun:05:00"',
            ],
        ),
        ({"snapshot_retention_days": 36}, ["snapshot_retention_days must be at most 35, got 36"]),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: cache(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"shard_count": 0}, ["shard_count must be at least 1, got 0"]),
        ({"shard_count": 1, "replicas_per_shard": 6}, ["replicas_per_shard must be at most 5, got 6"]),
    ],
)
def test_cluster_mode_messages(changes, expected):
    assert messages(lambda: ClusterModeInputs(**changes)) == expected
