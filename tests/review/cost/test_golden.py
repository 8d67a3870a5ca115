"""Estimates beside the same sums by hand, each of which is written out. All within one percent.

A month has 730 hours; prices are those of `review/prices/`.
"""

import pytest

from review.cost.amount import Amount
from tests.review.cost.making import estimated, resource, usage

pytestmark = pytest.mark.requirement("C-37")


def about(amount: float) -> object:
    return pytest.approx(amount, rel=0.01)


def test_a_fargate_service():
    definition = resource(
        "aws_ecs_task_definition.api",
        family="api",
        cpu="1024",
        memory="2048",
        runtime_platform=[{"cpu_architecture": "ARM64"}],
    )
    service = resource(
        "aws_ecs_service.api",
        name="api",
        task_definition="api",
        desired_count=3,
        capacity_provider_strategy=[{"capacity_provider": "FARGATE", "weight": 1}],
        tags={"component": "api"},
    )
    target = resource("aws_appautoscaling_target.api", resource_id="service/shop/api", min_capacity=2, max_capacity=10)
    found = estimated(definition, service, target, usage=usage(average_tasks={"api": 3}))

    # One task: 1 vCPU at 0.03238 an hour and 2 GB at 0.00356: 0.0395 an hour, 28.835 a month.
    assert (found.cost.low, found.cost.expected, found.cost.high) == (about(57.67), about(86.51), about(288.35))
    # The two that always run are fixed; the third is by usage.
    assert (found.fixed.expected, found.by_usage.expected) == (about(57.67), about(28.84))


def test_a_database_in_two_zones():
    database = resource(
        "aws_db_instance.database",
        engine="postgres",
        instance_class="db.r6g.large",
        multi_az=True,
        storage_type="gp3",
        allocated_storage=100,
        max_allocated_storage=500,
        backup_retention_period=30,
    )
    found = estimated(database, usage=usage(database={"stored_gib": [50, 150, 300], "backup_gib": 400}))

    # Instance: 2 x 0.225 x 730 = 328.50. Storage: 2 x 100 GB x 0.115 = 23.00.
    assert found.fixed.expected == about(351.50)
    # Grown storage: 2 x 50 GB x 0.115 = 11.50. Backups: 400 - 150 GB that are free = 250 x 0.095 = 23.75.
    assert found.by_usage.expected == about(35.25)
    # A quiet month: nothing grown; 200 GB of backups, of which 100 are free: 9.50.
    assert found.cost.low == about(361.00)
    # A busy one: 2 x 200 x 0.115 = 46.00; 800 - 300 = 500 x 0.095 = 47.50.
    assert found.cost.high == about(445.00)


def test_aurora_serverless():
    cluster = resource(
        "aws_rds_cluster.database",
        cluster_identifier="db",
        serverlessv2_scaling_configuration=[{"min_capacity": 0.5, "max_capacity": 16}],
    )
    instances = [
        resource(f"aws_rds_cluster_instance.database_{number}", cluster_identifier="db", instance_class="db.serverless")
        for number in (1, 2)
    ]
    figures = {"average_acu": 1.0, "stored_gib": 100, "io_millions": 50, "backup_gib": 300}
    found = estimated(cluster, *instances, usage=usage(database=figures))

    # Least: 2 instances x 0.5 ACU x 0.12 x 730 = 87.60.
    assert found.fixed.expected == about(87.60)
    # Another 2 x 0.5 ACU: 87.60. Storage 100 x 0.10 = 10.00. I/O 50 x 0.20 = 10.00. Backups 200 x 0.021 = 4.20.
    assert found.by_usage.expected == about(111.80)
    # Busy: 2 x 16 x 0.12 x 730 = 2803.20, then 20.00, 20.00 and 400 x 0.021 = 8.40.
    assert found.cost.high == about(2851.60)


