"""What a caller decides about the names of a system."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import DomainName, HostedZoneId
from modules.base.inputs import Finding, Inputs
from modules.base.later import Later, replaces
from modules.health_check.inputs import HealthCheckInputs

# https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html: ten names in a certificate unless AWS raises it.
NAMES_IN_A_CERTIFICATE = 10


class FailoverTargetInputs(Inputs):
    """A load balancer in the backup region, with a certificate of the same names."""

    dns_name: DomainName
    """Its own name, such as shop-1234567890.us-west-2.elb.amazonaws.com."""

    hosted_zone_id: HostedZoneId
    """The zone of that name, which AWS calls its canonical hosted zone: Z1H1FL5HABSF5 in us-west-2."""


class FailoverInputs(Inputs):
    """Two answers to one name: people are led to the secondary one while the primary one is not healthy."""

    role: Literal["PRIMARY", "SECONDARY"] = "PRIMARY"
    """Which of the two this environment is."""

    health_check: HealthCheckInputs | None = None
    """A page that Route 53 asks for from outside; else only the load balancer's own opinion of its tasks counts."""

    secondary: FailoverTargetInputs | None = None
    """The other answer, unless an environment of the backup region has the same name and makes the record itself."""

    def findings(self) -> Iterator[Finding]:
        if self.role == "SECONDARY" and self.secondary is not None:
            yield Finding(("secondary",), "must be left out when role is SECONDARY, which is this environment itself")


class DomainInputs(Inputs):
    """The names people reach an environment by, all in one Route 53 hosted zone."""

    name: Annotated[DomainName, Later("yes; the old name leads nowhere any more")]
    """The environment's own name, such as dev.example.com."""

    hosted_zone_id: Annotated[HostedZoneId, replaces("aws_route53_record")]
    """The public hosted zone that the name belongs to; it is not made here."""

    alternative_names: tuple[DomainName, ...] = Field(default=(), max_length=NAMES_IN_A_CERTIFICATE - 1)
    """Further names of the same hosted zone, such as www.example.com: in the same certificate, with own records."""

    api_name: DomainName | None = None
    """Name of the load balancer when the other names lead to a frontend of its own, such as api.example.com."""

    failover: FailoverInputs | None = None
    """Another region that answers while this one is not healthy, if there is one."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.alternative_names)

    def findings(self) -> Iterator[Finding]:
        if self.api_name == self.name:
            yield Finding(("api_name",), "must differ from name, which leads to the frontend", self.api_name)
        elif self.api_name is not None and _last_labels(self.api_name) != _last_labels(self.name):
            yield Finding(("api_name",), f"must lie in the hosted zone of {self.name}", self.api_name)
        seen = {self.name, self.api_name}
        for index, name in enumerate(self.alternative_names):
            if name in seen:
                yield Finding(("alternative_names", index), "must not repeat a name", name)
            elif _last_labels(name) != _last_labels(self.name):
                # ACM would wait for a validation record that this zone cannot publish.
                yield Finding(
                    ("alternative_names", index),
                    f"must lie in the hosted zone of {self.name}",
                    name,
                )
            seen.add(name)


def _last_labels(name: str) -> list[str]:
    return name.split(".")[-2:]
