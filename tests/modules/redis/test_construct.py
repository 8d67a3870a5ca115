"""The cache: who can log in, what survives a failure, and what its clients are told."""

import pytest

from modules.base.network_endpoint import NetworkEndpoint
from modules.redis.construct import Redis
from modules.redis.inputs import ClusterModeInputs, RedisInputs
from tests.modules import KEY_ARN


def make(stack, *, deletion_protection=True, **changes):
    return Redis(
        stack,
        "cache",
        RedisInputs(**{"node_type": "cache.t4g.micro", **changes}),
        vpc_id="vpc-1",
        subnet_ids=("subnet-1", "subnet-2"),
        kms_key_arn=KEY_ARN,
        deletion_protection=deletion_protection,
        log_retention_days=7,
    )


def replication_group(stack, **changes):
    make(stack, **changes)
    return stack.block("aws_elasticache_replication_group.cache")


@pytest.mark.requirement("C-22")
def test_data_is_encrypted_at_rest_and_in_transit(stack):
    group = replication_group(stack)
    assert (group["at_rest_encryption_enabled"], group["kms_key_id"]) == ("true", KEY_ARN)
    assert (group["transit_encryption_enabled"], group["transit_encryption_mode"]) == (True, "required")


@pytest.mark.requirement("C-10")
def test_security_group_lets_nobody_in_or_out(stack):
    cache = make(stack)
    assert stack.block("aws_security_group.cache") == {
        "name": "shop-dev-cache",
        "description": "Cache shop-dev-cache",
        "vpc_id": "vpc-1",
        "tags": {"component": "cache", "Name": "shop-dev-cache"},
    }
    assert stack.blocks("aws_vpc_security_group_egress_rule") == {}
    assert cache.endpoint == NetworkEndpoint(
        name="cache", security_group_id="${aws_security_group.cache.id}", port=6379
    )


@pytest.mark.requirement("C-22")
def test_connections_without_login_have_no_access(stack):
    group = replication_group(stack)
    nobody = stack.block("aws_elasticache_user.cache_access_nobody")
    assert (nobody["user_name"], nobody["access_string"]) == ("default", "off -@all")
    assert stack.block("aws_elasticache_user_group.cache_access")["user_ids"] == [
        "${aws_elasticache_user.cache_access_nobody.user_id}",
        "${aws_elasticache_user.cache_access_tasks.user_id}",
    ]
    assert group["user_group_ids"] == ["${aws_elasticache_user_group.cache_access.id}"]


@pytest.mark.requirement("C-17", "C-22")
def test_password_is_set_outside_terraform(stack):
    cache = make(stack)
    tasks = stack.block("aws_elasticache_user.cache_access_tasks")
    assert tasks["authentication_mode"] == {"type": "iam"}
    assert tasks["lifecycle"] == {"ignore_changes": ["authentication_mode"]}
    assert not {"passwords", "no_password_required"} & set(tasks)
    assert "auth_token" not in stack.block("aws_elasticache_replication_group.cache")
    assert stack.block("aws_secretsmanager_secret.cache_access_password") == {
        "name": "shop-dev/REDIS_AUTH_TOKEN",
        "description": "Password of the cache user shop-dev-cache",
        "kms_key_id": KEY_ARN,
        "recovery_window_in_days": 30,
        "tags": {
            "component": "cache",
            "value": "generated",
            "length": "48",
            "applies-to": "arn:aws:elasticache:us-east-1:123456789012:user:shop-dev-cache",
        },
    }
    assert cache.secrets == {"REDIS_AUTH_TOKEN": "${aws_secretsmanager_secret.cache_access_password.arn}"}
    assert cache.secret_arns == ("${aws_secretsmanager_secret.cache_access_password.arn}",)
    assert cache.statements == ()


def test_login_with_iam_needs_no_secret(stack):
    cache = make(stack, authentication="iam")
    assert "lifecycle" not in stack.block("aws_elasticache_user.cache_access_tasks")
    assert stack.blocks("aws_secretsmanager_secret") == {}
    assert (cache.secrets, cache.secret_arns) == ({}, ())
    (statement,) = cache.statements
    assert statement.actions == ["elasticache:Connect"]
    assert statement.resources == [
        "arn:aws:elasticache:us-east-1:123456789012:replicationgroup:shop-dev-cache",
        "arn:aws:elasticache:us-east-1:123456789012:user:shop-dev-cache",
    ]


