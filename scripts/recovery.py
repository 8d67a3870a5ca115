"""`stackwright recovery`: how soon would it be back, and what would be lost?"""

from dataclasses import asdict
from pathlib import Path

from readiness.reach import LOST, Reach, reaches, unmet
from scripts.base.options import Json, TargetName
from scripts.base.screen import Screen
from settings.load import load_environment, load_shared
from settings.shared import SharedSettings
from settings.target import SHARED, Target, find_root
from toolchain.errors import UserError


def main(target_name: TargetName, as_json: Json = False) -> int:
    """Say what the settings of an environment can reach after the loss of a zone, of data, of the region.

    Computed from the settings alone, with what AWS names as typical. Ends with exit code 1 when recovery_objectives in
    the tfvars file promises more.

    Examples:
    stackwright recovery eloquent/prod
    """
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    if target.kind != "environment":
        raise UserError(f"{target} runs no services: name an environment such as macro-ai/prod.")
    settings = load_environment(target, root).settings
    found = list(reaches(settings, _shared(target, root)))
    objectives = settings.recovery_objectives
    problems = list(unmet(found, objectives)) if objectives else []
    screen = Screen(as_json=as_json)
    for loss, lost in LOST.items():
        parts = [reach for reach in found if reach.loss == loss]
        screen.say(f"Loss of {lost}: {_whole(parts)}", style="bold")
        for reach in parts:
            screen.say(f"  {reach.part}: {_times(reach)}{reach.how}")
    if objectives is None:
        screen.say(f"\n{target.tfvars_path} promises nothing (recovery_objectives).")
    elif problems:
        screen.say(f"\nNot kept: RTO {objectives.rto_minutes} min, RPO {objectives.rpo_minutes} min.", style="red")
        for problem in problems:
            screen.say(f"  {problem}")
    else:
        losses = ", ".join(LOST[loss] for loss in objectives.losses)
        screen.say(
            f"\nKept: RTO {objectives.rto_minutes} min, RPO {objectives.rpo_minutes} min after the loss of {losses}.",
            style="green",
        )
    screen.document({"target": target.id, "reaches": [asdict(reach) for reach in found], "unmet": problems})
    return 1 if problems else 0


def _times(reach: Reach) -> str:
    if reach.rto_minutes is None:
        return ""
    return f"RTO {reach.rto_minutes} min, RPO {reach.rpo_minutes} min: "


def _whole(parts: list[Reach]) -> str:
    """The environment is back when the last part is."""
    missing = [reach.part for reach in parts if reach.rto_minutes is None]
    if missing:
        verb = "does" if len(missing) == 1 else "do"
        return f"{' and '.join(missing)} {verb} not come back by what is planned"
    rto = max((reach.rto_minutes or 0 for reach in parts), default=0)
    rpo = max((reach.rpo_minutes or 0 for reach in parts), default=0)
    return f"RTO {rto} min, RPO {rpo} min"


def _shared(target: Target, root: Path) -> SharedSettings | None:
    shared = Target(target.system, SHARED)
    return load_shared(shared, root).settings if (root / shared.tfvars_path).exists() else None
