"""The Terraform roots of a target as its settings are, and as they would be with a file that is not written yet."""

import json
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from promotion.effect import Effect, effects
from promotion.two_plans import plan_between
from scripts.base.aws import Aws
from scripts.base.changes import NOTHING, Changes, changes
from scripts.base.roots import synthesise
from scripts.base.screen import Screen
from settings.target import Target
from settings.tfvars import Tfvars
from toolchain.offline import plan_offline
from toolchain.terraform import Root


@dataclass(frozen=True)
class ProposedRoots:
    """The folders of the two roots of `target`; `repository` is where the settings really lie."""

    target: Target
    repository: Path
    before: Path
    after: Path

    def contents(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Both roots as Terraform JSON."""
        before, after = (json.loads((folder / "cdk.tf.json").read_text()) for folder in (self.before, self.after))
        return before, after

    def effects(self) -> list[Effect]:
        """The resources that differ, without AWS or Terraform."""
        return effects(*self.contents())

    def offline_changes(self, screen: Screen) -> Changes:
        """What differs between plans of both without AWS. Takes ten seconds for each."""
        plans = []
        for name, folder in (("as it is", self.before), ("as proposed", self.after)):
            with screen.step(f"plan {self.target} {name}, without AWS"):
                plans.append(plan_offline(self.repository, folder))
        before, after = plans
        return changes(plan_between(before, after, self.effects()))

    def changes(self, aws: Aws, screen: Screen) -> tuple[Changes, Changes]:
        """What a deploy would do against the real state: with the settings as they are, and as they would be."""
        before = self._plan(self.before, "as it is", aws, screen)
        return before, self._plan(self.after, "as proposed", aws, screen)

    def _plan(self, folder: Path, name: str, aws: Aws, screen: Screen) -> Changes:
        terraform = Root(self.repository, folder, base_environment=aws.environment)
        file = folder / "proposed.tfplan"
        with screen.step(f"plan {self.target} {name}") as step:
            terraform.init()
            # Nothing is applied, so nobody who deploys needs to wait.
            found = changes(terraform.show_json(file)) if terraform.plan(file, options=["-lock=false"]) else NOTHING
            step.result = found.headline()
        return found


@contextmanager
def proposed_roots(target: Target, file: Tfvars, root: Path) -> Generator[ProposedRoots]:
    """Both roots, in folders that are gone afterwards. Raises SettingsError or UserError like any synth."""
    with TemporaryDirectory(prefix="stackwright-proposed-") as temporary:
        folders = []
        for name in ("before", "after"):
            copy = Path(temporary) / name
            shutil.copytree(root / "envs", copy / "envs")
            if name == "after":
                (copy / target.tfvars_path).write_bytes(file.text.encode())
            folders.append(synthesise([target], copy)[0].root_file.parent)
        yield ProposedRoots(target, root, *folders)
