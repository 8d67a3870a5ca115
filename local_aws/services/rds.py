"""RDS: what moto forgets about instances and clusters, proxies, parameter groups, and replication of backups."""

from __future__ import annotations

import string
from typing import Any

from local_aws.registry import PASS, AwsError, Context, Pass, Result, amend, echo, find, operation, patch, random_id

_INSTANCE_WRITES = (
    "CreateDBInstance",
    "CreateDBInstanceReadReplica",
    "ModifyDBInstance",
    "RestoreDBInstanceFromDBSnapshot",
    "RestoreDBInstanceToPointInTime",
)
_RENAMES = {
    "EnablePerformanceInsights": "PerformanceInsightsEnabled",
    "EnableIAMDatabaseAuthentication": "IAMDatabaseAuthenticationEnabled",
    "EnableHttpEndpoint": "HttpEndpointEnabled",
}

echo(
    "rds",
    "DBInstance",
    "DBInstanceIdentifier",
    writes=_INSTANCE_WRITES,
    forgets=("DeleteDBInstance",),
    renames=_RENAMES,
    # moto computes the first three itself; encryption of a replica follows its source.
    skip=("DBSecurityGroups", "Tags", "DBSubnetGroupName", "Port"),
)
echo(
    "rds",
    "DBCluster",
    "DBClusterIdentifier",
    writes=("CreateDBCluster", "ModifyDBCluster", "RestoreDBClusterFromSnapshot", "RestoreDBClusterToPointInTime"),
    forgets=("DeleteDBCluster",),
    renames=_RENAMES,
    skip=("Tags", "AvailabilityZones", "DBSubnetGroupName"),
)


def _resource_id() -> str:
    return f"db-{random_id(26, string.ascii_uppercase + string.digits)}"


@patch("rds", "moto.rds.models:DBInstance.__init__")
def give_each_instance_its_own_resource_id(original: Any) -> Any:
    """moto gives all instances one constant id; the provider reads by id, and hangs with two instances."""

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.dbi_resource_id = _resource_id()

    return init


@patch("rds", "moto.rds.models:RDSBackend.create_db_instance_read_replica")
def replicas_have_settings_of_their_own(original: Any) -> Any:
    """moto's replica is a copy of its source in everything, its id and its replicas too."""

    def create_replica(self: Any, db_kwargs: dict[str, Any]) -> Any:
        replica = original(self, db_kwargs)
        replica.dbi_resource_id = _resource_id()
        replica.replicas = []
        replica.backup_retention_period = db_kwargs.get("backup_retention_period") or 0
        replica.multi_az = bool(db_kwargs.get("multi_az"))
        replica.enabled_cloudwatch_logs_exports = list(db_kwargs.get("enable_cloudwatch_logs_exports") or [])
        replica.enable_iam_database_authentication = bool(db_kwargs.get("enable_iam_database_authentication"))
        replica.copy_tags_to_snapshot = bool(db_kwargs.get("copy_tags_to_snapshot"))
        return replica

    return create_replica


@patch("rds", "moto.rds.models:DBCluster.default_allocated_storage")
def every_storage_type_of_a_cluster(original: Any) -> Any:
    """moto looks a cluster's size up by storage type, and knows none of Aurora's own."""

    def allocated_storage(engine: str, storage_type: str) -> int:
        return 1 if storage_type.startswith("aurora") else original(engine, storage_type)

    return staticmethod(allocated_storage)


@patch("rds", "moto.rds.models:DBParameterGroup.update_parameters")
def parameters_set_by_the_user(original: Any) -> Any:
    """moto keeps no source of a parameter; the provider reads only those with source "user"."""

    def update(self: Any, new_parameters: Any) -> None:
        original(self, list(new_parameters))
        for parameter in self.parameters.values():
            parameter["Source"] = "user"

    return update


@amend("rds", "DescribeDBInstances", "CreateDBInstance", "ModifyDBInstance", "CreateDBInstanceReadReplica")
def complete_instances(context: Context, result: dict[str, Any]) -> None:
    """The defaults AWS fills in when Performance Insights is on."""
    del context
    for instance in result.get("DBInstances") or [result.get("DBInstance") or {}]:
        if instance.get("PerformanceInsightsEnabled"):
            instance.setdefault("PerformanceInsightsRetentionPeriod", 7)
            region, account_id = instance["DBInstanceArn"].split(":")[3:5]
            instance.setdefault("PerformanceInsightsKMSKeyId", f"arn:aws:kms:{region}:{account_id}:key/aws-rds")


@amend("rds", "DescribeDBClusters", "CreateDBCluster", "ModifyDBCluster")
def drop_empty_scaling(context: Context, result: dict[str, Any]) -> None:
    """moto shows the scaling configuration of Serverless v1 on every cluster, which plans as a change."""
    del context
    for cluster in result.get("DBClusters") or [result.get("DBCluster") or {}]:
        if not any((cluster.get("ScalingConfigurationInfo") or {}).values()):
            cluster.pop("ScalingConfigurationInfo", None)


