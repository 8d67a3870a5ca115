"""The cluster: its size, what protects it, what its clients are told."""

import json

import pytest

from modules.aurora_postgres.construct import AuroraPostgres
from modules.aurora_postgres.inputs import AuroraPostgresInputs, GeneratedPassword, ManagedPassword, MonitoringInputs
from modules.base.network_endpoint import NetworkEndpoint
from tests.modules import KEY_ARN


def make(stack, *, deletion_protection=True, zones=("us-east-1a", "us-east-1b"), **changes):
    inputs = AuroraPostgresInputs(**{"minimum_acu": 0.5, "maximum_acu": 16, "database_name": "shop", **changes})
    return AuroraPostgres(
        stack,
        "database",
        inputs,
        vpc_id="vpc-1",
        subnet_ids=("subnet-1", "subnet-2"),
        availability_zones=zones,
        kms_key_arn=KEY_ARN,
        deletion_protection=deletion_protection,
        log_retention_days=7,
    )


def cluster(stack, **changes):
    make(stack, **changes)
    return stack.block("aws_rds_cluster.database")


def instances(stack, **changes):
    make(stack, **changes)
    return stack.blocks("aws_rds_cluster_instance")


def parameters(stack):
    group = stack.block("aws_rds_cluster_parameter_group.database")
    return {parameter["name"]: (parameter["value"], parameter["apply_method"]) for parameter in group["parameter"]}


@pytest.mark.requirement("E-03")
def test_capacity_is_a_range(stack):
    database = cluster(stack, minimum_acu=0.5, maximum_acu=16)
    assert database["serverlessv2_scaling_configuration"] == {"min_capacity": 0.5, "max_capacity": 16}
    assert {block["instance_class"] for block in stack.blocks("aws_rds_cluster_instance").values()} == {"db.serverless"}


def test_an_idle_cluster_may_pause(stack):
    database = cluster(stack, minimum_acu=0, maximum_acu=2, seconds_until_auto_pause=600)
    assert database["serverlessv2_scaling_configuration"] == {
        "min_capacity": 0,
        "max_capacity": 2,
        "seconds_until_auto_pause": 600,
    }


@pytest.mark.requirement("E-02", "E-03")
def test_writer_and_reader_are_in_different_zones_and_of_one_size(stack):
    members = instances(stack, reader_count=1)
    assert {name: (block["availability_zone"], block["promotion_tier"]) for name, block in members.items()} == {
        "database_1": ("us-east-1a", 0),
        "database_2": ("us-east-1b", 1),
    }


def test_further_readers_grow_by_themselves(stack):
    members = instances(stack, reader_count=3)
    assert [block["promotion_tier"] for block in members.values()] == [0, 1, 2, 2]
    assert [block["availability_zone"][-1] for block in members.values()] == ["a", "b", "a", "b"]


@pytest.mark.requirement("E-11")
def test_a_single_instance_is_placed_in_the_first_zone(stack):
    (member,) = instances(stack, reader_count=0).values()
    assert (member["identifier"], member["availability_zone"]) == ("shop-dev-database-1", "us-east-1a")


def test_data_logs_and_password_are_encrypted_with_the_environments_key(stack):
    database = cluster(stack)
    assert database["storage_encrypted"] is True
    assert database["kms_key_id"] == KEY_ARN
    assert database["master_user_secret_kms_key_id"] == KEY_ARN
    members = stack.blocks("aws_rds_cluster_instance").values()
    assert {member["performance_insights_kms_key_id"] for member in members} == {KEY_ARN}
    assert stack.block("aws_cloudwatch_log_group.database_monitoring_postgresql") == {
        "name": "/aws/rds/cluster/shop-dev-database/postgresql",
        "retention_in_days": 7,
        "kms_key_id": KEY_ARN,
        "tags": {"component": "database"},
    }


