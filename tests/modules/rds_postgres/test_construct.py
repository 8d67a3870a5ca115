"""The database: what protects it, what it costs to lose, and what its clients are told."""

import json

import pytest

from modules.base.network_endpoint import NetworkEndpoint
from modules.rds_postgres.construct import RdsPostgres
from modules.rds_postgres.inputs import (
    GeneratedPassword,
    ManagedPassword,
    MonitoringInputs,
    RdsPostgresInputs,
    ReadReplicaInputs,
    StorageInputs,
)
from tests.modules import KEY_ARN, REPLICA_BLOCK, SECRET_REPLICA


def make(stack, *, deletion_protection=True, secret_replica=None, **changes):
    inputs = RdsPostgresInputs(**{"instance_class": "db.t3.micro", "database_name": "shop", **changes})
    return RdsPostgres(
        stack,
        "database",
        inputs,
        vpc_id="vpc-1",
        subnet_ids=("subnet-1", "subnet-2"),
        availability_zone="us-east-1a",
        kms_key_arn=KEY_ARN,
        deletion_protection=deletion_protection,
        log_retention_days=7,
        secret_replica=secret_replica,
    )


def instance(stack, **changes):
    make(stack, **changes)
    return stack.block("aws_db_instance.database")


def parameters(stack):
    group = stack.block("aws_db_parameter_group.database")
    return {parameter["name"]: (parameter["value"], parameter["apply_method"]) for parameter in group["parameter"]}


def test_data_logs_and_password_are_encrypted_with_the_environments_key(stack):
    database = instance(stack)
    assert database["storage_encrypted"] is True
    assert database["kms_key_id"] == KEY_ARN
    assert database["performance_insights_kms_key_id"] == KEY_ARN
    assert database["master_user_secret_kms_key_id"] == KEY_ARN
    assert {group["kms_key_id"] for group in stack.blocks("aws_cloudwatch_log_group").values()} == {KEY_ARN}


@pytest.mark.requirement("C-10")
def test_security_group_lets_nobody_in_or_out(stack):
    database = make(stack)
    assert stack.block("aws_security_group.database") == {
        "name": "shop-dev-database",
        "description": "PostgreSQL database shop-dev-database",
        "vpc_id": "vpc-1",
        "tags": {"component": "database", "Name": "shop-dev-database"},
    }
    assert stack.blocks("aws_vpc_security_group_egress_rule") == {}
    assert stack.block("aws_db_instance.database")["publicly_accessible"] is False
    assert database.endpoint == NetworkEndpoint(
        name="database", security_group_id="${aws_security_group.database.id}", port=5432
    )


@pytest.mark.requirement("C-21")
def test_tls_is_forced(stack):
    make(stack)
    assert parameters(stack)["rds.force_ssl"] == ("1", "immediate")


@pytest.mark.requirement("C-17")
def test_managed_password_is_never_terraforms(stack):
    database = make(stack, master_password=ManagedPassword(rotation_days=90))
    arguments = stack.block("aws_db_instance.database")
    assert arguments["manage_master_user_password"] is True
    assert not {"password", "password_wo"} & set(arguments)
    assert stack.block("aws_secretsmanager_secret_rotation.database") == {
        "secret_id": "${aws_db_instance.database.master_user_secret[0].secret_arn}",
        "rotate_immediately": False,
        "rotation_rules": {"automatically_after_days": 90},
    }
    assert database.secrets == {
        "DATABASE_PASSWORD": "${aws_db_instance.database.master_user_secret[0].secret_arn}:password::"
    }
    assert database.secret_arns == ("${aws_db_instance.database.master_user_secret[0].secret_arn}",)


@pytest.mark.requirement("C-17")
def test_generated_password_starts_as_a_value_nobody_has_seen(stack):
    database = make(stack, master_password=GeneratedPassword(length=40))
    arguments = stack.block("aws_db_instance.database")
    assert (arguments["password_wo"], arguments["password_wo_version"]) == ("${uuid()}", 1)
    assert not {"password", "manage_master_user_password"} & set(arguments)
    assert stack.block("aws_secretsmanager_secret.database_password") == {
        "name": "shop-dev/DATABASE_PASSWORD",
        "description": 'JSON with "username" and "password" of the master user of shop-dev-database',
        "kms_key_id": KEY_ARN,
        "recovery_window_in_days": 30,
        "tags": {
            "component": "database",
            "value": "generated",
            "length": "40",
            "applies-to": "arn:aws:rds:us-east-1:123456789012:db:shop-dev-database",
        },
    }
    assert stack.blocks("aws_secretsmanager_secret_rotation") == {}
    assert database.secrets == {"DATABASE_PASSWORD": "${aws_secretsmanager_secret.database_password.arn}:password::"}


