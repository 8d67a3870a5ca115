"""Targets as Terraform roots in cdktf.out, and plans of them."""

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.base.aws import Aws
from scripts.base.changes import NOTHING, Changes, changes
from scripts.base.screen import Screen, counted
from settings.target import Target
from toolchain.errors import UserError
from toolchain.files import exclusive
from toolchain.node import QUIET
from toolchain.terraform import Root

if TYPE_CHECKING:
    from stacks.synth import Synthesised


@dataclass(frozen=True)
class Planned:
    """A plan file and what is in it."""

    file: Path
    changes: Changes


def synthesise(targets: Sequence[Target], root: Path) -> "list[Synthesised]":
    """Writes the roots of `targets`. Raises SettingsError, or UserError for what a module does wrong."""
    # jsii's Node process, which the import starts, takes its settings from here.
    os.environ.update(QUIET)
    # The only import of cdktf: it takes half a second, and a command that fails before this point should not wait.
    from resources import ResourceError
    from stacks.synth import synthesise as write_roots

    try:
        return write_roots(targets, root)
    except ResourceError as error:
        raise UserError(str(error)) from error


def synthesise_one(target: Target, root: Path, screen: Screen) -> "Synthesised":
    """The root of one target, as a step on the screen."""
    with screen.step(f"synthesise {target}") as step:
        emitted = synthesise([target], root)[0]
        step.result = counted(emitted.resources, "resource")
    return emitted


def plan(
    target: Target, root: Path, aws: Aws, screen: Screen, *, file: Path | None = None, options: Sequence[str] = ()
) -> Planned:
    """A plan of the synthesised root against its state, in `file` or where the next deploy puts its own.

    The plan file can be read by its owner only.
    """
    file = file or plan_folder(target, root) / "deploy.tfplan"
    terraform = Root(root, root / target.root_dir, base_environment=aws.environment)
    with screen.step(f"plan {target}") as step:
        step.note("connect to the state")
        terraform.init()
        step.note("compare settings, state and AWS")
        found = changes(terraform.show_json(file)) if terraform.plan(file, options=options) else NOTHING
        step.result = found.headline()
    return Planned(file, found)


@contextmanager
def alone_with(target: Target, root: Path, screen: Screen) -> Generator[None]:
    """Other commands on this machine that work in the same Terraform root wait until this one is done with it."""
    lock = root / ".stackwright" / "locks" / target.stack_id
    with exclusive(lock, on_wait=lambda: screen.notice(f"waiting for another command that works on {target} ...")):
        yield


def plan_folder(target: Target, root: Path) -> Path:
    """Where the plans of a target are kept. They hold values in clear, so only their owner may enter."""
    folder = root / ".stackwright" / "plans" / target.stack_id
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
