"""`stackwright check`: are the settings right?"""

from pathlib import Path
from typing import Any

from scripts.base.options import Json, TargetNames
from scripts.base.screen import Screen, counted
from scripts.base.settings import load
from settings.between import problems_between
from settings.problem import Problem, SettingsError
from settings.target import Target, discover, find_root


def main(targets: TargetNames = None, as_json: Json = False) -> int:
    """Check settings and list everything that is wrong with them.

    Without a TARGET all files in envs/ are checked, also against each other. Ends with exit code 1 when something is
    wrong.

    Examples:
    stackwright check
    stackwright check macro-ai/dev --json
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    wanted = [Target.existing(text, root) for text in targets] if targets else discover(root)
    found = {target: problems(target, root) for target in dict.fromkeys(wanted)}
    if not targets:
        for problem in problems_between([load(target, root) for target in found if not found[target]], list(found)):
            target = next(target for target in found if target.tfvars_path == problem.path)
            found[target] = (*found[target], problem)
    for target in found:
        for problem in found[target]:
            screen.say(str(problem))
    for target in found:
        count = len(found[target])
        verdict = counted(count, "problem") if count else "ok"
        screen.say(f"{target.tfvars_path}: {verdict}", style="red" if count else "green")
    screen.document({"targets": [_entry(target, found[target]) for target in found]})
    return 1 if any(found.values()) else 0


def problems(target: Target, root: Path) -> tuple[Problem, ...]:
    """Everything wrong with the settings of a target; nothing when they can be used."""
    try:
        load(target, root)
    except SettingsError as error:
        return error.problems
    return ()


def _entry(target: Target, found: tuple[Problem, ...]) -> dict[str, Any]:
    listed = [{"file": problem.path, "line": problem.line, "message": problem.message} for problem in found]
    return {"target": target.id, "file": target.tfvars_path, "problems": listed}
