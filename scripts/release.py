"""`stackwright release`: a new version of services, with everything that belongs to it."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.base.options import DryRun, Local, SmokeTest, TargetName, Yes
from scripts.base.questions import ask, needs_answer
from scripts.base.releasing import Releasing, show, summary
from scripts.base.screen import Screen
from settings.target import Target, find_root


def main(
    target_name: TargetName,
    images: Annotated[
        list[str] | None,
        typer.Option(
            "--image", metavar="SERVICE=IMAGE", help="A digest, or an image. The images of the tfvars file otherwise."
        ),
    ] = None,
    dry_run: DryRun = False,
    smoke_test: SmokeTest = True,
    yes: Yes = False,
    local: Local = False,
) -> int:
    """Bring new images of services out: snapshot, migration, deployment, verification, smoke test.

    Each service is deployed as its settings say: rolling, blue-green or canary. When a step fails, or at Ctrl-C,
    everything is taken back, and the release is written down as that.

    Examples:
    stackwright release macro-ai/dev --image api=sha256:... --dry-run
    stackwright release macro-ai/dev
    """
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    if not yes and not dry_run:
        needs_answer("--yes to release without a question")
    screen = Screen()
    releasing = Releasing.of(target, root, screen, use_local=local)
    runner = releasing.release(images or [], smoke_test=smoke_test)
    if not show(runner, screen, dry_run=dry_run):
        return 0
    if not yes and ask(f"Release to {target}? [yes/no]") not in ("y", "yes"):
        screen.say("Nothing was released.")
        return 1
    summary(releasing.run(runner), target, screen)
    return 0
