from review.model import UNKNOWN
from review.picture.facts import facts
from tests.review.picture.environment import resource


def _shown(main, *pieces) -> list[str]:
    return [f"{fact.value} ({fact.caption})" for fact in facts(main, pieces)]


def test_an_ecs_service() -> None:
    service = resource(
        "aws_ecs_service.api", desired_count=3, capacity_provider_strategy=[{"capacity_provider": "FARGATE_SPOT"}]
    )
    task = resource("aws_ecs_task_definition.api", cpu="512", memory="1024")
    target = resource("aws_appautoscaling_target.api", min_capacity=2, max_capacity=10)
    rule = resource(
        "aws_lb_listener_rule.api", condition=[{"path_pattern": [{"values": ["/api/*"]}]}, {"path_pattern": []}]
    )

    assert _shown(service, task, target, rule) == [
        "3 tasks (scales 2 to 10)",
        "0.5 vCPU, 1 GiB (Fargate Spot)",
        "/api/* (paths)",
    ]


def test_a_load_balancer() -> None:
    balancer = resource("aws_lb.a", internal=False, load_balancer_type="application", enable_deletion_protection=True)
    listeners = [resource(f"aws_lb_listener.{port}", port=port) for port in (443, 80)]

    assert _shown(balancer, *listeners) == [
        "internet-facing (application load balancer)",
        "80, 443 (listener ports)",
        "on (deletion protection)",
    ]


def test_a_database() -> None:
    database = resource(
        "aws_db_instance.a",
        engine="postgres",
        engine_version="16",
        instance_class="db.r6g.large",
        multi_az=True,
        allocated_storage=20,
        max_allocated_storage=100,
        backup_retention_period=30,
    )

    assert _shown(database) == [
        "postgres 16 (engine)",
        "db.r6g.large (Multi-AZ)",
        "20 GiB (grows to 100 GiB)",
        "30 days (of backups)",
    ]


def test_a_cluster_counts_its_instances() -> None:
    cluster = resource(
        "aws_rds_cluster.a",
        engine="aurora-postgresql",
        serverlessv2_scaling_configuration=[{"min_capacity": 0.5, "max_capacity": 16}],
    )
    instances = [resource(f"aws_rds_cluster_instance.{name}", instance_class="db.serverless") for name in "ab"]

    assert _shown(cluster, *instances) == [
        "aurora-postgresql (engine)",
        "db.serverless (2 instances)",
        "0.5 to 16 ACU (serverless)",
    ]


def test_a_cache() -> None:
    cache = resource(
        "aws_elasticache_replication_group.a",
        engine="valkey",
        engine_version="8.0",
        node_type="cache.t4g.small",
        num_cache_clusters=2,
        automatic_failover_enabled=True,
    )

    assert _shown(cache) == ["valkey 8.0 (engine)", "cache.t4g.small (2 nodes)", "automatic (failover)"]


def test_a_vpc_counts_what_it_is_made_of() -> None:
    pieces = [resource(f"aws_subnet.{name}") for name in "abc"]

    assert _shown(resource("aws_vpc.a", cidr_block="10.0.0.0/16"), *pieces, resource("aws_internet_gateway.a")) == [
        "10.0.0.0/16 (addresses)",
        "3 subnets (pieces)",
        "1 internet gateway (pieces)",
    ]


def test_a_bucket_keeps_versions_or_says_nothing() -> None:
    versioning = resource("aws_s3_bucket_versioning.a", versioning_configuration=[{"status": "Enabled"}])

    assert _shown(resource("aws_s3_bucket.a"), versioning) == ["versioned (versions)"]
    assert _shown(resource("aws_s3_bucket.a")) == []


def test_what_is_not_known_yet_is_left_out() -> None:
    assert _shown(resource("aws_dynamodb_table.a", billing_mode=UNKNOWN)) == []
    assert _shown(resource("aws_ecs_service.a", desired_count=UNKNOWN)) == []


def test_nothing_is_said_of_other_types() -> None:
    assert _shown(resource("google_compute_instance.a", machine_type="e2-small")) == []
