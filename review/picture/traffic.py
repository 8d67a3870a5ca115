"""Who may talk to whom: from security groups, load balancers, distributions and what tasks are told to use."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from review.picture.kinds import Tier
from review.picture.part import IN_VPC, Part, Parts
from review.picture.rules import SECURITY_GROUP, Rule, is_rule, ports, rules
from review.picture.values import flag

_DOORS: Final = ("aws_cloudfront_distribution", "aws_amplify_app", "aws_apigatewayv2_api", "aws_api_gateway_rest_api")
"""What the internet reaches without a security group."""
_BALANCERS: Final = ("aws_lb", "aws_alb", "aws_elb")
_BEHIND: Final = ("aws_ecs_service", "aws_autoscaling_group", "aws_lb_target_group_attachment")
"""What puts itself behind a target group."""
_STORES: Final = ("aws_dynamodb_table", "aws_s3_bucket", "aws_sqs_queue", "aws_kinesis_stream")
"""What is reached without a security group, by those that refer to it."""
_RUNNING_CODE: Final = (Tier.PUBLIC, Tier.PRIVATE, Tier.SERVERLESS)


class Outside(Enum):
    """Ends of arrows that are not in the plan."""

    INTERNET = "Internet"
    SERVICES = "External services"


End: TypeAlias = Part | Outside


@dataclass(frozen=True, slots=True)
class Arrow:
    """Traffic from one end to another, to these ports; none where they are not known."""

    source: End
    target: End
    ports: tuple[str, ...] = ()


def key(end: End) -> str:
    """What tells an end from all others."""
    return end.key if isinstance(end, Part) else f"outside {end.value}"


def arrows(parts: Parts) -> list[Arrow]:
    """All traffic, each pair of ends once, in a fixed order."""
    found: dict[tuple[str, str], tuple[End, End, set[str]]] = {}
    for arrow in _Traffic(parts).all():
        if arrow.source != arrow.target:
            ends = (key(arrow.source), key(arrow.target))
            found.setdefault(ends, (arrow.source, arrow.target, set()))[2].update(arrow.ports)
    return [Arrow(source, target, in_order(ports)) for _, (source, target, ports) in sorted(found.items())]


def in_order(ports: set[str]) -> tuple[str, ...]:
    """Ports and ranges of ports by number."""
    return tuple(sorted(ports, key=lambda port: (int(port.partition("-")[0]), port)))


class _Traffic:
    def __init__(self, parts: Parts) -> None:
        self._parts, self._links, self._resources = parts, parts.links, parts.resources
        self._of_type: dict[str, list[str]] = defaultdict(list)
        for address, resource in parts.resources.items():
            self._of_type[resource.type].append(address)
        self._wearers = {group: self._wearing(group) for group in self._of_type[SECURITY_GROUP]}

    def all(self) -> Iterator[Arrow]:
        yield from self._security_groups()
        yield from self._listeners()
        yield from self._distributions()
        yield from self._stores()
        for door in _DOORS:
            for address in self._of_type[door]:
                if part := self._box(address):
                    yield Arrow(Outside.INTERNET, part)

    def _box(self, address: str) -> Part | None:
        part = self._parts.by_address.get(address)
        return part if part is not None and part.key not in self._parts.frames else None

    def _wearing(self, group: str) -> list[Part]:
        """The boxes whose security group this is; without any, the only one of the group's component."""
        users = (self._box(user) for user in self._links.to(group) if not is_rule(self._resources[user].type))
        found = {part.key: part for part in users if part is not None and part.tier in IN_VPC}
        component = self._resources[group].component
        if not found and component:
            others = [part for part in self._parts.boxes if part.tier in IN_VPC and group not in part.addresses]
            found = {part.key: part for part in others if self._resources[part.members[0]].component == component}
            found = found if len(found) == 1 else {}
        return [found[one] for one in sorted(found)]

    def _security_groups(self) -> Iterator[Arrow]:
        for rule in rules(self._resources, self._links):
            for inside in self._wearers.get(rule.group, ()):
                for other in self._others(rule, inside):
                    source, target = (other, inside) if rule.ingress else (inside, other)
                    yield Arrow(source, target, rule.ports)

    def _others(self, rule: Rule, inside: Part) -> list[End]:
        named: list[End] = [part for group in rule.others for part in self._wearers.get(group, ())]
        if named or not rule.everyone:
            return named
        if rule.ingress:
            return [Outside.INTERNET] if self._is_open(inside) else []
        return [Outside.SERVICES] if inside.tier is not Tier.DATA else []

    def _is_open(self, part: Part) -> bool:
        """Whether the internet reaches a box whose security group lets it in."""
        resource = self._resources[part.members[0]]
        if resource.type in _BALANCERS:
            return not flag(resource, "internal")
        in_public = flag(resource, "network_configuration", 0, "assign_public_ip")
        return in_public or flag(resource, "publicly_accessible") or flag(resource, "associate_public_ip_address")

    def _listeners(self) -> Iterator[Arrow]:
        """From a load balancer to what is behind the target groups of its listeners and their rules."""
        for balancer in (address for one in _BALANCERS for address in self._of_type[one]):
            listeners = self._users(balancer, "aws_lb_listener")
            forwarding = [*listeners, *(rule for one in listeners for rule in self._users(one, "aws_lb_listener_rule"))]
            source = self._box(balancer)
            for group in sorted({group for one in forwarding for group in self._target_groups(one)}):
                for target in map(self._box, (user for behind in _BEHIND for user in self._users(group, behind))):
                    if source and target:
                        yield Arrow(source, target, ports(self._resources[group].values, "port", "port"))

    def _users(self, address: str, terraform_type: str) -> list[str]:
        return [user for user in self._links.to(address) if self._resources[user].type == terraform_type]

    def _target_groups(self, forwarding: str) -> list[str]:
        return self._links.of_type(forwarding, "aws_lb_target_group", "action", "default_action")

    def _distributions(self) -> Iterator[Arrow]:
        for distribution in self._of_type["aws_cloudfront_distribution"]:
            source = self._box(distribution)
            origins = self._links.of(distribution, "origin")
            private = [target for one in origins for target in self._links.of(one, "vpc_origin_endpoint_config")]
            for target in map(self._box, (*origins, *private)):
                if source and target:
                    yield Arrow(source, target)

    def _stores(self) -> Iterator[Arrow]:
        """From what runs code to the buckets, tables and queues that it, its tasks or its role's policies name."""
        for store in (address for one in _STORES for address in self._of_type[one]):
            target = self._box(store)
            for source in map(self._box, self._links.to(store)):
                if source and target and self._runs_code(source):
                    yield Arrow(source, target)

    def _runs_code(self, part: Part) -> bool:
        return part.tier in _RUNNING_CODE and self._resources[part.members[0]].type not in _BALANCERS
