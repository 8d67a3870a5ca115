"""Arguments against the real schema: everything Terraform would refuse later is refused here, at any depth."""

import pytest

from resources import check, schema


def problems(terraform_type: str, **arguments) -> list[str]:
    return list(check.problems(schema.shape_name(terraform_type), arguments, "x"))


def web_acl(statement: dict) -> list[str]:
    visibility = {"cloudwatch_metrics_enabled": True, "metric_name": "m", "sampled_requests_enabled": True}
    rule = {"name": "r", "priority": 1, "statement": statement, "visibility_config": visibility}
    return problems(
        "aws_wafv2_web_acl", scope="REGIONAL", default_action={"allow": {}}, visibility_config=visibility, rule=[rule]
    )


def test_right_arguments_have_no_problem():
    assert problems("aws_vpc", cidr_block="10.0.0.0/16", enable_dns_support=True, tags={"Name": "shop"}) == []


@pytest.mark.parametrize(
    ("terraform_type", "arguments", "expected"),
    [
        ("aws_vpc", {"cidr_blok": "x"}, "x.cidr_blok is not an argument; did you mean cidr_block?"),
        ("aws_vpc", {"cidr_block": 10}, "x.cidr_block must be a string, got the int 10"),
        ("aws_vpc", {"cidr_block": None}, "x.cidr_block is None: leave the argument out (use given())"),
        ("aws_vpc", {"tags": {"Name": 1}}, "x.tags['Name'] must be a string, got the int 1"),
        ("aws_vpc", {"tags": ["a"]}, "x.tags must be a map, got the list ['a']"),
        ("aws_vpc", {"ipv4_netmask_length": True}, "x.ipv4_netmask_length must be a number, got the bool True"),
        ("aws_vpc", {"arn": "a"}, "x.arn is computed by the provider and cannot be set"),
        ("aws_eip", {"vpc": True}, "x.vpc is deprecated by the provider"),
        ("aws_s3_bucket", {"versioning": {"enabled": True}}, "x.versioning is deprecated by the provider"),
        ("aws_lb", {"subnets": "subnet-1"}, "x.subnets must be a set, got the str 'subnet-1'"),
        ("aws_lb", {"subnets": ["a", 2]}, "x.subnets[1] must be a string, got the int 2"),
        ("aws_lb", {"subnets": ["a", None]}, "x.subnets[1] is None: leave the argument out (use given())"),
        ("aws_lb", {"idle_timeout": 2**60}, f"x.idle_timeout is larger than 2**53 and would lose digits in JSON, got {2**60}"),
        ("aws_lb", {"access_logs": "bucket"}, "x.access_logs must be a block (a dict) or a list of blocks, got the str 'bucket'"),
        ("aws_lb", {"access_logs": ["b"]}, "x.access_logs[0] must be a block (a dict), got the str 'b'"),
        ("aws_lb", {"access_logs": [{"bucket": "a"}, {"bucket": "b"}]}, "x.access_logs takes at most 1 block, got 2"),
        ("aws_lb", {"access_logs": {}}, "x.access_logs.bucket is required"),
        ("aws_subnet", {"cidr_block": "10.0.0.0/24"}, "x.vpc_id is required"),
    ],
)  # fmt: skip
def test_refuses(terraform_type, arguments, expected):
    assert problems(terraform_type, **arguments) == [expected]


def test_expressions_stand_for_any_type():
    assert (
        problems("aws_lb", subnets="${local.subnets}", idle_timeout="${var.seconds}", internal="${var.internal}") == []
    )


def test_block_may_be_a_dict_or_a_list_with_one():
    assert problems("aws_lb", access_logs={"bucket": "b"}) == problems("aws_lb", access_logs=[{"bucket": "b"}]) == []


def test_too_few_blocks_are_refused():
    assert problems("aws_lb_listener", load_balancer_arn="a", default_action=[]) == [
        "x.default_action needs at least 1 block, got 0"
    ]


def test_object_needs_all_its_keys():
    rule = {
        "action": "allow",
        "protocol": "tcp",
        "rule_no": 1,
        "from_port": 1,
        "to_port": 2,
        "cidr_block": "10.0.0.0/8",
    }
    assert problems("aws_network_acl", vpc_id="v", ingress=[rule]) == [
        f"x.ingress[0].{key} is required: Terraform takes an object only with all its keys"
        for key in ("icmp_code", "icmp_type", "ipv6_cidr_block")
    ]


def test_right_rule_tree_has_no_problem():
    geo = {"geo_match_statement": {"country_codes": ["KP"]}}
    assert web_acl({"not_statement": {"statement": [geo]}}) == []


def test_deep_rule_tree_is_checked_to_its_leaves():
    geo = {"geo_match_statement": {"country_code": ["KP"]}}
    assert web_acl({"and_statement": {"statement": [{"not_statement": {"statement": [geo]}}, geo]}}) == [
        f"x.rule[0].statement.and_statement.{path}.geo_match_statement.{problem}"
        for path in ("statement[0].not_statement.statement[0]", "statement[1]")
        for problem in ("country_code is not an argument; did you mean country_codes?", "country_codes is required")
    ]
