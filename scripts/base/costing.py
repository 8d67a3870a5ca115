"""What targets cost by their settings as they are, or as they would be: without AWS, without a plan."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from review.cost.estimate import estimate
from review.cost.line import Estimate
from review.cost.owner_figures import Edit
from review.cost.root import read_root
from scripts.base.proposed_repository import repository_with
from scripts.base.roots import synthesise
from scripts.base.settings import AnySettings, load
from settings import tfvars
from settings.environment import EnvironmentSettings
from settings.target import Target
from settings.tfvars import Tfvars

NO_LIMIT_USD = 1_000_000


@dataclass(frozen=True)
class Costed:
    """A target and what a month of it costs."""

    target: Target
    estimate: Estimate
    budget_usd: float | None
    """What it may cost, if its settings say so."""


def costed(targets: Sequence[Target], root: Path) -> list[Costed]:
    """What each target costs. Raises SettingsError with everything that is wrong with their settings.

    The roots are made in a folder of their own: another command may work in cdktf.out.
    """
    with tempfile.TemporaryDirectory(prefix="stackwright-cost-") as work:
        emitted = synthesise(targets, root, Path(work))
        return [_costed(one.target, one.root_file, load(one.target, root).settings) for one in emitted]


def costed_with(target: Target, root: Path, edits: Iterable[Edit]) -> Costed:
    """What a target would cost with other settings. Raises SettingsError when it cannot have these.

    A budget that is too small for them is no reason not to: that is what is asked.
    """
    changed = with_edits(tfvars.read(root / target.tfvars_path, root), edits)
    budget = changed.values.get("budget")
    usd = budget.get("monthly_usd") if isinstance(budget, dict) else None
    if not isinstance(usd, int) or usd < 1:
        with repository_with(changed, root) as repository:
            return costed([target], repository)[0]
    with repository_with(with_edits(changed, [Edit("budget.monthly_usd", NO_LIMIT_USD)]), root) as repository:
        return replace(costed([target], repository)[0], budget_usd=usd)


def with_edits(file: Tfvars, edits: Iterable[Edit]) -> Tfvars:
    """The file with other settings; a setting without a value is left out, and so is one that is not there."""
    for edit in edits:
        key = tuple(edit.key.split("."))
        if edit.value is None:
            text = file.removed(key) if key in file.places else file.text
        elif key in file.places:
            text = file.replaced(key, edit.value)
        else:
            depth = next(depth for depth in range(len(key) - 1, -1, -1) if not depth or key[:depth] in file.places)
            value = edit.value
            for name in reversed(key[depth + 1 :]):
                value = {name: value}
            text = file.inserted(key[:depth], key[depth], value)
        file = tfvars.parsed(text, file.path)
    return file


def _costed(target: Target, root_file: Path, settings: AnySettings) -> Costed:
    root = read_root(json.loads(root_file.read_text(encoding="utf-8")))
    found = estimate(root.resources, settings.usage, references=root.references, regions=root.regions)
    budget = settings.budget if isinstance(settings, EnvironmentSettings) else None
    return Costed(target, found, None if budget is None else budget.monthly_usd)
