"""`stackwright plan`: what would a deploy change?"""

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from scripts.base.aws import choose
from scripts.base.boundary import UsageError
from scripts.base.changes import STYLES, Changes, changes
from scripts.base.kept_plan import keep
from scripts.base.options import Json, Local, TargetName
from scripts.base.program import program
from scripts.base.roots import alone_with, plan, plan_folder, refuse_unsaved, synthesise_one
from scripts.base.screen import Screen
from scripts.base.settings import load
from scripts.base.sources import sources
from settings.target import Target, find_root
from toolchain.offline import plan_offline

CHANGES_EXIT_CODE = 2


def main(
    target_name: TargetName,
    offline: Annotated[bool, typer.Option("--offline", help="Without AWS: as if nothing existed yet.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Keep the plan there, for deploy --plan.")
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh/--no-refresh", help="Look at what exists in AWS, or believe the state.")
    ] = True,
    detailed_exitcode: Annotated[
        bool, typer.Option("--detailed-exitcode", help="End with 2 when something would change.")
    ] = False,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Show what a deploy would change.

    The plan is made against the real state. --offline needs neither AWS nor a state, and plans to create everything.

    Examples:
    stackwright plan macro-ai/dev --offline
    stackwright plan macro-ai/prod --out prod.tfplan
    """
    if offline and (local or out or not refresh):
        raise UsageError("--offline knows no state and no AWS, so --local, --out and --no-refresh do not go with it")
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    target = Target.existing(target_name, root)
    settings = load(target, root).settings
    started = time.monotonic()
    file = sha256 = None
    if offline:
        synthesise_one(target, root, screen)
        with screen.step(f"plan {target} without AWS") as step:
            found = changes(plan_offline(root, root / target.root_dir), sources(target, root))
            step.result = found.headline()
    else:
        aws = choose(settings, root, screen, use_local=local)
        options = [] if refresh else ["-refresh=false"]
        file = out.absolute() if out else plan_folder(target, root) / "latest.tfplan"
        refuse_unsaved(target, root, aws)
        with alone_with(target, root, screen, "plan"):
            synthesise_one(target, root, screen)
            found = plan(target, root, aws, screen, file=file, options=options).changes
            sha256 = keep(file, target, root, settings, aws)
    show(found, screen)
    shown = file and os.path.relpath(file)
    if shown and found:
        screen.say(f"To do exactly this: {program()} deploy {target} --plan {shown}{aws.option}")
        if out:
            screen.say(f"And nothing else, should the file be changed: --sha256 {sha256}")
    screen.document(
        {
            "target": target.id,
            "offline": offline,
            "plan_file": shown,
            "sha256": sha256,
            **found.document(),
            "seconds": round(time.monotonic() - started, 3),
        }
    )
    return CHANGES_EXIT_CODE if detailed_exitcode and found else 0


def show(found: Changes, screen: Screen) -> None:
    """A line for each resource, the outputs, the risks, the counts."""
    for change in found.resources:
        screen.say(str(change), style=STYLES.get(change.action, ""))
    if found.outputs:
        screen.say(f"Outputs that change: {', '.join(found.outputs)}")
    if found:
        found.show_rest(screen)
    else:
        screen.say("Nothing would change.")
