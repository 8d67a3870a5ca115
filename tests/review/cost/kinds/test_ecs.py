from typing import Any

import pytest

from review.cost.amount import Amount
from review.cost.kinds.ecs import running_tasks
from review.cost.surroundings import Surroundings
from review.cost.usage import UsageInputs
from review.model import Resource
from tests.review.cost.making import costs, estimated, resource, usage

DEFINITION = resource("aws_ecs_task_definition.api", family="api", cpu="256", memory="512")


def service(**values: Any) -> Resource:
    strategy = [{"capacity_provider": "FARGATE", "weight": 1}]
    return resource(
        "aws_ecs_service.api",
        **{"name": "api", "task_definition": "api", "cluster": "shop", "desired_count": 2, **values},
        **({} if "capacity_provider_strategy" in values else {"capacity_provider_strategy": strategy}),
        tags={"component": "api"},
    )


def test_x86_unless_the_definition_says_otherwise():
    # 2 x 0.25 vCPU x 730 x 0.04048 and 2 x 0.5 GB x 730 x 0.004445.
    assert costs(estimated(DEFINITION, service())) == {
        "fargate.x86_64.vcpu": 14.78,
        "fargate.x86_64.memory": 3.24,
    }


def test_spot_takes_its_share_behind_the_base():
    strategy = [
        {"capacity_provider": "FARGATE", "base": 1, "weight": 1},
        {"capacity_provider": "FARGATE_SPOT", "weight": 3},
    ]
    found = estimated(DEFINITION, service(desired_count=5, capacity_provider_strategy=strategy))
    # One on demand as the base; of the other four one on demand and three on Spot.
    quantity = {line.price.item: line.quantity.expected for line in found.lines}
    assert quantity["fargate.x86_64.vcpu"] == 2 * 0.25 * 730
    assert quantity["fargate_spot.x86_64.vcpu"] == 3 * 0.25 * 730


def test_public_addresses_and_storage_of_tasks():
    definition = resource(
        "aws_ecs_task_definition.api", family="api", cpu="256", memory="512", ephemeral_storage={"size_in_gib": 120}
    )
    found = costs(estimated(definition, service(network_configuration={"assign_public_ip": True})))
    # 2 x 730 x 0.005; 2 tasks x 100 GB beyond the free 20 x 730 x 0.000111.
    assert (found["public_ipv4.hour"], found["fargate.ephemeral_storage"]) == (7.30, 16.21)


@pytest.mark.parametrize("values", [{"capacity_provider_strategy": []}, {"task_definition": "other"}])
def test_tasks_that_are_not_on_fargate_or_not_known_cost_nothing_here(values: dict[str, Any]):
    assert estimated(DEFINITION, service(**values)).lines == ()


def test_tasks_follow_scaling_and_its_schedule():
    target = resource(
        "aws_appautoscaling_target.api",
        id="service/shop/api",
        resource_id="service/shop/api",
        min_capacity=2,
        max_capacity=6,
    )
    night = resource(
        "aws_appautoscaling_scheduled_action.night",
        resource_id="service/shop/api",
        schedule="cron(0 0 * * ? *)",
        scalable_target_action=[{"min_capacity": "0", "max_capacity": "0"}],
    )
    day = resource(
        "aws_appautoscaling_scheduled_action.day",
        resource_id="service/shop/api",
        schedule="cron(0 12 * * ? *)",
        scalable_target_action=[{"min_capacity": "2", "max_capacity": "6"}],
    )

    def tasks(*found: Resource, figures: UsageInputs) -> Amount:
        return running_tasks(found[0], Surroundings({one.address: one for one in found}, figures))

    # Without a figure a quarter of the way from 2 to 6.
    assert tasks(service(), target, figures=usage()) == Amount(2, 3, 6)
    assert tasks(service(), target, figures=usage(average_tasks={"api": 5})) == Amount(2, 5, 6)
    assert tasks(service(), target, night, day, figures=usage()) == Amount(1, 1.5, 3)
    assert tasks(service(), figures=usage()) == Amount(2, 2, 2)


@pytest.mark.parametrize(
    ("level", "cost"),
    # 8 + 11 + 6 metrics at 0.30; 14 + 20 + 20 and two tasks of 35 at 0.07; none.
    [("enabled", 7.50), ("enhanced", 8.68), ("disabled", None)],
)
def test_container_insights(level: str, cost: float | None):
    cluster = resource("aws_ecs_cluster.shop", name="shop", setting=[{"name": "containerInsights", "value": level}])
    found = costs(estimated(DEFINITION, service(), cluster))
    assert sum(found[item] for item in found if "container_insights" in item) == (cost or 0)


def test_target_tracking_has_alarms_of_its_own():
    assert costs(estimated(resource("aws_appautoscaling_policy.cpu", policy_type="TargetTrackingScaling"))) == {
        "cloudwatch.alarm": 0.20
    }
    assert estimated(resource("aws_appautoscaling_policy.steps", policy_type="StepScaling")).lines == ()
