"""What the dashboard has to know of what it shows, beside the facts that alarms have too."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DistributionFacts:
    """A CloudFront distribution, whose metrics are in us-east-1 whatever the system's region is."""

    component: str
    """Its name in the settings: "frontend"."""
    distribution_id: str
