"""The rules of security groups, in whichever of the three ways they are written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from review.model import Mark, Resource
from review.picture.links import Links
from review.picture.values import items, text

SECURITY_GROUP: Final = "aws_security_group"
_EVERYONE: Final = frozenset({"0.0.0.0/0", "::/0"})
_RULE_TYPES: Final = {f"aws_vpc_security_group_{direction}_rule": direction for direction in ("ingress", "egress")}
_RANGES: Final = ("cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks")
_ALL_PORTS: Final = ([0, 0], [0, 65535])


@dataclass(frozen=True, slots=True)
class Rule:
    """What a security group lets in (`ingress`) or out: of other groups, or of everyone."""

    group: str
    """The address of the security group."""
    ingress: bool
    others: tuple[str, ...]
    """The addresses of the security groups at the other end."""
    everyone: bool
    ports: tuple[str, ...]
    """`443`, `8000-8999`; none where all are meant or they are not known."""


def rules(resources: Mapping[str, Resource], links: Links) -> Iterator[Rule]:
    """Every rule that belongs to a security group of the plan."""
    for resource in resources.values():
        if resource.type in _RULE_TYPES:
            ingress = _RULE_TYPES[resource.type] == "ingress"
            yield from _separate(resource, links, ingress, "referenced_security_group_id")
        elif resource.type == "aws_security_group_rule":
            yield from _separate(resource, links, text(resource, "type") == "ingress", "source_security_group_id")
        elif resource.type == SECURITY_GROUP:
            for direction in ("ingress", "egress"):
                for block in items(resource, direction):
                    if isinstance(block, Mapping):
                        others = links.of_type(resource.address, SECURITY_GROUP, direction)
                        yield _rule(resource.address, direction == "ingress", others, block)


def ports(values: Mapping[str, Any], first: str = "from_port", last: str = "to_port") -> tuple[str, ...]:
    """The ports between two arguments as one text; nothing for all ports."""
    ends = [values.get(first), values.get(last)]
    known = [int(one) for one in ends if isinstance(one, int | float) and not isinstance(one, bool) and one >= 0]
    if len(known) < 2 or known in _ALL_PORTS:
        return ()
    return (str(known[0]) if known[0] == known[1] else f"{known[0]}-{known[1]}",)


def is_rule(terraform_type: str) -> bool:
    """Whether resources of a type say what a security group lets through, and so do not wear it."""
    return terraform_type in (SECURITY_GROUP, "aws_security_group_rule", *_RULE_TYPES)


def _separate(rule: Resource, links: Links, ingress: bool, other: str) -> Iterator[Rule]:
    for group in links.of_type(rule.address, SECURITY_GROUP, "security_group_id"):
        yield _rule(group, ingress, links.of_type(rule.address, SECURITY_GROUP, other), rule.values)


def _rule(group: str, ingress: bool, others: list[str], values: Mapping[str, Any]) -> Rule:
    ranges: set[str] = set()
    for argument in _RANGES:
        value = values.get(argument)
        listed = value if isinstance(value, list) else [value]
        ranges.update(one for one in listed if isinstance(one, str) and not isinstance(one, Mark))
    return Rule(group, ingress, tuple(others), not _EVERYONE.isdisjoint(ranges), ports(values))
