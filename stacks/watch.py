"""Who is told of what: topics, alarms, own metrics, dashboard, budget."""

from collections.abc import Mapping, Sequence

from modules.alarms.construct import Alarms
from modules.alarms.facts import LoadBalancerFacts, ServiceFacts
from modules.budget.construct import Budget
from modules.dashboard.construct import Dashboard
from modules.dashboard.facts import DistributionFacts
from modules.ecs_service.construct import EcsService
from modules.load_balancer.construct import LoadBalancer
from modules.log_metrics.construct import LogMetrics
from modules.topics.construct import Topics
from settings.environment import EnvironmentSettings
from stacks.base import BaseStack
from stacks.stores import Stores

ALARMS = "alarms"
"""Id of the alarms' module, by which deployments name the alarms that roll them back."""


def watch(
    stack: BaseStack,
    settings: EnvironmentSettings,
    *,
    topics: Topics,
    cluster_name: str,
    services: Mapping[str, EcsService],
    load_balancer: LoadBalancer,
    stores: Stores,
    distributions: Sequence[DistributionFacts],
    tags: Mapping[str, str],
) -> None:
    """Makes everything that looks at an environment, from the same facts."""
    service_facts = [
        ServiceFacts(
            component=name,
            cluster_name=cluster_name,
            service_name=service.name,
            target_group_arn_suffixes=service.target_group_arn_suffixes,
        )
        for name, service in services.items()
    ]
    load_balancer_facts = LoadBalancerFacts(arn_suffix=load_balancer.arn_suffix)
    alarms = Alarms(
        stack,
        ALARMS,
        settings.alarms,
        topic_arns=topics.arns,
        recovery_topic_arns=topics.recovery_arns,
        load_balancer=load_balancer_facts,
        services=service_facts,
        databases=stores.databases,
        database_copy=stores.database_copy,
        cache=stores.cache,
    )
    own_metrics = LogMetrics(
        stack,
        "log_metrics",
        settings.log_metrics,
        log_group_names={name: service.log_group_name for name, service in services.items()},
        topic_arns=topics.arns,
    )
    Dashboard(
        stack,
        "dashboard",
        settings.dashboard,
        load_balancer=load_balancer_facts,
        services=service_facts,
        databases=stores.databases,
        database_copy=stores.database_copy,
        cache=stores.cache,
        distributions=distributions,
        metrics=own_metrics.metrics,
        alarm_arns=[*alarms.arns, *own_metrics.alarm_arns],
    )
    Budget(stack, "budget", settings.budget, tags=tags, topic_arn=topics.arns.get(settings.budget.severity))
