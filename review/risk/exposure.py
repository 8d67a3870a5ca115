"""Rules about what can be reached from outside: open ports, public addresses and endpoints."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from review.model import Action, Severity
from review.risk.openings import TYPES as GROUP_TYPES
from review.risk.openings import group_of, is_everyone, openings
from review.risk.protection import RULES as PROTECTION_RULES
from review.risk.public import RULES as PUBLIC_RULES
from review.risk.rule import EXPOSURE, Risk, Rule
from review.risk.subject import Subject, blocks, flag, number, text
from review.risk.surroundings import Surroundings
from review.risk.transport import RULES as TRANSPORT_RULES


def port_opened(subject: Subject, surroundings: Surroundings) -> Iterator[Risk]:
    after = subject.change.after
    if not subject.is_there_after or after is None:
        return
    known = [*openings(subject.change.before), *surroundings.open_before.get(group_of(after) or "unknown", ())]
    is_group = subject.type.endswith("security_group")
    is_new = subject.action is Action.CREATE and (is_group or surroundings.belongs_to_new(subject.address) is True)
    for opening in openings(after):
        if any(one.covers(opening) for one in known):
            continue
        if opening.is_web_only:
            severity = Severity.MEDIUM if is_new else Severity.HIGH
            advice = "Make sure that only a load balancer or what is meant for the public listens there."
        else:
            severity = Severity.CRITICAL
            advice = "Name the security group or the address range that needs it, or use a VPN or Session Manager."
        yield Risk(severity, f"{opening} opened to everyone ({opening.source}).", advice, opening.path)


def acl_opened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    before = {_acl_rule(rule) for rule in _acl_rules(subject, subject.before)}
    for rule in _acl_rules(subject, subject.after):
        source = text(rule, "cidr_block") or text(rule, "ipv6_cidr_block")
        allows = (text(rule, "rule_action") or text(rule, "action")) == "allow" and flag(rule, "egress") is not True
        if subject.before and allows and is_everyone(source) and _acl_rule(rule) not in before:
            yield Risk(
                Severity.MEDIUM,
                f"The network ACL lets in everyone ({source}); only security groups keep them out from then on.",
                "Let in the ranges of the network that need it.",
                ("ingress",) if subject.type != "aws_network_acl_rule" else ("cidr_block",),
            )


def _acl_rules(subject: Subject, values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if subject.type == "aws_network_acl_rule":
        return iter((values,))
    return blocks(values, "ingress")


def _acl_rule(rule: Mapping[str, Any]) -> str:
    names = ("cidr_block", "ipv6_cidr_block", "rule_action", "action", "protocol", "from_port", "to_port", "egress")
    return repr([rule.get(name) for name in names])


def endpoint_public(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.type in ("aws_lb", "aws_alb", "aws_elb"):
        if flag(subject.before, "internal") is True and flag(subject.after, "internal") is False:
            yield Risk(
                Severity.HIGH,
                "The load balancer becomes reachable from the internet.",
                "Keep it internal unless the public is meant to use it.",
                ("internal",),
            )
    elif subject.type == "aws_lambda_function_url":
        if text(subject.after, "authorization_type") == "NONE" != text(subject.before, "authorization_type"):
            yield Risk(
                Severity.HIGH,
                "Everyone on the internet may call the function: its URL asks nobody who they are.",
                "Set authorization_type to AWS_IAM, or make sure that the function itself asks.",
                ("authorization_type",),
            )
    elif subject.turned_on("vpc_config", 0, "endpoint_public_access") or subject.turned_on("endpoint_public_access"):
        yield Risk(
            Severity.HIGH,
            "The cluster's API becomes reachable from the internet.",
            "Keep it private, or name the addresses in public_access_cidrs.",
            ("vpc_config",),
        )


def address_given(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for name in ("associate_public_ip_address", "map_public_ip_on_launch"):
        if subject.before and subject.turned_on(name):
            yield Risk(
                Severity.MEDIUM,
                f"{name} is switched on: what starts there gets an address on the internet.",
                "Keep it off, and use a NAT gateway or VPC endpoints for the way out.",
                (name,),
            )
    path = ("network_configuration", 0, "assign_public_ip")
    if subject.before and subject.turned_on(*path):
        yield Risk(
            Severity.MEDIUM,
            "New tasks get addresses on the internet; only their security group keeps everyone out.",
            "Keep it off, and use a NAT gateway or VPC endpoints for the way out.",
            path,
        )
    rates = number(subject.before, "metadata_options", 0, "http_put_response_hop_limit")
    if subject.switched("metadata_options", 0, "http_tokens") == ("required", "optional"):
        yield Risk(
            Severity.MEDIUM,
            "The instance's credentials can be read without a token again, so through a server that fetches any URL"
            + (f", up to {rates:g} hops away." if rates else "."),
            'Keep http_tokens at "required".',
            ("metadata_options",),
        )


RULES: Final = (
    Rule("port-opened", EXPOSURE, "ports opened to everyone, or opened further", port_opened, GROUP_TYPES),
    Rule(
        "network-acl-opened",
        EXPOSURE,
        "network ACLs that let in everyone",
        acl_opened,
        frozenset(("aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule")),
    ),
    Rule(
        "endpoint-public",
        EXPOSURE,
        "load balancers, clusters and function URLs that become public",
        endpoint_public,
        frozenset(("aws_lb", "aws_alb", "aws_elb", "aws_lambda_function_url", "aws_eks_cluster")),
    ),
    Rule(
        "address-given",
        EXPOSURE,
        "public addresses for what had none, credentials that are easier to steal",
        address_given,
        frozenset(("aws_subnet", "aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_ecs_service")),
    ),
    *PUBLIC_RULES,
    *TRANSPORT_RULES,
    *PROTECTION_RULES,
)
