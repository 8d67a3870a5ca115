"""`stackwright synth`: settings -> Terraform roots."""

import time
from pathlib import Path
from typing import Annotated

import typer

from scripts.base.boundary import UsageError
from scripts.base.options import Json, TargetNames
from scripts.base.roots import synthesise
from scripts.base.screen import Screen, counted
from settings.target import Target, discover, find_root


def main(
    targets: TargetNames = None,
    everything: Annotated[bool, typer.Option("--all", help="All targets in envs/.")] = False,
    as_json: Json = False,
) -> None:
    """Write the Terraform roots of targets into cdktf.out.

    One folder a target: cdktf.out/stacks/<system>-<environment>. Roots of other targets stay as they are.
    """
    if bool(targets) == everything:
        raise UsageError("Name the targets, or say --all for all of them; not both")
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    wanted = [Target.existing(text, root) for text in targets] if targets else discover(root)
    started = time.monotonic()
    roots = synthesise(list(dict.fromkeys(wanted)), root)
    seconds = time.monotonic() - started
    for emitted in roots:
        path = emitted.root_file.relative_to(root)
        screen.say(f"{emitted.target}: {counted(emitted.resources, 'resource')} in {path}")
    total = sum(emitted.resources for emitted in roots)
    screen.say(f"{counted(len(roots), 'stack')}, {counted(total, 'resource')}, {seconds:.1f} s")
    screen.document(
        {
            "stacks": [
                {
                    "target": emitted.target.id,
                    "stack": emitted.target.stack_id,
                    "root_file": str(emitted.root_file.relative_to(root)),
                    "resources": emitted.resources,
                }
                for emitted in roots
            ],
            "seconds": round(seconds, 3),
        }
    )
