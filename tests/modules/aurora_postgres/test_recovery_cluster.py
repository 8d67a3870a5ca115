"""A global database: the copy in the recovery region."""

import json

import pytest
from cdktf import App

from modules.aurora_postgres.construct import AuroraPostgres
from modules.aurora_postgres.inputs import AuroraPostgresInputs, GeneratedPassword, GlobalDatabaseInputs
from modules.aurora_postgres.recovery_cluster import RecoveryPlace
from tests.modules import KEY_ARN, REPLICA_BLOCK, SECRET_REPLICA, ModuleStack

COPY_KEY_ARN = "arn:aws:kms:us-west-2:123456789012:key/99999999-2222-3333-4444-555555555555"
PLACE = RecoveryPlace(region="us-west-2", vpc_id="vpc-9", subnet_ids=("subnet-8", "subnet-9"), kms_key_arn=COPY_KEY_ARN)


@pytest.fixture
def stack(tmp_path):
    return ModuleStack(App(outdir=str(tmp_path)), provider_aliases=("aws.recovery",))


def make(
    stack, *, deletion_protection=True, recovery: RecoveryPlace | None = PLACE, instance_count=0, secret_replica=None
):
    return AuroraPostgres(
        stack,
        "database",
        AuroraPostgresInputs(
            minimum_acu=0.5,
            maximum_acu=16,
            database_name="shop",
            master_password=GeneratedPassword(),
            global_database=GlobalDatabaseInputs(instance_count=instance_count),
        ),
        vpc_id="vpc-1",
        subnet_ids=("subnet-1", "subnet-2"),
        availability_zones=("us-east-1a", "us-east-1b"),
        kms_key_arn=KEY_ARN,
        deletion_protection=deletion_protection,
        log_retention_days=7,
        recovery=recovery,
        secret_replica=secret_replica,
    )


@pytest.mark.requirement("E-09")
def test_the_global_database_is_made_from_the_cluster(stack):
    make(stack)
    assert stack.block("aws_rds_global_cluster.database") == {
        "global_cluster_identifier": "shop-dev-database",
        "source_db_cluster_identifier": "${aws_rds_cluster.database.arn}",
        "force_destroy": True,
        "deletion_protection": True,
        "tags": {"component": "database"},
    }
    assert stack.block("aws_rds_cluster.database")["lifecycle"] == {
        "prevent_destroy": True,
        "ignore_changes": ["global_cluster_identifier"],
    }


@pytest.mark.requirement("E-09")
def test_alarms_know_the_copy_by_its_identifier(stack):
    assert make(stack).copy_identifier == "${aws_rds_cluster.database_recovery.cluster_identifier}"


@pytest.mark.requirement("E-09")
def test_the_password_is_there_too(stack):
    make(stack, secret_replica=SECRET_REPLICA)
    assert stack.block("aws_secretsmanager_secret.database_password")["replica"] == REPLICA_BLOCK


@pytest.mark.requirement("E-09")
def test_the_copy_joins_it_in_the_recovery_region(stack):
    make(stack)
    copy = stack.block("aws_rds_cluster.database_recovery")
    assert copy["provider"] == "aws.recovery"
    assert copy["global_cluster_identifier"] == "${aws_rds_global_cluster.database.id}"
    assert copy["cluster_identifier"] == "shop-dev-database-recovery"
    assert copy["kms_key_id"] == COPY_KEY_ARN
    assert copy["vpc_security_group_ids"] == ["${aws_security_group.database_recovery.id}"]
    assert copy["serverlessv2_scaling_configuration"] == {"min_capacity": 0.5, "max_capacity": 16}
    assert copy["depends_on"] == [
        "aws_cloudwatch_log_group.database_recovery_monitoring_postgresql",
        "aws_rds_cluster_instance.database_1",
        "aws_rds_cluster_instance.database_2",
    ]


def test_the_copy_has_the_version_of_its_source_and_is_not_upgraded_by_itself(stack):
    make(stack)
    copy = stack.block("aws_rds_cluster.database_recovery")
    assert copy["engine_version"] == "${aws_rds_cluster.database.engine_version_actual}"
    assert copy["lifecycle"]["ignore_changes"] == ["engine_version", "replication_source_identifier"]


def test_user_password_and_database_come_with_the_data(stack):
    make(stack)
    copy = stack.block("aws_rds_cluster.database_recovery")
    assert not {"master_username", "master_password_wo", "manage_master_user_password", "database_name"} & set(copy)


@pytest.mark.parametrize("protected", [True, False])
def test_the_copy_is_protected_like_its_source_and_leaves_no_snapshot(stack, protected):
    make(stack, deletion_protection=protected)
    copy = stack.block("aws_rds_cluster.database_recovery")
    assert (copy["deletion_protection"], copy["skip_final_snapshot"]) == (protected, True)
    assert copy["lifecycle"]["prevent_destroy"] is protected
    assert stack.block("aws_rds_global_cluster.database")["deletion_protection"] is protected


def test_everything_of_the_copy_is_in_the_recovery_region(stack):
    make(stack, instance_count=1)
    types = (
        "aws_security_group",
        "aws_db_subnet_group",
        "aws_rds_cluster_parameter_group",
        "aws_cloudwatch_log_group",
        "aws_rds_cluster",
        "aws_rds_cluster_instance",
    )
    for terraform_type in types:
        for name, block in stack.blocks(terraform_type).items():
            in_recovery = name.startswith("database_recovery")
            assert (block.get("provider") == "aws.recovery") is in_recovery, f"{terraform_type}.{name}"
    assert stack.block("aws_db_subnet_group.database_recovery")["subnet_ids"] == ["subnet-8", "subnet-9"]
    assert stack.block("aws_security_group.database_recovery")["vpc_id"] == "vpc-9"


def test_without_instances_the_copy_costs_storage_only(stack):
    make(stack)
    assert sorted(stack.blocks("aws_rds_cluster_instance")) == ["database_1", "database_2"]
    assert sorted(stack.blocks("aws_iam_role")) == ["database_monitoring"]


def test_instances_of_the_copy_are_placed_by_aws_and_monitored(stack):
    make(stack, instance_count=1)
    member = stack.block("aws_rds_cluster_instance.database_recovery_1")
    assert member["identifier"] == "shop-dev-database-recovery-1"
    assert "availability_zone" not in member
    assert member["performance_insights_kms_key_id"] == COPY_KEY_ARN
    role = stack.block("aws_iam_role.database_recovery_monitoring")
    (statement,) = json.loads(role["assume_role_policy"])["Statement"]
    assert statement["Condition"]["ArnLike"] == {
        "aws:SourceArn": "arn:aws:rds:us-west-2:123456789012:db:shop-dev-database-recovery-*"
    }


def test_a_failover_finds_what_it_needs_in_the_outputs(stack):
    make(stack)
    assert {name: output["value"] for name, output in stack.root()["output"].items()} == {
        "database_global_cluster": "${aws_rds_global_cluster.database.id}",
        "database_recovery_cluster_arn": "${aws_rds_cluster.database_recovery.arn}",
    }


def test_a_global_database_needs_somewhere_to_go(stack):
    with pytest.raises(ValueError) as error:
        make(stack, recovery=None)
    assert str(error.value) == "database: a global database needs a place in the recovery region"
