"""ECS: tasks on Fargate, and Container Insights."""

from collections.abc import Iterator

from review.cost.amount import HOURS, Amount, scaled, total
from review.cost.line import Estimator, Part, fixed_and_beyond
from review.cost.schedule import Capacity, ScheduledAction, average
from review.cost.surroundings import Surroundings, as_number, blocks, number, text
from review.model import Resource

TASKS = "average_tasks"
SPOT = "FARGATE_SPOT"
FREE_STORAGE_GIB = 20

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html: each metric once a
# cluster, service, or task family; the enhanced ones once a task and once a container too.
CLUSTER_METRICS, SERVICE_METRICS, FAMILY_METRICS = 8, 11, 6
ENHANCED_CLUSTER_METRICS, ENHANCED_SERVICE_METRICS, ENHANCED_FAMILY_METRICS = 14, 20, 20
ENHANCED_TASK_METRICS = 35
"""With those of its containers: the task's own, one container and a sidecar."""


def service(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Tasks of a service: the fewest that ever run are fixed, those above them are by usage."""
    definition = _definition(resource, around)
    if definition is None or not _on_fargate(resource):
        return
    tasks = running_tasks(resource, around)
    vcpu, memory_gb = number(definition, "cpu") / 1024, number(definition, "memory") / 1024
    platform = next(iter(blocks(definition.values, "runtime_platform")), {})
    architecture = "arm64" if platform.get("cpu_architecture") == "ARM64" else "x86_64"
    storage = next(iter(blocks(definition.values, "ephemeral_storage")), {})
    storage_gb = max(0.0, as_number(storage.get("size_in_gib")) - FREE_STORAGE_GIB)
    for offer, count in (("fargate", tasks - _on_spot(resource, tasks)), ("fargate_spot", _on_spot(resource, tasks))):
        if not count:
            continue
        spot = " on Spot" if offer == "fargate_spot" else ""
        hours = count * HOURS
        yield from fixed_and_beyond(f"{offer}.{architecture}.vcpu", f"vCPUs of tasks{spot}", hours * vcpu, TASKS)
        yield from fixed_and_beyond(
            f"{offer}.{architecture}.memory", f"memory of tasks{spot}", hours * memory_gb, TASKS
        )
    if storage_gb:
        yield from fixed_and_beyond(
            "fargate.ephemeral_storage", "storage of tasks", tasks * (storage_gb * HOURS), TASKS
        )
    network = next(iter(blocks(resource.values, "network_configuration")), {})
    if network.get("assign_public_ip") is True:
        yield from fixed_and_beyond("public_ipv4.hour", "public addresses of tasks", tasks * HOURS, TASKS)


def running_tasks(resource: Resource, around: Surroundings) -> Amount:
    """Tasks of a service that run on average."""
    desired = number(resource, "desired_count", 1.0)
    capacity = Capacity(desired, desired)
    for target in around.referring(resource, "resource_id", "aws_appautoscaling_target"):
        actions = around.referring(target, "resource_id", "aws_appautoscaling_scheduled_action")
        capacity = average(
            Capacity(number(target, "min_capacity", desired), number(target, "max_capacity", desired)),
            [_scheduled(action) for action in actions],
        )
    return scaled(capacity.minimum, capacity.maximum, around.usage.average_tasks.get(resource.component))


def cluster(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Metrics of Container Insights. The cluster itself is free."""
    settings = {str(one.get("name")): one.get("value") for one in blocks(resource.values, "setting")}
    level = settings.get("containerInsights")
    services = around.referring(resource, "cluster", "aws_ecs_service")
    families = len({definition.address for one in services if (definition := _definition(one, around))})
    if level == "enabled":
        metrics = CLUSTER_METRICS + SERVICE_METRICS * len(services) + FAMILY_METRICS * families
        yield Part("cloudwatch.container_insights.metric", "Container Insights", Amount.always(metrics))
    elif level == "enhanced":
        metrics = (
            ENHANCED_CLUSTER_METRICS + ENHANCED_SERVICE_METRICS * len(services) + ENHANCED_FAMILY_METRICS * families
        )
        tasks = total(running_tasks(one, around) for one in services)
        yield from fixed_and_beyond(
            "cloudwatch.container_insights.enhanced_metric",
            "Container Insights",
            Amount.always(metrics) + tasks * ENHANCED_TASK_METRICS,
            TASKS,
        )


def scaling_policy(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Target tracking makes two alarms of its own, one for out and one for in."""
    if text(resource, "policy_type") == "TargetTrackingScaling":
        yield Part("cloudwatch.alarm", "alarms that scale", Amount.always(2))


def _definition(resource: Resource, around: Surroundings) -> Resource | None:
    return next(iter(around.referred(resource, "task_definition", "aws_ecs_task_definition")), None)


def _on_fargate(resource: Resource) -> bool:
    providers = {str(one.get("capacity_provider")) for one in blocks(resource.values, "capacity_provider_strategy")}
    return bool(providers & {"FARGATE", SPOT}) or text(resource, "launch_type") == "FARGATE"


def _on_spot(resource: Resource, tasks: Amount) -> Amount:
    """First the base of each provider, then by weight: what ECS does."""
    strategy = blocks(resource.values, "capacity_provider_strategy")
    bases = {str(one.get("capacity_provider")): as_number(one.get("base")) for one in strategy}
    weights = {str(one.get("capacity_provider")): as_number(one.get("weight")) for one in strategy}
    weight = sum(weights.values())

    def spot(count: float) -> float:
        if SPOT not in weights:
            return 0.0
        placed = {name: min(base, count) for name, base in bases.items()}
        rest = max(0.0, count - sum(placed.values()))
        return placed[SPOT] + (rest * weights[SPOT] / weight if weight else 0.0)

    return tasks.each(spot)


def _scheduled(action: Resource) -> ScheduledAction:
    limits = next(iter(blocks(action.values, "scalable_target_action")), {})
    fewest, most = limits.get("min_capacity"), limits.get("max_capacity")
    return ScheduledAction(
        text(action, "schedule"),
        None if fewest is None else as_number(fewest),
        None if most is None else as_number(most),
    )


PRICED: dict[str, Estimator] = {
    "aws_ecs_service": service,
    "aws_ecs_cluster": cluster,
    "aws_appautoscaling_policy": scaling_policy,
}