def test_nat_gateways_and_endpoints():
    zones = "abc"
    gateways = [resource(f"aws_nat_gateway.{zone}") for zone in zones]
    addresses = [resource(f"aws_eip.{zone}") for zone in zones]
    endpoints = [
        resource(f"aws_vpc_endpoint.{name}", vpc_endpoint_type="Interface", subnet_ids=["a", "b", "c"])
        for name in ("ecr_api", "ecr_dkr", "logs", "secretsmanager", "ssm")
    ]
    gateway_endpoint = resource("aws_vpc_endpoint.s3", vpc_endpoint_type="Gateway")
    traffic = {"nat_gib": 300, "endpoint_gib": 100}
    found = estimated(*gateways, *addresses, *endpoints, gateway_endpoint, usage=usage(traffic=traffic))

    # NAT: 3 x 0.045 x 730 = 98.55. Addresses: 3 x 0.005 x 730 = 10.95. Endpoints: 5 x 3 x 0.01 x 730 = 109.50.
    assert found.fixed.expected == about(219.00)
    # 300 GB x 0.045 = 13.50; 100 GB x 0.01 = 1.00.
    assert found.by_usage.expected == about(14.50)
    assert found.unpriced == ()


def test_a_load_balancer():
    balancer = resource("aws_lb.public", load_balancer_type="application", internal=False, subnets=["a", "b", "c"])
    found = estimated(balancer, usage=usage(traffic={"requests_millions": 90, "response_gib": 500}))

    # 0.0225 x 730 = 16.425; three addresses: 3 x 0.005 x 730 = 10.95.
    assert found.fixed.expected == about(27.38)
    # 90 million requests at 90,000 new connections an LCU-hour: 1000 LCU-hours, more than the 500 of 500 GB: 8.00.
    # 500 GB to the internet x 0.09 = 45.00.
    assert found.by_usage.expected == about(53.00)
    # A quiet month's 45 million requests: 4.00, and 22.50.
    assert found.cost.low == about(53.88)


def test_a_cache():
    cache = resource(
        "aws_elasticache_replication_group.cache",
        engine="valkey",
        node_type="cache.t4g.small",
        num_node_groups=2,
        replicas_per_node_group=1,
        snapshot_retention_limit=7,
    )
    found = estimated(cache, usage=usage(storage={"cache_snapshot_gib": 2}))

    # 2 shards x 2 nodes x 0.0256 x 730 = 74.752.
    assert found.fixed.expected == about(74.75)
    # Seven snapshots of 2 GB, one free: 12 x 0.085 = 1.02.
    assert found.by_usage.expected == about(1.02)


def test_a_site():
    bucket = resource("aws_s3_bucket.site")
    distribution = resource("aws_cloudfront_distribution.site", origin=[{"origin_id": "site"}])
    router = resource("aws_cloudfront_function.router")
    figures = usage(
        site={"requests_millions": 20, "served_gib": 200},
        storage={"objects_gib": 10, "writes_thousands": 100, "reads_thousands": 1000},
    )
    found = estimated(bucket, distribution, router, usage=figures)

    assert found.fixed.expected == 0
    # S3: 10 x 0.023 + 100 x 0.005 + 1000 x 0.0004 = 0.23 + 0.50 + 0.40 = 1.13.
    # CloudFront: 20 x 1.00 + 200 x 0.085 = 37.00; 20 million runs x 0.10 = 2.00.
    assert found.by_usage.expected == about(40.13)


def test_a_firewall():
    rules = [{"name": name} for name in ("reputation", "rate", "common", "known-bad", "sql")]
    found = estimated(
        resource("aws_wafv2_web_acl.acl", scope="REGIONAL", rule=rules),
        usage=usage(traffic={"requests_millions": [5, 10, 40]}),
    )
    # 5.00 + 5 x 1.00 = 10.00, and 0.60 a million requests: 3.00, 6.00, 24.00.
    assert found.cost == Amount(about(13), about(16), about(34))
