"""What a caller decides about alarms: thresholds, severities, and which alarms there are."""

from collections.abc import Collection, Iterator
from typing import Generic, Literal, TypeVar, get_args

from pydantic import Field

from modules.base.inputs import Finding, Inputs
from modules.base.severity import Severity

PeriodSeconds = Literal[60, 300, 900]
ServiceAlarm = Literal["cpu", "memory", "tasks"]
LoadBalancerAlarm = Literal["5xx", "rejected_connections", "target_5xx", "latency", "unhealthy_targets"]
DatabaseAlarm = Literal[
    "cpu", "connections", "memory", "storage", "cpu_credits", "replica_lag", "transaction_ids", "capacity", "copy_lag"
]
CacheAlarm = Literal["cpu", "memory", "evictions", "connections", "replication_lag"]
SiteAlarm = Literal["down", "error_budget"]

ROLLBACK_KINDS: tuple[LoadBalancerAlarm, ...] = ("5xx", "target_5xx")
"""Alarms that stop a deployment: the load balancer's own errors and those of the service that is deployed."""

BURN_RATE = 14.4
"""Spending the budget of 30 days this many times too fast uses 2 % of it in an hour: worth waking somebody.
https://sre.google/workbook/alerting-on-slos/"""

Kind = TypeVar("Kind", bound=str)


class AlarmGroupInputs(Inputs, Generic[Kind]):
    """What every group of alarms has, whichever kinds of alarms it knows."""

    severity: Severity = "P2"
    """Severity of these alarms."""

    severities: dict[Kind, Severity] = {}
    """Alarms with another severity."""

    skip: tuple[Kind, ...] = ()
    """Alarms not to make."""

    period_seconds: PeriodSeconds = 300
    """Seconds that one value stands for."""

    evaluation_periods: int = Field(default=2, ge=1, le=10)
    """Periods in a row beyond the threshold before an alarm rings."""

    def severity_of(self, kind: Kind) -> Severity:
        return self.severities.get(kind, self.severity)

    def severities_used(self) -> set[Severity]:
        """Of the alarms that are not left out."""
        kinds = get_args(get_args(type(self).model_fields["skip"].annotation)[0])
        return {self.severity_of(kind) for kind in kinds if kind not in self.skip}

    def findings(self) -> Iterator[Finding]:
        for kind in self.severities:
            if kind in self.skip:
                yield Finding(("severities", kind), "has no effect, because skip leaves this alarm out")


class ServiceAlarmInputs(AlarmGroupInputs[ServiceAlarm]):
    """Alarms of every ECS service: `cpu`, `memory`, and `tasks` for a service that no load balancer watches."""

    severity: Severity = "P3"
    """Severity of these alarms."""

    cpu_percent: int = Field(default=80, ge=1, le=100)
    """Average CPU of the service's tasks, percent of what they reserve."""

    memory_percent: int = Field(default=85, ge=1, le=100)
    """Average memory of the service's tasks, percent of what they reserve."""


class LoadBalancerAlarmInputs(AlarmGroupInputs[LoadBalancerAlarm]):
    """Alarms of the load balancer: its own `5xx` and `rejected_connections`, the others for each service behind it."""

    skip: tuple[LoadBalancerAlarm, ...] = ()
    """Alarms not to make. No deployment is rolled back by an alarm that is left out."""

    error_count: int = Field(default=10, ge=0)
    """5XX answers of the load balancer in a period."""

    target_error_count: int = Field(default=10, ge=0)
    """5XX answers of one service in a period."""

    p95_latency_seconds: float = Field(default=1.0, gt=0)
    """Seconds that a service needs for all but the slowest 5 % of its answers."""

    period_seconds: PeriodSeconds = 60
    """Seconds that one value stands for."""


