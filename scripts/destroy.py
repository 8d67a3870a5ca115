"""`stackwright destroy`: everything a target has, gone."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from scripts.base.aws import Aws, choose
from scripts.base.boundary import UsageError
from scripts.base.deployed import deployed
from scripts.base.options import Local, TargetName
from scripts.base.progress import Progress
from scripts.base.questions import ask, needs_answer
from scripts.base.roots import after_stop, alone_with, called, refuse_unsaved, root_of, synthesise_one
from scripts.base.screen import Screen, counted
from scripts.base.settings import load
from scripts.base.where import state_address
from settings.load import Loaded
from settings.state import StateSettings
from settings.target import Deployment, Target, find_root
from toolchain.cdktf import Cdktf
from toolchain.errors import UserError
from toolchain.process import Interrupted

PROTECTIONS = ("deletion_protection", "deletion_protection_enabled", "enable_deletion_protection")
"""The arguments by which AWS itself refuses to delete: true, or ACTIVE for a user pool."""


def main(
    target_name: TargetName,
    yes: Annotated[
        str | None, typer.Option("--yes", metavar="TARGET", help="Do not ask; must be the target's name once more.")
    ] = None,
    local: Local = False,
) -> int:
    """Destroy everything a target has.

    Asks for the target's name. Refuses when the settings or a resource protect the target, and says what does.
    """
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    if target.kind == "state":
        raise UserError(
            "The state stack keeps the state of all other targets and cannot be destroyed with this command; "
            "modules/state/README.md says how it is done by hand."
        )
    if yes not in (None, target.id):
        raise UsageError(f"--yes {yes} is not the target that would be destroyed, which is {target}")
    if yes is None:
        needs_answer(f"--yes {target} to destroy it without a question")
    loaded = load(target, root)
    _refuse_protected(loaded)
    screen = Screen()
    aws = choose(loaded.settings, root, screen, use_local=local)
    refuse_unsaved(target, root, aws)
    with alone_with(target, root, screen, "destroy", waits=False):
        return _destroy(loaded.deployment, target, root, aws, screen, asks=yes is None)


def _destroy(deployment: Deployment, target: Target, root: Path, aws: Aws, screen: Screen, *, asks: bool) -> int:
    emitted = synthesise_one(target, root, screen)
    terraform = root_of(target, root, aws)
    with screen.step(f"read the state of {target}") as step:
        terraform.init()
        state = terraform.state_pull()
        before = deployed(state)
        step.result = counted(before.resources, "resource")
    if not before.resources:
        screen.say(f"{target} has no resources: nothing to destroy.")
        return 0
    blocking = [*_prevented(json.loads(emitted.root_file.read_text())), *_protected(state or {})]
    if blocking:
        raise UserError("\n  ".join([f"{target} was not destroyed, because these are protected:", *blocking]))
    for line in before.lines():
        screen.say(f"  - {line}", style="red")
    if asks and ask(f"All of this will be gone for good. Type {target} to destroy it:") != target.id:
        screen.say("Nothing was destroyed.")
        return 1
    with screen.step(f"destroy {target}") as step:
        progress = Progress(before.resources, step.note)
        try:
            cdktf = Cdktf(root, base_environment=aws.environment, on_line=progress.on_line, called=called(target, aws))
            cdktf.destroy(target.stack_id, skip_synth=True)
        except Interrupted:
            screen.say(after_stop("What is left", target, root, aws))
            raise
        left = deployed(terraform.state_pull()).resources
        step.result = counted(before.resources - left, "resource")
    screen.say(f"{target} is destroyed. Its empty state stays in {state_address(deployment, root)}.", style="green")
    return 0


def _refuse_protected(loaded: Loaded[Any]) -> None:
    settings = loaded.settings
    if isinstance(settings, StateSettings) or not settings.deletion_protection:
        return
    file = loaded.file.path
    if "deletion_protection" in loaded.file.values:
        what = f"{loaded.where(('deletion_protection',))} says deletion_protection = true"
    else:
        what = f"{file} does not say deletion_protection = false, and protection is the default"
    raise UserError(
        f"{loaded.target} is protected: {what}. If it really has to go, write deletion_protection = false there, "
        f"run `stackwright deploy {loaded.target}`, then destroy it."
    )


def _prevented(content: Mapping[str, Any]) -> Iterator[str]:
    """Resources that Terraform refuses to destroy."""
    for terraform_type, resources in content.get("resource", {}).items():
        for name, arguments in resources.items():
            if arguments.get("lifecycle", {}).get("prevent_destroy"):
                yield f"{terraform_type}.{name}: its module sets prevent_destroy"


def _protected(state: Mapping[str, Any]) -> Iterator[str]:
    """Resources that AWS refuses to delete, as the state knows them."""
    for resource in state.get("resources", []):
        for instance in resource["instances"]:
            for name in PROTECTIONS:
                if instance["attributes"].get(name) in (True, "ACTIVE"):
                    address = f"{resource['type']}.{resource['name']}"
                    yield f"{address}: {name} is on in AWS; deploy the target with deletion_protection = false first"
