"""What a caller decides about an ECS cluster."""

from typing import Literal

from modules.base.inputs import Inputs


class EcsClusterInputs(Inputs):
    """A cluster that runs tasks on Fargate and Fargate Spot."""

    container_insights: Literal["enhanced", "enabled", "disabled"] = "enabled"
    """Metrics beyond service CPU and memory: of services, or with "enhanced" of each task and container too."""
