"""The plan that a review is about: a new one of a target, or the one in a file."""

import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from review.drift import ignored
from review.errors import PlanError
from review.model import Plan
from review.plan import is_plan_file, load_plan, read_plan
from settings.target import Target
from toolchain.errors import UserError

STANDARD_INPUT: Final = Path("-")


def from_file(file: Path) -> Plan:
    """The plan whose JSON is in a file, or comes from standard input. Raises UserError when it is none."""
    _check_exists(file)
    with _explained():
        return load_plan(sys.stdin.read() if file == STANDARD_INPUT else file)


def is_json(file: Path) -> bool:
    """Whether a file is not Terraform's own plan file. Raises UserError when there is none.

    What can be read only once, as `<(terraform show -json x.tfplan)`, is not looked into.
    """
    _check_exists(file)
    return not file.is_file() or not is_plan_file(file)


def planned(target: Target, root: Path, file: Path | None, *, offline: bool, local: bool) -> Plan:
    """A new plan of a target, or the one that `stackwright plan` kept in `file`, which must fit the target as it is."""
    # A review of a file needs nothing of this.
    from scripts.base.aws import choose
    from scripts.base.kept_plan import kept
    from scripts.base.roots import alone_with, plan_folder, root_of, synthesise_one
    from scripts.base.screen import Screen
    from scripts.base.settings import load
    from toolchain.offline import plan_offline

    settings = load(target, root).settings
    screen = Screen()
    if offline:
        synthesise_one(target, root, screen)
        with screen.step(f"plan {target} without AWS"):
            return read_plan(plan_offline(root, root / target.root_dir))
    aws = choose(settings, root, screen, use_local=local)
    with alone_with(target, root, screen, "review"), _explained():
        emitted = synthesise_one(target, root, screen)
        left_to_others = ignored(json.loads(emitted.root_file.read_text()))
        if file is not None:
            return read_plan(kept(file, target, root, settings, aws), left_to_others)
        terraform = root_of(target, root, aws)
        made = plan_folder(target, root) / "review.tfplan"
        with screen.step(f"plan {target}"):
            terraform.init()
            try:
                # Nothing is applied, so nobody who deploys needs to wait.
                terraform.plan(made, options=["-lock=false"])
                return read_plan(terraform.show_json(made), left_to_others)
            finally:
                made.unlink(missing_ok=True)


def _check_exists(file: Path) -> None:
    if file != STANDARD_INPUT and (file.is_dir() or not file.exists()):
        raise UserError(
            f"There is no file {os.path.relpath(file)}. `terraform show -json <plan file>` writes the JSON of a plan."
        )


@contextmanager
def _explained() -> Generator[None]:
    try:
        yield
    except PlanError as error:
        raise UserError(str(error)) from None
    except UnicodeDecodeError:
        raise UserError("What standard input holds is not text in UTF-8.") from None
