"""What a caller decides about the number of tasks of a service."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.ecs_autoscaling.schedule import Schedule, Timezone

ActionName = Annotated[str, matching(r"[a-z][a-z0-9-]{0,62}", "a name such as month-end-start")]


class ScheduledActionInputs(Inputs):
    """New bounds for the number of tasks from a moment on, until another scheduled action changes them."""

    schedule: Schedule
    """When: at(2026-12-24T18:00:00) or cron(minutes hours day-of-month month day-of-week year)."""

    timezone: Timezone = "UTC"
    """IANA time zone of the schedule, which follows its daylight saving."""

    minimum_tasks: int = Field(ge=0)
    """Tasks that run at least from then on."""

    maximum_tasks: int = Field(ge=0)
    """Tasks that run at most from then on."""

    def findings(self) -> Iterator[Finding]:
        yield from _bounds_findings(self.minimum_tasks, self.maximum_tasks)


class EcsAutoscalingInputs(Inputs):
    """How many tasks a service runs: by CPU, memory and requests, and by the clock."""

    minimum_tasks: int = Field(ge=0)
    """Tasks that run at least."""

    maximum_tasks: int = Field(ge=1)
    """Tasks that run at most."""

    cpu_percent: int = Field(default=70, ge=0, le=100)
    """Average CPU that the number of tasks is kept at; 0 leaves CPU out."""

    memory_percent: int = Field(default=80, ge=0, le=100)
    """Average memory that the number of tasks is kept at; 0 leaves memory out."""

    requests_per_target: int | None = Field(default=None, ge=1)
    """Requests a minute per task that the number of tasks is kept at, counted by the load balancer."""

    scale_in_cooldown_seconds: int = Field(default=300, ge=0)
    """Seconds between two reductions: slow, so that a short calm does not remove what is needed again."""

    scale_out_cooldown_seconds: int = Field(default=120, ge=0)
    """Seconds until added tasks count, before more are added."""

    scheduled_actions: dict[ActionName, ScheduledActionInputs] = {}
    """Name -> bounds at known times: peaks, nights, weekends. What raises the bounds needs a twin that lowers them."""

    def findings(self) -> Iterator[Finding]:
        yield from _bounds_findings(self.minimum_tasks, self.maximum_tasks)
        if not (self.cpu_percent or self.memory_percent or self.requests_per_target or self.scheduled_actions):
            yield Finding(
                ("cpu_percent",), "must be more than 0, or nothing scales: there is no other measure and no schedule", 0
            )


def _bounds_findings(minimum_tasks: int, maximum_tasks: int) -> Iterator[Finding]:
    if minimum_tasks > maximum_tasks:
        yield Finding(("minimum_tasks",), f"must be at most maximum_tasks, {maximum_tasks}", minimum_tasks)
