"""The settings of an environment in a file that is not written yet, checked as if it were."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from settings.between import problems_between
from settings.environment import EnvironmentSettings
from settings.load import Loaded, checked_environment, load_environment, load_shared
from settings.problem import SettingsError
from settings.target import Target, discover
from settings.tfvars import Tfvars


def check_proposed(target: Target, file: Tfvars, root: Path) -> Loaded[EnvironmentSettings]:
    """What `file` would mean in place of the target's own; all other files are as they are.

    Raises SettingsError with everything that is wrong in it, or would be wrong between it and others and is not yet.
    Its lines are those of the new text.
    """
    proposed = checked_environment(target, file)
    others = _loaded([other for other in discover(root) if other != target], root)
    known = {problem.message for problem in problems_between([*others, *_loaded([target], root)])}
    found = [problem for problem in problems_between([*others, proposed]) if problem.message not in known]
    if found:
        raise SettingsError(found)
    return proposed


def _loaded(targets: list[Target], root: Path) -> list[Loaded[Any]]:
    """The settings of those targets that have nothing wrong by themselves."""
    found: list[Loaded[Any]] = []
    for target in targets:
        with suppress(SettingsError):
            if target.kind == "shared":
                found.append(load_shared(target, root))
            elif target.kind == "environment":
                found.append(load_environment(target, root))
    return found
