import pytest

from toolchain.errors import UserError
from toolchain.platforms import terraform_platform


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [("Linux", "x86_64", "linux_amd64"), ("Linux", "aarch64", "linux_arm64"), ("Darwin", "arm64", "darwin_arm64")],
)
def test_names_the_platform(system: str, machine: str, name: str) -> None:
    assert terraform_platform(system, machine) == name


@pytest.mark.parametrize(("system", "machine"), [("Windows", "AMD64"), ("Linux", "riscv64")])
def test_refuses_others(system: str, machine: str) -> None:
    with pytest.raises(UserError) as refused:
        terraform_platform(system, machine)
    assert str(refused.value) == (
        f"Stackwright runs on Linux and macOS with amd64 or arm64; this machine is {system} {machine}."
    )
