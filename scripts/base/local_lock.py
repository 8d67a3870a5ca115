"""Who works in a Terraform root on this machine: the note in the lock file that `alone_with` holds."""

import getpass
import json
import os
import time
from pathlib import Path


def note(command: str) -> str:
    """What a lock file says of this process, for `refusal`."""
    since = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    return json.dumps({"command": command, "who": getpass.getuser(), "pid": os.getpid(), "since": since})


def refusal(lock: Path, target: str) -> str:
    """The sentence for somebody who may not work on a target because another process has its lock file."""
    try:
        holder = json.loads(lock.read_text())
        since = f"since {holder['since']} UTC (process {holder['pid']})"
        doing = f"{holder['who']} has been running `{holder['command']}` {since}"
    except (OSError, ValueError, KeyError):
        # Read in the moment before the holder wrote its note.
        doing = "another command has just begun"
    return f"Somebody works on {target} on this machine: {doing}. Nothing was changed; try again when that has ended."
