"""`stackwright deploy`: the real `cdktf deploy`, after a look at what it would change."""

import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from review.model import Action
from scripts.base.aws import Aws, choose
from scripts.base.boundary import UsageError
from scripts.base.changes import STYLES, Changes, changes
from scripts.base.deployed import Deployed, deployed
from scripts.base.kept_plan import kept
from scripts.base.options import Local, TargetName, Yes
from scripts.base.progress import Progress
from scripts.base.questions import ask, needs_answer
from scripts.base.roots import after_stop, alone_with, called, plan, refuse_unsaved, root_of, synthesise_one
from scripts.base.screen import Screen, counted
from scripts.base.settings import AnySettings, load
from scripts.base.sources import sources
from scripts.base.where import output_lines, where_to_look
from settings.target import Target, find_root
from toolchain.cdktf import Cdktf
from toolchain.process import Interrupted


def main(
    target_name: TargetName,
    yes: Yes = False,
    plan_file: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="Do exactly what this plan says, or nothing.")
    ] = None,
    sha256: Annotated[
        str | None, typer.Option("--sha256", metavar="HEX", help="Refuse any other plan than the one with this digest.")
    ] = None,
    local: Local = False,
) -> int:
    """Deploy a target with cdktf, after showing what would change.

    With --plan FILE, made by `stackwright plan`, Terraform does what that plan says, or nothing if the settings, the
    state or the file have changed since.

    Examples:
    stackwright deploy macro-ai/dev
    stackwright deploy macro-ai/prod --plan prod.tfplan
    """
    if sha256 is not None and plan_file is None:
        raise UsageError("--sha256 is the digest of a plan, so it needs --plan FILE")
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    settings = load(target, root).settings
    if not yes:
        needs_answer("--yes to deploy without a question")
    screen = Screen()
    aws = choose(settings, root, screen, use_local=local)
    refuse_unsaved(target, root, aws)
    with alone_with(target, root, screen, "deploy", waits=False):
        return _deploy(target, root, aws, screen, settings, plan_file, sha256, yes=yes)


def _deploy(
    target: Target,
    root: Path,
    aws: Aws,
    screen: Screen,
    settings: AnySettings,
    plan_file: Path | None,
    sha256: str | None,
    *,
    yes: bool,
) -> int:
    synthesise_one(target, root, screen)
    if plan_file:
        found = changes(kept(plan_file, target, root, settings, aws, sha256=sha256), sources(target, root))
    else:
        found = plan(target, root, aws, screen).changes
    if not found:
        screen.say(f"{target} is up to date: nothing to deploy.", style="green")
        return 0
    _show(found, screen)
    place = f"the local AWS at {aws.local.endpoint}" if aws.local else f"AWS, {settings.region}"
    if not yes and ask(f"Deploy {target} to account {settings.account_id} ({place})? [yes/no]") not in ("y", "yes"):
        screen.say("Nothing was deployed.")
        return 1
    started = time.monotonic()
    result = deploy(target, root, aws, screen, found, plan_file)
    seconds = time.monotonic() - started
    screen.say(f"\n{target} is deployed: {counted(result.resources, 'resource')}, {seconds:.0f} s.", style="green")
    show_deployed(target, root, aws, settings, result, screen, resources=bool(found.count(Action.CREATE)))
    return 0


def deploy(
    target: Target, root: Path, aws: Aws, screen: Screen, found: Changes, plan_file: Path | None = None
) -> Deployed:
    """Applies the synthesised root, with cdktf or exactly as planned, and returns what there is now."""
    with screen.step(f"deploy {target}") as step:
        progress = Progress(len(found.resources), step.note)
        try:
            if plan_file:
                root_of(target, root, aws, on_line=progress.on_line).apply(plan_file.absolute())
            else:
                cdktf = Cdktf(
                    root, base_environment=aws.environment, on_line=progress.on_line, called=called(target, aws)
                )
                cdktf.deploy(target.stack_id, skip_synth=True)
        except Interrupted:
            screen.say(after_stop("What was deployed so far", target, root, aws))
            raise
        result = deployed(root_of(target, root, aws).state_pull())
        step.result = counted(result.resources, "resource")
    return result


def show_deployed(
    target: Target,
    root: Path,
    aws: Aws,
    settings: AnySettings,
    result: Deployed,
    screen: Screen,
    *,
    resources: bool = True,
) -> None:
    """What there is by component (if `resources` are wanted), the outputs, and where to look."""
    sections = (
        ("Resources", result.lines() if resources else []),
        ("Outputs", output_lines(result)),
        ("Look at it", where_to_look(target, root, aws, settings, result)),
    )
    for title, lines in sections:
        if lines:
            screen.say(f"\n{title}", style="bold")
            for line in lines:
                screen.say(f"  {line}")


def _show(found: Changes, screen: Screen) -> None:
    """What is new by component, everything else one by one, then the risks and the counts."""
    new = Counter(change.component or "untagged" for change in found.resources if change.action is Action.CREATE)
    if new:
        listed = ", ".join(f"{count} {component}" for component, count in sorted(new.items()))
        screen.say(f"  + {listed}", style=STYLES[Action.CREATE])
    for change in found.resources:
        if change.action is not Action.CREATE:
            screen.say(str(change), style=STYLES.get(change.action, ""))
    found.show_rest(screen)
