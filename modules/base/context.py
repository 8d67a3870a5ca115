"""Where a stack is deployed and what its resources are called."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Context:
    """Known before any plan, so that names and ARNs need no data source."""

    system: str
    environment: str
    name: str
    """Prefix of every resource name: "macro-ai-dev"."""
    account_id: str
    """Twelve digits."""
    region: str
    partition: str = "aws"

    @property
    def parameter_path(self) -> str:
        """ "/macro-ai/dev/": what its Parameter Store names begin with."""
        return f"/{self.system}/{self.environment}/"

    def arn(self, service: str, resource: str) -> str:
        """`context.arn("logs", "log-group:/ecs/api:*")` in this account and region."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account_id}:{resource}"

    def global_arn(self, service: str, resource: str) -> str:
        """The ARN of something without a region: IAM, CloudFront, Route 53."""
        return f"arn:{self.partition}:{service}::{self.account_id}:{resource}"
