"""`stackwright targets`: which targets are there, and how is each deployed?"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from modules.base.context import Context
from modules.deploy_roles.role_names import github_environment, role_name
from scripts.base.options import Json, TargetNames
from scripts.base.screen import Screen
from scripts.base.settings import AnySettings, load
from settings.load import load_shared
from settings.problem import SettingsError
from settings.shared import SharedSettings
from settings.target import SHARED, Deployment, Target, discover, find_root


class Purpose(StrEnum):
    """What a list of targets is for."""

    REVIEW = "review"
    DEPLOY = "deploy"


def main(
    targets: TargetNames = None,
    as_json: Json = False,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="Write one line of JSON that a GitHub workflow takes as its matrix.")
    ] = False,
    purpose: Annotated[
        Purpose | None,
        typer.Option("--for", help="Only what a workflow may plan (review), or what a push deploys (deploy)."),
    ] = None,
) -> int:
    """List targets with their account, region, state and the roles that a GitHub workflow deploys them with.

    Without a TARGET, all of them. No push deploys scales of one deployment: which of them is wanted, a person says.

    Examples:
    stackwright targets
    stackwright targets macro-ai/dev macro-ai/prod --for deploy --matrix
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json or matrix)
    wanted = [Target.existing(text, root) for text in targets] if targets else discover(root)
    found = [_entry(target, root) for target in dict.fromkeys(wanted)]
    if purpose:
        found = [entry for entry in found if _serves(entry, purpose)]
    for entry in found:
        screen.say(f"{entry['target']}: account {entry['account_id']}, {entry['region']}, state {entry['state_key']}")
    if matrix and found:  # A matrix without entries is an error to GitHub; a text without letters can be asked for.
        screen.line({"include": found})
    if not matrix:
        screen.document({"targets": found})
    return 0


def _entry(target: Target, root: Path) -> dict[str, Any]:
    settings = load(target, root).settings
    deployment = settings.deployment(target)
    return {
        "target": target.id,
        "kind": target.kind,
        "stack": target.stack_id,
        "account_id": settings.account_id,
        "region": settings.region,
        "state_key": deployment.state_key,
        "is_scale": target.kind == "environment" and deployment.id != target.id,
        **_roles(target, deployment, settings, root),
    }


def _serves(entry: Mapping[str, Any], purpose: Purpose) -> bool:
    if purpose is Purpose.REVIEW:
        return entry["plan_role"] is not None
    return entry["apply_role"] is not None and not entry["is_scale"]


def _roles(target: Target, deployment: Deployment, settings: AnySettings, root: Path) -> dict[str, str | None]:
    """The roles of the target's workflows; None where its system's shared stack makes none."""
    none: dict[str, str | None] = {"plan_role": None, "apply_role": None, "push_role": None, "github_environment": None}
    if target.kind == "state":
        return none
    shared_target = Target(target.system, SHARED)
    shared = settings if isinstance(settings, SharedSettings) else _shared(shared_target, root)
    if shared is None or shared.deploy_roles is None:
        return none
    context = shared.context(shared_target)
    push = {"push_role": _arn(context, "push") if shared.repositories else None}
    if target.kind == "shared":
        # Who applies it may change the roles: an administrator, by hand.
        return {**none, **push, "plan_role": _arn(context, f"{SHARED}_plan")}
    environment = shared.deploy_roles.environments.get(deployment.environment)
    if environment is None:
        return {**none, **push}
    return {
        **push,
        "plan_role": _arn(context, f"{deployment.environment}_plan"),
        "apply_role": _arn(context, f"{deployment.environment}_apply"),
        "github_environment": github_environment(environment.github_environment, deployment.name),
    }


def _shared(target: Target, root: Path) -> SharedSettings | None:
    try:
        Target.existing(target.id, root)
    except SettingsError:
        return None
    return load_shared(target, root).settings


def _arn(context: Context, local_name: str) -> str:
    return context.global_arn("iam", f"role/{role_name(context.name, local_name)}")
