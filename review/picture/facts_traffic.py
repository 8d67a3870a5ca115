"""Facts of what takes requests and runs code."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from review.model import Resource
from review.picture.fact import Describe, Fact, Pieces, between, counted, distinct, first, size
from review.picture.kinds import plural
from review.picture.values import flag, items, number, text, texts

_LAUNCHES: Final = {"FARGATE": "Fargate", "FARGATE_SPOT": "Fargate Spot"}
_SCOPES: Final = {"CLOUDFRONT": "for CloudFront", "REGIONAL": "for the region"}
_VPC_PIECES: Final[Mapping[str, str]] = {
    "aws_subnet": "subnet",
    "aws_internet_gateway": "internet gateway",
    "aws_route_table": "route table",
    "aws_flow_log": "flow log",
}


def _ecs_service(service: Resource, pieces: Pieces) -> list[Fact]:
    target = first(pieces, "aws_appautoscaling_target")
    scales = between(text(target, "min_capacity"), text(target, "max_capacity"))
    strategies = range(len(items(service, "capacity_provider_strategy")))
    launches = [text(service, "capacity_provider_strategy", place, "capacity_provider") for place in strategies]
    launches = [_LAUNCHES.get(one, one) for one in (text(service, "launch_type"), *launches)]
    paths = (
        path
        for piece in pieces
        if piece.type == "aws_lb_listener_rule"
        for place in range(len(items(piece, "condition")))
        for path in texts(piece, "condition", place, "path_pattern", 0, "values")
    )
    return [
        Fact(counted(service, "desired_count", "task"), f"scales {scales}" if scales else "fixed"),
        Fact(size(first(pieces, "aws_ecs_task_definition")), distinct(launches)),
        Fact(distinct(paths), "paths"),
    ]


def _task(task: Resource, pieces: Pieces) -> list[Fact]:
    return [Fact(size(task), "each")]


def _load_balancer(balancer: Resource, pieces: Pieces) -> list[Fact]:
    ports = sorted(
        {int(port) for piece in pieces if piece.type == "aws_lb_listener" if (port := number(piece, "port"))}
    )
    kind = text(balancer, "load_balancer_type")
    return [
        Fact("internal" if flag(balancer, "internal") else "internet-facing", f"{kind} load balancer".strip()),
        Fact(", ".join(map(str, ports)), "listener ports"),
        Fact("on" if flag(balancer, "enable_deletion_protection") else "off", "deletion protection"),
    ]


def _distribution(distribution: Resource, pieces: Pieces) -> list[Fact]:
    return [Fact(", ".join(texts(distribution, "aliases")) or text(distribution, "domain_name"), "names")]


def _zone(zone: Resource, pieces: Pieces) -> list[Fact]:
    records = sum(piece.type == "aws_route53_record" for piece in pieces)
    return [Fact(plural(records, "DNS record") if records else "", "records")]


def _web_acl(web_acl: Resource, pieces: Pieces) -> list[Fact]:
    rules = len(items(web_acl, "rule"))
    scope = _SCOPES.get(text(web_acl, "scope"), "")
    return [Fact(plural(rules, "rule") if rules else "", "rules"), Fact(scope, "scope")]


def _vpc(vpc: Resource, pieces: Pieces) -> list[Fact]:
    counts = Counter(piece.type for piece in pieces)
    return [
        Fact(text(vpc, "cidr_block"), "addresses"),
        *(Fact(plural(counts[kind], noun), "pieces") for kind, noun in _VPC_PIECES.items() if counts[kind]),
    ]


def _function(function: Resource, pieces: Pieces) -> list[Fact]:
    memory = text(function, "memory_size")
    return [Fact(text(function, "runtime"), "runtime"), Fact(f"{memory} MiB" if memory else "", "memory")]


def _instance(instance: Resource, pieces: Pieces) -> list[Fact]:
    return [Fact(text(instance, "instance_type"), "instance type")]


def _scaling_group(group: Resource, pieces: Pieces) -> list[Fact]:
    return [Fact(between(text(group, "min_size"), text(group, "max_size"), "instances"), "scales")]


def _node_group(group: Resource, pieces: Pieces) -> list[Fact]:
    low, high = (text(group, "scaling_config", 0, f"{end}_size") for end in ("min", "max"))
    return [
        Fact(distinct(texts(group, "instance_types")), "instance types"),
        Fact(between(low, high, "nodes"), "scales"),
    ]


def _eks_cluster(cluster: Resource, pieces: Pieces) -> list[Fact]:
    return [Fact(text(cluster, "version"), "version")]


TRAFFIC: Final[Mapping[str, Describe]] = {
    "aws_alb": _load_balancer,
    "aws_autoscaling_group": _scaling_group,
    "aws_cloudfront_distribution": _distribution,
    "aws_ecs_service": _ecs_service,
    "aws_ecs_task_definition": _task,
    "aws_eks_cluster": _eks_cluster,
    "aws_eks_node_group": _node_group,
    "aws_instance": _instance,
    "aws_lambda_function": _function,
    "aws_lb": _load_balancer,
    "aws_route53_zone": _zone,
    "aws_vpc": _vpc,
    "aws_wafv2_web_acl": _web_acl,
}
