"""The settings of any kind of target."""

from pathlib import Path

from settings.environment import EnvironmentSettings
from settings.load import Loaded, load_environment, load_shared, load_state
from settings.shared import SharedSettings
from settings.state import StateSettings
from settings.target import Target

AnySettings = EnvironmentSettings | SharedSettings | StateSettings
AnyLoaded = Loaded[EnvironmentSettings] | Loaded[SharedSettings] | Loaded[StateSettings]


def load(target: Target, root: Path) -> AnyLoaded:
    """The checked settings of a target below `root`. Raises SettingsError with every problem of its file."""
    if target.kind == "state":
        return load_state(root)
    return load_shared(target, root) if target.kind == "shared" else load_environment(target, root)
