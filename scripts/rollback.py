"""`stackwright rollback`: back to what ran before."""

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
    to: Annotated[
        int | None, typer.Option("--to", metavar="NUMBER", help="A release of `stackwright history`.", min=1)
    ] = None,
    dry_run: DryRun = False,
    smoke_test: SmokeTest = True,
    yes: Yes = False,
    local: Local = False,
) -> int:
    """Bring services back to the version before the last release, or to what an earlier release left.

    The database stays as it is: a migration has to suit the version before it too.

    Examples:
    stackwright rollback macro-ai/dev
    stackwright rollback macro-ai/dev --to 3
    """
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    if not yes and not dry_run:
        needs_answer("--yes to roll back without a question")
    screen = Screen()
    releasing = Releasing.of(target, root, screen, use_local=local)
    runner = releasing.rollback(to, smoke_test=smoke_test)
    if not show(runner, screen, dry_run=dry_run):
        return 0
    if not yes and ask(f"Roll {target} back? [yes/no]") not in ("y", "yes"):
        screen.say("Nothing was rolled back.")
        return 1
    summary(releasing.run(runner), target, screen)
    return 0
