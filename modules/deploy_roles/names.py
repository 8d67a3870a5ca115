"""What belongs to an environment: its names and its tags, as IAM can tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from modules.base.names import HASH_CHARACTERS, shortened

Conditions = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class EnvironmentNames:
    """An environment as its resources show it."""

    partition: str
    account_id: str
    system: str
    environment: str
    name: str
    """What the names of its resources begin with: "macro-ai-dev"."""
    role_boundary_arn: str | None = None
    """The permissions boundary that its roles must have, if any."""

    def arns(self, service: str, *resources: str, limit: int | None = None) -> list[str]:
        """ARNs in every region, as copies lie in another one and CloudFront's parts in us-east-1.

        `{}` becomes `macro-ai-dev-*`: with the dash, as `macro-ai-prod*` would be all of the system macro-ai-production
        too. With `limit`, names were shortened to it: then it is as much of the name as each of them still has.
        """
        return [
            f"arn:{self.partition}:{service}:*:{self.account_id}:{resource.format(self._beginning(limit))}"
            for resource in resources
        ]

    def global_arns(self, service: str, *resources: str) -> list[str]:
        """The same for IAM, CloudFront and others whose ARNs have no region."""
        beginning = self._beginning(None)
        return [
            f"arn:{self.partition}:{service}::{self.account_id}:{resource.format(beginning)}" for resource in resources
        ]

    def bucket_arns(self) -> list[str]:
        return [f"arn:{self.partition}:s3:::{self._beginning(None)}"]

    @property
    def is_own(self) -> Conditions:
        """The resource carries the tags of the environment, which every resource made by a stack does."""
        return {"StringEquals": self._tags("ResourceTag")}

    @property
    def becomes_own(self) -> Conditions:
        """The request gives the environment's tags, and nobody else's resource is concerned.

        A resource that is not tagged yet has no such key, which `IfExists` lets pass; that of another environment,
        whose tags would have to be taken over, does not pass.
        """
        return {
            "StringEquals": self._tags("RequestTag"),
            "StringEqualsIfExists": self._tags("ResourceTag"),
        }

    def _tags(self, kind: str) -> dict[str, str]:
        return {f"aws:{kind}/system": self.system, f"aws:{kind}/environment": self.environment}

    def _beginning(self, limit: int | None) -> str:
        if limit is None:
            return f"{self.name}-*"
        longest = f"{self.name}-".ljust(limit + 1, "x")
        return f"{shortened(longest, limit)[:-HASH_CHARACTERS]}*"
