"""ElastiCache replication groups, their nodes, serverless caches and global replication groups."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from local_aws.registry import AwsError, Context, Result, find, operation, random_id, remember

_WHY = "moto's replication groups cannot be changed, keep half of what is sent, have no nodes and never go away"
_SECRETS = ("AuthToken", "AuthTokenUpdateStrategy", "Tags")


def _groups(context: Context) -> dict[str, dict[str, Any]]:
    return context.table("replication groups")


def _group(context: Context) -> dict[str, Any]:
    name = context.params["ReplicationGroupId"]
    return find(_groups(context), name, "ReplicationGroupNotFoundFault", "Replication group")


@operation("elasticache", "CreateReplicationGroup", override=_WHY)
def create_replication_group(context: Context) -> Result:
    name = context.params["ReplicationGroupId"]
    if name in _groups(context):
        raise AwsError("ReplicationGroupAlreadyExists", f"Replication group {name} already exists")
    sent = remember(context.params, *_SECRETS)
    now = datetime.now(UTC)
    group = {
        "Engine": "redis",
        "CacheNodeType": "cache.t4g.micro",
        "Port": 6379,
        "ClusterMode": "disabled",
        "NetworkType": "ipv4",
        "IpDiscovery": "ipv4",
        "AtRestEncryptionEnabled": False,
        "TransitEncryptionEnabled": False,
        "AutoMinorVersionUpgrade": True,
        "SnapshotRetentionLimit": 0,
        "SnapshotWindow": "05:00-06:00",
        "PreferredMaintenanceWindow": "sun:06:00-sun:07:00",
        "LogDeliveryConfigurations": [],
        **sent,
        "Description": sent.get("ReplicationGroupDescription", ""),
        "Status": "available",
        "ARN": context.arn(f"replicationgroup:{name}"),
        "ReplicationGroupCreateTime": now,
        "AuthTokenEnabled": "AuthToken" in context.params,
        "DataTiering": "enabled" if sent.get("DataTieringEnabled") else "disabled",
        "AutomaticFailover": "enabled" if sent.get("AutomaticFailoverEnabled") else "disabled",
        "MultiAZ": "enabled" if sent.get("MultiAZEnabled") else "disabled",
        "UserGroupIds": sent.get("UserGroupIds", []),
        "domain": f"{name}.{random_id(6)}.{_short_region(context.region)}.cache.amazonaws.com",
    }
    if group["TransitEncryptionEnabled"]:
        group.setdefault("TransitEncryptionMode", "required")
    group["LogDeliveryConfigurations"] = _log_deliveries(group["LogDeliveryConfigurations"])
    shards = sent.get("NumNodeGroups") or len(sent.get("NodeGroupConfiguration", [])) or 1
    replicas = sent.get("ReplicasPerNodeGroup")
    group["shards"] = shards
    group["replicas"] = sent.get("NumCacheClusters", 1) - 1 if replicas is None else replicas
    parameter_group = str(sent.get("CacheParameterGroupName", ""))
    group["ClusterEnabled"] = "cluster.on" in parameter_group or group["ClusterMode"] == "enabled" or shards > 1
    if group["ClusterEnabled"]:
        group["ClusterMode"] = "enabled"
    _groups(context)[name] = group
    context.tags.replace(group["ARN"], context.params.get("Tags"))
    return {"ReplicationGroup": _shown(group)}


@operation("elasticache", "DescribeReplicationGroups", override=_WHY)
def describe_replication_groups(context: Context) -> Result:
    if context.params.get("ReplicationGroupId"):
        return {"ReplicationGroups": [_shown(_group(context))]}
    return {"ReplicationGroups": [_shown(group) for group in _groups(context).values()]}


@operation("elasticache", "ModifyReplicationGroup", override=_WHY)
def modify_replication_group(context: Context) -> Result:
    group = _group(context)
    sent = remember(context.params, *_SECRETS, "UserGroupIdsToAdd", "UserGroupIdsToRemove")
    logs = {item["LogType"]: item for item in group["LogDeliveryConfigurations"]}
    for change in sent.pop("LogDeliveryConfigurations", []):
        logs.pop(change["LogType"], None)
        if change.get("Enabled", True):
            logs[change["LogType"]] = change
    group.update(sent, LogDeliveryConfigurations=_log_deliveries(list(logs.values())))
    renamed = {"ReplicationGroupDescription": "Description"}
    for name, shown in renamed.items():
        if name in sent:
            group[shown] = sent[name]
    for name, shown in (("AutomaticFailoverEnabled", "AutomaticFailover"), ("MultiAZEnabled", "MultiAZ")):
        if name in sent:
            group[shown] = "enabled" if sent[name] else "disabled"
    strategy = context.params.get("AuthTokenUpdateStrategy")
    if "AuthToken" in context.params or strategy:
        group["AuthTokenEnabled"] = strategy != "DELETE"
        group["AuthTokenLastModifiedDate"] = datetime.now(UTC)
    removed = context.params.get("UserGroupIdsToRemove", [])
    added = context.params.get("UserGroupIdsToAdd", [])
    group["UserGroupIds"] = [item for item in group["UserGroupIds"] if item not in removed] + list(added)
    return {"ReplicationGroup": _shown(group)}


@operation("elasticache", "IncreaseReplicaCount", "DecreaseReplicaCount")
def change_replica_count(context: Context) -> Result:
    group = _group(context)
    group["replicas"] = context.params["NewReplicaCount"]
    return {"ReplicationGroup": _shown(group)}


@operation("elasticache", "ModifyReplicationGroupShardConfiguration")
def change_shard_count(context: Context) -> Result:
    group = _group(context)
    group["shards"] = context.params["NodeGroupCount"]
    return {"ReplicationGroup": _shown(group)}


@operation("elasticache", "DeleteReplicationGroup", override=_WHY)
def delete_replication_group(context: Context) -> Result:
    group = _group(context)
    del _groups(context)[group["ReplicationGroupId"]]
    context.tags.forget(group["ARN"])
    return {"ReplicationGroup": {**_shown(group), "Status": "deleting"}}


@operation("elasticache", "DescribeCacheClusters", override="the nodes of our replication groups")
def describe_cache_clusters(context: Context) -> Result:
    nodes = {node: _node(context, group, node) for group in _groups(context).values() for node in _members(group)}
    wanted = context.params.get("CacheClusterId")
    if wanted:
        return {"CacheClusters": [find(nodes, wanted, "CacheClusterNotFound", "Cache cluster")]}
    return {"CacheClusters": list(nodes.values())}


def _log_deliveries(sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**{name: value for name, value in item.items() if name != "Enabled"}, "Status": "active"}
        for item in sent
        if item.get("Enabled", True)
    ]


def _short_region(region: str) -> str:
    """ "us-east-1" -> "use1", as ElastiCache's host names have it."""
    area, direction, number = region.split("-", 2)
    return f"{area}{direction[0]}{number}"


