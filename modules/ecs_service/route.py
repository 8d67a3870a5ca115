"""How requests reach a service, as the caller decides it."""

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import Field

from modules.base.fields import DomainName, matching
from modules.base.inputs import Finding, Inputs

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html; neither can be raised.
CONDITION_VALUES, CONDITION_WILDCARDS = 5, 5

PathPattern = Annotated[
    str,
    matching(r"/[A-Za-z0-9_.$/~\"'@:+&*?-]{0,127}", "a path pattern of at most 128 characters such as /api/*"),
]
UrlPath = Annotated[str, matching(r"/[\x21-\x29\x2b-\x7e]{0,1023}", "a path without wildcards such as /health")]
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


class Front(NamedTuple):
    """Where requests come in."""

    port: int
    route: RouteInputs
    health_check: HealthCheckInputs
