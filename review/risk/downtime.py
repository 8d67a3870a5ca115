"""Rules about what requests pass through: replaced, removed, or changed in a way that interrupts it."""

from collections.abc import Iterator, Mapping
from typing import Final

from review.model import Action, Severity
from review.model import Path as ValuePath
from review.risk.deployment import RULES as DEPLOYMENT_RULES
from review.risk.interruption import RULES as INTERRUPTION_RULES
from review.risk.rule import DOWNTIME, Risk, Rule
from review.risk.subject import Subject, at, blocks, is_mark, number, text, texts
from review.risk.surroundings import Surroundings
from review.risk.traffic import AWS

ROUTING: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_lb_listener": ("port", "protocol", "default_action", "certificate_arn"),
    "aws_lb_listener_rule": ("priority", "condition", "action"),
    "aws_lb_target_group": ("port", "protocol", "target_type", "health_check", "deregistration_delay"),
    "aws_route53_record": ("records", "alias", "type", "failover_routing_policy", "weighted_routing_policy"),
    "aws_cloudfront_distribution": ("origin", "default_cache_behavior", "ordered_cache_behavior", "aliases", "enabled"),
    "aws_route": ("gateway_id", "nat_gateway_id", "destination_cidr_block", "vpc_peering_connection_id"),
    "aws_route_table": ("route",),
    "aws_route_table_association": ("route_table_id",),
}
"""Type -> the arguments that decide where requests go."""
SUBNETS: Final[tuple[ValuePath, ...]] = (
    ("subnets",),
    ("subnet_ids",),
    ("vpc_zone_identifier",),
    ("availability_zones",),
    ("network_configuration", 0, "subnets"),
    ("vpc_config", 0, "subnet_ids"),
)
PLACED_BY: Final = frozenset(("subnet_mapping", *(str(path[0]) for path in SUBNETS)))


def traffic_replaced(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    path = AWS[subject.type]
    if subject.action is not Action.REPLACE:
        return
    cause = next((one.path for one in subject.change.attributes if one.forces_replacement), ())
    if not subject.change.create_before_destroy:
        yield Risk(
            path.severity,
            f"It is destroyed before the new one is made{subject.forced_by()}; until then {path.stops}.",
            "Set create_before_destroy, with a name that the new one can have beside the old one, or apply this when "
            "nobody uses it.",
            cause,
        )
    elif path.identity:
        yield Risk(
            Severity.MEDIUM,
            f"The new one is made before the old one goes{subject.forced_by()}, but it has another {path.identity}.",
            f"Find out who knows the old {path.identity} from somewhere else than this configuration.",
            cause,
        )


def traffic_removed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    path = AWS[subject.type]
    if subject.action is Action.DESTROY and not subject.change.deposed:
        yield Risk(
            path.severity,
            f"It is destroyed: {path.stops}.",
            "Make sure that nobody uses it any more, or that its successor works before this is applied.",
        )


def routing_changed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.action is not Action.UPDATE:
        return
    changed = sorted({str(one.path[0]) for one in subject.change.attributes} & {*ROUTING[subject.type]})
    if changed:
        yield Risk(
            Severity.MEDIUM,
            f"Where requests go changes while they come: {', '.join(changed)}.",
            "Compare the new way with the old one, and watch errors and healthy targets while this is applied.",
            (changed[0],),
        )


def fewer_zones(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for name in ("multi_az", "multi_az_enabled", "automatic_failover_enabled"):
        if subject.turned_off(name):
            yield Risk(
                Severity.HIGH,
                f"{name} is switched off: when its availability zone or its machine fails, nothing takes over.",
                "Keep the standby wherever an outage matters.",
                (name,),
            )
    for name in ("num_cache_clusters", "number_cache_clusters", "replicas_per_node_group"):
        lowered = subject.lowered(name)
        if lowered and lowered[1] <= (0 if name == "replicas_per_node_group" else 1):
            yield Risk(
                Severity.HIGH,
                f"{name} goes from {lowered[0]:g} to {lowered[1]:g}: no replica is left to take over.",
                "Keep one replica in another availability zone wherever an outage matters.",
                (name,),
            )
    if subject.changed.isdisjoint(PLACED_BY):
        return
    old, new = _subnets(subject.before), _subnets(subject.after)
    if new and len(new) < len(old):
        only = "one subnet, so one availability zone, is" if len(new) == 1 else f"{len(new)} subnets are"
        yield Risk(
            Severity.HIGH if len(new) == 1 else Severity.MEDIUM,
            f"It ran in {len(old)} subnets and {only} left: fewer zones can fail before it does.",
            "Keep it in at least two availability zones.",
            ("subnets",),
        )


def _subnets(values: Mapping[str, object]) -> set[str]:
    """The subnets of a load balancer, a service or a group; nothing when one of them is not known."""
    for path in SUBNETS:
        value = at(values, *path)
        if isinstance(value, list) and value and not any(is_mark(one) for one in value):
            return set(texts(values, *path))
    return {text(one, "subnet_id") for one in blocks(values, "subnet_mapping")}


def stopped(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for name in ("desired_count", "desired_capacity", "max_size", "max_capacity", "reserved_concurrent_executions"):
        if name in subject.changed and number(subject.after, name) == 0 and number(subject.before, name):
            yield Risk(
                Severity.HIGH,
                f"{name} goes from {number(subject.before, name):g} to 0: nothing of it runs any more.",
                "Leave at least one, or say that this is switched off on purpose.",
                (name,),
            )
    schedule = ("scalable_target_action", 0, "max_capacity")
    if number(subject.after, *schedule) == 0 != number(subject.before, *schedule):
        yield Risk(
            Severity.MEDIUM,
            f"From then on nothing of it runs after {text(subject.after, 'schedule') or 'the scheduled time'}.",
            "Check the schedule's time zone, and that another action starts it again.",
            ("scalable_target_action",),
        )


RULES: Final = (
    Rule(
        "traffic-replaced", DOWNTIME, "the replacement of what requests pass through", traffic_replaced, frozenset(AWS)
    ),
    Rule("traffic-removed", DOWNTIME, "the destruction of what requests pass through", traffic_removed, frozenset(AWS)),
    Rule("routing-changed", DOWNTIME, "changes of where requests go", routing_changed, frozenset(ROUTING)),
    Rule("fewer-zones", DOWNTIME, "standbys, replicas and availability zones that go", fewer_zones),
    Rule("stopped", DOWNTIME, "services scaled to nothing", stopped),
    *INTERRUPTION_RULES,
    *DEPLOYMENT_RULES,
)
