"""The AWS provider, and the Terraform CLI configuration that leads to it."""

import shutil
import zipfile
from pathlib import Path

from toolchain import provider_mirror, versions
from toolchain.files import write_beside
from toolchain.setup.step import Setup
from toolchain.terraform_binary import TerraformBinary

NAME = f"AWS provider {versions.AWS_PROVIDER_VERSION}"
REQUIREMENT = f"""terraform {{
  required_providers {{
    aws = {{
      source  = "{versions.AWS_PROVIDER_SOURCE}"
      version = "{versions.AWS_PROVIDER_VERSION}"
    }}
  }}
}}
"""


def ensure(setup: Setup, terraform: TerraformBinary) -> str:
    """Writes .stackwright/terraform.rc, fetches the provider if nothing here has it, and says where it comes from."""
    configuration = setup.runtime / "terraform.rc"
    own = _own_configuration(setup, configuration)
    if own is not None:
        setup.runtime.mkdir(parents=True, exist_ok=True)
        beside = configuration.with_name(".terraform.rc.link")
        beside.unlink(missing_ok=True)
        beside.symlink_to(own)
        beside.replace(configuration)
        return f"as {own} says"
    mirror = provider_mirror.find(setup.repository, terraform.platform, setup.environment)
    if mirror is None:
        _fetch(setup, terraform)
        mirror = provider_mirror.find(setup.repository, terraform.platform, setup.environment)
    write_beside(configuration, provider_mirror.configuration(mirror))
    return f"{mirror.folder} ({mirror.reason})" if mirror else "the registry"


def _own_configuration(setup: Setup, ours: Path) -> Path | None:
    """The user's configuration, unless our variable overrules it or the environment names the file we write."""
    if setup.environment.get(provider_mirror.VARIABLE) or setup.environment.get("TF_CLI_CONFIG_FILE") == str(ours):
        return None
    return provider_mirror.own_configuration(setup.environment)


def _fetch(setup: Setup, terraform: TerraformBinary) -> None:
    """Gets the provider from the registry once, unpacked, so that no `terraform init` has to do it again."""
    target = provider_mirror.fetched_folder(setup.repository)
    stamp = target.with_name("providers.fetched")

    def action() -> None:
        work = setup.runtime / "provider"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        (work / "main.tf").write_text(REQUIREMENT)
        setup.run(
            [terraform.path, "providers", "mirror", f"-platform={terraform.platform}", "packed"],
            step=NAME,
            folder=work,
            hint=f"Without a network, name a folder that has the provider in {provider_mirror.VARIABLE}.",
        )
        packed = work / "packed" / versions.AWS_PROVIDER_SOURCE
        beside = work / "unpacked"
        unpacked = beside / versions.AWS_PROVIDER_SOURCE / versions.AWS_PROVIDER_VERSION / terraform.platform
        archive = packed / f"terraform-provider-aws_{versions.AWS_PROVIDER_VERSION}_{terraform.platform}.zip"
        with zipfile.ZipFile(archive) as members:
            members.extractall(unpacked)
        for program in unpacked.glob("terraform-provider-aws*"):
            program.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        beside.rename(target)
        shutil.rmtree(work)

    setup.once(NAME, stamp, f"{versions.AWS_PROVIDER_VERSION} {terraform.platform}", action)
