"""The settings of any kind of target."""

from pathlib import Path

from settings.environment import EnvironmentSettings
from settings.load import Loaded, load_environment, load_state
from settings.state import StateSettings
from settings.target import Target


def load(target: Target, root: Path) -> Loaded[EnvironmentSettings] | Loaded[StateSettings]:
    """The checked settings of a target below `root`. Raises SettingsError with every problem of its file."""
    return load_state(root) if target.kind == "state" else load_environment(target, root)
