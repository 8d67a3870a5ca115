"""What was changed by somebody, in plans as a refresh right after a deploy and later gives them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from review.drift import ignored as ignored_in
from review.model import ABSENT, Action
from review.plan import read_plan
from tests.review.making import document, entry, plan

GROUP = "sg-1"
RULE = {"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"], "self": False}


def resource(address: str, **values: Any) -> dict[str, Any]:
    """A resource of the state."""
    terraform_type, name = address.split(".")
    return {"address": address, "mode": "managed", "type": terraform_type, "name": name, "values": values}


def drifted(
    *entries: dict[str, Any],
    state: Sequence[dict[str, Any]] = (),
    sets: Mapping[str, Mapping[str, Any]] | None = None,
    ignored: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, list[tuple[str, Any, Any]]]:
    """Address -> what was changed: path, before, after. `sets` are the arguments that the configuration sets."""
    blocks = [
        {
            "address": address,
            "mode": "managed",
            "type": address.split(".")[0],
            "name": address.split(".")[1],
            "expressions": {name: {"constant_value": value} for name, value in arguments.items()},
        }
        for address, arguments in (sets or {}).items()
    ]
    configuration = {"root_module": {"resources": blocks}}
    shown = document(
        resource_drift=list(entries),
        prior_state={"values": {"root_module": {"resources": list(state)}}},
        configuration=configuration,
    )
    return {
        change.address: [(".".join(map(str, one.path)), one.before, one.after) for one in change.attributes]
        for change in read_plan(shown, ignored).drift
    }


def test_an_argument_that_the_configuration_sets():
    changed = entry("aws_cloudwatch_log_group.a", {"retention_in_days": 7}, {"retention_in_days": 365})
    assert drifted(changed, sets={"aws_cloudwatch_log_group.a": {"retention_in_days": 7}}) == {
        "aws_cloudwatch_log_group.a": [("retention_in_days", 7, 365)]
    }


def test_a_resource_that_is_gone():
    [gone] = plan(resource_drift=[entry("aws_ssm_parameter.a", {"name": "/a"})], configuration={}).drift
    assert (gone.address, gone.action) == ("aws_ssm_parameter.a", Action.DESTROY)


def test_what_aws_fills_in_is_no_drift():
    status = entry("aws_acm_certificate.a", {"status": "PENDING_VALIDATION"}, {"status": "ISSUED"})
    members = entry("aws_rds_cluster.a", {"cluster_members": []}, {"cluster_members": ["a-1"]})
    assert drifted(status, members, sets={"aws_acm_certificate.a": {}, "aws_rds_cluster.a": {}}) == {}


def test_what_aws_filled_in_and_is_another_now_is_drift():
    upgraded = entry("aws_rds_cluster.a", {"engine_version": "16.4"}, {"engine_version": "16.6"})
    assert drifted(upgraded, sets={"aws_rds_cluster.a": {}}) == {
        "aws_rds_cluster.a": [("engine_version", "16.4", "16.6")]
    }


def test_nothing_in_two_spellings_is_no_drift():
    before = {"alarm_actions": None, "metric_query": [{"id": "m1", "period": None}]}
    after = {"alarm_actions": [], "metric_query": [{"id": "m1", "period": 0}]}
    sets = {"aws_cloudwatch_metric_alarm.a": {"metric_query": []}}
    assert drifted(entry("aws_cloudwatch_metric_alarm.a", before, after), sets=sets) == {}


def test_a_switch_that_was_turned_on_is_drift():
    changed = entry("aws_lb.a", {"idle_timeout": 60, "enable_http2": False}, {"idle_timeout": 60, "enable_http2": True})
    assert drifted(changed, sets={"aws_lb.a": {"enable_http2": False}}) == {"aws_lb.a": [("enable_http2", False, True)]}


def test_what_others_change_on_purpose_is_no_drift():
    changed = entry("aws_ecs_service.a", {"desired_count": 1}, {"desired_count": 3})
    assert drifted(changed, ignored={"aws_ecs_service.a": ["desired_count"]}) == {}
    assert drifted(changed, ignored={"aws_ecs_service.a": ["all"]}) == {}
    assert drifted(changed, ignored={"aws_ecs_service.a": ["task_definition"]}) != {}


def test_a_secret_that_was_changed_is_named_and_not_shown():
    changed = entry("aws_db_instance.a", {"password": "old-password-1"}, {"password": "new-password-2"})
    assert drifted(changed, sets={"aws_db_instance.a": {"password": "x"}}) == {
        "aws_db_instance.a": [("password", "(sensitive)", "(sensitive)")]
    }


def test_a_tag_is_named_once_with_what_it_was_by_default():
    before = {"tags": {}, "tags_all": {"owner": "shop"}}
    after = {"tags": {"owner": "bob", "new": "x"}, "tags_all": {"owner": "bob", "new": "x"}}
    changed = drifted(entry("aws_vpc.a", before, after), sets={"aws_vpc.a": {"tags": {}}})
    assert sorted(changed["aws_vpc.a"]) == [("tags.new", ABSENT, "x"), ("tags.owner", "shop", "bob")]


def group(*rules: dict[str, Any]) -> dict[str, Any]:
    return entry("aws_security_group.a", {"id": GROUP, "ingress": []}, {"id": GROUP, "ingress": list(rules)})


def ingress_rule(**more: Any) -> dict[str, Any]:
    values = {"security_group_id": GROUP, "ip_protocol": "tcp", "from_port": 443, "to_port": 443, **more}
    return resource("aws_vpc_security_group_ingress_rule.a", **values)


def test_the_rules_that_a_security_group_shows_are_no_drift_of_it():
    both = {**RULE, "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"]}
    state = [ingress_rule(cidr_ipv4="10.0.0.0/8"), ingress_rule(cidr_ipv4="192.168.0.0/16")]
    state[1]["address"] = "aws_vpc_security_group_ingress_rule.b"
    assert drifted(group(both), state=state) == {}


def test_rules_from_groups_from_itself_and_of_all_protocols():
    rules = [
        {**RULE, "cidr_blocks": [], "security_groups": ["sg-2"]},
        {**RULE, "cidr_blocks": [], "self": True},
        {**RULE, "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]},
    ]
    state = [
        ingress_rule(referenced_security_group_id="210987654321/sg-2"),
        ingress_rule(referenced_security_group_id=GROUP),
        ingress_rule(ip_protocol="-1", from_port=None, to_port=None, cidr_ipv4="0.0.0.0/0"),
    ]
    for number, one in enumerate(state):
        one["address"] += str(number)
    assert drifted(group(*rules), state=state) == {}


def test_a_rule_that_somebody_added_to_a_security_group():
    by_hand = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"], "description": ""}
    found = drifted(group(RULE, by_hand), state=[ingress_rule(cidr_ipv4="10.0.0.0/8")])
    shown = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}
    assert found == {"aws_security_group.a": [("ingress", ABSENT, shown)]}


def test_a_source_that_somebody_added_to_a_rule():
    wider = {**RULE, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}
    assert drifted(group(wider), state=[ingress_rule(cidr_ipv4="10.0.0.0/8")]) != {}


def test_a_rule_of_another_group_explains_nothing():
    assert drifted(group(RULE), state=[ingress_rule(cidr_ipv4="10.0.0.0/8", security_group_id="sg-9")]) != {}


def test_policies_of_a_role():
    before = {"name": "api", "inline_policy": [], "managed_policy_arns": []}
    ours = {"inline_policy": [{"name": "task", "policy": "{}"}], "managed_policy_arns": ["arn:read"]}
    theirs = {
        "inline_policy": [*ours["inline_policy"], {"name": "evil", "policy": "{}"}],
        "managed_policy_arns": ["arn:read", "arn:admin"],
    }
    state = [
        resource("aws_iam_role_policy.a", role="api", name="task"),
        resource("aws_iam_role_policy_attachment.a", role="api", policy_arn="arn:read"),
    ]
    assert drifted(entry("aws_iam_role.a", before, {**before, **ours}), state=state) == {}
    assert drifted(entry("aws_iam_role.a", before, {**before, **theirs}), state=state) == {
        "aws_iam_role.a": [
            ("inline_policy", ABSENT, {"name": "evil", "policy": "{}"}),
            ("managed_policy_arns", ABSENT, "arn:admin"),
        ]
    }


def test_routes_of_a_table():
    ours, theirs = {"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}, {"cidr_block": "10.9.0.0/16", "gateway_id": "p"}
    state = [resource("aws_route.a", route_table_id="rtb-1", destination_cidr_block="0.0.0.0/0")]
    for routes, expected in (
        ([ours], {}),
        ([ours, theirs], {"aws_route_table.a": [("route", ABSENT, theirs)]}),
    ):
        table = entry("aws_route_table.a", {"id": "rtb-1", "route": []}, {"id": "rtb-1", "route": routes})
        assert drifted(table, state=state) == expected


def test_entries_of_a_network_acl():
    ours = {"rule_no": 100, "action": "allow", "cidr_block": "10.0.0.0/16", "from_port": 0, "to_port": 0}
    theirs = {**ours, "rule_no": 50, "cidr_block": "0.0.0.0/0"}
    values = {"network_acl_id": "acl-1", "rule_number": 100, "rule_action": "allow", "cidr_block": "10.0.0.0/16"}
    state = [resource("aws_network_acl_rule.a", egress=False, **values)]
    before = {"id": "acl-1", "ingress": [], "egress": []}
    assert drifted(entry("aws_network_acl.a", before, {**before, "ingress": [ours]}), state=state) == {}
    assert list(drifted(entry("aws_network_acl.a", before, {**before, "ingress": [ours, theirs]}), state=state))
    assert list(drifted(entry("aws_network_acl.a", before, {**before, "egress": [ours]}), state=state))


def test_what_a_bucket_shows_of_resources_of_its_own():
    before = {"id": "logs", "policy": "", "versioning": [{"enabled": False}]}
    after = {"id": "logs", "policy": '{"Statement": []}', "versioning": [{"enabled": True}]}
    bucket = entry("aws_s3_bucket.a", before, after)
    policy = resource("aws_s3_bucket_policy.a", bucket="logs")
    versioning = resource("aws_s3_bucket_versioning.a", bucket="logs")
    assert drifted(bucket, state=[policy, versioning]) == {}
    assert drifted(bucket, state=[versioning]) == {"aws_s3_bucket.a": [("policy", "", '{"Statement": []}')]}


def test_an_instance_of_a_resource_has_the_configuration_of_the_resource():
    changed = entry("aws_ecs_service.a[0]", {"desired_count": 1}, {"desired_count": 3}, more={"name": "a"})
    assert drifted(changed, ignored={"aws_ecs_service.a": ["desired_count"]}) == {}


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["desired_count", "load_balancer[0].target_group_arn"], ["desired_count", "load_balancer"]), ("all", ["all"])],
)
def test_what_others_change_on_purpose_is_in_the_root(names: Any, expected: list[str]):
    root = {"resource": {"aws_ecs_service": {"api": {"lifecycle": {"ignore_changes": names}}, "ui": {}}}}
    assert ignored_in(root) == {"aws_ecs_service.api": expected}
