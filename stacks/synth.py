"""Targets -> settings -> stacks -> Terraform roots in cdktf.out, each file written beside and renamed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cdktf import App

from settings.environment import EnvironmentSettings
from settings.load import load_environment, load_shared, load_state
from settings.problem import Problem, SettingsError
from settings.state import StateSettings
from settings.target import Target
from stacks.base import BaseStack
from stacks.environment import EnvironmentStack
from stacks.state import StateStack
from toolchain.files import exclusive

if TYPE_CHECKING:
    from settings.shared import SharedSettings

ROOT_FILE = "cdk.tf.json"
SOURCES_FILE = "sources.json"
"""Beside each root: address -> line of Python that made the resource. Not in the root, where it would make noise."""
MANIFEST = "manifest.json"
MANIFEST_LOCK = Path(".stackwright", "locks", MANIFEST)


@dataclass(frozen=True)
class Synthesised:
    """One emitted root."""

    target: Target
    root_file: Path
    resources: int


def add_stacks(
    app: App, targets: Sequence[Target], root: Path, *, unprotected: bool = False
) -> dict[Target, BaseStack]:
    """Makes the stacks of the targets in `app`. Raises SettingsError with every problem of every target at once.

    `unprotected`: as if the settings said deletion_protection = false.
    """
    problems: list[Problem] = []
    loaded: dict[Target, EnvironmentSettings | SharedSettings] = {}
    state = None
    try:
        state = load_state(root).settings
    except SettingsError as error:
        problems.extend(error.problems)
    for target in targets:
        try:
            if target.kind == "environment":
                loaded[target] = load_environment(target, root).settings
            elif target.kind == "shared":
                loaded[target] = load_shared(target, root).settings
        except SettingsError as error:
            problems.extend(error.problems)
    if problems or state is None:
        raise SettingsError(problems)
    if unprotected:
        loaded = {target: one.model_copy(update={"deletion_protection": False}) for target, one in loaded.items()}
    return {target: _stack(app, target, loaded.get(target), state) for target in targets}


def _stack(
    app: App, target: Target, settings: "EnvironmentSettings | SharedSettings | None", state: StateSettings
) -> BaseStack:
    if settings is None:
        return StateStack(app, target, state)
    if isinstance(settings, EnvironmentSettings):
        return EnvironmentStack(app, target, settings, state)
    # Its modules take time to import, and most runs are about environments only.
    from stacks.shared import SharedStack

    return SharedStack(app, target, settings, state)


def synthesise(
    targets: Sequence[Target], root: Path, out: Path | None = None, *, unprotected: bool = False
) -> list[Synthesised]:
    """Emits the roots of `targets` into `out`, by default `cdktf.out` below `root`; other roots there stay as they are.

    `unprotected`: as if the settings said deletion_protection = false. Raises SettingsError when settings are wrong,
    ResourceError when a module asks for what the provider does not have.
    """
    out = out or root / "cdktf.out"
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out, prefix=".synth-") as work:
        app = App(outdir=work)
        stacks = add_stacks(app, targets, root, unprotected=unprotected)
        app.synth()
        return [_published(Path(work), out, target, stack, root) for target, stack in stacks.items()]


def _published(work: Path, out: Path, target: Target, stack: BaseStack, root: Path) -> Synthesised:
    """Moves one root into place; what else lies in its folder (.terraform, plans) stays."""
    emitted, folder = work / "stacks" / target.stack_id, out / "stacks" / target.stack_id
    folder.mkdir(parents=True, exist_ok=True)
    sources = {
        address: f"{_below(root, line.path)}:{line.line}" for address, line in stack.collection.source_lines().items()
    }
    (emitted / SOURCES_FILE).write_text(json.dumps(sources, indent=1, sort_keys=True) + "\n")
    for name in (SOURCES_FILE, ROOT_FILE):
        (emitted / name).replace(folder / name)
    # Another command may write another target's root right now.
    with exclusive(root / MANIFEST_LOCK):
        _add_to_manifest(work, out, target)
    return Synthesised(target, folder / ROOT_FILE, len(stack.collection.resources))


def _add_to_manifest(work: Path, out: Path, target: Target) -> None:
    """Names the stack in the file `cdktf deploy --skip-synth` reads, beside the stacks of earlier runs."""
    manifest = json.loads((work / MANIFEST).read_text())
    earlier = json.loads((out / MANIFEST).read_text())["stacks"] if (out / MANIFEST).exists() else {}
    stacks = {name: stack for name, stack in earlier.items() if (out / "stacks" / name / ROOT_FILE).exists()}
    stacks[target.stack_id] = manifest["stacks"][target.stack_id]
    merged = work / "merged.json"
    merged.write_text(json.dumps({**manifest, "stacks": dict(sorted(stacks.items()))}, indent=2) + "\n")
    merged.replace(out / MANIFEST)


def _below(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path
