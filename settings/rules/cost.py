"""Rules between what is asked for, how much of it is used, and what it may cost."""

from collections.abc import Iterator
from math import ceil

from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.base.inputs import Inputs, one_of
from modules.budget.inputs import BudgetInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.load_balancer.inputs import LoadBalancerInputs
from modules.network.inputs import NetworkInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_proxy.inputs import RdsProxyInputs
from modules.redis.inputs import RedisInputs
from modules.web_acl.inputs import WebAclInputs
from review.cost.amount import HOURS
from review.cost.prices import price
from review.cost.usage import UsageInputs
from settings.complaints import Complaint

Services = dict[str, EcsServiceInputs]

LOAD_BALANCER_ADDRESSES = 2
RDS_PROXY_VCPUS = 2


def average_tasks_are_of_services_and_within_their_bounds(
    usage: UsageInputs, services: Services
) -> Iterator[Complaint]:
    for name, tasks in usage.average_tasks.items():
        key = ("usage", "average_tasks", name)
        if name not in services:
            yield Complaint(key, f"is not a service; average_tasks are those of {one_of(tuple(services))}")
            continue
        service = services[name]
        scaling = service.autoscaling
        if scaling is None:
            yield Complaint(key, f"must be left out: without autoscaling {service.initial_task_count} run")
        elif tasks > max(scaling.maximum_tasks, *(one.maximum_tasks for one in scaling.scheduled_actions.values()), 0):
            yield Complaint(key, f"must be at most what services.{name}.autoscaling allows, got {tasks:g}")


def budget_covers_what_always_runs(
    region: str,
    budget: BudgetInputs,
    network: NetworkInputs,
    load_balancer: LoadBalancerInputs,
    web_acl: WebAclInputs | None,
    services: Services,
    database: Inputs | None,
    database_proxy: RdsProxyInputs | None,
    cache: Inputs | None,
) -> Iterator[Complaint]:
    floor = sum(
        amount * found.usd
        for item, amount in (
            *_edge(network, load_balancer, web_acl),
            *(part for service in services.values() for part in _tasks(service)),
            *_stores(database, database_proxy, cache),
        )
        if (found := price(item, region)) is not None
    )
    if budget.monthly_usd < floor:
        yield Complaint(
            ("budget", "monthly_usd"),
            f"must be at least {ceil(floor)}: what always runs costs that much, without any use of it; "
            f"`stackwright cost` shows all, got {budget.monthly_usd}",
        )


def _edge(
    network: NetworkInputs, load_balancer: LoadBalancerInputs, web_acl: WebAclInputs | None
) -> Iterator[tuple[str, float]]:
    """Items of the price table and how much of them a month has."""
    addresses = network.nat_gateway_count + (0 if load_balancer.internal else LOAD_BALANCER_ADDRESSES)
    yield "nat_gateway.hour", network.nat_gateway_count * HOURS
    yield "public_ipv4.hour", addresses * HOURS
    yield "interface_endpoint.hour", len(network.interface_endpoints) * HOURS
    yield "load_balancer.application.hour", HOURS
    yield "waf.web_acl", 0 if web_acl is None else 1


def _tasks(service: EcsServiceInputs) -> Iterator[tuple[str, float]]:
    """The fewest tasks that ever run, on Spot where some may be."""
    scaling = service.autoscaling
    bounds = () if scaling is None else (scaling, *scaling.scheduled_actions.values())
    fewest = min((one.minimum_tasks for one in bounds), default=service.initial_task_count)
    offer = "fargate_spot" if service.capacity.fargate_spot_weight else "fargate"
    architecture = service.cpu_architecture.lower()
    yield f"{offer}.{architecture}.vcpu", fewest * service.cpu_units / 1024 * HOURS
    yield f"{offer}.{architecture}.memory", fewest * service.memory_mib / 1024 * HOURS


def _stores(
    database: Inputs | None, database_proxy: RdsProxyInputs | None, cache: Inputs | None
) -> Iterator[tuple[str, float]]:
    if isinstance(database, RdsPostgresInputs):
        copies = 2 if database.multi_az else 1
        yield f"rds.postgres.{database.instance_class}", copies * HOURS
        yield "rds.storage.gp3", copies * database.storage.allocated_gib
        for replica in database.read_replicas.values():
            yield f"rds.postgres.{replica.instance_class}", HOURS
    elif isinstance(database, AuroraPostgresInputs):
        yield "aurora.acu", database.minimum_acu * (1 + database.reader_count) * HOURS
    if database_proxy is not None:
        yield "rds_proxy.vcpu", RDS_PROXY_VCPUS * HOURS
    if isinstance(cache, RedisInputs):
        shards = cache.cluster_mode
        nodes = cache.node_count if shards is None else shards.shard_count * (1 + shards.replicas_per_shard)
        yield f"elasticache.{cache.engine}.{cache.node_type}", nodes * HOURS


RULES = (average_tasks_are_of_services_and_within_their_bounds, budget_covers_what_always_runs)
