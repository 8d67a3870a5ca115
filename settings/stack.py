"""What the settings of every stack begin with: the account, the region, who owns it."""

from modules.base.context import Context
from modules.base.fields import AccountId, Region
from modules.base.inputs import Inputs
from settings.tags import Tags
from settings.target import Deployment, Target

SCALE_OUTPUT = "scale"
"""Output of a deployment with several scales: the target that it was deployed from last."""


class StackSettings(Inputs):
    """Where a stack is deployed, and the tags of everything in it."""

    account_id: AccountId
    """The only account this stack may be deployed to, twelve digits in quotes."""

    region: Region
    """The AWS region, such as us-east-1."""

    owner: str
    """The team to ask; the value of the tag `owner`."""

    cost_center: str
    """Who pays; the value of the tag `cost-center`."""

    def deployment(self, target: Target) -> Deployment:
        """What these settings, which are those of `target`, describe."""
        return Deployment(target.system, target.environment)

    def context(self, target: Target) -> Context:
        deployment = self.deployment(target)
        return Context(
            system=deployment.system,
            environment=deployment.environment,
            name=deployment.name,
            account_id=self.account_id,
            region=self.region,
        )

    def tags(self, target: Target) -> Tags:
        deployment = self.deployment(target)
        return Tags(
            system=deployment.system,
            environment=deployment.environment,
            owner=self.owner,
            cost_center=self.cost_center,
        )
