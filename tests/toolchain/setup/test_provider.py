import os
from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain import provider_mirror
from toolchain.errors import UserError
from toolchain.setup import provider
from toolchain.setup.step import Setup
from toolchain.terraform_binary import TerraformBinary

# What `terraform providers mirror` makes: the zip file of the registry, here with a program of one byte.
MIRRORS = """
echo "$@" >> calls
folder="packed/registry.terraform.io/hashicorp/aws"
mkdir -p "$folder"
printf x > terraform-provider-aws_v5.100.0_x5
python3 -m zipfile -c "$folder/terraform-provider-aws_5.100.0_linux_amd64.zip" terraform-provider-aws_v5.100.0_x5
"""
REFUSES = "echo 'Error: could not connect to registry.terraform.io'; exit 1"


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    monkeypatch.setattr(provider_mirror, "ADD_ON_SOFTWARE", tmp_path / "software")
    environment = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path), "PATH": os.environ["PATH"]}
    return Setup(tmp_path / "repository", environment, os.open(os.devnull, os.O_RDONLY), [].append)


@pytest.fixture
def terraform(tmp_path: Path) -> TerraformBinary:
    path = fakes.terraform(tmp_path / "bin", "1.11.4", more=MIRRORS)
    return TerraformBinary(str(path), "1.11.4", "linux_amd64")


def test_writes_the_configuration_for_the_mirror_it_finds(
    setup: Setup, terraform: TerraformBinary, tmp_path: Path
) -> None:
    mirror = fakes.provider(tmp_path / "software" / "mirror")
    assert provider.ensure(setup, terraform) == f"{mirror} (found on this machine)"
    assert f'"{mirror}"' in (setup.runtime / "terraform.rc").read_text()
    assert setup.done == 0


def test_fetches_from_the_registry_once_and_unpacks(setup: Setup, terraform: TerraformBinary) -> None:
    fetched = setup.runtime / "providers"
    for _ in range(2):
        assert provider.ensure(setup, terraform) == f"{fetched} (fetched by set-up)"
    program = fetched / "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5"
    assert program.read_text() == "x"
    assert os.access(program, os.X_OK)
    assert setup.done == 1


def test_no_network(setup: Setup, tmp_path: Path) -> None:
    path = fakes.terraform(tmp_path / "bin", "1.11.4", more=REFUSES)
    with pytest.raises(UserError) as failed:
        provider.ensure(setup, TerraformBinary(str(path), "1.11.4", "linux_amd64"))
    assert str(failed.value) == (
        'Set-up failed at the step "AWS provider 5.100.0": terraform ended with exit code 1.'
        " Without a network, name a folder that has the provider in STACKWRIGHT_PROVIDER_MIRROR."
        " The whole output is in .stackwright/setup.log; it ends with:\n"
        "    Error: could not connect to registry.terraform.io"
    )


def test_the_users_own_provider_installation_is_used_as_it_is(
    setup: Setup, terraform: TerraformBinary, tmp_path: Path
) -> None:
    fakes.provider(tmp_path / "software" / "mirror")
    rc = tmp_path / ".terraformrc"
    rc.write_text("provider_installation {\n  direct {}\n}\n")
    for _ in range(2):
        assert provider.ensure(setup, terraform) == f"as {rc} says"
    assert (setup.runtime / "terraform.rc").readlink() == rc
    rc.unlink()
    provider.ensure(setup, terraform)
    assert not (setup.runtime / "terraform.rc").is_symlink()


def test_the_variable_goes_before_the_users_configuration(
    setup: Setup, terraform: TerraformBinary, tmp_path: Path
) -> None:
    named = fakes.provider(tmp_path / "named")
    (tmp_path / ".terraformrc").write_text("provider_installation {\n  direct {}\n}\n")
    setup.environment = {**setup.environment, "STACKWRIGHT_PROVIDER_MIRROR": str(named)}
    assert provider.ensure(setup, terraform) == f"{named} (STACKWRIGHT_PROVIDER_MIRROR)"


def test_our_own_configuration_named_by_the_environment_is_not_taken_for_the_users(
    setup: Setup, terraform: TerraformBinary, tmp_path: Path
) -> None:
    mirror = fakes.provider(tmp_path / "software" / "mirror")
    provider.ensure(setup, terraform)
    setup.environment = {**setup.environment, "TF_CLI_CONFIG_FILE": str(setup.runtime / "terraform.rc")}
    assert provider.ensure(setup, terraform) == f"{mirror} (found on this machine)"
