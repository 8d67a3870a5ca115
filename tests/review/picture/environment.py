"""Environments written by hand, as plans."""

from collections.abc import Mapping, Sequence
from typing import Any

from review.configuration import without_index
from review.model import Action, Change, Plan, Resource


def resource(address: str, provider: str = "aws", **values: Any) -> Resource:
    """A resource by its address, with an index or in modules where it says so."""
    *modules, terraform_type, name = without_index(address).split(".")
    index = address[address.rindex("[") + 1 : -1] if address.endswith("]") else None
    number = int(index) if index and index.isdigit() else index and index.strip('"')
    return Resource(address, terraform_type, name, values, provider, ".".join(modules), number)


def plan(
    *resources: Resource,
    links: Mapping[str, Mapping[str, str | Sequence[str]]] | None = None,
    actions: Mapping[str, Action] | None = None,
    **more: Any,
) -> Plan:
    """A plan of these resources. `links` are references by argument; what `actions` does not name does not change."""
    actions = actions or {}
    before = {one.address: one for one in resources if actions.get(one.address) is not Action.CREATE}
    gone = (Action.DESTROY, Action.FORGET)
    after = {one.address: one for one in resources if actions.get(one.address) not in gone}
    changes = tuple(
        Change(address, (after.get(address) or before[address]).type, action, before.get(address), after.get(address))
        for address, action in sorted(actions.items())
    )
    by_argument = {
        source: {name: frozenset([to] if isinstance(to, str) else to) for name, to in arguments.items()}
        for source, arguments in (links or {}).items()
    }
    return Plan(changes, (), (), before, after, argument_references=by_argument, **more)


def web_system(actions: Mapping[str, Action] | None = None, zones: int = 2) -> Plan:
    """A VPC with a load balancer, a service, a database and their security groups, and a bucket."""
    letters = "abcdef"[:zones]
    subnets = [
        resource(
            f"aws_subnet.{tier}_{letter}",
            availability_zone=f"eu-central-1{letter}",
            cidr_block=f"10.0.{10 * row + number}.0/24",
            map_public_ip_on_launch=tier == "public",
        )
        for row, tier in enumerate(("public", "private", "isolated"))
        for number, letter in enumerate(letters)
    ]
    in_tier = {
        tier: [one.address for one in subnets if tier in one.address] for tier in ("public", "private", "isolated")
    }
    groups = ("load_balancer", "api", "database")
    rules = {"load_balancer": "everyone", "api": "load_balancer", "database": "api"}
    return plan(
        resource("aws_vpc.main", cidr_block="10.0.0.0/16", tags={"Name": "shop"}),
        *subnets,
        resource("aws_internet_gateway.main"),
        *(resource(f"aws_nat_gateway.{letter}", tags={"Name": f"nat-{letter}"}) for letter in letters),
        resource("aws_lb.main", name="shop-public", internal=False, load_balancer_type="application"),
        resource("aws_lb_listener.https", port=443),
        resource("aws_lb_target_group.api", port=8080),
        resource("aws_ecs_service.api", name="shop-api", desired_count=2),
        resource("aws_ecs_task_definition.api", family="shop-api", cpu="512", memory="1024"),
        resource("aws_iam_role.task", name="shop-api-task"),
        resource("aws_iam_role_policy.task"),
        resource("aws_db_instance.main", identifier="shop-database", engine="postgres", engine_version="16"),
        resource("aws_db_subnet_group.main"),
        resource("aws_s3_bucket.uploads", bucket="shop-uploads"),
        resource("aws_s3_bucket_versioning.uploads", versioning_configuration=[{"status": "Enabled"}]),
        *(resource(f"aws_security_group.{name}") for name in groups),
        *(_rule(name, rules[name]) for name in groups),
        resource("aws_vpc_security_group_egress_rule.api", cidr_ipv4="0.0.0.0/0", from_port=443, to_port=443),
        links={
            **{one.address: {"vpc_id": "aws_vpc.main"} for one in subnets},
            "aws_internet_gateway.main": {"vpc_id": "aws_vpc.main"},
            **{f"aws_nat_gateway.{letter}": {"subnet_id": f"aws_subnet.public_{letter}"} for letter in letters},
            "aws_lb.main": {"subnets": in_tier["public"], "security_groups": "aws_security_group.load_balancer"},
            "aws_lb_listener.https": {
                "load_balancer_arn": "aws_lb.main",
                "default_action": "aws_lb_target_group.api",
            },
            "aws_ecs_service.api": {
                "network_configuration": [*in_tier["private"], "aws_security_group.api"],
                "load_balancer": "aws_lb_target_group.api",
                "task_definition": "aws_ecs_task_definition.api",
            },
            "aws_ecs_task_definition.api": {
                "task_role_arn": "aws_iam_role.task",
                "container_definitions": "aws_s3_bucket.uploads",
            },
            "aws_iam_role_policy.task": {"role": "aws_iam_role.task"},
            "aws_db_instance.main": {
                "db_subnet_group_name": "aws_db_subnet_group.main",
                "vpc_security_group_ids": "aws_security_group.database",
            },
            "aws_db_subnet_group.main": {"subnet_ids": in_tier["isolated"]},
            "aws_s3_bucket_versioning.uploads": {"bucket": "aws_s3_bucket.uploads"},
            **{f"aws_vpc_security_group_ingress_rule.{name}": _ends(name, rules[name]) for name in groups},
            "aws_vpc_security_group_egress_rule.api": {"security_group_id": "aws_security_group.api"},
        },
        actions=actions,
    )


_PORTS = {"load_balancer": 443, "api": 8080, "database": 5432}


def _rule(name: str, other: str) -> Resource:
    port = {"from_port": _PORTS[name], "to_port": _PORTS[name]}
    everyone = {"cidr_ipv4": "0.0.0.0/0"} if other == "everyone" else {}
    return resource(f"aws_vpc_security_group_ingress_rule.{name}", **port, **everyone)


def _ends(name: str, other: str) -> dict[str, str]:
    ends = {"security_group_id": f"aws_security_group.{name}"}
    return ends if other == "everyone" else ends | {"referenced_security_group_id": f"aws_security_group.{other}"}
