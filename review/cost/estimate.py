"""Resources and usage -> what a month costs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import mul

from review.cost.amount import Amount, total
from review.cost.kinds import PRICED
from review.cost.kinds.free import why_free
from review.cost.line import Estimate, Line, Part, Unpriced
from review.cost.prices import Price, price
from review.cost.surroundings import References, Surroundings
from review.cost.usage import UsageInputs
from review.model import Resource


def estimate(
    resources: Mapping[str, Resource],
    usage: UsageInputs | None = None,
    *,
    references: References | None = None,
    regions: Mapping[str, str] | None = None,
) -> Estimate:
    """What the resources of a plan, a state or a root cost in a month of 730 hours.

    `references` (`Plan.argument_references`) tell which task definition a service has where its name is not known yet;
    `regions` where a provider is. Nothing needs AWS or the network.
    """
    around = Surroundings(resources, usage or UsageInputs(), references or {}, regions or {})
    lines: list[Line] = []
    unpriced: list[Unpriced] = []
    free: dict[str, str] = {}
    for resource in resources.values():
        why = why_free(resource.type)
        if why is not None:
            free[resource.type] = why
        elif resource.type in PRICED:
            for part in PRICED[resource.type](resource, around):
                found = price(part.item, around.region(resource))
                if found is None:
                    why_not = f"{part.what}: no price of {part.item} is known"
                    unpriced.append(Unpriced(resource.address, resource.type, why_not))
                else:
                    lines.append(_line(resource, part, found, around))
        else:
            unpriced.append(Unpriced(resource.address, resource.type, "no price of this type is known"))
    return Estimate(
        tuple(_after_allowances(lines, around.usage.free_allowance_share)),
        tuple(unpriced),
        dict(sorted(free.items())),
    )


def _line(resource: Resource, part: Part, found: Price, around: Surroundings) -> Line:
    return Line(
        address=resource.address,
        type=resource.type,
        component=around.component(resource),
        what=part.what,
        price=found,
        quantity=part.quantity,
        usage=part.usage,
        assumed=tuple(figure for figure in part.usage if not around.usage.is_given(figure)),
    )


def _after_allowances(lines: list[Line], share: float) -> Iterator[Line]:
    """The lines with what an account has for nothing taken off, evenly from all that use it."""
    used: defaultdict[str, list[Amount]] = defaultdict(list)
    for line in lines:
        if line.price.free:
            used[line.price.item].append(line.quantity)
    for line in lines:
        if share and line.price.free:
            free = Amount.always(line.price.free * share)
            charged = total(used[line.price.item]).with_each(free, _charged)
            yield replace(line, quantity=line.quantity.with_each(charged, mul))
        else:
            yield line


def _charged(used: float, free: float) -> float:
    """The share of what is used that is charged."""
    return max(0.0, used - free) / used if used else 0.0
