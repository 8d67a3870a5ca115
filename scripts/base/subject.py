"""What a command works on: a target with its settings, where its state lies, and the AWS it is in."""

from dataclasses import dataclass
from pathlib import Path

from scripts.base.aws import Aws, choose
from scripts.base.roots import called, root_of
from scripts.base.screen import Screen
from scripts.base.settings import AnyLoaded, load
from settings.load import load_state
from settings.state import StateSettings
from settings.target import Deployment, Target, find_root
from toolchain.terraform import Root


@dataclass(frozen=True)
class Subject:
    """`root` is the repository, `state` the settings of where all states lie."""

    root: Path
    target: Target
    loaded: AnyLoaded
    state: StateSettings
    aws: Aws
    screen: Screen

    @property
    def deployment(self) -> Deployment:
        return self.loaded.deployment

    @property
    def called(self) -> str:
        """As a command line names it: `macro-ai/dev --local`."""
        return called(self.target, self.aws)

    @property
    def folder(self) -> Path:
        """Where its Terraform root is."""
        return self.root / self.target.root_dir

    def terraform(self) -> Root:
        """Terraform over its synthesised root."""
        return root_of(self.target, self.root, self.aws)


def subject(target_name: str, screen: Screen, *, use_local: bool) -> Subject:
    """The target of this name in the current repository. Raises SettingsError when it or its settings are wrong."""
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    loaded, state = load(target, root), load_state(root).settings
    return Subject(root, target, loaded, state, choose(loaded.settings, root, screen, use_local=use_local), screen)
