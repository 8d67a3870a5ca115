"""RDS: changes of proxies, proxy endpoints, cluster endpoints, and replication of automated backups."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from local_aws.registry import PASS, Context, Pass, Result, echo, find, operation, random_id, remember

_SETTINGS = {
    "RequireTLS": "RequireTLS",
    "IdleClientTimeout": "IdleClientTimeout",
    "DebugLogging": "DebugLogging",
    "RoleArn": "RoleArn",
    "Auth": "Auth",
    "SecurityGroups": "VpcSecurityGroupIds",
}

echo("rds", "DBProxy", "DBProxyName", writes=("CreateDBProxy",), forgets=("DeleteDBProxy",))


@operation("rds", "ModifyDBProxy")
def modify_proxy(context: Context) -> Result:
    name = context.params["DBProxyName"]
    proxy = find(context.backend("rds").db_proxies, name, "DBProxyNotFoundFault", "DB proxy")
    remembered = context.table("echo of DBProxy").setdefault(name, {})
    for sent, shown in _SETTINGS.items():
        if sent in context.params:
            remembered[shown] = context.params[sent]
    return {"DBProxy": proxy}


@operation("rds", "CreateDBProxyEndpoint")
def create_proxy_endpoint(context: Context) -> Result:
    name, proxy_name = context.params["DBProxyEndpointName"], context.params["DBProxyName"]
    proxy = find(context.backend("rds").db_proxies, proxy_name, "DBProxyNotFoundFault", "DB proxy")
    endpoint = {
        "DBProxyEndpointName": name,
        "DBProxyEndpointArn": context.arn(f"db-proxy-endpoint:prx-endpoint-{random_id(17)}"),
        "DBProxyName": proxy_name,
        "Status": "available",
        "VpcId": getattr(proxy, "vpc_id", None),
        "VpcSecurityGroupIds": context.params.get("VpcSecurityGroupIds") or proxy.vpc_security_group_ids or [],
        "VpcSubnetIds": context.params["VpcSubnetIds"],
        "Endpoint": f"{name}.endpoint.proxy-{random_id(12)}.{context.region}.rds.amazonaws.com",
        "CreatedDate": datetime.now(UTC),
        "TargetRole": context.params.get("TargetRole", "READ_WRITE"),
        "IsDefault": False,
    }
    context.table("proxy endpoints")[name] = endpoint
    context.tags.replace(endpoint["DBProxyEndpointArn"], context.params.get("Tags"))
    return {"DBProxyEndpoint": endpoint}


@operation("rds", "DescribeDBProxyEndpoints")
def describe_proxy_endpoints(context: Context) -> Result:
    endpoints, name = context.table("proxy endpoints"), context.params.get("DBProxyEndpointName")
    if name:
        return {"DBProxyEndpoints": [find(endpoints, name, "DBProxyEndpointNotFoundFault", "DB proxy endpoint")]}
    proxy = context.params.get("DBProxyName")
    return {"DBProxyEndpoints": [item for item in endpoints.values() if proxy in (None, item["DBProxyName"])]}


@operation("rds", "ModifyDBProxyEndpoint", "DeleteDBProxyEndpoint")
def change_proxy_endpoint(context: Context) -> Result:
    endpoints, name = context.table("proxy endpoints"), context.params["DBProxyEndpointName"]
    endpoint = find(endpoints, name, "DBProxyEndpointNotFoundFault", "DB proxy endpoint")
    if context.operation == "DeleteDBProxyEndpoint":
        del endpoints[name]
        return {"DBProxyEndpoint": {**endpoint, "Status": "deleting"}}
    endpoint.update(remember(context.params, "NewDBProxyEndpointName", "DBProxyEndpointName"))
    return {"DBProxyEndpoint": endpoint}


# Cluster endpoints


@operation("rds", "CreateDBClusterEndpoint")
def create_cluster_endpoint(context: Context) -> Result:
    name, cluster = context.params["DBClusterEndpointIdentifier"], context.params["DBClusterIdentifier"]
    find(context.backend("rds").clusters, cluster, "DBClusterNotFoundFault", "DB cluster")
    endpoint = {
        "DBClusterEndpointIdentifier": name,
        "DBClusterIdentifier": cluster,
        "DBClusterEndpointResourceIdentifier": f"cluster-endpoint-{random_id(20)}",
        "DBClusterEndpointArn": context.arn(f"cluster-endpoint:{name}"),
        "Endpoint": f"{name}.cluster-custom-{random_id(12)}.{context.region}.rds.amazonaws.com",
        "Status": "available",
        "EndpointType": "CUSTOM",
        "CustomEndpointType": context.params["EndpointType"],
        "StaticMembers": context.params.get("StaticMembers", []),
        "ExcludedMembers": context.params.get("ExcludedMembers", []),
    }
    context.table("cluster endpoints")[name] = endpoint
    context.tags.replace(endpoint["DBClusterEndpointArn"], context.params.get("Tags"))
    return endpoint


@operation("rds", "DescribeDBClusterEndpoints")
def describe_cluster_endpoints(context: Context) -> Result:
    """As AWS, an empty list for an unknown name: the provider waits for that after a deletion."""
    endpoints, name = context.table("cluster endpoints"), context.params.get("DBClusterEndpointIdentifier")
    if name:
        return {"DBClusterEndpoints": [endpoints[name]] if name in endpoints else []}
    cluster = context.params.get("DBClusterIdentifier")
    return {
        "DBClusterEndpoints": [item for item in endpoints.values() if cluster in (None, item["DBClusterIdentifier"])]
    }


@operation("rds", "ModifyDBClusterEndpoint", "DeleteDBClusterEndpoint")
def change_cluster_endpoint(context: Context) -> Result:
    endpoints, name = context.table("cluster endpoints"), context.params["DBClusterEndpointIdentifier"]
    endpoint = find(endpoints, name, "DBClusterEndpointNotFoundFault", "DB cluster endpoint")
    if context.operation == "DeleteDBClusterEndpoint":
        del endpoints[name]
        return {**endpoint, "Status": "deleting"}
    changes: dict[str, Any] = remember(context.params, "EndpointType")
    if "EndpointType" in context.params:
        changes["CustomEndpointType"] = context.params["EndpointType"]
    endpoint.update(changes)
    return endpoint


# Replication of automated backups to another region


@operation("rds", "StartDBInstanceAutomatedBackupsReplication")
def start_backup_replication(context: Context) -> Result:
    arn = context.arn(f"auto-backup:ab-{random_id(26)}")
    backup = {
        "DBInstanceAutomatedBackupsArn": arn,
        "DBInstanceArn": context.params["SourceDBInstanceArn"],
        "BackupRetentionPeriod": context.params.get("BackupRetentionPeriod", 7),
        "KmsKeyId": context.params.get("KmsKeyId"),
        "Status": "replicating",
    }
    context.table("replicated backups")[arn] = backup
    return {"DBInstanceAutomatedBackup": backup}


@operation("rds", "StopDBInstanceAutomatedBackupsReplication")
def stop_backup_replication(context: Context) -> Result:
    source, held = context.params["SourceDBInstanceArn"], context.table("replicated backups")
    by_source = {backup["DBInstanceArn"]: arn for arn, backup in held.items()}
    arn = find(by_source, source, "DBInstanceAutomatedBackupNotFoundFault", "Replication of")
    return {"DBInstanceAutomatedBackup": held.pop(arn)}


@operation("rds", "DescribeDBInstanceAutomatedBackups", override="moto does not know backups replicated from elsewhere")
def describe_automated_backups(context: Context) -> Result | Pass:
    arn = context.params.get("DBInstanceAutomatedBackupsArn")
    if not arn:
        return PASS
    held = context.table("replicated backups")
    return {"DBInstanceAutomatedBackups": [find(held, arn, "DBInstanceAutomatedBackupNotFoundFault", "Backup")]}
