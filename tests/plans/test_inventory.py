"""The comparer of inventories itself."""

import pytest

from tests.plans import inventory
from tests.plans.hand_made import hand_made

COMMAND = "pytest -k shop/dev --rewrite"
PLAN = hand_made(
    {
        "aws_vpc.network": {"cidr_block": "10.0.0.0/16", "tags": {"Name": "shop-dev", "component": "network"}},
        "aws_subnet.network_a": {"cidr_block": "10.0.0.0/24", "map_public_ip_on_launch": True},
        "aws_subnet.network_b": {"cidr_block": "10.0.1.0/24", "map_public_ip_on_launch": True},
    }
)


def differences(text: str) -> list[str]:
    return inventory.differences(inventory.parse(text), PLAN)


def test_a_subset_of_the_plan_agrees():
    text = """
    counts: {vpc: {vpc: 1}, subnet: {subnet: 2}}
    values:
      aws_vpc.network: {tags: {Name: shop-dev}}
      aws_subnet.network_b: {map_public_ip_on_launch: true}
    """
    assert differences(text) == []


def test_every_difference_and_the_command_that_rewrites_the_file_are_in_the_message():
    text = """
    counts: {vpc: {vpc: 2}, nat: {gateway: 1}}
    values:
      aws_vpc.network: {cidr_block: 10.1.0.0/16, tags: {Name: shop-prod}, arn: "arn:aws:ec2"}
      aws_subnet.network_b: {map_public_ip_on_launch: 1}
      aws_subnet.network_c: {cidr_block: 10.0.2.0/24}
    """
    assert inventory.failure("tests/inventories/shop/dev.yaml", PLAN, differences(text), COMMAND) == (
        "tests/inventories/shop/dev.yaml and the plan of shop/dev differ:\n"
        "  counts.aws_nat_gateway: the inventory has 1, the plan none\n"
        "  counts.aws_subnet: the inventory has none, the plan 2\n"
        "  counts.aws_vpc: the inventory has 2, the plan 1\n"
        "  values.aws_vpc.network.cidr_block: the inventory has 10.1.0.0/16, the plan 10.0.0.0/16\n"
        "  values.aws_vpc.network.tags: the inventory has {Name: shop-prod}, "
        "the plan {Name: shop-dev, component: network}\n"
        "  values.aws_vpc.network.arn: the inventory has 'arn:aws:ec2', the plan no known value\n"
        "  values.aws_subnet.network_b.map_public_ip_on_launch: the inventory has 1, the plan true\n"
        "  values.aws_subnet.network_c: the plan does not have it\n"
        "If the plan is right, run `pytest -k shop/dev --rewrite`."
    )


def test_a_missing_inventory_differs_in_every_type():
    assert differences("") == [
        "counts.aws_subnet: the inventory has none, the plan 2",
        "counts.aws_vpc: the inventory has none, the plan 1",
    ]


def test_a_section_that_does_not_exist_is_refused():
    with pytest.raises(ValueError) as error:
        inventory.parse("resources: {aws_vpc: 1}")
    assert str(error.value) == "an inventory has the sections counts and values, got resources"


def test_rewriting_keeps_the_comments_at_the_top_and_fills_in_the_chosen_values():
    text = (
        "# Ours.\n# To be kept.\n\ncounts: {nat: {gateway: 1}}\n"
        "values:\n  aws_vpc.network: {cidr_block: , tags: {Name: x}}  # lost\n  aws_eip.gone: {domain: vpc}\n"
    )
    assert inventory.rewritten(text, PLAN, COMMAND) == (
        "# Ours.\n# To be kept.\n\n"
        "counts:\n  subnet: {subnet: 2}\n  vpc: {vpc: 1}\n\n"
        "values:\n  aws_vpc.network: {cidr_block: 10.0.0.0/16, tags: {Name: shop-dev}}\n"
    )


def test_a_new_inventory_says_how_to_go_on_and_agrees():
    text = inventory.rewritten("", PLAN, COMMAND)
    assert text == (
        "# What matters of the plan of shop/dev: how many resources of each type, and values that must not change "
        "unnoticed.\n"
        "# To watch another value, add its address and argument with anything behind it and run\n"
        "# `pytest -k shop/dev --rewrite`, which writes the file anew and keeps the comments at its top.\n\n"
        "counts:\n  subnet: {subnet: 2}\n  vpc: {vpc: 1}\n\n"
        "values:\n"
    )
    assert differences(text) == []
