"""The name Terraform gives to this machine's platform."""

import platform

from toolchain.errors import UserError

ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def terraform_platform(system: str = platform.system(), machine: str = platform.machine()) -> str:
    """For instance "linux_amd64" or "darwin_arm64". Raises UserError on other systems and processors."""
    architecture = ARCHITECTURES.get(machine.lower())
    if system not in ("Linux", "Darwin") or architecture is None:
        raise UserError(f"Stackwright runs on Linux and macOS with amd64 or arm64; this machine is {system} {machine}.")
    return f"{system.lower()}_{architecture}"
