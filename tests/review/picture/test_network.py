from review.model import Plan
from review.picture.kinds import Tier
from review.picture.links import Links
from review.picture.network import Network
from tests.review.picture.environment import plan, resource, web_system


def _network(made: Plan) -> Network:
    return Network(made.after, Links(made, made.after))


def test_a_subnet_with_public_addresses_is_public() -> None:
    network = _network(web_system())

    assert network.subnets["aws_subnet.public_a"].tier is Tier.PUBLIC


def test_a_subnet_whose_routes_lead_to_an_internet_gateway_is_public() -> None:
    network = _network(
        plan(
            *(resource(f"aws_{name}.a") for name in ("subnet", "route_table", "route", "internet_gateway")),
            resource("aws_route_table_association.a"),
            links={
                "aws_route.a": {"route_table_id": "aws_route_table.a", "gateway_id": "aws_internet_gateway.a"},
                "aws_route_table_association.a": {"subnet_id": "aws_subnet.a", "route_table_id": "aws_route_table.a"},
            },
        )
    )

    assert network.subnets["aws_subnet.a"].tier is Tier.PUBLIC


def test_a_subnet_with_nothing_but_databases_is_for_data() -> None:
    made = plan(
        resource("aws_subnet.a"),
        resource("aws_db_subnet_group.a"),
        links={"aws_db_subnet_group.a": {"subnet_ids": "aws_subnet.a"}},
    )

    assert _network(made).subnets["aws_subnet.a"].tier is Tier.DATA


def test_a_subnet_that_services_share_with_databases_is_private() -> None:
    made = plan(
        resource("aws_subnet.a"),
        resource("aws_db_subnet_group.a"),
        resource("aws_ecs_service.a"),
        links={
            "aws_db_subnet_group.a": {"subnet_ids": "aws_subnet.a"},
            "aws_ecs_service.a": {"network_configuration": "aws_subnet.a"},
        },
    )

    assert _network(made).subnets["aws_subnet.a"].tier is Tier.PRIVATE


def test_zones_in_order() -> None:
    assert _network(web_system(zones=3)).zones("aws_vpc.main") == ["eu-central-1a", "eu-central-1b", "eu-central-1c"]


def test_a_database_is_in_the_subnets_of_its_subnet_group() -> None:
    found = _network(web_system()).subnets_of("aws_db_instance.main")

    assert [subnet.address for subnet in found] == ["aws_subnet.isolated_a", "aws_subnet.isolated_b"]


def test_a_replica_is_where_its_source_is() -> None:
    made = plan(
        resource("aws_subnet.a"),
        resource("aws_db_subnet_group.a"),
        resource("aws_db_instance.source"),
        resource("aws_db_instance.replica"),
        links={
            "aws_db_subnet_group.a": {"subnet_ids": "aws_subnet.a"},
            "aws_db_instance.source": {"db_subnet_group_name": "aws_db_subnet_group.a"},
            "aws_db_instance.replica": {"replicate_source_db": "aws_db_instance.source"},
        },
    )

    assert [subnet.address for subnet in _network(made).subnets_of("aws_db_instance.replica")] == ["aws_subnet.a"]


def test_nobody_knows_where_a_bucket_is() -> None:
    assert _network(web_system()).subnets_of("aws_s3_bucket.uploads") == []
