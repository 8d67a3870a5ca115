"""What autoscaling is made of."""

import pytest

from modules.ecs_autoscaling.construct import EcsAutoscaling
from modules.ecs_autoscaling.inputs import EcsAutoscalingInputs
from tests.modules import ModuleStack

NIGHT = {"schedule": "cron(0 20 * * ? *)", "timezone": "Europe/London", "minimum_tasks": 0, "maximum_tasks": 1}
TARGET = {
    "service_namespace": "${aws_appautoscaling_target.autoscaling.service_namespace}",
    "scalable_dimension": "${aws_appautoscaling_target.autoscaling.scalable_dimension}",
    "resource_id": "${aws_appautoscaling_target.autoscaling.resource_id}",
}


def autoscaling(stack: ModuleStack, target_groups=("targetgroup/api/2",), **inputs) -> EcsAutoscaling:
    return EcsAutoscaling(
        stack,
        "autoscaling",
        EcsAutoscalingInputs(**{"minimum_tasks": 1, "maximum_tasks": 10, **inputs}),
        cluster_name="shop-dev",
        service_name="shop-dev-api",
        load_balancer_arn_suffix="app/shop-dev/1",
        target_group_arn_suffixes=target_groups,
    )


@pytest.mark.requirement("C-19")
def test_the_service_runs_between_the_bounds(stack: ModuleStack):
    autoscaling(stack)
    assert stack.block("aws_appautoscaling_target.autoscaling") == {
        "service_namespace": "ecs",
        "scalable_dimension": "ecs:service:DesiredCount",
        "resource_id": "service/shop-dev/shop-dev-api",
        "min_capacity": 1,
        "max_capacity": 10,
        "tags": {"component": "autoscaling"},
    }


@pytest.mark.requirement("C-19", "M-09")
def test_cpu_is_tracked_with_cooldowns(stack: ModuleStack):
    autoscaling(stack)
    assert stack.block("aws_appautoscaling_policy.autoscaling_cpu") == {
        **TARGET,
        "name": "shop-dev-autoscaling-cpu",
        "policy_type": "TargetTrackingScaling",
        "target_tracking_scaling_policy_configuration": {
            "target_value": 70,
            "scale_in_cooldown": 300,
            "scale_out_cooldown": 120,
            "predefined_metric_specification": {"predefined_metric_type": "ECSServiceAverageCPUUtilization"},
        },
    }


@pytest.mark.requirement("C-19")
def test_memory_and_requests_of_its_own_target_group_are_tracked(stack: ModuleStack):
    autoscaling(stack, cpu_percent=0, memory_percent=75, requests_per_target=600)
    found = {
        name: block["target_tracking_scaling_policy_configuration"]
        for name, block in stack.blocks("aws_appautoscaling_policy").items()
    }
    assert {
        name: (block["target_value"], block["predefined_metric_specification"]) for name, block in found.items()
    } == {
        "autoscaling_memory": (75, {"predefined_metric_type": "ECSServiceAverageMemoryUtilization"}),
        "autoscaling_requests": (
            600,
            {
                "predefined_metric_type": "ALBRequestCountPerTarget",
                "resource_label": "app/shop-dev/1/targetgroup/api/2",
            },
        ),
    }


@pytest.mark.parametrize("target_groups", [(), ("targetgroup/blue/1", "targetgroup/green/2")])
def test_requests_are_counted_by_exactly_one_target_group(stack: ModuleStack, target_groups):
    expected = f"^shop-dev-api: requests_per_target needs one target group, got {len(target_groups)}$"
    with pytest.raises(ValueError, match=expected):
        autoscaling(stack, target_groups, requests_per_target=600)


@pytest.mark.requirement("C-19", "A-04")
def test_a_scheduled_action_moves_the_bounds(stack: ModuleStack):
    autoscaling(stack, scheduled_actions={"night-start": NIGHT})
    assert stack.block("aws_appautoscaling_scheduled_action.autoscaling_night_start") == {
        **TARGET,
        "name": "shop-dev-autoscaling-night-start",
        "schedule": "cron(0 20 * * ? *)",
        "timezone": "Europe/London",
        "scalable_target_action": {"min_capacity": "0", "max_capacity": "1"},
    }


def test_a_deploy_leaves_the_bounds_of_a_scheduled_action_alone(stack: ModuleStack):
    autoscaling(stack, scheduled_actions={"night-start": NIGHT})
    assert stack.block("aws_appautoscaling_target.autoscaling")["lifecycle"] == {
        "ignore_changes": ["min_capacity", "max_capacity"]
    }
