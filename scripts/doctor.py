"""`stackwright doctor`: does this machine have what is needed?"""

import os
from pathlib import Path
from typing import Annotated

import typer

import local_aws
from scripts.base.options import Json
from scripts.base.screen import Screen
from settings.target import find_root
from toolchain.doctor import Diagnosis, State, diagnoses
from toolchain.errors import UserError

STYLES = {State.OK: "green", State.LIMITED: "yellow", State.MISSING: "red"}
REGION = "us-east-1"


def main(
    aws: Annotated[bool, typer.Option("--aws/--no-aws", help="Ask AWS who the credentials belong to.")] = True,
    as_json: Json = False,
) -> int:
    """Look at this machine: versions, Terraform and its provider, credentials, Docker, room.

    Changes nothing. Ends with exit code 1 when something is missing that the main job needs; what only some verbs need
    is named and does no harm.

    Examples:
    stackwright doctor
    stackwright doctor --no-aws
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    found = []
    for diagnosis in diagnoses(root, os.environ):
        found.append(diagnosis)
        _show(diagnosis, screen)
    for diagnosis in (_local_aws(root), *([_credentials()] if aws else [])):
        found.append(diagnosis)
        _show(diagnosis, screen)
    screen.document(
        {
            "checks": [
                {"name": one.name, "state": one.state.value, "found": one.found, "advice": one.advice or None}
                for one in found
            ]
        }
    )
    missing = [one.name for one in found if one.state is State.MISSING]
    screen.say(
        f"\nMissing: {', '.join(missing)}." if missing else "\nEverything is there that `make demo` needs.",
        style="red" if missing else "green",
    )
    return 1 if missing else 0


def _show(diagnosis: Diagnosis, screen: Screen) -> None:
    screen.say(f"{diagnosis.state.value:>7}  {diagnosis.name}: {diagnosis.found}", style=STYLES[diagnosis.state])
    if diagnosis.advice:
        screen.say(f"{'':7}  {diagnosis.advice}")


def _local_aws(root: Path) -> Diagnosis:
    running = local_aws.status(root)
    if running is None:
        return Diagnosis("Local AWS", State.OK, "not running; `stackwright local up` starts it on a free port")
    return Diagnosis("Local AWS", State.OK, f"runs at {running.endpoint} (process {running.pid})")


def _credentials() -> Diagnosis:
    from scripts.base.aws_client import client, in_sentences

    name = "AWS credentials"
    try:
        with in_sentences():
            account = client("sts", REGION, os.environ).get_caller_identity()
    except UserError as problem:
        return Diagnosis(name, State.LIMITED, str(problem), "Only a real AWS account needs them; --local does not.")
    return Diagnosis(name, State.OK, f"account {account['Account']}, {account['Arn'].rpartition(':')[2]}")
