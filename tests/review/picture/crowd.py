"""Large environments with everything that makes a picture hard: many zones, many arrows, long and hostile names."""

import random

from review.model import Action, Plan
from tests.review.picture.environment import plan, resource

NAMES = (
    "api",
    "a-service-with-a-name-that-is-far-too-long-for-any-box-of-any-picture-whatsoever",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "<script>alert(1)</script>",
    "\u202etxt.exe\x00\x1b[31m",
    "データベース" * 8,
    "\ufdfd\ufdfd",
    "e\u0301\u0301\u0301\u0301",
    "",
)
TYPES = ("aws_ecs_service", "aws_instance", "aws_autoscaling_group", "aws_lambda_function")
STORES = ("aws_db_instance", "aws_rds_cluster", "aws_elasticache_replication_group", "aws_db_proxy")


def crowd(seed: int, services: int = 8, stores: int = 6) -> Plan:
    """The same plan for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    zones = chance.randint(1, 6)
    letters = "abcdef"[:zones]
    links: dict[str, dict[str, list[str]]] = {}
    resources = [resource("aws_vpc.main", cidr_block="10.0.0.0/8")]
    for tier in ("public", "private", "data"):
        for letter in letters:
            resources.append(
                resource(f"aws_subnet.{tier}_{letter}", availability_zone=f"x-{letter}", cidr_block="10.0.0.0/24")
            )
            links[f"aws_subnet.{tier}_{letter}"] = {"vpc_id": ["aws_vpc.main"]}
    wearing: list[str] = []

    def add(terraform_type: str, number: int, tier: str) -> None:
        address = f"{terraform_type}.n{number}"
        used = chance.sample(letters, chance.randint(0, zones))
        resources.append(
            resource(address, name=chance.choice(NAMES), desired_count=3, engine="postgres", internal=False)
        )
        resources.append(resource(f"aws_security_group.{terraform_type}_{number}"))
        links[address] = {
            "subnets": [f"aws_subnet.{tier}_{letter}" for letter in used],
            "security_groups": [f"aws_security_group.{terraform_type}_{number}"],
        }
        wearing.append(f"{terraform_type}_{number}")

    for number in range(chance.randint(0, 3)):
        add("aws_lb", number, chance.choice(("public", "private")))
    for number in range(services):
        add(chance.choice(TYPES), number, chance.choice(("public", "private")))
    for number in range(stores):
        add(chance.choice(STORES), number, "data")
    for number in range(chance.randint(0, 4)):
        resources.append(resource(f"aws_cloudfront_distribution.n{number}", aliases=[chance.choice(NAMES)]))
        links[f"aws_cloudfront_distribution.n{number}"] = {"origin": ["aws_lb.n0", "aws_s3_bucket.n1"]}
    for number in range(chance.randint(0, 9)):
        resources.append(resource(f"aws_s3_bucket.n{number}", bucket=chance.choice(NAMES)))
    for number in range(4 * services):
        one, other = chance.choice(wearing), chance.choice(wearing)
        everyone = {"cidr_ipv4": "0.0.0.0/0"} if chance.random() < 0.2 else {}
        direction = chance.choice(("ingress", "egress"))
        port = chance.randint(1, 65535)
        rule = f"aws_vpc_security_group_{direction}_rule.n{number}"
        resources.append(resource(rule, from_port=port, to_port=port, **everyone))
        links[rule] = {"security_group_id": [f"aws_security_group.{one}"]}
        if not everyone:
            links[rule]["referenced_security_group_id"] = [f"aws_security_group.{other}"]
    for number in range(chance.randint(0, 40)):
        resources.append(
            resource(f"{chance.choice(('x', 'y_z'))}_thing{number % 7}.n{number}", name=chance.choice(NAMES))
        )
    actions = {one.address: chance.choice(list(Action)) for one in resources if chance.random() < 0.3}
    return plan(*resources, links=links, actions=actions)
