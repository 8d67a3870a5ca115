from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain import terraform_binary
from toolchain.errors import UserError


def refusal(repository: Path, environment: dict[str, str]) -> str:
    with pytest.raises(UserError) as refused:
        terraform_binary.find(repository, environment)
    return str(refused.value)


@pytest.mark.parametrize("version", ["1.11.0", "1.11.4", "1.99.0"])
def test_takes_the_one_on_the_path_if_it_fits(tmp_path: Path, version: str) -> None:
    path = fakes.terraform(tmp_path / "bin", version)
    found = terraform_binary.find(tmp_path, {"PATH": str(tmp_path / "bin")})
    assert (found.path, found.version, found.platform) == (str(path), version, "linux_amd64")


@pytest.mark.parametrize("version", ["1.10.5", "2.0.0"])
def test_takes_the_fetched_one_if_the_one_on_the_path_does_not_fit(tmp_path: Path, version: str) -> None:
    fakes.terraform(tmp_path / "bin", version)
    fetched = fakes.terraform(tmp_path / ".stackwright" / "bin", "1.11.4")
    assert terraform_binary.find(tmp_path, {"PATH": str(tmp_path / "bin")}).path == str(fetched)


def test_says_what_was_found_when_nothing_fits(tmp_path: Path) -> None:
    path = fakes.terraform(tmp_path / "bin", "1.5.7")
    assert refusal(tmp_path, {"PATH": str(tmp_path / "bin")}) == (
        f"Terraform >= 1.11, < 2 is missing: {path} is 1.5.7. `make setup` fetches 1.11.4."
    )
    assert refusal(tmp_path, {"PATH": str(tmp_path)}) == (
        "Terraform >= 1.11, < 2 is missing: there is none on the PATH. `make setup` fetches 1.11.4."
    )


def test_terraform_binary_name_comes_first(tmp_path: Path) -> None:
    fakes.terraform(tmp_path / "bin", "1.11.4")
    named = fakes.terraform(tmp_path / "other", "1.12.0", name="tf112")
    environment = {"PATH": str(tmp_path / "bin"), "TERRAFORM_BINARY_NAME": str(named)}
    assert terraform_binary.find(tmp_path, environment).path == str(named)


def test_terraform_binary_name_must_fit(tmp_path: Path) -> None:
    fakes.terraform(tmp_path / "bin", "1.11.4")
    named = fakes.terraform(tmp_path / "other", "1.5.7")
    environment = {"PATH": str(tmp_path / "bin"), "TERRAFORM_BINARY_NAME": str(named)}
    assert refusal(tmp_path, environment) == (
        f"TERRAFORM_BINARY_NAME names {named}, which is Terraform 1.5.7; needed is >= 1.11, < 2. Correct it or unset it."
    )


def test_terraform_binary_name_must_be_there(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path), "TERRAFORM_BINARY_NAME": "tf"}
    assert refusal(tmp_path, environment) == (
        "TERRAFORM_BINARY_NAME names tf, which cannot be found or run. Correct it or unset it."
    )


def test_a_terraform_that_says_nothing_useful_is_named(tmp_path: Path) -> None:
    path = fakes.program(tmp_path / "bin", "terraform", "echo oops")
    assert refusal(tmp_path, {"PATH": str(tmp_path / "bin")}) == (
        f"{path} version -json gives no version (Expecting value: line 1 column 1 (char 0)). Repair or remove it."
    )


def test_asks_once_until_the_file_changes(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path / "bin")}
    said = '{"terraform_version": "1.11.4", "platform": "linux_amd64"}'
    count = tmp_path / "asked"
    path = fakes.program(tmp_path / "bin", "terraform", f"echo x >> {count}; echo '{said}'")
    for _ in range(3):
        assert terraform_binary.find(tmp_path, environment).version == "1.11.4"
    assert count.read_text() == "x\n"
    fakes.program(tmp_path / "bin", "terraform", f"echo x >> {count}; echo '{said.replace('1.11.4', '1.12.10')}'")
    assert terraform_binary.find(tmp_path, environment).version == "1.12.10"
    assert path.exists()
