import json
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts.base.lock_holder import holders_here, is_from_here
from scripts.base.state_lock import Lock
from settings.load import load_state
from settings.target import Deployment

SHOP = Deployment("shop", "dev")


def lock(who: str) -> Lock:
    return Lock("1", who, "apply", datetime(2026, 11, 21, tzinfo=UTC), "1.11.4", ())


@pytest.mark.parametrize(
    ("who", "expected"), [(f"ann@{socket.gethostname()}", True), ("ann@elsewhere", False), ("", False)]
)
def test_knows_locks_of_this_machine(who: str, expected: bool):
    assert is_from_here(lock(who)) is expected


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Callable[..., int]]:
    """Starts a program of some name in a folder with the root of a state; gives its process id."""
    started: list[subprocess.Popen[bytes]] = []

    def start(program: str, key: str, **environment: str) -> int:
        folder = tmp_path / f"{len(started)}"
        folder.mkdir()
        backend = {"bucket": "stackwright-state-123456789012", "key": key}
        (folder / "cdk.tf.json").write_text(json.dumps({"terraform": {"backend": {"s3": backend}}}))
        path = folder / program
        shutil.copy("/bin/sleep", path)
        started.append(subprocess.Popen([path, "60"], cwd=folder, env=environment))
        return started[-1].pid

    yield start
    for process in started:
        process.kill()
        process.wait()


def found(repository: Path, program: str = "terraform") -> list[int]:
    return [process.pid for process in holders_here(load_state(repository).settings, SHOP, {}, program)]


def test_finds_the_terraform_that_works_on_the_state_in_whatever_copy(repository: Path, runs: Callable[..., int]):
    pid = runs("terraform", SHOP.state_key)
    assert found(repository) == [pid]


def test_a_terraform_of_another_name_is_found_too(repository: Path, runs: Callable[..., int]):
    pid = runs("terraform-1.11.4-of-ours", SHOP.state_key)
    assert found(repository, "terraform-1.11.4-of-ours") == [pid]
    assert found(repository) == []


def test_others_are_no_holders(repository: Path, runs: Callable[..., int]):
    runs("terraform", "shop/prod/terraform.tfstate")
    runs("bash-of-a-person", SHOP.state_key)
    runs("terraform-provider-aws_v5.100.0_x5", SHOP.state_key)
    assert found(repository) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux shows the environment of a process")
def test_a_terraform_that_talks_to_another_aws_is_no_holder(repository: Path, runs: Callable[..., int]):
    runs("terraform", SHOP.state_key, AWS_ENDPOINT_URL="http://127.0.0.1:4566")
    assert found(repository) == []


def test_a_folder_that_holds_no_root_is_no_reason_to_stop(repository: Path, tmp_path: Path, runs: Callable[..., int]):
    runs("terraform", SHOP.state_key)
    (tmp_path / "0" / "cdk.tf.json").write_text("{")
    assert found(repository) == []
