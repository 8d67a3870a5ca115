"""checkov in an environment of its own: made from its lock, run on one file, its report read with suspicion."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolchain import process, side_environment
from toolchain.errors import UserError

LOCK = "requirements-scan.lock"
TIMEOUT_SECONDS = 600
ENDED = (0, 1)
"""Exit codes of a run that got to its end: nothing failed, something failed."""


@dataclass(frozen=True, order=True)
class Finding:
    """A check that a resource failed."""

    address: str
    check: str
    name: str


@dataclass(frozen=True)
class Report:
    """What checkov found in one file: how many checks passed, which failed, and what any check looked at."""

    passed: int
    failed: tuple[Finding, ...]
    looked_at: frozenset[str]


def ensure(repository: Path, say: Callable[[str], object]) -> Path:
    """The checkov command, installed with hashes into .stackwright/checkov if it is not there yet."""
    return side_environment.ensure(repository, "checkov", repository / LOCK, say) / "checkov"


def run(program: Path, framework: str, file: Path, address: Callable[[Mapping[str, Any]], str]) -> Report:
    """The report on one file; `address` tells the resource of one of checkov's records.

    checkov ends with 0 when it could not read the file or knows no check for what is in it. Raises UserError then.
    """
    home = file.parent
    # A .checkov.yaml of the user's, or a key of the vendor's, would change what is checked.
    isolated = {"HOME": str(home), "PATH": os.environ["PATH"], "LOG_LEVEL": "WARNING"}
    done = process.capture(
        [str(program), "--skip-download", "--framework", framework, "--file", str(file), "--output", "json"],
        folder=home,
        environment=isolated,
        timeout_seconds=TIMEOUT_SECONDS,
    )
    if done.exit_code not in ENDED:
        raise UserError(f"checkov ended with exit code {done.exit_code}:\n{done.stderr}{done.stdout}")
    try:
        content = json.loads(done.stdout)
    except ValueError:
        raise UserError(f"checkov gave no report on {file.name}:\n{done.stderr}{done.stdout}") from None
    return read(content, framework, file.name, address)


def read(content: Any, framework: str, name: str, address: Callable[[Mapping[str, Any]], str]) -> Report:
    """checkov's JSON as a report. Raises UserError when it did not check anything."""
    summary = content.get("summary", content) if isinstance(content, dict) else {}
    if summary.get("parsing_errors"):
        raise UserError(f"checkov could not read {name} as {framework}, and says so only in a counter.")
    results = content.get("results", {}) if isinstance(content, dict) else {}
    passed, failed = results.get("passed_checks", []), results.get("failed_checks", [])
    if not passed and not failed:
        raise UserError(f"checkov checked nothing in {name} as {framework}.")
    if results.get("skipped_checks"):
        raise UserError(f"checkov skipped checks in {name}; say why beside the resource, in Python, instead.")
    findings = sorted(Finding(address(record), record["check_id"], record["check_name"]) for record in failed)
    return Report(len(passed), tuple(findings), frozenset(address(record) for record in [*passed, *failed]))
