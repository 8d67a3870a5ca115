"""Which terraform this repository runs."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from toolchain import process, versions
from toolchain.errors import UserError
from toolchain.files import write_beside

NEEDED = f">= {versions.spell(versions.TERRAFORM_MINIMUM)}, < {versions.spell(versions.TERRAFORM_BELOW)}"


@dataclass(frozen=True)
class TerraformBinary:
    """A terraform that can be run: its path, its version ("1.11.4"), the platform it is built for ("linux_amd64")."""

    path: str
    version: str
    platform: str

    @property
    def fits(self) -> bool:
        return versions.TERRAFORM_MINIMUM <= versions.parse(self.version) < versions.TERRAFORM_BELOW


def find(repository: Path, environment: Mapping[str, str]) -> TerraformBinary:
    """The terraform to run. Raises UserError when there is none.

    That is TERRAFORM_BINARY_NAME, else the one on the PATH if its version fits, else the one `make setup` fetched.
    """
    named = environment.get("TERRAFORM_BINARY_NAME")
    path = shutil.which(named or "terraform", path=environment.get("PATH"))
    if named and path is None:
        raise UserError(f"TERRAFORM_BINARY_NAME names {named}, which cannot be found or run. Correct it or unset it.")
    on_path = _look(repository, path) if path else None
    if on_path is not None and on_path.fits:
        return on_path
    if named and on_path is not None:
        raise UserError(
            f"TERRAFORM_BINARY_NAME names {path}, which is Terraform {on_path.version}; needed is {NEEDED}."
            " Correct it or unset it."
        )
    fetched = fetched_path(repository)
    if fetched.is_file():
        return _look(repository, str(fetched))
    found = f"{on_path.path} is {on_path.version}" if on_path else "there is none on the PATH"
    raise UserError(f"Terraform {NEEDED} is missing: {found}. `make setup` fetches {versions.TERRAFORM_PINNED}.")


def fetched_path(repository: Path) -> Path:
    """Where `make setup` puts the Terraform it fetches."""
    return repository / ".stackwright" / "bin" / "terraform"


def _look(repository: Path, path: str) -> TerraformBinary:
    """What a terraform says of itself, remembered until the file changes."""
    status = Path(path).stat()
    identity = [path, status.st_size, status.st_mtime_ns]
    memory = repository / ".stackwright" / "terraform.json"
    if memory.is_file():
        known = json.loads(memory.read_text())
        if known["identity"] == identity:
            return TerraformBinary(**known["binary"])
    binary = _ask(path)
    write_beside(memory, json.dumps({"identity": identity, "binary": asdict(binary)}))
    return binary


def _ask(path: str) -> TerraformBinary:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    command = [path, "version", "-json"]
    try:
        answer = process.capture(
            command, folder=Path("/"), environment=environment | {"CHECKPOINT_DISABLE": "1"}, timeout_seconds=60
        )
        said = json.loads(answer.stdout)
        return TerraformBinary(path, said["terraform_version"], said["platform"])
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as problem:
        raise UserError(f"{path} version -json gives no version ({problem}). Repair or remove it.") from problem
