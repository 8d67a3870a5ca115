"""What a caller decides about a service: a task that keeps running, behind the load balancer or as a worker."""

import math
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.inputs import Finding, Inputs
from modules.base.later import NEW_TASKS
from modules.codedeploy.inputs import KIND, BlueGreenInputs, CanaryInputs
from modules.ecs_autoscaling.inputs import EcsAutoscalingInputs
from modules.ecs_service.route import Front, HealthCheckInputs, RouteInputs
from modules.ecs_task.inputs import EcsTaskInputs


class CapacityInputs(Inputs):
    """Where tasks run: on Fargate, or on Fargate Spot, which is cheaper and stops them at two minutes' notice."""

    later = NEW_TASKS

    fargate_base: int = Field(default=0, ge=0)
    """Tasks that run on Fargate before the weights count."""

    fargate_weight: int = Field(default=1, ge=0, le=1000)
    """Share of the other tasks on Fargate."""

    fargate_spot_weight: int = Field(default=0, ge=0, le=1000)
    """Share of the other tasks on Fargate Spot."""

    def findings(self) -> Iterator[Finding]:
        if self.fargate_weight == 0 and self.fargate_spot_weight == 0:
            yield Finding(
                ("fargate_weight",), "must be more than 0 when fargate_spot_weight is 0: tasks would run nowhere", 0
            )


class RollingInputs(Inputs):
    """ECS starts new tasks and stops old ones; failing tasks or an alarm bring the previous version back."""

    kind: Annotated[Literal["rolling"], KIND] = "rolling"
    """Tasks are replaced step by step."""

    maximum_percent: int = Field(default=200, ge=100, le=400)
    """Tasks that may run during a deployment, as a percentage of those wanted."""

    minimum_healthy_percent: int = Field(default=100, ge=0, le=100)
    """Tasks that keep serving during a deployment, as a percentage of those wanted."""

    def stuck_findings(self, task_count: int) -> Iterator[Finding]:
        """Whether a deployment of this many tasks could neither start a new one nor stop an old one."""
        may_run = task_count * self.maximum_percent // 100
        must_serve = math.ceil(task_count * self.minimum_healthy_percent / 100)
        if may_run <= task_count and must_serve >= task_count:
            needed = math.ceil((task_count + 1) * 100 / task_count)
            tasks = "1 task runs" if task_count == 1 else f"{task_count} tasks run"
            yield Finding(
                ("deployment", "maximum_percent"),
                f"must be at least {needed} when minimum_healthy_percent is {self.minimum_healthy_percent} and "
                f"{tasks}, or no deployment starts",
                self.maximum_percent,
            )


class EcsServiceInputs(EcsTaskInputs):
    """A task that keeps running: how many of it, how requests reach it (without a route: a worker), how it changes."""

    container_port: Annotated[int | None, NEW_TASKS] = Field(default=None, ge=1024, le=65535)
    """Port the container listens on; the process finds it in PORT. Below 1024 only root may listen."""

    route: RouteInputs | None = None
    """Which requests the service gets. A worker, which gets none, has no container_port and health_check either."""

    health_check: HealthCheckInputs | None = None
    """How the load balancer finds out whether a task can serve."""

    desired_count: int | None = Field(default=None, ge=1)
    """Tasks that run; with autoscaling, those it starts with. autoscaling.minimum_tasks, or else 2, unless given."""

    autoscaling: EcsAutoscalingInputs | None = None
    """How the number of tasks follows the load. It stays the same unless given."""

    capacity: Annotated[CapacityInputs, NEW_TASKS] = CapacityInputs.defaults()
    """Mix of Fargate and Fargate Spot."""

    deployment: Annotated[
        RollingInputs | BlueGreenInputs | CanaryInputs,
        Field(discriminator="kind"),
        KIND,
    ] = RollingInputs.defaults()
    """How a new version replaces the old one: rolling, blue_green or canary."""

    @property
    def front(self) -> Front | None:
        """None for a worker."""
        if self.container_port is None or self.route is None or self.health_check is None:
            return None
        return Front(self.container_port, self.route, self.health_check)

    @property
    def initial_task_count(self) -> int:
        if self.desired_count is not None:
            return self.desired_count
        return 2 if self.autoscaling is None else max(1, self.autoscaling.minimum_tasks)

    @property
    def maximum_task_count(self) -> int:
        """Tasks that may run at most, while a deployment brings new ones beside the old."""
        bounds = () if self.autoscaling is None else (self.autoscaling, *self.autoscaling.scheduled_actions.values())
        most = max((one.maximum_tasks for one in bounds), default=self.initial_task_count)
        return most * (self.deployment.maximum_percent if isinstance(self.deployment, RollingInputs) else 200) // 100

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        yield from self._front_findings()
        yield from self._count_findings()
        yield from self._deployment_findings()

    def _front_findings(self) -> Iterator[Finding]:
        parts = {"container_port": self.container_port, "route": self.route, "health_check": self.health_check}
        given = [name for name, value in parts.items() if value is not None]
        for name, value in parts.items():
            if given and value is None:
                yield Finding((name,), f"is required beside {' and '.join(given)}; a worker has none of the three")
        if "PORT" in self.environment:
            yield Finding(("environment", "PORT"), "must be left out: container_port sets it", self.environment["PORT"])
        for section, names in (("secrets", self.secrets), ("parameters", self.parameters)):
            if "PORT" in names:
                yield Finding((section, names.index("PORT")), "must not be PORT: container_port sets it")

    def _count_findings(self) -> Iterator[Finding]:
        if self.autoscaling is None or self.desired_count is None:
            return
        least, most = self.autoscaling.minimum_tasks, self.autoscaling.maximum_tasks
        if not least <= self.desired_count <= most:
            yield Finding(
                ("desired_count",), f"must be between {least} and {most}, the bounds of autoscaling", self.desired_count
            )

    def _deployment_findings(self) -> Iterator[Finding]:
        kind = self.deployment.kind
        if isinstance(self.deployment, RollingInputs):
            smallest_count = self.initial_task_count if self.autoscaling is None else self.autoscaling.minimum_tasks
            yield from self.deployment.stuck_findings(max(1, smallest_count))
        elif self.route is None:
            yield Finding(("deployment", "kind"), "must be rolling without a route: there is no traffic to move", kind)
        requests = None if self.autoscaling is None else self.autoscaling.requests_per_target
        if requests is not None and self.route is None:
            yield Finding(
                ("autoscaling", "requests_per_target"),
                "must be left out without a route: there are no requests",
                requests,
            )
        elif requests is not None and kind != "rolling":
            yield Finding(
                ("autoscaling", "requests_per_target"),
                f"must be left out when deployment.kind is {kind}: requests are counted for one target group, and the "
                "service moves between two",
                requests,
            )
