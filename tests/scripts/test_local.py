import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import local_aws


@pytest.fixture(autouse=True)
def stopped(repository: Path) -> Iterator[None]:
    """Whatever a test starts ends with it."""
    yield
    local_aws.stop(repository)


def test_up_status_env_reset_down(stackwright, repository: Path, monkeypatch: pytest.MonkeyPatch):
    up = stackwright("local", "up")
    running = local_aws.status(repository)
    assert running is not None
    log = repository / ".stackwright" / "local_aws" / "log"
    assert up.exit_code == 0
    assert up.stdout.splitlines()[0] == f"The local AWS runs at {running.endpoint}; its log is {log}."
    again = stackwright("local", "up")
    assert again.stdout.splitlines()[0] == f"The local AWS already runs at {running.endpoint}; its log is {log}."

    elsewhere = stackwright("local", "up", "--port", "1")
    assert elsewhere.exit_code == 1
    assert elsewhere.stderr == (
        f"The local AWS already runs at {running.endpoint}; `stackwright local down` stops it.\n"
    )

    assert stackwright("local", "status", "--json").document == {
        "running": True,
        "endpoint": running.endpoint,
        "pid": running.pid,
        "log": str(log),
        "unsupported": [],
    }
    assert stackwright("local", "status").stdout == (
        f"The local AWS runs at {running.endpoint} (process {running.pid}); its log is {log}.\n"
    )

    monkeypatch.setenv("AWS_PROFILE", "prod")
    exports = stackwright("local", "env", "macro-ai/dev").stdout
    asked = f'{exports}echo "${{AWS_PROFILE-none}} $AWS_ACCESS_KEY_ID $AWS_ENDPOINT_URL $AWS_REGION"'
    shell = subprocess.run(["sh", "-c", asked], capture_output=True, text=True, env=dict(os.environ), check=True)
    assert shell.stdout == f"none 123456789012 {running.endpoint} us-east-1\n"

    assert stackwright("local", "reset").stdout == "The local AWS is empty.\n"
    assert stackwright("local", "down").stdout == "The local AWS is stopped.\n"
    assert local_aws.status(repository) is None
    with pytest.raises(ProcessLookupError):
        os.kill(running.pid, 0)


def test_when_it_does_not_run(stackwright):
    sentence = "The local AWS is not running; `stackwright local up` starts it.\n"
    assert stackwright("local", "status").stdout == sentence
    assert stackwright("local", "status", "--json").document == {"running": False}
    assert stackwright("local", "down").stdout == "The local AWS was not running.\n"
    for arguments in (["reset"], ["env", "macro-ai/dev"]):
        done = stackwright("local", *arguments)
        assert (done.exit_code, done.stdout, done.stderr) == (1, "", sentence)


def test_a_port_that_is_taken(stackwright):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = stackwright("local", "up", "--port", str(port))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"The local AWS cannot start: port {port} of 127.0.0.1 is used by another program. "
        "Stop that program or choose another port.\n"
    )