def _members(group: dict[str, Any]) -> list[str]:
    name, nodes = group["ReplicationGroupId"], group["replicas"] + 1
    if not group["ClusterEnabled"]:
        return [f"{name}-{number:03d}" for number in range(1, nodes + 1)]
    return [f"{name}-{shard:04d}-{n:03d}" for shard in range(1, group["shards"] + 1) for n in range(1, nodes + 1)]


def _shown(group: dict[str, Any]) -> dict[str, Any]:
    """The group as AWS describes it."""
    members, domain, port = _members(group), group["domain"], group["Port"]
    per_shard = group["replicas"] + 1
    node_groups = []
    for number in range(group["shards"]):
        names = members[number * per_shard : (number + 1) * per_shard]
        node_group: dict[str, Any] = {
            "NodeGroupId": f"{number + 1:04d}",
            "Status": "available",
            "NodeGroupMembers": [
                {
                    "CacheClusterId": name,
                    "CacheNodeId": "0001",
                    "PreferredAvailabilityZone": f"{_region(group)}{'abc'[index % 3]}",
                    "CurrentRole": "replica" if index else "primary",
                }
                for index, name in enumerate(names)
            ],
        }
        if not group["ClusterEnabled"]:
            node_group["PrimaryEndpoint"] = {"Address": f"master.{domain}", "Port": port}
            node_group["ReaderEndpoint"] = {"Address": f"replica.{domain}", "Port": port}
        node_groups.append(node_group)
    shown = {**group, "MemberClusters": members, "NodeGroups": node_groups}
    if group["ClusterEnabled"]:
        shown["ConfigurationEndpoint"] = {"Address": f"clustercfg.{domain}", "Port": port}
    if group["SnapshotRetentionLimit"]:
        shown["SnapshottingClusterId"] = members[-1]
    return shown


