"""The settings of the `state` stack, and what every other stack needs to know of it."""

from modules.base.context import Context
from modules.base.fields import AccountId, Region
from modules.base.inputs import Inputs
from modules.state.inputs import StateInputs
from settings.tags import Tags


class StateSettings(Inputs):
    """`envs/state.tfvars`: where the state of all stacks lies."""

    account_id: AccountId
    """The account that holds the state bucket."""

    region: Region
    """The region of the state bucket."""

    owner: str
    """The team to ask; the value of the tag `owner`."""

    cost_center: str
    """The value of the tag `cost-center`."""

    state: StateInputs
    """The bucket, the lock table and the key."""

    def context(self) -> Context:
        return Context(
            system="state", environment="shared", name="state", account_id=self.account_id, region=self.region
        )

    def tags(self) -> Tags:
        return Tags(system="state", environment="shared", owner=self.owner, cost_center=self.cost_center)
