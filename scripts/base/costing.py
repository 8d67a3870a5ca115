"""What targets cost by their settings as they are, or as they would be: without AWS, without a plan."""

import json
import shutil
import tempfile
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from review.cost.estimate import estimate
from review.cost.line import Estimate
from review.cost.owner_figures import Edit
from review.cost.root import read_root
from scripts.base.roots import synthesise
from scripts.base.settings import AnySettings, load
from settings import tfvars
from settings.environment import EnvironmentSettings
from settings.target import Target
from settings.tfvars import Tfvars


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
    """What a target would cost with other settings. Raises SettingsError when it cannot have these."""
    with _edited(target, root, edits) as changed:
        return costed([target], changed)[0]


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


@contextmanager
def _edited(target: Target, root: Path, edits: Iterable[Edit]) -> Generator[Path]:
    """A copy of the settings with changes in one file."""
    changed = with_edits(tfvars.read(root / target.tfvars_path, root), edits)
    with tempfile.TemporaryDirectory(prefix="stackwright-what-if-") as work:
        copy = Path(work)
        shutil.copytree(root / "envs", copy / "envs")
        shutil.copy(root / "cdktf.json", copy)
        (copy / target.tfvars_path).write_text(changed.text, encoding="utf-8")
        yield copy
