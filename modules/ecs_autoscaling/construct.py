"""The number of tasks of an ECS service, kept at what the load asks for."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.ecs_autoscaling.inputs import EcsAutoscalingInputs
from resources import aws, given


class EcsAutoscaling(Module):
    """A scalable target with one target-tracking policy for each measure, and scheduled actions.

    With several measures the largest number of tasks that any of them asks for wins.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: EcsAutoscalingInputs,
        *,
        cluster_name: str,
        service_name: str,
        load_balancer_arn_suffix: str,
        target_group_arn_suffixes: Sequence[str],
    ) -> None:
        """`service_name` must be a reference to the service, so that the target is made after it.

        Raises ValueError when requests shall be tracked and there is not exactly one target group to count them.
        """
        super().__init__(scope, id)
        self._inputs = inputs
        # A scheduled action changes the bounds in AWS: without this, a deploy during a peak would take the peak's
        # tasks away, and each plan would show a change.
        lifecycle = {"ignore_changes": ["min_capacity", "max_capacity"]} if inputs.scheduled_actions else None
        target = aws.AppautoscalingTarget(
            self,
            **given(lifecycle=lifecycle),
            service_namespace="ecs",
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=f"service/{cluster_name}/{service_name}",
            min_capacity=inputs.minimum_tasks,
            max_capacity=inputs.maximum_tasks,
        )
        self._target: dict[str, Any] = {
            "service_namespace": target.service_namespace,
            "scalable_dimension": target.scalable_dimension,
            "resource_id": target.resource_id,
        }
        if inputs.cpu_percent:
            metric = {"predefined_metric_type": "ECSServiceAverageCPUUtilization"}
            self._track("cpu", inputs.cpu_percent, metric)
        if inputs.memory_percent:
            self._track(
                "memory", inputs.memory_percent, {"predefined_metric_type": "ECSServiceAverageMemoryUtilization"}
            )
        if inputs.requests_per_target:
            if len(target_group_arn_suffixes) != 1:
                raise ValueError(
                    f"{service_name}: requests_per_target needs one target group, got {len(target_group_arn_suffixes)}"
                )
            label = f"{load_balancer_arn_suffix}/{target_group_arn_suffixes[0]}"
            metric = {"predefined_metric_type": "ALBRequestCountPerTarget", "resource_label": label}
            self._track("requests", inputs.requests_per_target, metric)
        for name, action in inputs.scheduled_actions.items():
            aws.AppautoscalingScheduledAction(
                self,
                name,
                **self._target,
                name=f"{self.context.name}-{self.component}-{name}",
                schedule=action.schedule,
                timezone=action.timezone,
                scalable_target_action={
                    "min_capacity": str(action.minimum_tasks),
                    "max_capacity": str(action.maximum_tasks),
                },
            )

    def _track(self, measure: str, value: int, metric: Any) -> None:
        aws.AppautoscalingPolicy(
            self,
            measure,
            **self._target,
            name=f"{self.context.name}-{self.component}-{measure}",
            policy_type="TargetTrackingScaling",
            target_tracking_scaling_policy_configuration={
                "target_value": value,
                "scale_in_cooldown": self._inputs.scale_in_cooldown_seconds,
                "scale_out_cooldown": self._inputs.scale_out_cooldown_seconds,
                "predefined_metric_specification": metric,
            },
        )