@amend("rds", "DeleteDBCluster")
def delete_automated_snapshots(context: Context, result: dict[str, Any]) -> None:
    """moto keeps the automated snapshots of a cluster, though not those of an instance."""
    del result
    if not context.params.get("DeleteAutomatedBackups", True):
        return
    snapshots, cluster = context.backend("rds").cluster_snapshots, context.params["DBClusterIdentifier"]
    for name in [name for name in snapshots if name.startswith(f"rds:{cluster}-")]:
        if snapshots[name].cluster.db_cluster_identifier == cluster:
            del snapshots[name]


# Global clusters


def _global_arn(context: Context) -> str:
    return context.arn(f"global-cluster:{context.params['GlobalClusterIdentifier']}", region="")


@amend("rds", "CreateGlobalCluster")
def keep_global_tags(context: Context, result: dict[str, Any]) -> None:
    arn = result["GlobalCluster"]["GlobalClusterArn"]
    context.tags.replace(arn, context.params.get("Tags"))
    result["GlobalCluster"]["TagList"] = context.tags.pairs(arn)


@amend("rds", "DescribeGlobalClusters")
def show_global_tags(context: Context, result: dict[str, Any]) -> None:
    for cluster in result.get("GlobalClusters", []):
        cluster["TagList"] = context.tags.pairs(cluster["GlobalClusterArn"])


@operation("rds", "ModifyGlobalCluster")
def modify_global_cluster(context: Context) -> Result:
    from moto.rds.models import rds_backends

    name = context.params["GlobalClusterIdentifier"]
    held = rds_backends[context.account_id]["us-east-1"].global_clusters
    cluster = find(held, name, "GlobalClusterNotFoundFault", "Global cluster")
    cluster.deletion_protection = context.params.get("DeletionProtection", cluster.deletion_protection)
    cluster.engine_version = context.params.get("EngineVersion", cluster.engine_version)
    return {"GlobalCluster": cluster}


@operation("rds", "RemoveFromGlobalCluster", override="moto knows members in the caller's region only")
def remove_from_global_cluster(context: Context) -> Result:
    from moto.rds.models import rds_backends

    held = rds_backends[context.account_id]["us-east-1"].global_clusters
    cluster = find(held, context.params["GlobalClusterIdentifier"], "GlobalClusterNotFoundFault", "Global cluster")
    name = context.params["DbClusterIdentifier"]
    member = next((one for one in cluster.members if one.db_cluster_arn == name), None)
    if member is None:
        # The provider goes on when it reads this: the cluster was removed on its own before.
        raise AwsError("InvalidParameterValue", f"{name} is not found in global cluster {cluster.resource_id}")
    cluster.members.remove(member)
    member.global_cluster_identifier = None
    return {"GlobalCluster": cluster}


@patch("rds", "moto.rds.models:RDSBackend.delete_db_cluster")
def members_of_a_global_cluster_stay(original: Any) -> Any:
    """moto deletes a member of another region and leaves its name in the global cluster, which then cannot go."""
    from moto.rds.exceptions import InvalidDBClusterStateFault
    from moto.rds.models import rds_backends

    def delete(self: Any, cluster_identifier: str, snapshot_name: str | None = None) -> Any:
        cluster = self.clusters.get(cluster_identifier)
        held = rds_backends[self.account_id]["us-east-1"].global_clusters.values()
        if any(cluster is member for one in held for member in one.members):
            raise InvalidDBClusterStateFault(
                "This cluster is a part of a global cluster, please remove it from globalcluster first"
            )
        return original(self, cluster_identifier, snapshot_name)

    return delete


_STORED = (":global-cluster:", ":db-proxy-endpoint:", ":cluster-endpoint:", ":target-group:", ":auto-backup:")


@operation("rds", "ListTagsForResource", override="moto refuses the ARNs of global clusters and proxy endpoints")
def list_tags(context: Context) -> Result | Pass:
    arn = context.params["ResourceName"]
    return {"TagList": context.tags.pairs(arn)} if _is_stored(arn) else PASS


@operation("rds", "AddTagsToResource", "RemoveTagsFromResource", override="as ListTagsForResource")
def change_tags(context: Context) -> Pass | None:
    arn = context.params["ResourceName"]
    if not _is_stored(arn):
        return PASS
    if context.operation == "AddTagsToResource":
        context.tags.add(arn, context.params["Tags"])
    else:
        context.tags.remove(arn, context.params["TagKeys"])
    return None


def _is_stored(arn: str) -> bool:
    return any(part in arn for part in _STORED)
