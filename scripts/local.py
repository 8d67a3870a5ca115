"""`stackwright local`: AWS on this machine.

Examples:
stackwright local up
eval "$(stackwright local env macro-ai/dev)"
stackwright local down
"""

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

import local_aws
from local_aws import LocalAws, pages
from scripts.base.aws import hosted_zones, local_environment
from scripts.base.options import Json, TargetName
from scripts.base.screen import Screen
from scripts.base.settings import AnySettings, load
from settings.problem import SettingsError
from settings.target import Target, discover, find_root
from toolchain.errors import UserError

T = TypeVar("T")


def up(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="A port of 127.0.0.1; by default a free one.")
    ] = None,
) -> None:
    """Start it, with the hosted zones that the environments expect. Harmless when it already runs."""
    root = find_root(Path.cwd())
    running = local_aws.status(root)
    if running and port is not None and not running.endpoint.endswith(f":{port}"):
        raise UserError(f"The local AWS already runs at {running.endpoint}; `stackwright local down` stops it.")
    started = local_aws.start(root, port, hosted_zones(_settings(root)))
    screen = Screen()
    screen.say(
        f"The local AWS {'already runs' if running else 'runs'} at {started.endpoint}; its log is {started.log_path}."
    )
    screen.say(
        "`stackwright local env TARGET` prints what makes the aws command use it; `stackwright local down` stops it."
    )


def down() -> None:
    """Stop it. Everything in it is gone then."""
    stopped = local_aws.stop(find_root(Path.cwd()))
    Screen().say("The local AWS is stopped." if stopped else "The local AWS was not running.")


def status(as_json: Json = False) -> None:
    """Say whether and where it runs, and which operations it was asked for and does not have."""
    running = local_aws.status(find_root(Path.cwd()))
    screen = Screen(as_json=as_json)
    if running is None:
        screen.say("The local AWS is not running; `stackwright local up` starts it.")
        screen.document({"running": False})
        return
    refused = _ask(running, pages.unsupported)
    screen.say(f"The local AWS runs at {running.endpoint} (process {running.pid}); its log is {running.log_path}.")
    for one in refused:
        screen.say(f"  It does not have {one['service']} {one['operation']}, asked for {one['count']} times.")
    screen.document(
        {
            "running": True,
            "endpoint": running.endpoint,
            "pid": running.pid,
            "log": str(running.log_path),
            "unsupported": refused,
        }
    )


def reset() -> None:
    """Empty it: as if it had just been started."""
    _ask(_running(find_root(Path.cwd())), pages.reset)
    Screen().say("The local AWS is empty.")


def env(target: TargetName) -> None:
    """Print what makes other programs in this shell use it: eval "$(stackwright local env macro-ai/dev)"."""
    root = find_root(Path.cwd())
    settings = load(Target.existing(target, root), root).settings
    ours = local_environment(_running(root), settings.account_id, settings.region)
    in_the_way = sorted(name for name in os.environ if name.startswith("AWS_") and name not in ours)
    screen = Screen()
    if in_the_way:
        screen.say(f"unset {' '.join(in_the_way)}")
    for name, value in ours.items():
        if value != os.environ.get(name):
            screen.say(f"export {name}={shlex.quote(value)}")


VERBS = (up, down, status, reset, env)


def _settings(root: Path) -> list[AnySettings]:
    """The settings of all environments that are right; `check` is the command that lists what is not."""
    found: list[AnySettings] = []
    for target in discover(root):
        try:
            found.append(load(target, root).settings)
        except SettingsError:
            continue
    return found


def _running(root: Path) -> LocalAws:
    running = local_aws.status(root)
    if running is None:
        raise UserError("The local AWS is not running; `stackwright local up` starts it.")
    return running


def _ask(running: LocalAws, page: Callable[[str], T]) -> T:
    try:
        return page(running.endpoint)
    except OSError as error:
        raise UserError(
            f"The local AWS at {running.endpoint} does not answer ({error}); see {running.log_path}."
        ) from error
