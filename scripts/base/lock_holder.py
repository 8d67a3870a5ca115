"""Whether the holder of a lock on a state still runs, as far as this machine can know."""

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.base.state_lock import Lock
from settings.state import StateSettings
from settings.target import Deployment
from toolchain.process import NAME_LENGTH
from toolchain.process_tree import Process, snapshot, variable, working_folder

TERRAFORM = ("terraform", "tofu")
ENDPOINT = "AWS_ENDPOINT_URL"


def is_from_here(lock: Lock) -> bool:
    """Whether the lock was taken on this machine."""
    return lock.who.rpartition("@")[2] == socket.gethostname()


def holders_here(
    settings: StateSettings, deployment: Deployment, environment: Mapping[str, str], program: str
) -> list[Process]:
    """The processes of this machine that run Terraform over a root with the state of this deployment.

    `environment` says which AWS that is, `program` is the name that terraform has here. They are told by the folder
    they work in, whichever copy of the repository that is.
    """
    names = {name[:NAME_LENGTH] for name in (*TERRAFORM, program)}
    return [
        process
        for process in snapshot()
        if process.name in names
        and _keeps(working_folder(process), settings, deployment)
        and variable(process, ENDPOINT) in (None, environment.get(ENDPOINT, ""))
    ]


def _keeps(folder: Path | None, settings: StateSettings, deployment: Deployment) -> bool:
    """Whether the root in a folder has its state where the deployment has it."""
    try:
        content: dict[str, Any] = json.loads((folder / "cdk.tf.json").read_text()) if folder else {}
    except (OSError, ValueError):
        return False
    backend = content.get("terraform", {}).get("backend", {}).get("s3", {})
    return (backend.get("bucket"), backend.get("key")) == (settings.state.bucket_name, deployment.state_key)
