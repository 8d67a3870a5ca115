from __future__ import annotations

from typing import Any

import pytest

from tests.local_aws.conftest import Client


def create(cache: Any, **settings: Any) -> None:
    cache.create_replication_group(
        ReplicationGroupId="api", ReplicationGroupDescription="x", Engine="redis", EngineVersion="7.1", **settings
    )


def group(cache: Any) -> Any:
    return cache.describe_replication_groups(ReplicationGroupId="api")["ReplicationGroups"][0]


@pytest.mark.needs(
    "elasticache.create_replication_group",
    "elasticache.describe_replication_groups",
    "elasticache.describe_cache_clusters",
)
def test_a_replication_group_has_its_nodes(aws: Client) -> None:
    cache = aws("elasticache")
    create(cache, NumCacheClusters=2, AutomaticFailoverEnabled=True, CacheNodeType="cache.t4g.micro")
    assert group(cache)["MemberClusters"] == ["api-001", "api-002"]
    assert group(cache)["AutomaticFailover"] == "enabled"
    node = cache.describe_cache_clusters(CacheClusterId="api-002", ShowCacheNodeInfo=True)["CacheClusters"][0]
    assert (node["EngineVersion"], node["CacheNodeType"]) == ("7.1.0", "cache.t4g.micro")


def test_a_clustered_group_has_a_configuration_endpoint_and_shards(aws: Client) -> None:
    cache = aws("elasticache")
    create(cache, NumNodeGroups=2, ReplicasPerNodeGroup=1, CacheParameterGroupName="default.redis7.cluster.on")
    assert len(group(cache)["NodeGroups"]) == 2
    assert group(cache)["MemberClusters"] == ["api-0001-001", "api-0001-002", "api-0002-001", "api-0002-002"]
    assert group(cache)["ConfigurationEndpoint"]["Port"] == 6379


@pytest.mark.needs("elasticache.modify_replication_group")
def test_settings_change_in_place(aws: Client) -> None:
    cache = aws("elasticache")
    create(cache, CacheNodeType="cache.t4g.micro", AuthToken="a" * 16, TransitEncryptionEnabled=True)
    cache.modify_replication_group(
        ReplicationGroupId="api", CacheNodeType="cache.t4g.small", SnapshotRetentionLimit=7, ApplyImmediately=True
    )
    assert (group(cache)["CacheNodeType"], group(cache)["SnapshotRetentionLimit"]) == ("cache.t4g.small", 7)
    assert group(cache)["AuthTokenEnabled"] is True
    cache.modify_replication_group(ReplicationGroupId="api", AuthToken="", AuthTokenUpdateStrategy="DELETE")
    assert group(cache)["AuthTokenEnabled"] is False


@pytest.mark.needs("elasticache.delete_replication_group")
def test_a_deleted_group_and_its_nodes_are_gone(aws: Client) -> None:
    cache = aws("elasticache")
    create(cache)
    cache.delete_replication_group(ReplicationGroupId="api")
    with pytest.raises(cache.exceptions.ReplicationGroupNotFoundFault):
        group(cache)
    assert cache.describe_cache_clusters()["CacheClusters"] == []


def test_a_serverless_cache_is_available_at_once(aws: Client) -> None:
    cache = aws("elasticache")
    cache.create_serverless_cache(ServerlessCacheName="api", Engine="valkey")
    assert cache.describe_serverless_caches()["ServerlessCaches"][0]["Status"] == "available"
