"""The one stack of the repository that holds the state of all others."""

from cdktf import App

from modules.state.construct import State
from settings.state import StateSettings
from settings.target import Target
from stacks.base import BaseStack


class StateStack(BaseStack):
    """The state bucket, the lock table and their key."""

    def __init__(self, app: App, target: Target, settings: StateSettings) -> None:
        super().__init__(app, target, settings, state=settings)
        State(self, "state", settings.state)