def test_log_group_is_there_before_the_cluster(stack):
    database = cluster(stack)
    assert database["enabled_cloudwatch_logs_exports"] == ["postgresql"]
    assert database["depends_on"] == ["aws_cloudwatch_log_group.database_monitoring_postgresql"]


@pytest.mark.requirement("C-10")
def test_security_group_lets_nobody_in_or_out(stack):
    database = make(stack)
    assert stack.block("aws_security_group.database") == {
        "name": "shop-dev-database",
        "description": "PostgreSQL cluster shop-dev-database",
        "vpc_id": "vpc-1",
        "tags": {"component": "database", "Name": "shop-dev-database"},
    }
    assert stack.blocks("aws_vpc_security_group_egress_rule") == {}
    assert {member["publicly_accessible"] for member in stack.blocks("aws_rds_cluster_instance").values()} == {False}
    assert database.endpoint == NetworkEndpoint(
        name="database", security_group_id="${aws_security_group.database.id}", port=5432
    )


@pytest.mark.requirement("C-21")
def test_tls_is_forced_and_the_limit_of_connections_known(stack):
    database = make(stack, extensions=("vector",), parameters={"work_mem": "65536"})
    chosen = parameters(stack)
    assert chosen["rds.force_ssl"] == ("1", "immediate")
    assert chosen["max_connections"] == (str(database.connection_limit), "pending-reboot")
    assert chosen["rds.allowed_extensions"] == ("vector", "immediate")
    assert chosen["work_mem"] == ("65536", "immediate")


def test_parameter_group_is_made_before_its_predecessor_goes(stack):
    make(stack, engine_version="16.10")
    group = stack.block("aws_rds_cluster_parameter_group.database")
    assert (group["name"], group["family"]) == ("shop-dev-database-aurora-postgresql16", "aurora-postgresql16")
    assert group["lifecycle"] == {"create_before_destroy": True}


@pytest.mark.parametrize(("version", "follows"), [("16", True), ("16.10", False)])
def test_only_a_major_version_is_kept_up_to_date_by_aws(stack, version, follows):
    members = instances(stack, engine_version=version)
    assert {member["auto_minor_version_upgrade"] for member in members.values()} == {follows}
    assert stack.block("aws_rds_cluster.database")["engine_version"] == version


@pytest.mark.requirement("C-17", "E-05")
def test_managed_password_is_never_terraforms(stack):
    database = make(stack, master_password=ManagedPassword(rotation_days=90))
    arguments = stack.block("aws_rds_cluster.database")
    assert arguments["manage_master_user_password"] is True
    assert not {"master_password", "master_password_wo"} & set(arguments)
    assert stack.block("aws_secretsmanager_secret_rotation.database") == {
        "secret_id": "${aws_rds_cluster.database.master_user_secret[0].secret_arn}",
        "rotate_immediately": False,
        "rotation_rules": {"automatically_after_days": 90},
    }
    assert database.secrets == {
        "DATABASE_PASSWORD": "${aws_rds_cluster.database.master_user_secret[0].secret_arn}:password::"
    }
    assert database.secret_arns == ("${aws_rds_cluster.database.master_user_secret[0].secret_arn}",)


@pytest.mark.requirement("C-17", "E-05")
def test_generated_password_starts_as_a_value_nobody_has_seen(stack):
    database = make(stack, master_password=GeneratedPassword(length=40))
    arguments = stack.block("aws_rds_cluster.database")
    assert (arguments["master_password_wo"], arguments["master_password_wo_version"]) == ("${uuid()}", 1)
    assert not {"master_password", "manage_master_user_password"} & set(arguments)
    assert stack.block("aws_secretsmanager_secret.database_password")["tags"] == {
        "component": "database",
        "value": "generated",
        "length": "40",
        "applies-to": "arn:aws:rds:us-east-1:123456789012:cluster:shop-dev-database",
    }
    assert database.secret_arn == "${aws_secretsmanager_secret.database_password.arn}"


