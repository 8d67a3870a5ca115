"""Where the tasks of a service run, as ECS and as an AppSpec of CodeDeploy spell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from modules.ecs_service.inputs import CapacityInputs
from modules.ecs_service.needs import TaskNetwork
from resources import Ref

PLATFORM_VERSION = "LATEST"


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Subnets, security group and capacity of tasks."""

    network: TaskNetwork
    security_group_id: Ref
    capacity: CapacityInputs

    @property
    def arguments(self) -> dict[str, Any]:
        """Of `aws_ecs_service`."""
        return {
            "platform_version": PLATFORM_VERSION,
            "network_configuration": {
                "subnets": list(self.network.task_subnet_ids),
                "security_groups": [self.security_group_id],
                "assign_public_ip": self.network.tasks_have_public_ip,
            },
            "capacity_provider_strategy": [
                {"capacity_provider": name, **shares} for name, shares in self._shares.items()
            ],
        }

    @property
    def app_spec(self) -> dict[str, Any]:
        """Properties of an AppSpec's AWS::ECS::Service."""
        return {
            "PlatformVersion": PLATFORM_VERSION,
            "NetworkConfiguration": {
                "AwsvpcConfiguration": {
                    "Subnets": list(self.network.task_subnet_ids),
                    "SecurityGroups": [self.security_group_id],
                    "AssignPublicIp": "ENABLED" if self.network.tasks_have_public_ip else "DISABLED",
                }
            },
            "CapacityProviderStrategy": [
                {"CapacityProvider": name, **{share.title(): tasks for share, tasks in shares.items()}}
                for name, shares in self._shares.items()
            ],
        }

    @property
    def _shares(self) -> Mapping[str, Mapping[str, int]]:
        capacity = self.capacity
        fargate = {"weight": capacity.fargate_weight, "base": capacity.fargate_base}
        spot = {"weight": capacity.fargate_spot_weight}
        return {
            **({"FARGATE": fargate} if any(fargate.values()) else {}),
            **({"FARGATE_SPOT": spot} if any(spot.values()) else {}),
        }
