"""Databases and caches."""

from modules.base.iam import Statement
from modules.deploy_roles.names import EnvironmentNames
from modules.deploy_roles.writes.reasons import TAGGED

CACHE_NAME_LIMIT = 40


def data(names: EnvironmentNames) -> list[Statement]:
    return [_databases(names), _backup_copies(names), *_pools(names), _caches(names)]


def _databases(names: EnvironmentNames) -> Statement:
    changed = (
        "DBCluster",
        "DBClusterEndpoint",
        "DBClusterParameterGroup",
        "DBClusterSnapshot",
        "DBInstance",
        "DBParameterGroup",
        "DBSnapshot",
        "DBSubnetGroup",
        "EventSubscription",
        "GlobalCluster",
    )
    return Statement(
        sid="Databases",
        actions=[
            "rds:AddTagsToResource",
            "rds:CreateDBInstanceReadReplica",
            *(f"rds:Create{thing}" for thing in changed),
            *(f"rds:Delete{thing}" for thing in changed),
            *(f"rds:Modify{thing}" for thing in changed if thing != "DBClusterSnapshot"),
            "rds:PromoteReadReplica",
            "rds:RebootDBInstance",
            "rds:RemoveFromGlobalCluster",
            "rds:RemoveTagsFromResource",
            "rds:ResetDBClusterParameterGroup",
            "rds:ResetDBParameterGroup",
            "rds:RestoreDBClusterToPointInTime",
            "rds:RestoreDBInstanceToPointInTime",
        ],
        resources=[
            *names.arns(
                "rds",
                "cluster:{}",
                "cluster-endpoint:{}",
                "cluster-pg:{}",
                "cluster-pg:default*",
                "cluster-snapshot:{}",
                "db:{}",
                "es:{}",
                "og:default*",
                "pg:{}",
                "pg:default*",
                "snapshot:{}",
                "subgrp:{}",
            ),
            *names.global_arns("rds", "global-cluster:{}"),
        ],
    )


def _backup_copies(names: EnvironmentNames) -> Statement:
    return Statement(
        sid="CopiesOfBackups",
        actions=[
            "rds:StartDBInstanceAutomatedBackupsReplication",
            "rds:StopDBInstanceAutomatedBackupsReplication",
        ],
        # AWS asks for the database and for the copy, which has an id of its own.
        resources=names.arns("rds", "auto-backup:*", "db:{}"),
    )


def _pools(names: EnvironmentNames) -> list[Statement]:
    pools = names.arns("rds", "db-proxy:*", "db-proxy-endpoint:*", "target-group:*")
    return [
        Statement(
            sid="CreatePool",
            actions=["rds:CreateDBProxy"],
            resources=["*"],
            why_any_resource=TAGGED,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="TagNewPool",
            actions=["rds:AddTagsToResource", "rds:CreateDBProxyEndpoint"],
            resources=pools,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnPool",
            actions=[
                "rds:AddTagsToResource",
                "rds:DeleteDBProxy",
                "rds:DeleteDBProxyEndpoint",
                "rds:DeregisterDBProxyTargets",
                "rds:ModifyDBProxy",
                "rds:ModifyDBProxyEndpoint",
                "rds:ModifyDBProxyTargetGroup",
                "rds:RegisterDBProxyTargets",
                "rds:RemoveTagsFromResource",
            ],
            resources=pools,
            conditions=names.is_own,
        ),
        Statement(
            sid="DatabasesBehindPool",
            actions=["rds:DeregisterDBProxyTargets"],
            resources=names.arns("rds", "cluster:{}", "db:{}"),
        ),
    ]


def _caches(names: EnvironmentNames) -> Statement:
    changed = (
        "CacheParameterGroup",
        "CacheSubnetGroup",
        "ReplicationGroup",
        "ServerlessCache",
        "User",
        "UserGroup",
    )
    return Statement(
        sid="Caches",
        actions=[
            "elasticache:AddTagsToResource",
            *(f"elasticache:{verb}{thing}" for verb in ("Create", "Delete", "Modify") for thing in changed),
            "elasticache:DecreaseReplicaCount",
            "elasticache:IncreaseReplicaCount",
            "elasticache:ModifyReplicationGroupShardConfiguration",
            "elasticache:RemoveTagsFromResource",
            "elasticache:ResetCacheParameterGroup",
        ],
        resources=names.arns(
            "elasticache",
            "cluster:{}",
            "parametergroup:{}",
            "parametergroup:default*",
            "replicationgroup:{}",
            "serverlesscache:{}",
            "snapshot:{}",
            "subnetgroup:{}",
            "user:{}",
            "usergroup:{}",
            limit=CACHE_NAME_LIMIT,
        ),
    )
