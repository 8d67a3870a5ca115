"""Resources and what they cost, for tests."""

from typing import Any

from review.cost.estimate import estimate
from review.cost.line import Estimate
from review.cost.usage import UsageInputs
from review.model import Resource


def resource(address: str, *, provider: str = "aws", **values: Any) -> Resource:
    kind, name = address.split("[")[0].split(".")[-2:]
    return Resource(address, kind, name, values, provider=provider)


def usage(**figures: Any) -> UsageInputs:
    """`usage(traffic={"nat_gib": 100})`, checked as a tfvars file is."""
    return UsageInputs.model_validate(figures)


def estimated(*resources: Resource, usage: UsageInputs | None = None, **more: Any) -> Estimate:
    return estimate({one.address: one for one in resources}, usage, **more)


def costs(found: Estimate) -> dict[str, float]:
    """Item -> US dollars of an expected month, to the cent, with all lines of an item together."""
    items: dict[str, float] = {}
    for line in found.lines:
        items[line.price.item] = items.get(line.price.item, 0.0) + line.cost.expected
    return {item: round(cost, 2) for item, cost in items.items()}
