"""What one resource shows of others: a security group its rules, a bucket its policy, which are resources too."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from review.model import Change, Plan

Values = Mapping[str, Any]
Part = tuple[Any, ...]

WHOLES: Final = {
    ("aws_kms_key", "policy"): ("aws_kms_key_policy", "key_id"),
    ("aws_s3_bucket", "cors_rule"): ("aws_s3_bucket_cors_configuration", "bucket"),
    ("aws_s3_bucket", "lifecycle_rule"): ("aws_s3_bucket_lifecycle_configuration", "bucket"),
    ("aws_s3_bucket", "logging"): ("aws_s3_bucket_logging", "bucket"),
    ("aws_s3_bucket", "object_lock_configuration"): ("aws_s3_bucket_object_lock_configuration", "bucket"),
    ("aws_s3_bucket", "policy"): ("aws_s3_bucket_policy", "bucket"),
    ("aws_s3_bucket", "replication_configuration"): ("aws_s3_bucket_replication_configuration", "bucket"),
    ("aws_s3_bucket", "server_side_encryption_configuration"): (
        "aws_s3_bucket_server_side_encryption_configuration",
        "bucket",
    ),
    ("aws_s3_bucket", "versioning"): ("aws_s3_bucket_versioning", "bucket"),
    ("aws_secretsmanager_secret", "policy"): ("aws_secretsmanager_secret_policy", "secret_arn"),
    ("aws_sns_topic", "policy"): ("aws_sns_topic_policy", "arn"),
    ("aws_sqs_queue", "policy"): ("aws_sqs_queue_policy", "queue_url"),
}
"""Type and argument -> the type that has the argument for itself, and which of its arguments names the resource."""


def has_sibling(change: Change, argument: str, plan: Plan) -> bool:
    """Whether another resource of the state has this argument for itself: what was changed shows there."""
    terraform_type, reference = WHOLES[(change.type, argument)]
    own = {change.resource.values.get("id"), change.resource.values.get("arn")} - {None}
    return any(one.values.get(reference) in own for one in plan.before.values() if one.type == terraform_type)


def strangers(change: Change, argument: str, plan: Plan) -> Iterator[Any]:
    """The elements that no resource of the state makes: somebody added them by hand."""
    expand, makers = PARTS[(change.type, argument)]
    values = change.resource.values
    made = {
        part
        for one in plan.before.values()
        for terraform_type, part_of in makers.items()
        if one.type == terraform_type
        for part in [part_of(values, one.values)]
    }
    for element in values.get(argument) or ():
        if not set(expand(values, element)) <= made:
            yield _without_nothing(element)


def _without_nothing(element: Any) -> Any:
    if not isinstance(element, Mapping):
        return element
    return {name: value for name, value in element.items() if value not in (None, "", [], {}, False)}


def _rule_parts(group: Values, rule: Values) -> Iterator[Part]:
    """A security group's rule, source by source, as AWS counts them."""
    ports = _ports(rule.get("protocol"), rule.get("from_port"), rule.get("to_port"))
    names = ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups")
    sources = [source for name in names for source in rule.get(name) or ()]
    yield from ((*ports, source) for source in [*sources, *([group.get("id")] if rule.get("self") else [])])


def _rule_of(group: Values, rule: Values) -> Part:
    if rule.get("security_group_id") != group.get("id"):
        return ()
    source = next(filter(None, map(rule.get, ("cidr_ipv4", "cidr_ipv6", "prefix_list_id"))), None)
    # Of a group in another account: 210987654321/sg-1.
    referenced = str(rule.get("referenced_security_group_id") or "").rpartition("/")[2]
    return (*_ports(rule.get("ip_protocol"), rule.get("from_port"), rule.get("to_port")), source or referenced)


def _ports(protocol: Any, first: Any, last: Any) -> Part:
    """`-1` is every protocol, which has no ports; some spell that as 0 and some as nothing."""
    return ("-1", 0, 0) if str(protocol) == "-1" else (str(protocol), first, last)


def _entry_parts(acl: Values, entry: Values) -> Iterator[Part]:
    block = entry.get("cidr_block") or entry.get("ipv6_cidr_block")
    yield (entry.get("rule_no"), str(entry.get("action")).lower(), block)


def _entry_of(egress: bool) -> Callable[[Values, Values], Part]:
    def part(acl: Values, rule: Values) -> Part:
        if rule.get("network_acl_id") != acl.get("id") or bool(rule.get("egress")) is not egress:
            return ()
        block = rule.get("cidr_block") or rule.get("ipv6_cidr_block")
        return (rule.get("rule_number"), str(rule.get("rule_action")).lower(), block)

    return part


def _route_parts(table: Values, route: Values) -> Iterator[Part]:
    names = ("cidr_block", "ipv6_cidr_block", "destination_prefix_list_id")
    yield (next(filter(None, map(route.get, names)), None),)


def _route_of(table: Values, route: Values) -> Part:
    names = ("destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id")
    is_own = route.get("route_table_id") == table.get("id")
    return (next(filter(None, map(route.get, names)), None),) if is_own else ()


def _policy_parts(role: Values, policy: Any) -> Iterator[Part]:
    yield (policy.get("name") if isinstance(policy, Mapping) else policy,)


def _of_role(name: str) -> Callable[[Values, Values], Part]:
    return lambda role, policy: (policy.get(name),) if policy.get("role") == role.get("name") else ()


Expand = Callable[[Values, Any], Iterator[Part]]
Makers = Mapping[str, Callable[[Values, Values], Part]]

PARTS: Final[Mapping[tuple[str, str], tuple[Expand, Makers]]] = {
    ("aws_iam_role", "inline_policy"): (_policy_parts, {"aws_iam_role_policy": _of_role("name")}),
    ("aws_iam_role", "managed_policy_arns"): (
        _policy_parts,
        {"aws_iam_role_policy_attachment": _of_role("policy_arn")},
    ),
    ("aws_network_acl", "egress"): (_entry_parts, {"aws_network_acl_rule": _entry_of(egress=True)}),
    ("aws_network_acl", "ingress"): (_entry_parts, {"aws_network_acl_rule": _entry_of(egress=False)}),
    ("aws_route_table", "route"): (_route_parts, {"aws_route": _route_of}),
    ("aws_security_group", "egress"): (_rule_parts, {"aws_vpc_security_group_egress_rule": _rule_of}),
    ("aws_security_group", "ingress"): (_rule_parts, {"aws_vpc_security_group_ingress_rule": _rule_of}),
}
"""Type and argument -> the parts of an element, and which part each resource of another type makes of it."""
