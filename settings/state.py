"""The settings of the `state` stack, and what every other stack needs to know of it."""

from modules.state.inputs import StateInputs
from settings.stack import StackSettings


class StateSettings(StackSettings):
    """`envs/state.tfvars`: where the state of all stacks lies."""

    state: StateInputs
    """The bucket, the lock table and the key."""
