"""Terraform itself: the one on the PATH if it fits, else the pinned release."""

import hashlib
import shutil
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from toolchain import terraform_binary, versions
from toolchain.errors import UserError
from toolchain.platforms import terraform_platform
from toolchain.setup.step import Setup
from toolchain.terraform_binary import TerraformBinary

RELEASES = "https://releases.hashicorp.com/terraform"
RELEASES_VARIABLE = "STACKWRIGHT_TERRAFORM_RELEASES"
TIMEOUT_SECONDS = 60


def ensure(setup: Setup) -> TerraformBinary:
    """A terraform whose version fits. Raises UserError when it can neither be found nor fetched."""
    try:
        return terraform_binary.find(setup.repository, setup.environment)
    except UserError:
        if setup.environment.get("TERRAFORM_BINARY_NAME"):
            raise
    platform = terraform_platform()
    target = terraform_binary.fetched_path(setup.repository)
    release = f"{versions.TERRAFORM_PINNED} {platform}"
    setup.once(f"Terraform {release}", target.with_suffix(".release"), release, lambda: _fetch(setup, platform, target))
    return terraform_binary.find(setup.repository, setup.environment)


def _fetch(setup: Setup, platform: str, target: Path) -> None:
    version = versions.TERRAFORM_PINNED
    base = setup.environment.get(RELEASES_VARIABLE, RELEASES)
    url = f"{base}/{version}/terraform_{version}_{platform}.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    archive = target.with_name("terraform.zip")
    try:
        # Whoever sets the variable chooses the scheme; the checksum below decides what may run.
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as response, archive.open("wb") as file:  # noqa: S310
            shutil.copyfileobj(response, file)
    except (OSError, urllib.error.URLError) as problem:
        raise UserError(
            f"Terraform {terraform_binary.NEEDED} is not on the PATH, and fetching {url} failed: {problem}."
            f" Install Terraform yourself, or name a copy of the release folder in {RELEASES_VARIABLE}."
        ) from problem
    check(archive, versions.TERRAFORM_SHA256[platform], url)
    with zipfile.ZipFile(archive) as members, members.open("terraform") as member:
        beside = target.with_name(".terraform.new")
        with beside.open("wb") as file:
            shutil.copyfileobj(member, file)
    beside.chmod(0o755)
    beside.replace(target)
    archive.unlink()


def check(archive: Path, expected_sha256: str, url: str) -> None:
    """Removes the file and raises UserError unless its SHA-256 is the expected one."""
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected_sha256:
        archive.unlink()
        raise UserError(
            f"The file at {url} is not HashiCorp's release: its SHA-256 is {found}, expected {expected_sha256}."
            " It was removed and not run. Try again; if it stays so, something on the way changes downloads."
        )
