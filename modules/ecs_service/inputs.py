"""What a caller decides about a service: a task that keeps running behind the load balancer."""

import math
import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import DomainName, matching
from modules.base.inputs import Finding, Inputs
from modules.codedeploy.inputs import BlueGreenInputs, CanaryInputs
from modules.ecs_autoscaling.inputs import EcsAutoscalingInputs
from modules.ecs_task.inputs import EcsTaskInputs

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html; neither can be raised.
CONDITION_VALUES, CONDITION_WILDCARDS = 5, 5

PathPattern = Annotated[
    str,
    matching(r"/[A-Za-z0-9_.$/~\"'@:+&*?-]{0,127}", "a path pattern of at most 128 characters such as /api/*"),
]
UrlPath = Annotated[str, matching(r"/[\x21-\x7e]{0,1023}", "a path such as /health")]
SuccessCodes = Annotated[
    str,
    matching(r"[234]\d\d([,-][234]\d\d)*", "HTTP codes from 200 to 499, such as 200 or 200,204 or 200-299"),
]


class RouteInputs(Inputs):
    """The requests that the load balancer sends to a service."""

    priority: int = Field(ge=1, le=50000)
    """Order among the services of the load balancer: the lowest number whose patterns match gets the request."""

    path_patterns: tuple[PathPattern, ...] = Field(min_length=1)
    """Paths of the requests; * is any text and ? any character. /api/* does not match /api."""

    host_names: tuple[DomainName, ...] = ()
    """Host names of the requests. All of them unless given."""

    deregistration_delay_seconds: int = Field(default=30, ge=0, le=3600)
    """Seconds that requests under way may take when a task stops, before it gets SIGTERM."""

    def findings(self) -> Iterator[Finding]:
        values = (*self.path_patterns, *self.host_names)
        if len(values) > CONDITION_VALUES:
            yield Finding(
                ("path_patterns",),
                f"must have at most {CONDITION_VALUES} patterns together with host_names, got {len(values)}",
            )
        wildcards = sum(len(re.findall(r"[*?]", value)) for value in values)
        if wildcards > CONDITION_WILDCARDS:
            yield Finding(
                ("path_patterns",), f"must have at most {CONDITION_WILDCARDS} wildcards (* and ?), got {wildcards}"
            )


class HealthCheckInputs(Inputs):
    """How the load balancer finds out whether a task can serve."""

    path: UrlPath
    """Path that answers with one of success_codes when the task can serve, without signing in."""

    success_codes: SuccessCodes = "200"
    """HTTP codes that count as healthy."""

    interval_seconds: int = Field(default=30, ge=5, le=300)
    """Seconds between two checks."""

    timeout_seconds: int = Field(default=5, ge=2, le=120)
    """Seconds until a check that has not answered counts as failed."""

    healthy_threshold: int = Field(default=2, ge=2, le=10)
    """Successes in a row that make a task healthy."""

    unhealthy_threshold: int = Field(default=3, ge=2, le=10)
    """Failures in a row that make a task unhealthy, which ECS then replaces."""

    grace_period_seconds: int = Field(default=60, ge=0, le=3600)
    """Seconds after its start in which ECS ignores that a task is unhealthy."""

    def findings(self) -> Iterator[Finding]:
        if self.timeout_seconds >= self.interval_seconds:
            yield Finding(
                ("timeout_seconds",),
                f"must be less than interval_seconds, {self.interval_seconds}",
                self.timeout_seconds,
            )


class CapacityInputs(Inputs):
    """Where tasks run: on Fargate, or on Fargate Spot, which is cheaper and stops them at two minutes' notice."""

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

    kind: Literal["rolling"] = "rolling"
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
    """A service on Fargate behind the load balancer: a task, how many of it, how requests reach it, how it changes."""

    container_port: int = Field(ge=1024, le=65535)
    """Port the container listens on; the process finds it in PORT. Below 1024 only root may listen."""

    route: RouteInputs
    """Which requests the service gets."""

    health_check: HealthCheckInputs
    """How the load balancer finds out whether a task can serve."""

    desired_count: int | None = Field(default=None, ge=1)
    """Tasks that run; with autoscaling, those it starts with. autoscaling.minimum_tasks, or else 2, unless given."""

    autoscaling: EcsAutoscalingInputs | None = None
    """How the number of tasks follows the load. It stays the same unless given."""

    capacity: CapacityInputs = CapacityInputs()
    """Mix of Fargate and Fargate Spot."""

    deployment: Annotated[RollingInputs | BlueGreenInputs | CanaryInputs, Field(discriminator="kind")] = RollingInputs()
    """How a new version replaces the old one: rolling, blue_green or canary."""

    @property
    def initial_task_count(self) -> int:
        if self.desired_count is not None:
            return self.desired_count
        return 2 if self.autoscaling is None else max(1, self.autoscaling.minimum_tasks)

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        if "PORT" in self.environment:
            yield Finding(("environment", "PORT"), "must be left out: container_port sets it", self.environment["PORT"])
        if "PORT" in self.secrets:
            yield Finding(("secrets", self.secrets.index("PORT")), "must not be PORT: container_port sets it")
        yield from self._count_findings()

    def _count_findings(self) -> Iterator[Finding]:
        smallest_count = self.initial_task_count
        if self.autoscaling is not None:
            least, most = self.autoscaling.minimum_tasks, self.autoscaling.maximum_tasks
            smallest_count = max(1, least)
            if self.desired_count is not None and not least <= self.desired_count <= most:
                yield Finding(
                    ("desired_count",),
                    f"must be between {least} and {most}, the bounds of autoscaling",
                    self.desired_count,
                )
            if self.autoscaling.requests_per_target is not None and self.deployment.kind != "rolling":
                yield Finding(
                    ("autoscaling", "requests_per_target"),
                    f"must be left out when deployment.kind is {self.deployment.kind}: requests are counted for one "
                    "target group, and the service moves between two",
                    self.autoscaling.requests_per_target,
                )
        if self.deployment.kind == "rolling":
            yield from self.deployment.stuck_findings(smallest_count)
