from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client


@pytest.mark.needs("rds.DBProxy")
def test_a_proxy_changes_in_place_and_has_endpoints(aws: Client) -> None:
    rds = aws("rds")
    subnets = [item["SubnetId"] for item in aws("ec2").describe_subnets()["Subnets"][:2]]
    rds.create_db_proxy(
        DBProxyName="pool",
        EngineFamily="POSTGRESQL",
        RoleArn="arn:aws:iam::111122223333:role/proxy",
        VpcSubnetIds=subnets,
        Auth=[
            {
                "AuthScheme": "SECRETS",
                "SecretArn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:db",
                "IAMAuth": "DISABLED",
            }
        ],
        IdleClientTimeout=1800,
    )
    rds.modify_db_proxy(DBProxyName="pool", IdleClientTimeout=900, RequireTLS=True)
    proxy = rds.describe_db_proxies(DBProxyName="pool")["DBProxies"][0]
    assert (proxy["IdleClientTimeout"], proxy["RequireTLS"]) == (900, True)
    rds.create_db_proxy_endpoint(
        DBProxyName="pool", DBProxyEndpointName="ro", VpcSubnetIds=subnets, TargetRole="READ_ONLY"
    )
    endpoints = rds.describe_db_proxy_endpoints(DBProxyEndpointName="ro")["DBProxyEndpoints"]
    assert [item["TargetRole"] for item in endpoints] == ["READ_ONLY"]
    rds.delete_db_proxy_endpoint(DBProxyEndpointName="ro")
    with pytest.raises(rds.exceptions.DBProxyEndpointNotFoundFault):
        rds.describe_db_proxy_endpoints(DBProxyEndpointName="ro")


@pytest.mark.needs("rds.describe_automated_backups")
def test_replication_of_backups_starts_and_stops(aws: Client) -> None:
    rds = aws("rds", region="us-west-2")
    source = "arn:aws:rds:us-east-1:111122223333:db:db"
    started = rds.start_db_instance_automated_backups_replication(SourceDBInstanceArn=source, BackupRetentionPeriod=14)
    arn = started["DBInstanceAutomatedBackup"]["DBInstanceAutomatedBackupsArn"]
    found = rds.describe_db_instance_automated_backups(DBInstanceAutomatedBackupsArn=arn)
    assert found["DBInstanceAutomatedBackups"][0]["BackupRetentionPeriod"] == 14
    rds.stop_db_instance_automated_backups_replication(SourceDBInstanceArn=source)
    with pytest.raises(rds.exceptions.DBInstanceAutomatedBackupNotFoundFault):
        rds.describe_db_instance_automated_backups(DBInstanceAutomatedBackupsArn=arn)
