"""The Terraform roots of a target as its settings are, and as they would be with a file that is not written yet."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from promotion.effect import Effect, effects, resources
from promotion.two_plans import plan_between
from review.cost.change import CostChange
from review.cost.estimate import estimate
from review.cost.line import Estimate
from review.cost.root import read_root
from review.cost.usage import UsageInputs
from review.plan import read_plan
from review.policy.accepted import Judged, judged
from review.policy.check import check
from review.review import Review, review
from scripts.base.aws import Aws
from scripts.base.changes import NOTHING, Changes, changes
from scripts.base.proposed_repository import repository_with
from scripts.base.reviewing import accepted, reviewed
from scripts.base.roots import synthesise
from scripts.base.screen import Screen
from scripts.base.settings import load
from scripts.base.sources import sources
from settings.target import Target
from settings.tfvars import Tfvars
from toolchain.offline import plan_offline
from toolchain.terraform import Root


@dataclass(frozen=True)
class ProposedRoots:
    """A target with the settings it has and with those proposed: two repositories, the root synthesised in each.

    `repository` is the real one, where Terraform's set-up lies.
    """

    target: Target
    repository: Path
    before: Path
    after: Path

    def contents(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Both roots as Terraform JSON."""
        before, after = (json.loads((folder / "cdk.tf.json").read_text()) for folder in self._folders())
        return before, after

    def effects(self) -> list[Effect]:
        """The resources that differ, without AWS or Terraform."""
        return effects(*self.contents())

    def cost(self) -> CostChange:
        """What a month costs before and after, from the roots alone, at the usage that the proposed settings name."""
        usage = load(self.target, self.after).settings.usage
        before, after = (_estimate(root, usage) for root in self.contents())
        return CostChange(before, after)

    def offline_review(self, screen: Screen) -> Review:
        """What differs between plans of both without AWS. Takes ten seconds for each.

        Of the policy's findings it has those that are new.
        """
        plans = []
        for name, folder in zip(("as it is", "as proposed"), self._folders(), strict=True):
            with screen.step(f"plan {self.target} {name}, without AWS"):
                plans.append(plan_offline(self.repository, folder))
        before, after = plans
        known = {(one.rule, one.address) for one in self._policy(self.before, before).findings}
        found = self._policy(self.after, after)
        policy = Judged(tuple(one for one in found.findings if (one.rule, one.address) not in known))
        old, new = self.contents()
        return review(
            read_plan(plan_between(before, after, (resources(old), resources(new)))),
            self.target.id,
            sources=sources(self.target, self.after),
            policy=policy,
            cost=self.cost(),
        )

    def review(self, aws: Aws, screen: Screen) -> tuple[Changes, Review]:
        """What a deploy would do against the real state: with the settings as they are, and as they would be."""
        before, after = self._folders()
        pending = self._plan(before, "as it is", aws, screen)
        plan = read_plan(self._plan(after, "as proposed", aws, screen))
        return changes(pending) if pending["resource_changes"] else NOTHING, reviewed(plan, self.target, self.after)

    def _policy(self, repository: Path, plan: dict[str, Any]) -> Judged:
        found = check(read_plan(plan), sources(self.target, repository))
        return judged(found, accepted(repository), self.target.id, date.today())

    def _plan(self, folder: Path, name: str, aws: Aws, screen: Screen) -> dict[str, Any]:
        """Terraform's JSON of the plan."""
        terraform = Root(self.repository, folder, base_environment=aws.environment)
        file = folder / "proposed.tfplan"
        with screen.step(f"plan {self.target} {name}"):
            terraform.init()
            # Nothing is applied, so nobody who deploys needs to wait.
            terraform.plan(file, options=["-lock=false"])
            return terraform.show_json(file)

    def _folders(self) -> tuple[Path, Path]:
        return self.before / self.target.root_dir, self.after / self.target.root_dir


def _estimate(root: Mapping[str, Any], usage: UsageInputs) -> Estimate:
    read = read_root(root)
    return estimate(read.resources, usage, references=read.references, regions=read.regions)


@contextmanager
def proposed_roots(target: Target, before: Tfvars, after: Tfvars, root: Path) -> Generator[ProposedRoots]:
    """Both roots, in folders that are gone afterwards. Raises SettingsError or UserError like any synth."""
    with repository_with(before, root) as old, repository_with(after, root) as new:
        for repository in (old, new):
            synthesise([target], repository)
        yield ProposedRoots(target, root, old, new)