class DatabaseAlarmInputs(AlarmGroupInputs[DatabaseAlarm]):
    """Alarms of every database instance, as far as they apply to its kind."""

    cpu_percent: int = Field(default=80, ge=1, le=100)
    """CPU of the instance."""

    connections_percent: int = Field(default=80, ge=1, le=100)
    """Open connections, percent of the instance's max_connections."""

    free_memory_percent: int = Field(default=10, ge=1, le=90)
    """Memory left over, percent of what the instance class has."""

    free_storage_percent: int = Field(default=10, ge=1, le=90)
    """Storage left over, percent of what was allocated at first. RDS grows the storage below 10 % of what it has."""

    cpu_credits: int = Field(default=10, ge=1)
    """CPU credits of a t class; without any, further CPU is charged by the hour."""

    replica_lag_seconds: int = Field(default=60, ge=1)
    """Seconds a replica is behind."""

    copy_lag_seconds: int = Field(default=300, ge=1)
    """Seconds of commits that the copy of a global database in another region does not have yet: what would be lost."""

    capacity_percent: int = Field(default=90, ge=1, le=100)
    """Capacity of a serverless instance, percent of its maximum."""


class CacheAlarmInputs(AlarmGroupInputs[CacheAlarm]):
    """Alarms of every cache node."""

    severity: Severity = "P3"
    """Severity of these alarms."""

    cpu_percent: int = Field(default=80, ge=1, le=100)
    """CPU of the one thread that answers commands."""

    memory_percent: int = Field(default=80, ge=1, le=100)
    """Memory that data takes, percent of what it may take."""

    eviction_count: int = Field(default=0, ge=0)
    """Keys thrown out for want of memory in a period. Sessions are keys too."""

    connections_percent: int = Field(default=80, ge=1, le=100)
    """Open connections, percent of what a node accepts."""

    replication_lag_seconds: int = Field(default=10, ge=1)
    """Seconds a replica is behind."""


class SiteAlarmInputs(AlarmGroupInputs[SiteAlarm]):
    """The composite alarm `down`, and `error_budget` where an availability is promised."""

    severity: Severity = "P1"
    """Severity of these alarms."""

    failed_percent: int = Field(default=50, ge=1, le=100)
    """Requests answered with 5XX, percent of all, from which the site counts as down."""

    minimum_requests: int = Field(default=10, ge=1)
    """Requests in a period below which a share says nothing."""

    period_seconds: PeriodSeconds = 60
    """Seconds that one value stands for."""

    evaluation_periods: int = Field(default=3, ge=1, le=10)
    """Periods in a row before the site counts as down."""

    availability_percent: float | None = Field(default=None, ge=95, lt=100)
    """Promised share of good answers, such as 99.9. Rings when an hour uses 2 % of what may fail in 30 days."""

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        if self.availability_percent is not None and "error_budget" in self.skip:
            yield Finding(("skip",), "must not have error_budget with an availability_percent", self.skip)

    def severities_used(self) -> set[Severity]:
        promised = self.availability_percent is not None and "error_budget" not in self.skip
        down = set() if "down" in self.skip else {self.severity_of("down")}
        return down | ({self.severity_of("error_budget")} if promised else set())


Group = Literal["services", "load_balancer", "database", "cache", "site"]
GROUPS: tuple[Group, ...] = ("services", "load_balancer", "database", "cache", "site")


class AlarmsInputs(Inputs):
    """Thresholds and severities of an environment's alarms, by what they watch."""

    services: ServiceAlarmInputs = ServiceAlarmInputs.defaults()
    """ECS services."""

    load_balancer: LoadBalancerAlarmInputs = LoadBalancerAlarmInputs.defaults()
    """The load balancer and the services as it sees them."""

    database: DatabaseAlarmInputs = DatabaseAlarmInputs.defaults()
    """Database instances."""

    cache: CacheAlarmInputs = CacheAlarmInputs.defaults()
    """Cache nodes."""

    site: SiteAlarmInputs = SiteAlarmInputs.defaults()
    """Whether people can use the site at all."""


def severities_used(inputs: AlarmsInputs, groups: Collection[Group] = GROUPS) -> set[str]:
    """Every severity that an alarm of these groups is sent to, so that each can be asked to have a topic."""
    used: dict[Group, set[Severity]] = {
        "services": inputs.services.severities_used(),
        "load_balancer": inputs.load_balancer.severities_used(),
        "database": inputs.database.severities_used(),
        "cache": inputs.cache.severities_used(),
        "site": inputs.site.severities_used(),
    }
    return {severity for group in groups for severity in used[group]}
