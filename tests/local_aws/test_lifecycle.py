"""Start, find and stop, with real background processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

import local_aws
from toolchain.errors import UserError


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    local_aws.stop(tmp_path)


def folder(root: Path) -> Path:
    return root / ".stackwright" / "local_aws"


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_second_start_returns_the_running_server(root: Path) -> None:
    first = local_aws.start(root)
    assert local_aws.start(root) == first
    assert local_aws.status(root) == first
    assert first.log_path == folder(root) / "log"
    assert (folder(root) / "pid").read_text() == f"{first.pid}\n"
    assert (folder(root) / "port").read_text() == f"{first.endpoint.rsplit(':', 1)[1]}\n"


def test_stop_ends_the_process_and_removes_its_files(root: Path) -> None:
    running = local_aws.start(root)
    assert local_aws.stop(root) is True
    assert not alive(running.pid)
    assert local_aws.status(root) is None
    assert {path.name for path in folder(root).iterdir()} == {"lock", "log"}


def test_stop_is_harmless_when_nothing_runs(tmp_path: Path) -> None:
    assert local_aws.stop(tmp_path) is False
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_named(root: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UserError) as caught:
            local_aws.start(root, port)
    assert str(caught.value) == (
        f"The local AWS cannot start: port {port} of 127.0.0.1 is used by another program. "
        "Stop that program or choose another port."
    )


def test_a_server_that_dies_at_its_start_is_reported_with_its_last_lines(root: Path) -> None:
    with pytest.raises(UserError) as caught:
        local_aws.start(root, hosted_zones=["example.com"])
    message = str(caught.value)
    assert message.startswith(
        f"The local AWS ended at its start with exit code 2. The last lines of {folder(root) / 'log'}:\n"
    )
    assert message.endswith("'example.com' is not NAME=ZONE_ID or NAME=ZONE_ID@ACCOUNT")


def test_stop_never_ends_a_foreign_process_that_has_the_pid(root: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as foreign:
        folder(root).mkdir(parents=True)
        (folder(root) / "pid").write_text(f"{foreign.pid}\n")
        (folder(root) / "port").write_text("1\n")
        assert local_aws.status(root) is None
        assert local_aws.stop(root) is False
        assert foreign.poll() is None
        assert not (folder(root) / "pid").exists()
        foreign.communicate(b"\n")


def test_a_killed_server_leaves_files_that_the_next_start_replaces(root: Path) -> None:
    first = local_aws.start(root)
    os.kill(first.pid, 9)
    os.waitpid(first.pid, 0)
    assert local_aws.status(root) is None
    assert local_aws.start(root).pid != first.pid


def test_stop_ends_a_server_that_does_not_listen_to_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local_aws.lifecycle.STOP_TIMEOUT_SECONDS", 0.3)
    running = local_aws.start(root)
    os.kill(running.pid, 19)  # SIGSTOP: it cannot answer nor end itself
    began = time.monotonic()
    assert local_aws.stop(root) is True
    assert time.monotonic() - began < 3
    assert not alive(running.pid)


def test_a_start_adds_hosted_zones_to_the_running_server(root: Path) -> None:
    local_aws.start(root, hosted_zones=["one.example=Z1@111122223333"])
    running = local_aws.start(root, hosted_zones=["two.example=Z2@111122223333"])
    route53 = boto3.client(
        "route53",
        endpoint_url=running.endpoint,
        region_name="us-east-1",
        aws_access_key_id="111122223333",
        aws_secret_access_key="local",
    )
    zones = {zone["Name"]: zone["Id"] for zone in route53.list_hosted_zones()["HostedZones"]}
    assert zones == {"one.example.": "/hostedzone/Z1", "two.example.": "/hostedzone/Z2"}


def test_the_log_has_a_line_per_request(root: Path) -> None:
    running = local_aws.start(root)
    urllib.request.urlopen(f"{running.endpoint}/_local/unsupported").close()
    assert "GET /_local/unsupported 200" in running.log_path.read_text()


def test_the_environment_names_endpoint_account_and_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "intranet")
    assert local_aws.environment("http://127.0.0.1:4566", "111122223333", "us-west-2") == {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
        "AWS_ACCESS_KEY_ID": "111122223333",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": "us-west-2",
        "AWS_DEFAULT_REGION": "us-west-2",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "2",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "HTTP_PROXY": "http://127.0.0.1:4566",
        "NO_PROXY": "intranet,127.0.0.1",
    }


def test_importing_the_package_does_not_import_moto() -> None:
    code = "import sys, local_aws; print({'moto', 'boto3', 'botocore', 'flask'} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "set()\n"
