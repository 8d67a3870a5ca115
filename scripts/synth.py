"""`stackwright synth`: settings -> Terraform roots."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from scripts.base.boundary import UsageError
from scripts.base.inventories import differing, message, without_target
from scripts.base.options import Json, TargetNames
from scripts.base.root_diff import root_diffs
from scripts.base.roots import synthesise
from scripts.base.screen import Screen, counted
from scripts.base.text_diff import show_diff
from settings.target import Target, discover, find_root


def main(
    targets: TargetNames = None,
    everything: Annotated[bool, typer.Option("--all", help="All targets in envs/.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with tests/inventories instead; end with 1 where it differs.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="REV", help="Show instead how roots differ from a commit's."),
    ] = None,
    as_json: Json = False,
) -> int:
    """Write the Terraform roots of targets into cdktf.out.

    One folder a target: cdktf.out/stacks/<system>-<environment>. Roots of other targets stay as they are. With --check
    and --against nothing is written, and without a TARGET they are about all targets.

    Examples:
    stackwright synth macro-ai/dev
    stackwright synth --all
    stackwright synth --against main
    """
    if check and against is not None:
        raise UsageError("--check and --against do not go together")
    compares = check or against is not None
    if (bool(targets) and everything) or not (targets or everything or compares):
        raise UsageError("Name the targets, or say --all for all of them; not both")
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    if against is not None:
        return _against(against, targets, root, screen)
    wanted = [Target.existing(text, root) for text in targets] if targets else discover(root)
    wanted = list(dict.fromkeys(wanted))
    return _check(wanted, root, screen, all_of_them=not targets) if check else _write(wanted, root, screen)


def _write(targets: Sequence[Target], root: Path, screen: Screen) -> int:
    started = time.monotonic()
    roots = synthesise(targets, root)
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
    return 0


def _check(targets: Sequence[Target], root: Path, screen: Screen, *, all_of_them: bool) -> int:
    found = differing(targets, root)
    leftovers = without_target(root) if all_of_them else []
    for target, differences in found.items():
        if differences:
            screen.say(message(target, differences))
    for path in leftovers:
        screen.say(f"{path} belongs to no target; remove it.")
    count = sum(map(len, found.values())) + len(leftovers)
    verdict = f"{counted(count, 'difference')} to look at" if count else "ok"
    screen.say(f"{counted(len(found), 'root')} against the inventories: {verdict}", style="red" if count else "green")
    screen.document(
        {
            "targets": [{"target": target.id, "differences": differences} for target, differences in found.items()],
            "without_target": leftovers,
        }
    )
    return 1 if count else 0


def _against(revision: str, targets: Sequence[str] | None, root: Path, screen: Screen) -> int:
    wanted = [Target.parse(text) for text in targets] if targets else None
    found = list(root_diffs(revision, wanted, root))
    for _, lines in found:
        show_diff(lines, screen)
    screen.document({"against": revision, "targets": [{"target": one.id, "diff": lines} for one, lines in found]})
    return 0