def test_a_generated_password_is_copied_to_another_region_where_asked(stack):
    make(stack, master_password=GeneratedPassword(), secret_replica=SECRET_REPLICA)
    assert stack.block("aws_secretsmanager_secret.database_password")["replica"] == REPLICA_BLOCK


def test_deletion_protection_keeps_data_in_every_way(stack):
    database = instance(stack, deletion_protection=True)
    assert database["deletion_protection"] is True
    assert database["skip_final_snapshot"] is False
    assert database["final_snapshot_identifier"] == "shop-dev-database-final"
    assert database["delete_automated_backups"] is False
    assert database["lifecycle"]["prevent_destroy"] is True


def test_without_deletion_protection_nothing_stays(stack):
    database = instance(stack, deletion_protection=False)
    assert database["deletion_protection"] is False
    assert database["skip_final_snapshot"] is True
    assert "final_snapshot_identifier" not in database
    assert database["delete_automated_backups"] is True
    assert database["lifecycle"]["prevent_destroy"] is False


def test_no_other_zone_replaces_a_database(stack):
    assert instance(stack, multi_az=False)["lifecycle"]["ignore_changes"] == ["availability_zone"]


def test_single_az_instance_is_placed(stack):
    database = instance(stack, multi_az=False)
    assert (database["multi_az"], database["availability_zone"]) == (False, "us-east-1a")


def test_multi_az_instance_is_placed_by_rds(stack):
    database = instance(stack, multi_az=True)
    assert database["multi_az"] is True
    assert "availability_zone" not in database


@pytest.mark.requirement("M-14")
def test_storage_grows_by_itself(stack):
    database = instance(stack, storage=StorageInputs(allocated_gib=20, maximum_gib=100))
    assert (database["storage_type"], database["allocated_storage"], database["max_allocated_storage"]) == (
        "gp3",
        20,
        100,
    )
    assert not {"iops", "storage_throughput"} & set(database)


def test_provisioned_performance(stack):
    database = instance(stack, storage=StorageInputs(allocated_gib=400, iops=16000, throughput_mibps=1000))
    assert (database["iops"], database["storage_throughput"]) == (16000, 1000)
    assert "max_allocated_storage" not in database


@pytest.mark.parametrize(("version", "follows"), [("16", True), ("16.10", False)])
def test_only_a_major_version_is_kept_up_to_date_by_aws(stack, version, follows):
    database = instance(stack, engine_version=version)
    assert (database["engine_version"], database["auto_minor_version_upgrade"]) == (version, follows)


def test_parameter_group_is_made_before_its_predecessor_goes(stack):
    make(stack, engine_version="16.10")
    group = stack.block("aws_db_parameter_group.database")
    assert (group["name"], group["family"]) == ("shop-dev-database-postgres16", "postgres16")
    assert group["lifecycle"] == {"create_before_destroy": True}


@pytest.mark.requirement("M-04")
def test_only_named_extensions_may_be_made(stack):
    make(stack, extensions=("vector", "pgaudit"))
    chosen = parameters(stack)
    assert chosen["rds.allowed_extensions"] == ("pgaudit,vector", "immediate")
    assert chosen["shared_preload_libraries"] == ("pg_stat_statements,pgaudit", "pending-reboot")


def test_without_extensions_rds_decides(stack):
    make(stack)
    assert not {"rds.allowed_extensions", "shared_preload_libraries"} & set(parameters(stack))


@pytest.mark.requirement("C-25")
def test_connection_limit_is_what_the_server_enforces(stack):
    database = make(stack)
    assert database.connection_limit == 84
    assert parameters(stack)["max_connections"] == ("84", "pending-reboot")


def test_further_parameters_win_over_defaults(stack):
    make(stack, parameters={"work_mem": "65536", "log_statement": "all"})
    assert parameters(stack)["work_mem"] == ("65536", "immediate")
    assert parameters(stack)["log_statement"] == ("all", "immediate")


def test_log_groups_are_there_before_the_instance(stack):
    database = instance(stack)
    assert database["enabled_cloudwatch_logs_exports"] == ["postgresql", "upgrade"]
    assert database["depends_on"] == [
        "aws_cloudwatch_log_group.database_monitoring_postgresql",
        "aws_cloudwatch_log_group.database_monitoring_upgrade",
    ]
    assert stack.block("aws_cloudwatch_log_group.database_monitoring_postgresql") == {
        "name": "/aws/rds/instance/shop-dev-database/postgresql",
        "retention_in_days": 7,
        "kms_key_id": KEY_ARN,
        "tags": {"component": "database"},
    }