def test_deletion_protection_keeps_data_in_every_way(stack):
    database = cluster(stack, deletion_protection=True)
    assert database["deletion_protection"] is True
    assert database["skip_final_snapshot"] is False
    assert database["final_snapshot_identifier"] == "shop-dev-database-final"
    assert database["delete_automated_backups"] is False
    assert database["lifecycle"] == {"prevent_destroy": True}


def test_without_deletion_protection_nothing_stays(stack):
    database = cluster(stack, deletion_protection=False)
    assert database["deletion_protection"] is False
    assert database["skip_final_snapshot"] is True
    assert "final_snapshot_identifier" not in database
    assert database["delete_automated_backups"] is True
    assert database["lifecycle"] == {"prevent_destroy": False}


def test_monitoring_role_serves_the_instances_of_this_cluster_only(stack):
    members = instances(stack)
    assert {member["monitoring_role_arn"] for member in members.values()} == {"${aws_iam_role.database_monitoring.arn}"}
    (statement,) = json.loads(stack.block("aws_iam_role.database_monitoring")["assume_role_policy"])["Statement"]
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:rds:us-east-1:123456789012:db:shop-dev-database-*"},
    }


def test_standard_insights_belong_to_the_instances(stack):
    database = cluster(stack)
    assert database["database_insights_mode"] == "standard"
    assert "performance_insights_enabled" not in database
    members = stack.blocks("aws_rds_cluster_instance").values()
    assert {member["performance_insights_retention_period"] for member in members} == {7}


def test_advanced_insights_belong_to_the_cluster_too(stack):
    monitoring = MonitoringInputs(performance_insights_days=465, database_insights_mode="advanced")
    database = cluster(stack, monitoring=monitoring)
    assert database["database_insights_mode"] == "advanced"
    assert database["performance_insights_enabled"] is True
    assert database["performance_insights_retention_period"] == 465
    assert database["performance_insights_kms_key_id"] == KEY_ARN


def test_windows_and_backups(stack):
    database = cluster(
        stack, backup_window="02:00-03:00", maintenance_window="mon:05:00-mon:06:00", backup_retention_days=30
    )
    assert database["preferred_backup_window"] == "02:00-03:00"
    assert database["preferred_maintenance_window"] == "mon:05:00-mon:06:00"
    assert database["backup_retention_period"] == 30


@pytest.mark.parametrize(("storage_type", "expected"), [("aurora", None), ("aurora-iopt1", "aurora-iopt1")])
def test_how_io_is_paid(stack, storage_type, expected):
    assert cluster(stack, storage_type=storage_type).get("storage_type") == expected


def test_clients_learn_where_to_write_and_where_to_read(stack):
    assert make(stack).environment == {
        "DATABASE_HOST": "${aws_rds_cluster.database.endpoint}",
        "DATABASE_PORT": "5432",
        "DATABASE_NAME": "shop",
        "DATABASE_USER": "postgres",
        "DATABASE_SSL_MODE": "require",
        "DATABASE_READER_HOST": "${aws_rds_cluster.database.reader_endpoint}",
    }


def test_iam_users_may_connect_as_themselves_only(stack):
    (statement,) = make(stack, iam_users=("api",)).statements
    assert statement.actions == ["rds-db:connect"]
    assert statement.resources == [
        "arn:aws:rds-db:us-east-1:123456789012:dbuser:${aws_rds_cluster.database.cluster_resource_id}/api"
    ]


def test_nobody_connects_with_iam_unless_named(stack):
    assert make(stack).statements == ()


def test_others_refer_to_the_cluster_and_its_members(stack):
    database = make(stack)
    assert database.identifier == "${aws_rds_cluster.database.cluster_identifier}"
    assert database.arn == "${aws_rds_cluster.database.arn}"
    assert database.member_identifiers == (
        "${aws_rds_cluster_instance.database_1.identifier}",
        "${aws_rds_cluster_instance.database_2.identifier}",
    )
    assert (database.memory_mib, database.master_username) == (32768, "postgres")
