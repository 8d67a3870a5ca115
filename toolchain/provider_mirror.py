"""Where the AWS provider lies on this machine, and the Terraform CLI configuration that says so."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolchain import versions
from toolchain.errors import UserError

VARIABLE = "STACKWRIGHT_PROVIDER_MIRROR"
# The folder that the Filesystem Hierarchy Standard sets aside for add-on software packages.
ADD_ON_SOFTWARE = Path("/opt")


@dataclass(frozen=True)
class Mirror:
    """A folder laid out as Terraform wants a mirror: registry.terraform.io/hashicorp/aws/<version>/<platform>/."""

    folder: Path
    reason: str


def find(
    repository: Path,
    platform: str,
    environment: Mapping[str, str],
    *,
    add_on_software: Path | None = None,
) -> Mirror | None:
    """The first folder that holds the pinned AWS provider; None if only the registry is left.

    Order: the environment variable, Terraform's own implied mirror folders, the add-on software folder's subfolders,
    and what `make setup` fetched from the registry before. Raises UserError if the variable names a folder without it.
    """
    named = environment.get(VARIABLE)
    if named:
        if holds_provider(Path(named), platform):
            return Mirror(Path(named).resolve(), VARIABLE)
        raise UserError(
            f"{VARIABLE} names {named}, where {versions.AWS_PROVIDER_SOURCE}/{versions.AWS_PROVIDER_VERSION}/{platform}"
            " is missing. Correct it, or unset it to let `make setup` look elsewhere."
        )
    candidates = [Mirror(folder, "a folder Terraform itself looks into") for folder in implied_folders(environment)]
    candidates += [
        Mirror(folder, "found on this machine") for folder in _subfolders(add_on_software or ADD_ON_SOFTWARE)
    ]
    candidates += [Mirror(fetched_folder(repository), "fetched by set-up")]
    return next((mirror for mirror in candidates if holds_provider(mirror.folder, platform)), None)


def fetched_folder(repository: Path) -> Path:
    """Where `make setup` puts the provider it fetches from the registry."""
    return repository / ".stackwright" / "providers"


def holds_provider(folder: Path, platform: str) -> bool:
    """Whether a folder has the pinned provider for a platform, unpacked or as the registry's zip file."""
    provider = folder / versions.AWS_PROVIDER_SOURCE
    version = versions.AWS_PROVIDER_VERSION
    packed = provider / f"terraform-provider-aws_{version}_{platform}.zip"
    return packed.is_file() or any((provider / version / platform).glob("terraform-provider-aws*"))


def own_configuration(environment: Mapping[str, str]) -> Path | None:
    """The user's own Terraform CLI configuration, if it says where providers come from (a company's mirror, say)."""
    named = environment.get("TF_CLI_CONFIG_FILE")
    path = Path(named) if named else Path(environment.get("HOME", "/")) / ".terraformrc"
    if path.is_file() and re.search(r"^\s*provider_installation\s*\{", path.read_text(), re.MULTILINE):
        return path.resolve()
    return None


def configuration(mirror: Mirror | None) -> str:
    """The text of a Terraform CLI configuration that takes the AWS provider from the mirror and all others as usual."""
    if mirror is None:
        return "provider_installation {\n  direct {}\n}\n"
    folder = str(mirror.folder).replace("\\", "\\\\").replace('"', '\\"').replace("${", "$${").replace("%{", "%%{")
    return (
        "provider_installation {\n"
        "  filesystem_mirror {\n"
        f'    path    = "{folder}"\n'
        f'    include = ["{versions.AWS_PROVIDER_SOURCE}"]\n'
        "  }\n"
        "  direct {\n"
        f'    exclude = ["{versions.AWS_PROVIDER_SOURCE}"]\n'
        "  }\n"
        "}\n"
    )


def implied_folders(environment: Mapping[str, str], system: str = sys.platform) -> Iterator[Path]:
    """Where Terraform itself looks for mirrors on Linux and macOS.

    https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
    """
    home = Path(environment.get("HOME", "/"))
    yield home / ".terraform.d" / "plugins"
    if system == "darwin":
        for base in (home, Path("/")):
            yield base / "Library" / "Application Support" / "io.terraform" / "plugins"
        return
    data_folders = [environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")]
    data_folders += (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    for data in data_folders:
        yield Path(data) / "terraform" / "plugins"


def _subfolders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
