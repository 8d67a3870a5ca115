"""What a caller decides about watching an account's bill."""

from typing import Literal

from pydantic import Field

from modules.base.fields import EmailAddress
from modules.base.inputs import Inputs
from modules.base.severity import Severity

# The tags that every taggable resource has.
TagKey = Literal["system", "environment", "component", "owner", "cost-center", "managed-by"]


class CostAnomalyInputs(Inputs):
    """Cost anomaly detection: spending that does not look like that of the weeks before."""

    watches: Literal["system", "services"] = "system"
    """`system`: what has this system's tag, in a management account; `services`: each AWS service, once an account."""

    minimum_impact_usd: int = Field(default=20, ge=1)
    """US dollars beyond what was expected, from which somebody is told."""

    minimum_impact_percent: int | None = Field(default=None, ge=1)
    """Percent beyond what was expected that it must be as well."""

    email_addresses: tuple[EmailAddress, ...] = ()
    """People or lists that get a summary by email once a day. The topic is told of each anomaly at once."""

    severity: Severity = "P3"
    """Severity of the topic that is told."""


class CostMonitoringInputs(Inputs):
    """What the bill can be divided by, and who hears of surprises on it."""

    active_tags: tuple[TagKey, ...] = ()
    """Tags that the bill can be filtered by. AWS refuses a tag in the first day that it is on a resource."""

    anomalies: CostAnomalyInputs | None = None
    """Who is told of spending that is out of the ordinary, and from when on."""
