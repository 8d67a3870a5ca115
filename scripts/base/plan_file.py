"""A plan that `stackwright plan` kept for a later deploy: what it is for is written into it and checked before its use.

Terraform itself would apply a plan of any target, made with any settings, as long as the state has not changed.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from toolchain.errors import UserError

SEAL = "stackwright.json"
"""Where a plan file, a zip archive, says what it is for. Terraform passes over what it does not know."""
CONFIGURATION = "tfconfig/m-/cdk.tf.json"
LOCK = ".terraform.lock.hcl"
STATE = "tfstate"


@dataclass(frozen=True)
class Purpose:
    """What a plan is for: the target, its account, whether that is the AWS on this machine, and who may apply it."""

    target: str
    account_id: str
    local: bool
    terraform_version: str


def seal(file: Path, purpose: Purpose) -> str:
    """Writes into a new plan what it is for and what it holds. Returns the SHA-256 of the file."""
    with zipfile.ZipFile(file, "a") as archive:
        content = {name: _digest(archive.read(name)) for name in sorted(archive.namelist())}
        archive.writestr(zipfile.ZipInfo(SEAL), json.dumps({**asdict(purpose), "content": content}, indent=2))
    return sha256(file)


def sha256(file: Path) -> str:
    """As `sha256sum` prints it."""
    return _digest(file.read_bytes())


def check(file: Path, purpose: Purpose, root_file: Path, *, made_with: str) -> None:
    """Raises UserError unless the plan is for this purpose and was made from exactly this root.

    `made_with` is the command that makes such a plan.
    """
    shown = os.path.relpath(file)
    archive = _entries(file, shown, made_with)
    sealed = _sealed(archive, shown, made_with)
    again = f"Make a new one with `{made_with}` and look at it."
    for differs, why in (
        (sealed["content"] != {name: _digest(data) for name, data in archive.items()}, "was changed after it was made"),
        (sealed["target"] != purpose.target, f"is a plan of {sealed['target']}, not of {purpose.target}"),
        (
            sealed["local"] != purpose.local,
            f"was made for {_place(sealed['local'])}, and this would be {_place(purpose.local)}",
        ),
        (
            sealed["account_id"] != purpose.account_id,
            f"is for account {sealed['account_id']}, and {purpose.target} belongs to {purpose.account_id} now",
        ),
        (
            sealed["terraform_version"] != purpose.terraform_version,
            f"was made by Terraform {sealed['terraform_version']}, and {purpose.terraform_version} is in use now",
        ),
        (
            archive[CONFIGURATION] != root_file.read_bytes(),
            f"is not a plan of {purpose.target} as its settings and modules are now",
        ),
    ):
        if differs:
            raise UserError(f"{shown} {why}. {again}")


def check_surroundings(file: Path, folder: Path, state: Mapping[str, Any] | None, *, made_with: str) -> None:
    """Raises UserError when the initialised root has other provider packages, or the state has changed since."""
    shown = os.path.relpath(file)
    archive = _entries(file, shown, made_with)
    again = f"Make a new one with `{made_with}` and look at it."
    lock = folder / LOCK
    if LOCK in archive and lock.is_file() and archive[LOCK] != lock.read_bytes():
        raise UserError(f"{shown} was made with other provider packages, perhaps on another kind of machine. {again}")
    then, now = json.loads(archive.get(STATE, b"{}")), state or {}
    if then and (then.get("lineage"), then.get("serial")) != (now.get("lineage"), now.get("serial")):
        before, after = then.get("serial"), now.get("serial", "none")
        raise UserError(f"The state has changed since {shown} was made (serial {before} then, {after} now). {again}")


def _entries(file: Path, shown: str, made_with: str) -> dict[str, bytes]:
    """Everything in the archive but the seal's own text."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
    except FileNotFoundError:
        raise UserError(f"There is no plan {shown}. `{made_with}` makes one.") from None
    except (zipfile.BadZipFile, zlib.error, IsADirectoryError):
        raise UserError(f"{shown} is not a plan, or is damaged. `{made_with}` makes one.") from None
    if CONFIGURATION not in entries:
        raise UserError(f"{shown} is not a plan, or is damaged. `{made_with}` makes one.")
    return entries


def _sealed(archive: dict[str, bytes], shown: str, made_with: str) -> dict[str, Any]:
    """What the plan says it is for; its own entry is taken out of the archive."""
    try:
        sealed = json.loads(archive.pop(SEAL))
        return {name: sealed[name] for name in (*Purpose.__dataclass_fields__, "content")}
    except (KeyError, ValueError, TypeError):
        raise UserError(
            f"{shown} does not say what it is for, as it was not made by `stackwright plan`. `{made_with}` makes one."
        ) from None


def _place(local: bool) -> str:
    return "the AWS on this machine" if local else "an account at AWS"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
