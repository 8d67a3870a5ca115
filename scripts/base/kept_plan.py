"""Plans that are kept between two commands: `plan --out`, then `review --plan` and `deploy --plan`."""

import os
from pathlib import Path
from typing import Any

from scripts.base import plan_file
from scripts.base.aws import Aws
from scripts.base.plan_file import Purpose
from scripts.base.roots import called, root_of
from scripts.base.settings import AnySettings
from settings.target import Target
from toolchain import terraform_binary
from toolchain.errors import UserError


def keep(file: Path, target: Target, root: Path, settings: AnySettings, aws: Aws) -> str:
    """Has a new plan say what it is for. Returns the SHA-256 of the file."""
    return plan_file.seal(file, _purpose(target, root, settings, aws))


def kept(
    file: Path, target: Target, root: Path, settings: AnySettings, aws: Aws, *, sha256: str | None = None
) -> dict[str, Any]:
    """The plan as Terraform's JSON, its root connected to the state.

    Raises UserError when it is not for this target as it is now: its synthesised root, its account, its state, the
    Terraform in use; or when it is another file than the one with this SHA-256.
    """
    made_with = f"stackwright plan {called(target, aws)} --out {os.path.relpath(file)}"
    folder = root / target.root_dir
    plan_file.check(file, _purpose(target, root, settings, aws), folder / "cdk.tf.json", made_with=made_with)
    found = plan_file.sha256(file)
    if sha256 not in (None, found):
        raise UserError(f"{os.path.relpath(file)} is not the plan that was reviewed: its SHA-256 is {found}.")
    terraform = root_of(target, root, aws)
    terraform.init()
    plan_file.check_surroundings(file, folder, terraform.state_pull(), made_with=made_with)
    return terraform.show_json(file.absolute())


def _purpose(target: Target, root: Path, settings: AnySettings, aws: Aws) -> Purpose:
    version = terraform_binary.find(root, aws.environment).version
    return Purpose(target.id, settings.account_id, aws.local is not None, version)
