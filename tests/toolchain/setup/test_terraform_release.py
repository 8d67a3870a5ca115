import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain import versions
from toolchain.errors import UserError
from toolchain.platforms import terraform_platform
from toolchain.setup import terraform_release
from toolchain.setup.step import Setup


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release server's folder with a terraform for this machine."""
    platform = terraform_platform()
    folder = tmp_path / "releases" / "1.11.4"
    folder.mkdir(parents=True)
    archive = folder / f"terraform_1.11.4_{platform}.zip"
    with zipfile.ZipFile(archive, "w") as members:
        members.write(fakes.terraform(tmp_path / "build", "1.11.4"), "terraform")
        members.writestr("LICENSE.txt", "BUSL")
    return archive


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    environment = {"PATH": str(tmp_path / "bin"), "STACKWRIGHT_TERRAFORM_RELEASES": (tmp_path / "releases").as_uri()}
    return Setup(tmp_path / "repository", environment, os.open(os.devnull, os.O_RDONLY), [].append)


def pin(monkeypatch: pytest.MonkeyPatch, archive: Path) -> None:
    checksum = hashlib.sha256(archive.read_bytes()).hexdigest()
    monkeypatch.setitem(versions.TERRAFORM_SHA256, terraform_platform(), checksum)


def test_fetches_the_pinned_release(
    setup: Setup, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin(monkeypatch, release)
    fakes.terraform(tmp_path / "bin", "1.5.7")
    found = terraform_release.ensure(setup)
    folder = tmp_path / "repository" / ".stackwright" / "bin"
    assert (found.path, found.version) == (str(folder / "terraform"), "1.11.4")
    assert sorted(path.name for path in folder.iterdir()) == ["terraform", "terraform.release"]
    release.unlink()
    assert terraform_release.ensure(setup) == found


def test_a_fitting_one_on_the_path_is_enough(setup: Setup, tmp_path: Path) -> None:
    path = fakes.terraform(tmp_path / "bin", "1.12.2")
    assert terraform_release.ensure(setup).path == str(path)
    assert setup.done == 0


def test_a_file_with_another_checksum_is_refused_and_removed(setup: Setup, release: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        terraform_release.ensure(setup)
    platform = terraform_platform()
    found = hashlib.sha256(release.read_bytes()).hexdigest()
    assert str(refused.value) == (
        f"The file at {tmp_path.as_uri()}/releases/1.11.4/terraform_1.11.4_{platform}.zip is not HashiCorp's release:"
        f" its SHA-256 is {found}, expected {versions.TERRAFORM_SHA256[platform]}."
        " It was removed and not run. Try again; if it stays so, something on the way changes downloads."
    )
    assert list((tmp_path / "repository" / ".stackwright" / "bin").iterdir()) == []


def test_no_network(setup: Setup, tmp_path: Path) -> None:
    with pytest.raises(UserError) as failed:
        terraform_release.ensure(setup)
    url = f"{tmp_path.as_uri()}/releases/1.11.4/terraform_1.11.4_{terraform_platform()}.zip"
    message = str(failed.value)
    assert message.startswith(f"Terraform >= 1.11, < 2 is not on the PATH, and fetching {url} failed: ")
    assert message.endswith(
        ". Install Terraform yourself, or name a copy of the release folder in STACKWRIGHT_TERRAFORM_RELEASES."
    )


def test_a_named_terraform_that_does_not_fit_is_not_replaced_silently(setup: Setup, tmp_path: Path) -> None:
    named = fakes.terraform(tmp_path / "other", "1.5.7")
    setup.environment = {**setup.environment, "TERRAFORM_BINARY_NAME": str(named)}
    with pytest.raises(UserError, match="TERRAFORM_BINARY_NAME names"):
        terraform_release.ensure(setup)
