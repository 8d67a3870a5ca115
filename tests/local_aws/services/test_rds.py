from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.conftest import ACCOUNT_ID, Client


def create(rds: Any, name: str = "db", **settings: Any) -> None:
    rds.create_db_instance(
        DBInstanceIdentifier=name,
        Engine="postgres",
        DBInstanceClass="db.t3.micro",
        AllocatedStorage=20,
        MasterUsername="postgres",
        **settings,
    )


def instance(rds: Any, name: str = "db") -> Any:
    return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


@pytest.mark.needs("rds.give_each_instance_its_own_resource_id")
def test_each_instance_has_its_own_resource_id(aws: Client) -> None:
    rds = aws("rds")
    create(rds, "one", MasterUserPassword="password")
    create(rds, "two", MasterUserPassword="password")
    first, second = instance(rds, "one")["DbiResourceId"], instance(rds, "two")["DbiResourceId"]
    assert first != second
    found = rds.describe_db_instances(Filters=[{"Name": "dbi-resource-id", "Values": [second]}])["DBInstances"]
    assert [item["DBInstanceIdentifier"] for item in found] == ["two"]


def test_the_managed_master_password_is_a_secret_that_exists(aws: Client) -> None:
    rds = aws("rds")
    create(rds, ManageMasterUserPassword=True)
    arn = instance(rds)["MasterUserSecret"]["SecretArn"]
    assert arn.startswith(f"arn:aws:secretsmanager:us-east-1:{ACCOUNT_ID}:secret:rds!db-")
    secret = json.loads(aws("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])
    assert secret.keys() == {"username", "password"}


@pytest.mark.needs("rds.DBInstance", "rds.complete_instances")
def test_settings_moto_does_not_know_come_back_and_change_in_place(aws: Client) -> None:
    rds = aws("rds")
    create(rds, MasterUserPassword="password", EnablePerformanceInsights=True, CACertificateIdentifier="rds-ca-x")
    assert instance(rds)["PerformanceInsightsEnabled"] is True
    assert instance(rds)["PerformanceInsightsRetentionPeriod"] == 7
    assert instance(rds)["CACertificateIdentifier"] == "rds-ca-x"
    rds.modify_db_instance(DBInstanceIdentifier="db", EnablePerformanceInsights=False, MultiAZ=True)
    assert (instance(rds)["PerformanceInsightsEnabled"], instance(rds)["MultiAZ"]) == (False, True)


def test_an_instance_of_the_same_name_inherits_nothing(aws: Client) -> None:
    rds = aws("rds")
    create(rds, MasterUserPassword="password", EnablePerformanceInsights=True)
    rds.delete_db_instance(DBInstanceIdentifier="db", SkipFinalSnapshot=True)
    create(rds, MasterUserPassword="password")
    assert instance(rds).get("PerformanceInsightsEnabled", False) is False


@pytest.mark.needs("rds.parameters_set_by_the_user")
def test_parameters_that_were_set_have_the_user_as_source(aws: Client) -> None:
    rds = aws("rds")
    rds.create_db_parameter_group(DBParameterGroupName="pg", DBParameterGroupFamily="postgres16", Description="x")
    forced = {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"}
    rds.modify_db_parameter_group(DBParameterGroupName="pg", Parameters=[forced])
    parameters = rds.describe_db_parameters(DBParameterGroupName="pg")["Parameters"]
    assert [(item["ParameterName"], item["Source"]) for item in parameters] == [("rds.force_ssl", "user")]


@pytest.mark.needs("rds.keep_global_tags", "rds.show_global_tags", "rds.list_tags", "rds.change_tags")
def test_tags_of_a_global_cluster_change_in_place(aws: Client) -> None:
    rds = aws("rds")
    arn = rds.create_global_cluster(
        GlobalClusterIdentifier="world",
        Engine="aurora-postgresql",
        Tags=[{"Key": name, "Value": "one"} for name in ("step", "team", "old")],
    )["GlobalCluster"]["GlobalClusterArn"]
    rds.add_tags_to_resource(ResourceName=arn, Tags=[{"Key": "step", "Value": "two"}])
    rds.remove_tags_from_resource(ResourceName=arn, TagKeys=["old"])
    tags = [{"Key": "step", "Value": "two"}, {"Key": "team", "Value": "one"}]
    assert rds.describe_global_clusters()["GlobalClusters"][0]["TagList"] == tags
    assert rds.list_tags_for_resource(ResourceName=arn)["TagList"] == tags


@pytest.mark.needs("rds.DBCluster", "rds.drop_empty_scaling")
def test_a_cluster_keeps_its_settings_and_shows_no_scaling_of_the_first_serverless(aws: Client) -> None:
    rds = aws("rds")
    settings = {"Engine": "aurora-postgresql", "MasterUsername": "postgres", "MasterUserPassword": "password"}
    rds.create_db_cluster(
        DBClusterIdentifier="db",
        PerformanceInsightsRetentionPeriod=7,
        EnablePerformanceInsights=True,
        BackupRetentionPeriod=7,
        **settings,
    )
    rds.modify_db_cluster(DBClusterIdentifier="db", BackupRetentionPeriod=14)
    cluster = rds.describe_db_clusters(DBClusterIdentifier="db")["DBClusters"][0]
    assert (cluster["PerformanceInsightsEnabled"], cluster["PerformanceInsightsRetentionPeriod"]) == (True, 7)
    assert cluster["BackupRetentionPeriod"] == 14
    assert "ScalingConfigurationInfo" not in cluster


@pytest.mark.needs("rds.replicas_have_settings_of_their_own")
def test_a_read_replica_has_its_own_id_and_settings(aws: Client) -> None:
    rds = aws("rds")
    create(rds, MasterUserPassword="password", BackupRetentionPeriod=35, MultiAZ=True)
    rds.create_db_instance_read_replica(DBInstanceIdentifier="replica", SourceDBInstanceIdentifier="db")
    source, replica = instance(rds), instance(rds, "replica")
    assert replica["DbiResourceId"] != source["DbiResourceId"]
    assert (replica["BackupRetentionPeriod"], replica["MultiAZ"]) == (0, False)
    assert replica["ReadReplicaDBInstanceIdentifiers"] == []
    assert source["ReadReplicaDBInstanceIdentifiers"] == ["replica"]


@pytest.mark.needs("rds.every_storage_type_of_a_cluster")
def test_a_cluster_may_have_auroras_own_storage(aws: Client) -> None:
    rds = aws("rds")
    settings = {"Engine": "aurora-postgresql", "MasterUsername": "postgres", "MasterUserPassword": "password"}
    rds.create_db_cluster(DBClusterIdentifier="db", StorageType="aurora-iopt1", **settings)
    assert rds.describe_db_clusters(DBClusterIdentifier="db")["DBClusters"][0]["StorageType"] == "aurora-iopt1"


@pytest.mark.needs("rds.members_of_a_global_cluster_stay", "rds.remove_from_global_cluster")
def test_a_member_of_a_global_cluster_in_another_region_leaves_it_first(aws: Client) -> None:
    near, far = aws("rds"), aws("rds", region="us-west-2")
    settings = {"Engine": "aurora-postgresql", "MasterUsername": "postgres", "MasterUserPassword": "password"}
    source = near.create_db_cluster(DBClusterIdentifier="near", **settings)["DBCluster"]["DBClusterArn"]
    near.create_global_cluster(GlobalClusterIdentifier="world", SourceDBClusterIdentifier=source)
    copy = far.create_db_cluster(
        DBClusterIdentifier="far", Engine="aurora-postgresql", GlobalClusterIdentifier="world"
    )["DBCluster"]["DBClusterArn"]
    with pytest.raises(ClientError, match="please remove it from globalcluster first"):
        far.delete_db_cluster(DBClusterIdentifier="far", SkipFinalSnapshot=True)
    for member in (copy, source):
        near.remove_from_global_cluster(GlobalClusterIdentifier="world", DbClusterIdentifier=member)
    with pytest.raises(ClientError, match=f"{copy} is not found in global cluster world"):
        near.remove_from_global_cluster(GlobalClusterIdentifier="world", DbClusterIdentifier=copy)
    far.delete_db_cluster(DBClusterIdentifier="far", SkipFinalSnapshot=True)
    near.delete_global_cluster(GlobalClusterIdentifier="world")
    assert near.describe_global_clusters()["GlobalClusters"] == []


@pytest.mark.needs("rds.delete_automated_snapshots")
def test_a_cluster_takes_its_automated_snapshots_with_it_and_leaves_the_others(aws: Client) -> None:
    rds = aws("rds")
    settings = {"Engine": "aurora-postgresql", "MasterUsername": "postgres", "MasterUserPassword": "password"}
    for name in ("db", "db-two"):
        rds.create_db_cluster(DBClusterIdentifier=name, **settings)
    rds.create_db_cluster_snapshot(DBClusterIdentifier="db", DBClusterSnapshotIdentifier="by-hand")
    rds.delete_db_cluster(DBClusterIdentifier="db", SkipFinalSnapshot=True)
    snapshots = rds.describe_db_cluster_snapshots()["DBClusterSnapshots"]
    assert sorted((one["DBClusterIdentifier"], one["SnapshotType"]) for one in snapshots) == [
        ("db", "manual"),
        ("db-two", "automated"),
    ]