def _region(group: dict[str, Any]) -> str:
    return group["ARN"].split(":")[3]


def _node(context: Context, group: dict[str, Any], name: str) -> dict[str, Any]:
    version = group.get("EngineVersion") or ("8.0" if group["Engine"] == "valkey" else "7.1")
    kept = (
        "Engine CacheNodeType PreferredMaintenanceWindow SnapshotRetentionLimit SnapshotWindow NetworkType IpDiscovery "
        "AutoMinorVersionUpgrade TransitEncryptionEnabled TransitEncryptionMode AtRestEncryptionEnabled "
        "AuthTokenEnabled CacheSubnetGroupName LogDeliveryConfigurations ReplicationGroupId"
    )
    family = f"default.{group['Engine']}{version.split('.')[0]}"
    topic = group.get("NotificationTopicArn")
    return {
        **{key: group[key] for key in kept.split() if key in group},
        "CacheClusterId": name,
        "CacheClusterStatus": "available",
        "EngineVersion": version if version.count(".") > 1 else f"{version}.0",
        "NumCacheNodes": 1,
        "ARN": context.arn(f"cluster:{name}"),
        "CacheParameterGroup": {
            "CacheParameterGroupName": group.get("CacheParameterGroupName", family),
            "ParameterApplyStatus": "in-sync",
        },
        "SecurityGroups": [{"SecurityGroupId": item, "Status": "active"} for item in group.get("SecurityGroupIds", [])],
        "PreferredAvailabilityZone": f"{context.region}a",
        "CacheNodes": [
            {
                "CacheNodeId": "0001",
                "CacheNodeStatus": "available",
                "Endpoint": {"Address": f"{name}.{group['domain']}", "Port": group["Port"]},
            }
        ],
        **({"NotificationConfiguration": {"TopicArn": topic, "TopicStatus": "active"}} if topic else {}),
    }


# Serverless caches


@operation("elasticache", "CreateServerlessCache")
def create_serverless_cache(context: Context) -> Result:
    name = context.params["ServerlessCacheName"]
    if name in context.table("serverless caches"):
        raise AwsError("ServerlessCacheAlreadyExistsFault", f"Serverless cache {name} already exists")
    sent = remember(context.params, "Tags")
    address = f"{name}-{random_id(6)}.serverless.{_short_region(context.region)}.cache.amazonaws.com"
    version = str(sent.get("MajorEngineVersion") or "8")
    cache = {
        "DailySnapshotTime": "03:00",
        "SnapshotRetentionLimit": 0,
        "Description": " ",
        **sent,
        "MajorEngineVersion": version,
        "FullEngineVersion": f"{version}.0",
        "Status": "available",
        "CreateTime": datetime.now(UTC),
        "ARN": context.arn(f"serverlesscache:{name}"),
        "Endpoint": {"Address": address, "Port": 6379},
        "ReaderEndpoint": {"Address": address, "Port": 6380},
    }
    context.table("serverless caches")[name] = cache
    context.tags.replace(cache["ARN"], context.params.get("Tags"))
    return {"ServerlessCache": cache}


@operation("elasticache", "DescribeServerlessCaches")
def describe_serverless_caches(context: Context) -> Result:
    caches = context.table("serverless caches")
    name = context.params.get("ServerlessCacheName")
    if name:
        return {"ServerlessCaches": [find(caches, name, "ServerlessCacheNotFoundFault", "Serverless cache")]}
    return {"ServerlessCaches": list(caches.values())}


@operation("elasticache", "ModifyServerlessCache", "DeleteServerlessCache")
def change_serverless_cache(context: Context) -> Result:
    caches, name = context.table("serverless caches"), context.params["ServerlessCacheName"]
    cache = find(caches, name, "ServerlessCacheNotFoundFault", "Serverless cache")
    if context.operation == "DeleteServerlessCache":
        del caches[name]
        return {"ServerlessCache": {**cache, "Status": "deleting"}}
    cache.update(remember(context.params, "RemoveUserGroup"))
    if context.params.get("RemoveUserGroup"):
        cache.pop("UserGroupId", None)
    return {"ServerlessCache": cache}
