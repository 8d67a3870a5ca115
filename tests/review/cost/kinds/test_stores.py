import pytest

from tests.review.cost.making import costs, estimated, resource, usage

REGIONS = {"aws": "us-east-1", "aws.recovery": "us-west-2"}


def test_nodes_of_a_cache_without_shards():
    found = estimated(
        resource(
            "aws_elasticache_replication_group.cache", engine="redis", node_type="cache.t4g.micro", num_cache_clusters=2
        )
    )
    # 2 x 730 x 0.016; no snapshots beyond the first.
    assert costs(found) == {"elasticache.redis.cache.t4g.micro": 23.36}


def test_buckets_share_what_is_stored():
    found = estimated(*(resource(f"aws_s3_bucket.{name}") for name in "abc"), usage=usage(storage={"objects_gib": 300}))
    assert {line.quantity.expected for line in found.lines if line.what == "objects"} == {100}


def test_copies_of_images_are_charged_as_the_images_are():
    found = estimated(
        resource("aws_ecr_repository.api"),
        resource("aws_ecr_repository.ui"),
        resource("aws_ecr_repository.api_copy", provider="aws.recovery"),
        usage=usage(storage={"images_gib": 10}),
        regions=REGIONS,
    )
    assert [line.quantity.expected for line in found.lines] == [5, 5, 10]
    assert [line.price.verified for line in found.lines] == [True, True, False]


def test_a_table_on_demand():
    table = resource(
        "aws_dynamodb_table.locks", billing_mode="PAY_PER_REQUEST", point_in_time_recovery=[{"enabled": True}]
    )
    found = estimated(table, usage=usage(storage={"table_requests_millions": 8, "tables_gib": 10}))
    assert costs(found) == {
        "dynamodb.write": 5.00,
        "dynamodb.read": 1.00,
        "dynamodb.storage": 2.50,
        "dynamodb.point_in_time_recovery": 2.00,
    }


def test_provisioned_capacity_has_no_price():
    [unpriced] = estimated(resource("aws_dynamodb_table.orders")).unpriced
    assert unpriced.reason == "provisioned capacity: no price of dynamodb.provisioned is known"


@pytest.mark.parametrize(
    ("kind", "item", "cost"),
    [
        ("aws_db_instance", "backup.rds", 9.50),
        ("aws_rds_cluster", "backup.aurora", 2.40),
        ("aws_s3_bucket", "backup.s3", 5.00),
    ],
)
def test_backups_cost_by_what_they_are_of(kind: str, item: str, cost: float):
    source = resource(f"{kind}.data", arn="arn:data")
    selection = resource("aws_backup_selection.all", resources=["arn:data"])
    found = estimated(resource("aws_backup_vault.main"), selection, source, usage=usage(backup={"stored_gib": 100}))
    assert costs(found)[item] == cost


def test_a_vault_elsewhere_pays_for_what_is_brought_there():
    vault = resource("aws_backup_vault.copy", provider="aws.recovery")
    found = estimated(vault, usage=usage(backup={"stored_gib": 100, "transferred_gib": 50}), regions=REGIONS)
    assert costs(found) == {"backup.rds": 9.50, "transfer.regions": 1.00}


def test_the_databases_own_backups_elsewhere():
    replication = resource("aws_db_instance_automated_backups_replication.main", provider="aws.recovery")
    figures = usage(database={"backup_gib": 100}, backup={"transferred_gib": 50})
    assert costs(estimated(replication, usage=figures, regions=REGIONS)) == {
        "rds.backup": 9.50,
        "transfer.regions": 1.00,
    }


def test_objects_that_are_copied_away():
    on, off = ([{"status": status}] for status in ("Enabled", "Disabled"))
    address = "aws_s3_bucket_replication_configuration.site"
    figures = usage(backup={"transferred_gib": 50})
    assert costs(estimated(resource(address, rule=on), usage=figures)) == {"transfer.regions": 1.00}
    assert estimated(resource(address, rule=off), usage=figures).lines == ()
