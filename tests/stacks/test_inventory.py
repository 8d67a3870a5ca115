"""The comparer of inventories itself."""

import pytest

from stacks import inventory
from stacks.inventory import Subject, root_subject

COMMAND = "pytest tests/plans/test_inventories.py -k shop/dev --rewrite"
PLAN = Subject(
    "plan",
    "shop/dev",
    {
        "aws_vpc.network": {"cidr_block": "10.0.0.0/16", "tags": {"Name": "shop-dev", "component": "network"}},
        "aws_subnet.network_a": {"cidr_block": "10.0.0.0/24", "map_public_ip_on_launch": True},
        "aws_subnet.network_b": {"cidr_block": "10.0.1.0/24", "map_public_ip_on_launch": True},
    },
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
    assert inventory.failure(PLAN, differences(text)) == (
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
        f"If the plan is right, run `{COMMAND}`."
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
    assert inventory.rewritten(text, PLAN) == (
        "# Ours.\n# To be kept.\n\n"
        "counts:\n  subnet: {subnet: 2}\n  vpc: {vpc: 1}\n\n"
        "values:\n  aws_vpc.network: {cidr_block: 10.0.0.0/16, tags: {Name: shop-dev}}\n"
    )


def test_a_new_inventory_says_how_to_go_on_and_agrees():
    text = inventory.rewritten("", PLAN)
    assert text == (
        "# What matters of the plan of shop/dev: how many resources of each type, and values that must not change "
        "unnoticed.\n"
        "# To watch another value, add its address and argument with anything behind it and run\n"
        f"# `{COMMAND}`, which writes the file anew and keeps the comments at its top.\n\n"
        "counts:\n  subnet: {subnet: 2}\n  vpc: {vpc: 1}\n\n"
        "values:\n"
    )
    assert differences(text) == []


ROOT = {
    "resource": {
        "aws_vpc": {"network": {"cidr_block": "10.0.0.0/16"}},
        "aws_lb": {"front": {"subnets": ["b", "a"], "access_logs": {"enabled": True, "prefix": "${x}"}}},
    }
}


def of_root(values: str) -> list[str]:
    counts = "counts: {vpc: {vpc: 1}, lb: {lb: 1}}"
    return inventory.differences(inventory.parse(f"{counts}\nvalues: {values}"), root_subject("shop/dev", ROOT))


def test_a_root_is_compared_as_if_it_were_planned():
    assert of_root("{aws_lb.front: {subnets: [a, b], access_logs: [{enabled: true, bucket: null}]}}") == []


def test_what_only_a_plan_knows_is_not_compared_with_a_root():
    assert of_root("{aws_vpc.network: {enable_dns_support: true}}") == []


def test_a_root_that_differs_is_shown_as_it_is():
    assert of_root("{aws_lb.front: {subnets: [a, c], access_logs: [{enabled: false}]}, aws_vpc.gone: {tags: {}}}") == [
        "values.aws_lb.front.subnets: the inventory has [a, c], the root [b, a]",
        "values.aws_lb.front.access_logs: the inventory has [{enabled: false}], the root {enabled: true, prefix: '${x}'}",
        "values.aws_vpc.gone: the root does not have it",
    ]
    assert inventory.differences(inventory.parse(""), root_subject("shop/dev", ROOT)) == [
        "counts.aws_lb: the inventory has none, the root 1",
        "counts.aws_vpc: the inventory has none, the root 1",
    ]
