import json

import pytest

from review.model import UNKNOWN, Mark
from tests.review.making import differences, entry, only_change, plan

POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["a", "b"]},
        {"Effect": "Allow", "Action": ["s3:PutObject", "s3:ListBucket"], "Resource": "a", "Principal": "*"},
    ],
}
SAME_POLICY = {
    "Statement": [
        {
            "Principal": {"AWS": ["*"]},
            "Effect": "Allow",
            "Action": ["s3:ListBucket", "s3:PutObject"],
            "Resource": ["a"],
        },
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["b", "a"], "Sid": "Read"},
    ],
    "Version": "2012-10-17",
}


def folds(before: object, after: object, type: str = "x_y") -> bool:
    """Whether an update with this difference alone is noise."""
    found = plan(entry(f"{type}.z", {"v": before}, {"v": after}))
    return found.no_ops == 1


def test_values_below_maps_and_lists():
    assert differences(
        {"a": 1, "gone": True, "tags": {"Name": "x", "owner": "me"}, "list": [{"name": "p", "v": 1}, {"name": "q"}]},
        {"a": 2, "new": "n", "tags": {"Name": "y", "owner": "me"}, "list": [{"name": "q"}, {"name": "p", "v": 2}]},
    ) == [
        "a: 1 -> 2",
        "gone: True -> (absent)",
        "list.1.v: 1 -> 2",
        "new: (absent) -> n",
        "tags.Name: x -> y",
    ]


def test_values_of_another_type_are_shown_whole():
    assert differences({"a": {"b": 1}, "c": "1"}, {"a": [1], "c": 1}) == ["a: {'b': 1} -> [1]", "c: 1 -> 1"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ""),
        (None, []),
        ({}, None),
        ([1, 2, 2], [2, 1, 2]),
        ([{"a": 1}, {"b": [1, 2]}], [{"b": [2, 1]}, {"a": 1}]),
        ('{"a": 1, "b": {"c": 2}}', '{ "b": {"c": 2}, "a": 1 }'),
        (json.dumps(POLICY), json.dumps(SAME_POLICY)),
    ],
    ids=["empty text", "empty list", "empty map", "order", "order below", "spelling", "policy"],
)
def test_noise(before: object, after: object):
    assert folds(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1, 2], [1, 2, 2]),
        (False, None),
        (0, None),
        ('{"command": ["a", "b"]}', '{"command": ["b", "a"]}'),
        (json.dumps(POLICY), json.dumps({"Statement": POLICY["Statement"][:1], "Version": "2012-10-17"})),
        ("{a}", "{b}"),
    ],
    ids=["once more", "false", "zero", "order in a document", "policy", "no JSON"],
)
def test_no_noise(before: object, after: object):
    assert not folds(before, after)


def test_the_order_of_a_command_matters_in_any_provider():
    assert differences({"command": ["a", "b"]}, {"command": ["b", "a"]}) == ["command.0: a -> b", "command.1: b -> a"]


def test_the_schema_tells_a_set_from_a_list():
    subnets, zones = {"network_configuration": [{"subnets": ["a", "b"]}]}, {"records": ["a", "b"]}
    assert not differences(subnets, {"network_configuration": [{"subnets": ["b", "a"]}]}, "aws_ecs_service")
    assert not differences(zones, {"records": ["b", "a"]}, "aws_route53_record")
    listed = {
        "logging": [],
        "origin_access_control_id": "x",
        "ordered_cache_behavior": [{"path_pattern": "a"}, {"path_pattern": "b"}],
    }
    turned = listed | {"ordered_cache_behavior": [{"path_pattern": "b"}, {"path_pattern": "a"}]}
    assert differences(listed, turned, "aws_cloudfront_distribution") == [
        "ordered_cache_behavior.0.path_pattern: a -> b",
        "ordered_cache_behavior.1.path_pattern: b -> a",
    ]


def test_lists_of_addresses_are_sets_whatever_the_schema_says():
    rule = {"ingress": [{"cidr_blocks": ["10.0.0.0/8", "172.16.0.0/12"], "from_port": 1}]}
    turned = {"ingress": [{"cidr_blocks": ["172.16.0.0/12", "10.0.0.0/8"], "from_port": 1}]}
    assert not differences(rule, turned, "aws_security_group")


