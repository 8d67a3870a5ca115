"""A plan that `stackwright plan` kept for a later deploy."""

import os
import zipfile
from pathlib import Path

from settings.target import Target
from toolchain.errors import UserError

CONFIGURATION = "tfconfig/m-/cdk.tf.json"
"""Where a plan file, a zip archive, holds the root it was made from."""


def check_plan_file(file: Path, target: Target, root_file: Path) -> None:
    """Raises UserError unless the plan was made from exactly this root: Terraform itself would apply any target's."""
    shown = os.path.relpath(file)
    try:
        with zipfile.ZipFile(file) as archive:
            planned = archive.read(CONFIGURATION)
    except FileNotFoundError:
        raise UserError(f"There is no plan {shown}. `stackwright plan {target}` makes one.") from None
    except (zipfile.BadZipFile, KeyError, IsADirectoryError):
        raise UserError(f"{shown} is not a plan. `stackwright plan {target}` makes one.") from None
    if planned != root_file.read_bytes():
        raise UserError(
            f"{shown} is not a plan of {target} as its settings and modules are now. "
            f"Make a new one with `stackwright plan {target}` and look at it."
        )