@pytest.mark.parametrize("engine", ["valkey", "redis"])
def test_users_serve_both_engines(stack, engine):
    make(stack, engine=engine, engine_version={"valkey": "8.0", "redis": "7.1"}[engine])
    engines = {user["engine"] for user in stack.blocks("aws_elasticache_user").values()}
    assert engines | {stack.block("aws_elasticache_user_group.cache_access")["engine"]} == {"redis"}


@pytest.mark.requirement("C-22")
def test_replica_takes_over(stack):
    group = replication_group(stack, node_count=2)
    assert group["num_cache_clusters"] == 2
    assert (group["automatic_failover_enabled"], group["multi_az_enabled"]) == (True, True)


def test_single_node_has_no_failover(stack):
    group = replication_group(stack, node_count=1, multi_az=False)
    assert group["num_cache_clusters"] == 1
    assert (group["automatic_failover_enabled"], group["multi_az_enabled"]) == (False, False)


@pytest.mark.requirement("G-06")
def test_cluster_mode(stack):
    cache = make(stack, cluster_mode=ClusterModeInputs(shard_count=2, replicas_per_shard=1))
    group = stack.block("aws_elasticache_replication_group.cache")
    assert (group["cluster_mode"], group["num_node_groups"], group["replicas_per_node_group"]) == ("enabled", 2, 1)
    assert group["automatic_failover_enabled"] is True
    assert "num_cache_clusters" not in group
    assert {"name": "cluster-enabled", "value": "yes"} in stack.block("aws_elasticache_parameter_group.cache")[
        "parameter"
    ]
    assert cache.environment["REDIS_HOST"] == (
        "${aws_elasticache_replication_group.cache.configuration_endpoint_address}"
    )
    assert cache.environment["REDIS_CLUSTER_MODE"] == "true"
    assert cache.member_ids == (
        "shop-dev-cache-0001-001",
        "shop-dev-cache-0001-002",
        "shop-dev-cache-0002-001",
        "shop-dev-cache-0002-002",
    )


def test_parameters_are_those_of_the_engine(stack):
    make(stack, maxmemory_policy="noeviction", parameters={"timeout": "300"})
    assert stack.block("aws_elasticache_parameter_group.cache") == {
        "name": "shop-dev-cache-valkey8",
        "family": "valkey8",
        "description": "Parameters of shop-dev-cache",
        "parameter": [{"name": "maxmemory-policy", "value": "noeviction"}, {"name": "timeout", "value": "300"}],
        "lifecycle": {"create_before_destroy": True},
        "tags": {"component": "cache"},
    }


def test_logs_are_kept_encrypted_and_for_a_while(stack):
    group = replication_group(stack)
    assert group["log_delivery_configuration"] == [
        {
            "destination": f"${{aws_cloudwatch_log_group.cache_{log_type.replace('-', '_')}.name}}",
            "destination_type": "cloudwatch-logs",
            "log_format": "json",
            "log_type": log_type,
        }
        for log_type in ("slow-log", "engine-log")
    ]
    assert stack.block("aws_cloudwatch_log_group.cache_slow_log") == {
        "name": "/aws/elasticache/shop-dev-cache/slow-log",
        "retention_in_days": 7,
        "kms_key_id": KEY_ARN,
        "tags": {"component": "cache"},
    }


def test_deletion_protection_leaves_a_snapshot(stack):
    group = replication_group(stack, deletion_protection=True, snapshot_retention_days=14)
    assert group["final_snapshot_identifier"] == "shop-dev-cache-final"
    assert group["lifecycle"] == {"prevent_destroy": True}
    assert (group["snapshot_retention_limit"], group["snapshot_window"]) == (14, "03:00-04:00")


def test_without_deletion_protection_nothing_stays(stack):
    group = replication_group(stack, deletion_protection=False)
    assert "final_snapshot_identifier" not in group
    assert group["lifecycle"] == {"prevent_destroy": False}


def test_clients_learn_where_the_cache_is(stack):
    cache = make(stack)
    assert cache.environment == {
        "REDIS_HOST": "${aws_elasticache_replication_group.cache.primary_endpoint_address}",
        "REDIS_PORT": "6379",
        "REDIS_TLS": "true",
        "REDIS_USERNAME": "shop-dev-cache",
        "REDIS_READER_HOST": "${aws_elasticache_replication_group.cache.reader_endpoint_address}",
    }
    assert cache.member_ids == ("shop-dev-cache-001", "shop-dev-cache-002")


def test_single_node_has_no_reader(stack):
    assert "REDIS_READER_HOST" not in make(stack, node_count=1, multi_az=False).environment


def test_others_refer_to_the_group_by_its_id(stack):
    assert make(stack).replication_group_id == ("${aws_elasticache_replication_group.cache.replication_group_id}")
