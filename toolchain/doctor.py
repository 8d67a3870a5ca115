"""What this machine has of what Stackwright needs, each with what to do where it is missing."""

import platform
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from subprocess import TimeoutExpired

from toolchain import process, provider_mirror, terraform_binary, versions
from toolchain.errors import UserError
from toolchain.terraform import free_memory_bytes

SECONDS = 30
# One terraform with the AWS provider, and Node.js beside it.
MEMORY_BYTES = 1536 * 1024**2
DISK_BYTES = 2 * 1024**3
GIB = 1024**3


class State(StrEnum):
    """`missing` keeps the main job from working; `limited` only what the finding names."""

    OK = "ok"
    LIMITED = "limited"
    MISSING = "missing"


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at: what was found, and what to do unless it is `ok`."""

    name: str
    state: State
    found: str
    advice: str = ""


Check = Callable[[Path, Mapping[str, str]], Diagnosis]


def diagnoses(repository: Path, environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    """One after the other, so that each can be shown as soon as it is known. Changes nothing, reaches no network."""
    for check in (_python, _node, _cdktf, _terraform, _provider, _git, _docker, _memory, _disk):
        yield check(repository, environment)


def _python(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    # An older one could not have come here.
    return Diagnosis("Python", State.OK, platform.python_version())


def _node(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    minimum = versions.spell(versions.NODE_MINIMUM)
    advice = f"Install Node.js {minimum} or newer and put it on the PATH: CDKTF runs on it."
    found = _version(["node", "--version"], environment)
    if found is None:
        return Diagnosis("Node.js", State.MISSING, "there is no node on the PATH", advice)
    new_enough = versions.parse(found) >= versions.NODE_MINIMUM
    return Diagnosis("Node.js", State.OK if new_enough else State.MISSING, found, "" if new_enough else advice)


def _cdktf(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    program = repository / "node_modules" / ".bin" / "cdktf"
    if program.exists():
        return Diagnosis("cdktf", State.OK, "installed in node_modules")
    return Diagnosis("cdktf", State.MISSING, "not installed", "Run `make setup`.")


def _terraform(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    try:
        binary = terraform_binary.find(repository, environment)
    except UserError as problem:
        return Diagnosis("Terraform", State.MISSING, str(problem), "Run `make setup`, which fetches one that fits.")
    return Diagnosis("Terraform", State.OK, f"{binary.version}, {binary.path}")


def _provider(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    name = "AWS provider"
    configuration = repository / ".stackwright" / "terraform.rc"
    if not configuration.is_file():
        return Diagnosis(name, State.MISSING, "nothing says where it comes from", "Run `make setup`.")
    try:
        platform_name = terraform_binary.find(repository, environment).platform
        mirror = provider_mirror.find(repository, platform_name, environment)
    except UserError as problem:
        return Diagnosis(name, State.MISSING, str(problem), "Mend that and run `make setup`.")
    if mirror is None:
        own = provider_mirror.own_configuration(environment)
        found = f"from where {own} says" if own else "from the registry, each time a root is first initialised"
        return Diagnosis(name, State.OK, f"{versions.AWS_PROVIDER_VERSION}, {found}")
    return Diagnosis(name, State.OK, f"{versions.AWS_PROVIDER_VERSION}, {mirror.folder} ({mirror.reason})")


def _git(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    found = _version(["git", "--version"], environment)
    if found is None:
        advice = "Install git. `promote --revert`, `scope --changed-from` and `synth --against` need it."
        return Diagnosis("git", State.LIMITED, "there is no git on the PATH", advice)
    return Diagnosis("git", State.OK, found.removeprefix("git version "))


def _docker(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    advice = "Install Docker or start it. Only `stackwright build` needs it."
    if shutil.which("docker", path=environment.get("PATH")) is None:
        return Diagnosis("Docker", State.LIMITED, "there is no docker on the PATH", advice)
    found = _version(["docker", "version", "--format", "{{.Server.Version}}"], environment)
    if not found:
        return Diagnosis("Docker", State.LIMITED, "docker is there, its engine does not answer", advice)
    return Diagnosis("Docker", State.OK, found)


def _memory(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    free = free_memory_bytes()
    if free >= MEMORY_BYTES:
        return Diagnosis("Memory", State.OK, f"{free / GIB:.1f} GiB free")
    advice = f"A plan needs about {MEMORY_BYTES / GIB:.1f} GiB: end something else, or plan where there is more."
    return Diagnosis("Memory", State.LIMITED, f"{free / GIB:.1f} GiB free", advice)


def _disk(repository: Path, environment: Mapping[str, str]) -> Diagnosis:
    free = shutil.disk_usage(repository).free
    if free >= DISK_BYTES:
        return Diagnosis("Disk", State.OK, f"{free / GIB:.0f} GiB free")
    advice = f"Set-up takes about {DISK_BYTES / GIB:.0f} GiB: make room on the disk of {repository}."
    return Diagnosis("Disk", State.LIMITED, f"{free / GIB:.1f} GiB free", advice)


def _version(command: list[str], environment: Mapping[str, str]) -> str | None:
    """What a program says its version is; None when it is not there or fails."""
    program = shutil.which(command[0], path=environment.get("PATH"))
    if program is None:
        return None
    try:
        done = process.capture(
            [program, *command[1:]], folder=Path.cwd(), environment=environment, timeout_seconds=SECONDS
        )
    except (OSError, TimeoutExpired):
        return None
    return done.stdout.strip() if done.exit_code == 0 else None
