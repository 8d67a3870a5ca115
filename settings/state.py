"""The settings of the `state` stack, and what every other stack needs to know of it."""

from modules.state.inputs import StateInputs
from review.cost.usage import UsageInputs
from settings.stack import StackSettings


class StateSettings(StackSettings):
    """`envs/state.tfvars`: where the state of all stacks lies."""

    state: StateInputs
    """The bucket, the lock table and the key."""

    usage: UsageInputs = UsageInputs.defaults()
    """How much a month uses of what AWS prices by use; only estimates read it."""
