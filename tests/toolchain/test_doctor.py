from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain import doctor
from toolchain.doctor import Diagnosis, State, diagnoses

SETUP = "Run `make setup`."


def diagnosed(repository: Path, name: str) -> Diagnosis:
    environment = {
        "PATH": str(repository / "bin"),
        "STACKWRIGHT_PROVIDER_MIRROR": str(repository / "mirror"),
        "HOME": str(repository),
    }
    [found] = [one for one in diagnoses(repository, environment) if one.name == name]
    return found


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A machine with everything."""
    programs = tmp_path / "bin"
    fakes.terraform(programs, "1.11.4")
    fakes.program(programs, "node", "echo v20.11.1")
    fakes.program(programs, "git", "echo git version 2.39.5")
    fakes.program(programs, "docker", "echo 27.1.0")
    fakes.program(tmp_path / "node_modules" / ".bin", "cdktf", "")
    fakes.provider(tmp_path / "mirror")
    (tmp_path / ".stackwright").mkdir()
    (tmp_path / ".stackwright" / "terraform.rc").touch()
    return tmp_path


def test_a_machine_with_everything_is_well(whole: Path):
    for name in ("Python", "Node.js", "cdktf", "Terraform", "AWS provider", "git", "Docker"):
        assert (diagnosed(whole, name).state, diagnosed(whole, name).advice) == (State.OK, ""), name


def test_says_which_versions_it_found(whole: Path):
    found = {name: diagnosed(whole, name).found for name in ("Node.js", "Terraform", "AWS provider", "git", "Docker")}
    assert found == {
        "Node.js": "v20.11.1",
        "Terraform": f"1.11.4, {whole / 'bin' / 'terraform'}",
        "AWS provider": f"5.100.0, {whole / 'mirror'} (STACKWRIGHT_PROVIDER_MIRROR)",
        "git": "2.39.5",
        "Docker": "27.1.0",
    }


def test_an_old_node_is_not_enough(whole: Path):
    fakes.program(whole / "bin", "node", "echo v18.1.0")
    assert diagnosed(whole, "Node.js") == Diagnosis(
        "Node.js",
        State.MISSING,
        "v18.1.0",
        "Install Node.js 20 or newer and put it on the PATH: CDKTF runs on it.",
    )


def test_a_machine_with_nothing_is_told_what_to_do(tmp_path: Path):
    assert diagnosed(tmp_path, "Node.js").found == "there is no node on the PATH"
    assert diagnosed(tmp_path, "cdktf") == Diagnosis("cdktf", State.MISSING, "not installed", SETUP)
    assert diagnosed(tmp_path, "Terraform") == Diagnosis(
        "Terraform",
        State.MISSING,
        "Terraform >= 1.11, < 2 is missing: there is none on the PATH. `make setup` fetches 1.11.4.",
        "Run `make setup`, which fetches one that fits.",
    )
    assert diagnosed(tmp_path, "AWS provider") == Diagnosis(
        "AWS provider", State.MISSING, "nothing says where it comes from", SETUP
    )


def test_what_only_some_verbs_need_is_not_missing(tmp_path: Path):
    assert diagnosed(tmp_path, "git").state == State.LIMITED
    assert diagnosed(tmp_path, "Docker") == Diagnosis(
        "Docker",
        State.LIMITED,
        "there is no docker on the PATH",
        "Install Docker or start it. Only `stackwright build` needs it.",
    )


def test_a_docker_without_its_engine_is_told_apart(whole: Path):
    fakes.program(whole / "bin", "docker", "exit 1")
    assert diagnosed(whole, "Docker").found == "docker is there, its engine does not answer"


def test_a_docker_that_hangs_is_not_waited_for(whole: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "SECONDS", 0.2)
    fakes.program(whole / "bin", "docker", "exec /bin/sleep 5")
    assert diagnosed(whole, "Docker").state == State.LIMITED


def test_a_mirror_without_the_provider_is_named(whole: Path):
    (whole / "mirror" / "registry.terraform.io").rename(whole / "gone")
    assert diagnosed(whole, "AWS provider").found == (
        f"STACKWRIGHT_PROVIDER_MIRROR names {whole / 'mirror'}, where registry.terraform.io/hashicorp/aws/5.100.0/"
        "linux_amd64 is missing. Correct it, or unset it to let `make setup` look elsewhere."
    )


def test_little_room_is_said(whole: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "free_memory_bytes", lambda: 1024**3)
    monkeypatch.setattr(doctor, "DISK_BYTES", 1024**6)
    assert diagnosed(whole, "Memory") == Diagnosis(
        "Memory",
        State.LIMITED,
        "1.0 GiB free",
        "A plan needs about 1.5 GiB: end something else, or plan where there is more.",
    )
    assert diagnosed(whole, "Disk").state == State.LIMITED