def test_what_is_put_into_a_list_does_not_change_the_rest():
    first, second, third = {"path_pattern": "a"}, {"path_pattern": "b"}, {"path_pattern": "c"}
    assert differences(
        {"ordered_cache_behavior": [first, third]},
        {"ordered_cache_behavior": [first, second, third]},
        "aws_cloudfront_distribution",
    ) == ["ordered_cache_behavior.1: (absent) -> {'path_pattern': 'b'}"]


def test_a_policy_is_compared_by_statements():
    wider = json.loads(json.dumps(SAME_POLICY))
    wider["Statement"][1]["Resource"] = ["b", "*", "a"]
    assert differences({"policy": json.dumps(POLICY)}, {"policy": json.dumps(wider)}) == [
        "policy.Statement.1.Resource.0: (absent) -> *"
    ]


def test_a_statement_that_goes_and_one_that_comes():
    after = {
        **POLICY,
        "Statement": [
            POLICY["Statement"][0],
            {"Sid": "New", "Effect": "Deny", "Action": "*", "Resource": "*"},
            {"Sid": "More"},
        ],
    }
    found = differences({"policy": json.dumps(POLICY)}, {"policy": json.dumps(after)})
    assert [line.split(":")[0] for line in found] == ["policy.Statement.1", "policy.Statement.1", "policy.Statement.2"]


def test_what_only_the_provider_sets_is_folded():
    change = only_change(
        entry(
            "aws_lb.main",
            {"idle_timeout": 60, "arn": "arn:1", "id": "arn:1", "tags": {}, "subnets": ["a"]},
            {"idle_timeout": 90, "arn": "arn:2", "tags": {}},
            after_unknown={"id": True, "subnets": True, "tags": {}, "dns_name": True},
        ),
        configuration={
            "root_module": {
                "resources": [{"address": "aws_lb.main", "expressions": {"idle_timeout": {"constant_value": 90}}}]
            }
        },
    )
    assert [one.path for one in change.attributes] == [("idle_timeout",)]
    assert change.folded == 4


def test_what_is_configured_and_unknown_is_shown():
    change = only_change(
        entry("aws_lb.main", {"subnets": ["a"]}, {}, after_unknown={"subnets": True}),
        configuration={
            "root_module": {
                "resources": [
                    {"address": "aws_lb.main", "expressions": {"subnets": {"references": ["aws_subnet.a.id"]}}}
                ]
            }
        },
    )
    assert [(one.path, one.before, one.after) for one in change.attributes] == [(("subnets",), ["a"], UNKNOWN)]


def test_unknown_inside_dynamic_blocks_is_shown_though_no_configuration_has_them():
    change = only_change(
        entry(
            "x_y.z",
            {"rule": [{"target": "a", "port": 1}]},
            {"rule": [{"port": 1}]},
            after_unknown={"rule": [{"target": True}]},
        ),
        configuration={"root_module": {"resources": [{"address": "x_y.z", "expressions": {}}]}},
    )
    assert [(one.path, one.after) for one in change.attributes] == [(("rule", 0, "target"), UNKNOWN)]


def test_without_a_configuration_what_is_unknown_is_shown():
    assert differences({"a": 1}, {}, after_unknown={"a": True}) == [f"a: 1 -> {Mark.UNKNOWN}"]


def test_tags_are_said_once():
    assert differences(
        {"tags": {"a": "1"}, "tags_all": {"a": "1", "owner": "x"}},
        {"tags": {"a": "2"}, "tags_all": {"a": "2", "owner": "y"}},
    ) == ["tags.a: 1 -> 2", "tags_all.owner: x -> y"]


def test_numbers_in_paths_are_in_the_order_of_numbers():
    before = {"args": [str(index) for index in range(12)]}
    after = {"args": [f"{index}x" for index in range(12)]}
    change = only_change(entry("x_y.z", before, after))
    assert [one.path[1] for one in change.attributes] == list(range(12))


def test_the_same_plan_reads_the_same_in_every_process():
    one = entry("x_y.z", None, {}, after_unknown=dict.fromkeys("hgfedcba", True))
    assert list(plan(one).after["x_y.z"].values) == list("hgfedcba")
