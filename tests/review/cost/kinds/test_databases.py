import pytest

from review.cost.kinds.databases import vcpus
from tests.review.cost.making import costs, estimated, resource, usage

DATABASE = {"engine": "postgres", "instance_class": "db.t4g.micro", "storage_type": "gp3", "allocated_storage": 20}


@pytest.mark.parametrize(
    ("instance_class", "count"),
    [("db.t4g.micro", 2), ("db.r6g.large", 2), ("db.r6g.xlarge", 4), ("db.m7g.2xlarge", 8), ("db.r6i.32xlarge", 128)],
)
def test_vcpus(instance_class: str, count: int):
    assert vcpus(instance_class) == count


def test_a_replica_has_the_engine_and_storage_of_its_source():
    source = resource("aws_db_instance.main", identifier="main", **DATABASE)
    replica = resource(
        "aws_db_instance.reader", replicate_source_db="main", instance_class="db.t4g.micro", storage_type="gp3"
    )
    found = estimated(source, replica)
    assert costs(found) == {"rds.postgres.db.t4g.micro": 23.36, "rds.storage.gp3": 4.60}


def test_storage_grows_no_further_than_it_may():
    database = resource("aws_db_instance.main", **DATABASE, max_allocated_storage=100)
    found = estimated(database, usage=usage(database={"stored_gib": [5, 60, 500]}))
    grown = next(line for line in found.lines if line.what == "storage that grows")
    assert (grown.quantity.low, grown.quantity.expected, grown.quantity.high) == (0, 40, 80)


def test_advanced_database_insights_cost_by_vcpu():
    database = resource("aws_db_instance.main", **DATABASE, database_insights_mode="advanced")
    # 2 vCPUs x 730 x 0.0125.
    assert costs(estimated(database))["rds.database_insights.advanced"] == 18.25


def test_a_class_without_a_price_is_said_to_have_none():
    found = estimated(resource("aws_db_instance.main", **DATABASE | {"instance_class": "db.z9.large"}))
    assert [(one.address, one.reason) for one in found.unpriced] == [
        ("aws_db_instance.main", "instance: no price of rds.postgres.db.z9.large is known")
    ]


def test_a_copy_in_another_region_pays_for_the_writes_it_gets():
    primary = resource("aws_rds_cluster.main", cluster_identifier="main", arn="arn:aws:rds:us-east-1:1:cluster:main")
    copy = resource(
        "aws_rds_cluster.copy", cluster_identifier="copy", global_cluster_identifier="all", provider="aws.recovery"
    )
    everywhere = resource(
        "aws_rds_global_cluster.all", source_db_cluster_identifier="arn:aws:rds:us-east-1:1:cluster:main"
    )
    figures = {"io_millions": 100, "replicated_write_millions": 40, "stored_gib": 50, "backup_gib": 50}
    found = estimated(primary, copy, everywhere, usage=usage(database=figures))
    # 100 x 0.20 once; 40 x 0.20 for the copy; 2 x 50 GB x 0.10.
    assert costs(found) == {
        "aurora.io": 20.00,
        "aurora.replicated_write": 8.00,
        "aurora.storage": 10.00,
        "aurora.backup": 0.00,
    }


def test_a_provisioned_instance_of_aurora():
    instance = resource("aws_rds_cluster_instance.main", instance_class="db.r6g.large")
    assert costs(estimated(instance)) == {"aurora.postgres.db.r6g.large": 189.80}


PROXY = (
    resource("aws_db_proxy.pool", name="pool"),
    resource(
        "aws_db_proxy_target.pool", db_proxy_name="pool", db_instance_identifier="main", db_cluster_identifier="cluster"
    ),
)


def test_a_proxy_before_an_instance_counts_its_vcpus():
    found = estimated(*PROXY, resource("aws_db_instance.main", identifier="main", **DATABASE))
    # 2 x 730 x 0.015.
    assert costs(found)["rds_proxy.vcpu"] == 21.90


def test_a_proxy_before_serverless_counts_eight_units_at_least():
    cluster = resource(
        "aws_rds_cluster.main",
        cluster_identifier="cluster",
        serverlessv2_scaling_configuration=[{"min_capacity": 0.5, "max_capacity": 16}],
    )
    member = resource("aws_rds_cluster_instance.one", cluster_identifier="cluster", instance_class="db.serverless")
    lines = [line for line in estimated(*PROXY, cluster, member).lines if line.price.item == "rds_proxy.acu"]
    # 8 x 730 x 0.015 always; a busy month has all 16.
    assert [round(line.cost.expected, 2) for line in lines] == [87.60, 0.00]
    assert round(lines[1].cost.high, 2) == 87.60