def test_monitoring_role_serves_this_instance_only(stack):
    database = instance(stack)
    assert database["monitoring_interval"] == 60
    assert database["monitoring_role_arn"] == "${aws_iam_role.database_monitoring.arn}"
    role = stack.block("aws_iam_role.database_monitoring")
    (statement,) = json.loads(role["assume_role_policy"])["Statement"]
    assert statement["Principal"] == {"Service": "monitoring.rds.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:rds:us-east-1:123456789012:db:shop-dev-database"},
    }


@pytest.mark.requirement("M-01")
def test_no_detailed_monitoring(stack):
    monitoring = MonitoringInputs(enhanced_monitoring_seconds=0, performance_insights_days=0)
    database = instance(stack, monitoring=monitoring)
    assert (database["monitoring_interval"], database["performance_insights_enabled"]) == (0, False)
    assert not {"monitoring_role_arn", "performance_insights_kms_key_id", "database_insights_mode"} & set(database)
    assert stack.blocks("aws_iam_role") == {}


@pytest.mark.requirement("A-03")
def test_advanced_database_insights(stack):
    monitoring = MonitoringInputs(performance_insights_days=465, database_insights_mode="advanced")
    database = instance(stack, monitoring=monitoring)
    assert database["performance_insights_enabled"] is True
    assert database["performance_insights_retention_period"] == 465
    assert database["database_insights_mode"] == "advanced"


@pytest.mark.requirement("A-03")
def test_windows_and_backups(stack):
    database = instance(
        stack, backup_window="02:00-03:00", maintenance_window="mon:05:00-mon:06:00", backup_retention_days=30
    )
    assert database["backup_window"] == "02:00-03:00"
    assert database["maintenance_window"] == "mon:05:00-mon:06:00"
    assert database["backup_retention_period"] == 30


def test_clients_learn_where_the_database_is(stack):
    assert make(stack).environment == {
        "DATABASE_HOST": "${aws_db_instance.database.address}",
        "DATABASE_PORT": "5432",
        "DATABASE_NAME": "shop",
        "DATABASE_USER": "postgres",
        "DATABASE_SSL_MODE": "require",
    }


def test_iam_users_may_connect_as_themselves_only(stack):
    (statement,) = make(stack, iam_users=("api",)).statements
    assert statement.actions == ["rds-db:connect"]
    assert statement.resources == [
        "arn:aws:rds-db:us-east-1:123456789012:dbuser:${aws_db_instance.database.resource_id}/api"
    ]


def test_nobody_connects_with_iam_unless_named(stack):
    assert make(stack).statements == ()


@pytest.mark.requirement("A-03", "G-06")
def test_read_replica_follows_its_source(stack):
    database = make(
        stack,
        master_password=GeneratedPassword(),
        read_replicas={"reporting": ReadReplicaInputs(instance_class="db.t4g.medium")},
    )
    replica = stack.block("aws_db_instance.database_reporting")
    assert replica["replicate_source_db"] == "${aws_db_instance.database.identifier}"
    assert replica["identifier"] == "shop-dev-database-reporting"
    assert replica["instance_class"] == "db.t4g.medium"
    assert replica["vpc_security_group_ids"] == ["${aws_security_group.database.id}"]
    assert replica["parameter_group_name"] == "${aws_db_parameter_group.database.name}"
    assert replica["storage_encrypted"] is True
    assert replica["tags"] == {"component": "database"}
    assert database.environment["DATABASE_REPORTING_HOST"] == "${aws_db_instance.database_reporting.address}"
    assert database.replica_identifiers == {"reporting": "${aws_db_instance.database_reporting.identifier}"}


def test_read_replica_can_be_removed_from_a_protected_environment(stack):
    make(
        stack,
        master_password=GeneratedPassword(),
        read_replicas={"reporting": ReadReplicaInputs(instance_class="db.t4g.medium")},
    )
    replica = stack.block("aws_db_instance.database_reporting")
    assert (replica["deletion_protection"], replica["skip_final_snapshot"]) == (False, True)
    assert "lifecycle" not in replica


def test_each_instance_has_its_own_log_groups(stack):
    make(
        stack,
        master_password=GeneratedPassword(),
        read_replicas={"reporting": ReadReplicaInputs(instance_class="db.t4g.medium")},
    )
    names = [group["name"] for group in stack.blocks("aws_cloudwatch_log_group").values()]
    assert sorted(names) == [
        "/aws/rds/instance/shop-dev-database-reporting/postgresql",
        "/aws/rds/instance/shop-dev-database-reporting/upgrade",
        "/aws/rds/instance/shop-dev-database/postgresql",
        "/aws/rds/instance/shop-dev-database/upgrade",
    ]


def test_others_refer_to_the_instance_by_its_identifier(stack):
    assert make(stack).identifier == "${aws_db_instance.database.identifier}"
