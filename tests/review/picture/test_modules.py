"""A plan that this repository did not make: nested modules with `count`, references through outputs and variables."""

from typing import Any

from review.model import Plan
from review.picture.draw import scene
from review.picture.parts import parts
from review.picture.traffic import Outside, arrows
from review.plan import read_plan
from tests.review.making import document, entry
from tests.review.picture.geometry import problems

ZONES = ("eu-west-1a", "eu-west-1b")


def _to(*references: str) -> dict[str, Any]:
    return {"references": list(references)}


def _block(address: str, **expressions: Any) -> dict[str, Any]:
    return {"address": address, "mode": "managed", "provider_config_key": "aws", "expressions": expressions}


VPC = {
    "resources": [
        _block("aws_vpc.this"),
        _block("aws_subnet.private", vpc_id=_to("aws_vpc.this[0].id", "aws_vpc.this[0]", "aws_vpc.this")),
    ],
    "outputs": {"private_subnets": {"expression": _to("aws_subnet.private")}},
}
SERVICE = {
    "resources": [
        _block(
            "aws_ecs_service.this",
            network_configuration=[
                {"subnets": _to("var.subnet_ids"), "security_groups": _to("aws_security_group.this[0].id")}
            ],
        ),
        _block("aws_security_group.this"),
    ],
    "outputs": {"security_group_id": {"expression": _to("aws_security_group.this[0].id")}},
}
CONFIGURATION = {
    "root_module": {
        "module_calls": {
            "vpc": {"module": VPC},
            "api": {
                "module": SERVICE,
                "expressions": {"subnet_ids": _to("module.vpc.private_subnets", "module.vpc")},
            },
        },
        "resources": [
            _block("aws_db_instance.main", vpc_security_group_ids=_to("aws_security_group.db.id")),
            _block("aws_security_group.db"),
            _block(
                "aws_security_group_rule.db",
                security_group_id=_to("aws_security_group.db.id"),
                source_security_group_id=_to("module.api.security_group_id", "module.api"),
            ),
            _block("random_password.db"),
        ],
    }
}


def _plan() -> Plan:
    made = {
        "module.vpc.aws_vpc.this[0]": {"cidr_block": "10.0.0.0/16"},
        **{
            f"module.vpc.aws_subnet.private[{number}]": {"availability_zone": zone, "tags": {"Name": f"private-{zone}"}}
            for number, zone in enumerate(ZONES)
        },
        "module.api.aws_ecs_service.this": {"name": "api", "desired_count": 2},
        "module.api.aws_security_group.this[0]": {"name": "api"},
        "aws_db_instance.main": {"identifier": "main"},
        "aws_security_group.db": {"name": "db"},
        "aws_security_group_rule.db": {"type": "ingress", "from_port": 5432, "to_port": 5432},
        "random_password.db": {"length": 32},
    }
    entries = []
    for address, values in made.items():
        index = {"index": int(address[-2])} if address.endswith("]") else {}
        entries.append(entry(address, None, values, more=index))
    return read_plan(document(*entries, configuration=CONFIGURATION))


def test_zones_are_found_through_outputs_and_variables() -> None:
    boxes = {part.title: part for part in parts(_plan()).boxes}

    assert boxes["api"].zones == ZONES
    assert boxes["api"].vpc == "module.vpc.aws_vpc.this[0]"


def test_traffic_is_found_between_modules() -> None:
    found = [
        (one.source.title, one.target.title, one.ports)
        for one in arrows(parts(_plan()))
        if not isinstance(one.source, Outside) and not isinstance(one.target, Outside)
    ]

    assert found == [("api", "main", ("5432",))]


def test_other_providers_have_a_place() -> None:
    assert {part.title: part.tier.value for part in parts(_plan()).boxes}["password"] == "Other"


def test_nothing_overlaps() -> None:
    assert problems(scene(_plan(), title="elsewhere")) == []
