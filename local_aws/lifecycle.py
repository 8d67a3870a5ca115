"""Start, find and stop the local AWS of one repository. Its files are in `<root>/.stackwright/local_aws/`."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_aws import pages
from toolchain.errors import UserError
from toolchain.files import exclusive

HOST = "127.0.0.1"
START_TIMEOUT_SECONDS = 60.0
STOP_TIMEOUT_SECONDS = 5.0
_POLL_SECONDS = 0.05
_PACKAGE_PARENT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class LocalAws:
    """A running server."""

    endpoint: str
    pid: int
    log_path: Path


def start(root: Path, port: int | None = None, hosted_zones: Iterable[str] = ()) -> LocalAws:
    """The running server of this repository; started in the background when there is none.

    `hosted_zones` are `NAME=ZONE_ID` or `NAME=ZONE_ID@ACCOUNT`: public Route 53 zones with a known id, that exist from
    the start. A server that already runs keeps its port and gets the zones it lacks. Raises UserError when the port is
    taken or the server does not come up.
    """
    folder = _folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    zones = list(hosted_zones)
    with _exclusive(folder):
        running = status(root)
        if running:
            if zones:
                pages.add_hosted_zones(running.endpoint, zones)
            return running
        _end(folder)
        chosen = _free_port() if port is None else port
        if port is not None and not _is_free(port):
            raise UserError(
                f"The local AWS cannot start: port {port} of {HOST} is used by another program. "
                "Stop that program or choose another port."
            )
        return _launch(folder, chosen, zones)


def stop(root: Path) -> bool:
    """End this repository's server and wait until it is gone; True when one was running. Harmless when none is."""
    folder = _folder(root)
    if not folder.is_dir():
        return False
    with _exclusive(folder):
        return _end(folder)


def status(root: Path) -> LocalAws | None:
    """This repository's server if it answers, else None."""
    folder = _folder(root)
    pid, port = _read_number(folder / "pid"), _read_number(folder / "port")
    if pid is None or port is None:
        return None
    health = _health(port)
    if health is None or health.get("pid") != pid or health.get("runtime_folder") != str(folder.resolve()):
        return None
    return LocalAws(_endpoint(port), pid, folder / "log")


def environment(endpoint: str, account_id: str, region: str = "us-east-1") -> dict[str, str]:
    """The variables that make terraform, cdktf, boto3 and the aws cli talk to the local AWS as that account.

    They go over the caller's own environment. The user's configuration and profiles are out of reach.
    """
    not_proxied = [*filter(None, os.environ.get("NO_PROXY", "").split(",")), HOST]
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": account_id,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "2",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        # S3 Control calls go to <account>.<endpoint's host>, a name that nobody resolves. Go's clients use no proxy for
        # the endpoint itself, and send those calls here. HTTPS is left alone.
        "HTTP_PROXY": endpoint,
        "NO_PROXY": ",".join(dict.fromkeys(not_proxied)),
    }


def _folder(root: Path) -> Path:
    return root / ".stackwright" / "local_aws"


def _endpoint(port: int) -> str:
    return f"http://{HOST}:{port}"


def _exclusive(folder: Path) -> contextlib.AbstractContextManager[int]:
    """One start or stop at a time per repository."""
    return exclusive(folder / "lock")


def _launch(folder: Path, port: int, hosted_zones: list[str]) -> LocalAws:
    log_path = folder / "log"
    command = [sys.executable, "-m", "local_aws.server", "--port", str(port), "--runtime-folder", str(folder.resolve())]
    for zone in hosted_zones:
        command += ["--hosted-zone", zone]
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=_server_environment(),
        )
    # Written before the server answers: a start that is interrupted leaves a server that the next start can end.
    _write(folder / "port", port)
    _write(folder / "pid", process.pid)
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while (_health(port) or {}).get("pid") != process.pid:
        if process.poll() is not None:
            raise UserError(
                f"The local AWS ended at its start with exit code {process.returncode}. "
                f"The last lines of {log_path}:\n{_last_lines(log_path)}"
            )
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise UserError(
                f"The local AWS did not answer on port {port} within {START_TIMEOUT_SECONDS:.0f} seconds. "
                f"The last lines of {log_path}:\n{_last_lines(log_path)}"
            )
        time.sleep(_POLL_SECONDS)
    # The server outlives this process on purpose; without a code, Popen warns that it is still running.
    process.returncode = 0
    return LocalAws(_endpoint(port), process.pid, log_path)


def _server_environment() -> dict[str, str]:
    """The caller's environment without what would point moto's own clients or its account elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MOTO_"))}
    return {**kept, "PYTHONPATH": str(_PACKAGE_PARENT), "PYTHONUNBUFFERED": "1"}


def _end(folder: Path) -> bool:
    """End the server named by the pid file, if that process really is this server; remove the files."""
    pid = _read_number(folder / "pid")
    running = pid is not None and _is_server(pid, folder)
    if pid is not None and running:
        _signal(pid, signal.SIGTERM)
        if not _gone(pid, folder, STOP_TIMEOUT_SECONDS):
            _signal(pid, signal.SIGKILL)
            _gone(pid, folder, STOP_TIMEOUT_SECONDS)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    for name in ("pid", "port"):
        (folder / name).unlink(missing_ok=True)
    return running


def _gone(pid: int, folder: Path, timeout_seconds: float) -> bool:
    deadline = time.monotonic() + timeout_seconds
    while _is_server(pid, folder):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _is_server(pid: int, folder: Path) -> bool:
    """Whether the process is this repository's server, by its command line: a pid alone may have been reused."""
    words = _command_line(pid)
    return "local_aws.server" in words and str(folder.resolve()) in words


def _command_line(pid: int) -> str:
    """The command line of a process, "" when there is none."""
    proc = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    ps = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(ps, capture_output=True, text=True, check=False).stdout.strip()


def _health(port: int) -> dict[str, Any] | None:
    try:
        answer = pages.health(_endpoint(port))
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server does: a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _read_number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _write(path: Path, number: int) -> None:
    """Written beside and renamed, so that a reader sees the old or the new file, never half of one."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(f"{number}\n")
    beside.replace(path)


def _last_lines(path: Path, count: int = 15) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-count:])
