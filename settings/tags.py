"""The tags that every taggable resource carries through the provider's default tags."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tags:
    """Cost allocation and ownership. The tag `component` is added by the modules."""

    system: str
    environment: str
    owner: str
    cost_center: str

    def default_tags(self) -> dict[str, str]:
        return {
            "system": self.system,
            "environment": self.environment,
            "owner": self.owner,
            "cost-center": self.cost_center,
            "managed-by": "stackwright",
        }
