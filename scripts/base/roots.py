"""Targets as Terraform roots in cdktf.out, and plans of them."""

import errno
import os
import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from review.model import Action
from scripts.base import local_lock
from scripts.base.aws import Aws
from scripts.base.changes import NOTHING, Changes, changes
from scripts.base.lost_state import refuse_lost_state
from scripts.base.screen import Screen, counted
from scripts.base.sources import sources
from settings.target import Target
from toolchain.errors import UserError
from toolchain.failures import UNSAVED_STATE
from toolchain.files import exclusive
from toolchain.known_failures import shown
from toolchain.node import QUIET
from toolchain.process import LineCallback
from toolchain.terraform import Root

if TYPE_CHECKING:
    from stacks.synth import Synthesised


SYSTEM_ERROR = re.compile(r"Error: (E[A-Z]+): ")
"""How Node.js names what the system refused."""


@dataclass(frozen=True)
class Planned:
    """A plan file and what is in it."""

    file: Path
    changes: Changes


def synthesise(
    targets: Sequence[Target], root: Path, out: Path | None = None, *, unprotected: bool = False
) -> "list[Synthesised]":
    """Writes the roots of `targets`, into `out` instead of cdktf.out where that is given.

    `unprotected`: as if the settings said deletion_protection = false. Raises SettingsError, UserError for what a
    module does wrong, OSError when the disk is full or not to be written to.
    """
    # jsii's Node process, which the import starts, takes its settings from here.
    os.environ.update(QUIET)
    # The only import of cdktf: it takes half a second, and a command that fails before this point should not wait.
    from resources import ResourceError
    from stacks.synth import synthesise as write_roots

    try:
        return write_roots(targets, root, out, unprotected=unprotected)
    except ResourceError as error:
        raise UserError(str(error)) from error
    except RuntimeError as error:
        # CDKTF writes its files in a Node.js process.
        refused = SYSTEM_ERROR.match(str(error))
        number = getattr(errno, refused[1], None) if refused else None
        if number is None:
            raise
        raise OSError(number, os.strerror(number), str(root / "cdktf.out")) from error


def synthesise_one(target: Target, root: Path, screen: Screen, *, unprotected: bool = False) -> "Synthesised":
    """The root of one target, as a step on the screen."""
    with screen.step(f"synthesise {target}{' without protection' * unprotected}") as step:
        emitted = synthesise([target], root, unprotected=unprotected)[0]
        step.result = counted(emitted.resources, "resource")
    return emitted


def plan(
    target: Target, root: Path, aws: Aws, screen: Screen, *, file: Path | None = None, options: Sequence[str] = ()
) -> Planned:
    """A plan of the synthesised root against its state, in `file` or where the next deploy puts its own.

    The plan file can be read by its owner only. Raises UserError when the state was deleted: everything would be made
    a second time.
    """
    file = file or plan_folder(target, root) / "deploy.tfplan"
    terraform = root_of(target, root, aws)
    with screen.step(f"plan {target}") as step:
        step.note("connect to the state")
        terraform.init()
        step.note("compare settings, state and AWS")
        differs = terraform.plan(file, options=options)
        found = changes(terraform.show_json(file), sources(target, root)) if differs else NOTHING
        if found and all(one.action is Action.CREATE for one in found.resources) and terraform.state_pull() is None:
            refuse_lost_state(root / target.root_dir, aws, called(target, aws))
        step.result = found.headline()
    return Planned(file, found)


def root_of(target: Target, root: Path, aws: Aws, *, on_line: LineCallback | None = None) -> Root:
    """Terraform over the synthesised root of a target."""
    folder = root / target.root_dir
    return Root(root, folder, base_environment=aws.environment, on_line=on_line, called=called(target, aws))


def called(target: Target, aws: Aws) -> str:
    """The target as a command line names it: `macro-ai/dev --local`."""
    return f"{target}{aws.option}"


def refuse_unsaved(target: Target, root: Path, aws: Aws) -> None:
    """Raises UserError while there is something that an earlier run did and could not save in the state."""
    file = root / target.root_dir / UNSAVED_STATE
    if file.exists():
        raise UserError(
            f"{shown(file)} holds what an earlier run did and could not save in the state of {target}. Without it the "
            f"same would be made a second time: bring it in with `stackwright state {called(target, aws)} --push`."
        )


def after_stop(what: str, target: Target, root: Path, aws: Aws) -> str:
    """How to go on after a stop in the middle: `what` is in the state, unless Terraform could not save it."""
    file = root / target.root_dir / UNSAVED_STATE
    if file.exists():
        return f"{what} is not in the state but in {shown(file)}: `stackwright state {called(target, aws)} --push`."
    return f"{what} is in the state; the same command goes on from there."


@contextmanager
def alone_with(target: Target, root: Path, screen: Screen, verb: str, *, waits: bool = True) -> Generator[None]:
    """Other commands on this machine that work in the same Terraform root wait until this one is done with it.

    Without `waits`, raises UserError at once when there is another one, with who it is and since when it works.
    """
    lock = root / ".stackwright" / "locks" / target.stack_id

    def busy() -> None:
        if not waits:
            raise UserError(local_lock.refusal(lock, target.id))
        screen.notice(f"waiting for another command that works on {target} ...")

    with exclusive(lock, on_wait=busy, note=local_lock.note(f"stackwright {verb} {target}")):
        yield


def plan_folder(target: Target, root: Path) -> Path:
    """Where the plans of a target are kept. They hold values in clear, so only their owner may enter."""
    folder = root / ".stackwright" / "plans" / target.stack_id
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
