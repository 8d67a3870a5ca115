"""`stackwright destroy`: everything a target has, gone."""

import json
from typing import Annotated, Any

import typer

from review.model import Action
from scripts.base.boundary import UsageError
from scripts.base.deployed import Deployed, deployed
from scripts.base.options import Local, TargetName
from scripts.base.progress import Progress
from scripts.base.protection import Block, blocks
from scripts.base.questions import ask, needs_answer
from scripts.base.roots import after_stop, alone_with, plan, refuse_unsaved, synthesise_one
from scripts.base.screen import Screen, counted
from scripts.base.sources import sources
from scripts.base.subject import Subject, subject
from scripts.base.where import state_address
from settings.stack import SCALE_OUTPUT
from settings.state import StateSettings
from settings.target import Target
from toolchain.cdktf import Cdktf
from toolchain.errors import UserError
from toolchain.process import Interrupted

ONLY_WHILE_PROTECTED = ("aws_backup_vault_policy",)
"""Types that are there for protection alone, so that taking it off destroys them."""


def main(
    target_name: TargetName,
    yes: Annotated[
        str | None, typer.Option("--yes", metavar="TARGET", help="Do not ask; must be the target's name once more.")
    ] = None,
    production: Annotated[
        bool,
        typer.Option("--production", help="Also a target with deletion_protection; takes the protection off first."),
    ] = False,
    local: Local = False,
) -> int:
    """Destroy everything a target has.

    Asks for the target's name. A target is production while its settings say deletion_protection = true, which is the
    default, or AWS still protects something of it: that is refused, with everything that is in the way, unless
    --production is given.

    Examples:
    stackwright destroy macro-ai/dev
    stackwright destroy macro-ai/prod --production
    """
    if target_name == str(Target.parse("state")):
        raise UserError(
            "The state stack keeps the state of all other targets and cannot be destroyed with this command; "
            "modules/state/README.md says how it is done by hand."
        )
    if yes not in (None, target_name):
        raise UsageError(f"--yes {yes} is not the target that would be destroyed, which is {target_name}")
    if yes is None:
        needs_answer(f"--yes {target_name} to destroy it without a question")
    at = subject(target_name, Screen(), use_local=local)
    refuse_unsaved(at.target, at.root, at.aws)
    with alone_with(at.target, at.root, at.screen, "destroy", waits=False):
        return _destroy(at, production=production, asks=yes is None)


def _destroy(at: Subject, *, production: bool, asks: bool) -> int:
    emitted = synthesise_one(at.target, at.root, at.screen)
    with at.screen.step(f"read the state of {at.target}") as step:
        at.terraform().init()
        state = at.terraform().state_pull()
        before = deployed(state)
        step.result = counted(before.resources, "resource")
    if not before.resources:
        at.screen.say(f"{at.target} has no resources: nothing to destroy.")
        return 0
    scale = before.outputs.get(SCALE_OUTPUT, at.target.id)
    if scale != at.target.id:
        raise UserError(
            f"{at.loaded.deployment} has the scale of {scale} now, whose settings say what it is made of: "
            f"`stackwright destroy {scale}` destroys it."
        )
    found = blocks(json.loads(emitted.root_file.read_text()), state or {}, sources(at.target, at.root))
    _refuse(at, found, production=production)
    for line in before.lines():
        at.screen.say(f"  - {line}", style="red")
    if before.data:
        at.screen.say("\nLost with it, but for what a backup vault or another region keeps", style="bold")
    for line in before.data:
        at.screen.say(f"  {line}", style="red")
    warning = f"{at.target} is production. " if is_production(at, found) else ""
    if asks and ask(f"{warning}All of this will be gone for good. Type {at.target} to destroy it:") != at.target.id:
        at.screen.say("Nothing was destroyed.")
        return 1
    if is_production(at, found):
        _take_protection_off(at)
    return _gone(at, before)


def is_production(at: Subject, found: list[Block]) -> bool:
    """Whether the settings protect the target, or AWS still protects something of it."""
    return bool(found) or _protected_by_settings(at)


def _refuse(at: Subject, found: list[Block], *, production: bool) -> None:
    """Raises UserError with everything that is in the way, unless it may and can be taken away."""
    lasting = [block for block in found if block.lift is None]
    if production and lasting:
        listed = "\n  ".join(map(str, lasting))
        raise UserError(f"{at.target} was not destroyed, because of what keeps its data whoever asks:\n  {listed}")
    if production or not is_production(at, found):
        return
    lines = [f"{at.target} was not destroyed: it is production, as {_why(at)}.", *(f"  {block}" for block in found)]
    lines.append(f"stackwright destroy {at.called} --production takes all that can be lifted off first.")
    raise UserError("\n".join(lines))


def _why(at: Subject) -> str:
    if not _protected_by_settings(at):
        return "AWS still protects it, though its settings no longer do"
    if "deletion_protection" in at.loaded.file.values:
        return f"{at.loaded.where(('deletion_protection',))} says deletion_protection = true"
    return f"{at.loaded.file.path} does not say deletion_protection = false"


def _protected_by_settings(at: Subject) -> bool:
    settings: Any = at.loaded.settings
    return not isinstance(settings, StateSettings) and settings.deletion_protection


def _take_protection_off(at: Subject) -> None:
    """Deploys it as if its settings said deletion_protection = false. Raises UserError when more would change."""
    synthesise_one(at.target, at.root, at.screen, unprotected=True)
    planned = plan(at.target, at.root, at.aws, at.screen)
    others = [
        change
        for change in planned.changes.resources
        if change.action is not Action.UPDATE
        and not (change.action is Action.DESTROY and change.change.type in ONLY_WHILE_PROTECTED)
    ]
    if others:
        listed = "\n  ".join(map(str, others))
        raise UserError(
            f"{at.target} was not destroyed: it is not deployed as its settings are, so taking its protection off "
            f"would do more than that. Deploy it first.\n  {listed}"
        )
    if planned.changes:
        with at.screen.step(f"take the protection of {at.target} off") as step:
            at.terraform().apply(planned.file)
            step.result = counted(len(planned.changes.resources), "resource")


def _gone(at: Subject, before: Deployed) -> int:
    with at.screen.step(f"destroy {at.target}") as step:
        progress = Progress(before.resources, step.note)
        try:
            cdktf = Cdktf(at.root, base_environment=at.aws.environment, on_line=progress.on_line, called=at.called)
            cdktf.destroy(at.target.stack_id, skip_synth=True)
        except Interrupted:
            at.screen.say(after_stop("What is left", at.target, at.root, at.aws))
            raise
        left = deployed(at.terraform().state_pull()).resources
        step.result = counted(before.resources - left, "resource")
    address = state_address(at.deployment, at.root)
    at.screen.say(f"{at.target} is destroyed. Its empty state stays in {address}.", style="green")
    return 0
