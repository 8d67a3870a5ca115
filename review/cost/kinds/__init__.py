"""The types of resources that cost something, by the part of AWS they belong to."""

from review.cost.kinds import databases, ecs, edge, network, security, stores, watching
from review.cost.line import Estimator

PRICED: dict[str, Estimator] = {
    priced: estimator
    for part in (ecs, network, edge, databases, stores, watching, security)
    for priced, estimator in part.PRICED.items()
}
"""Type -> what resources of it cost."""
