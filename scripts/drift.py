"""`stackwright drift`: what was changed in AWS without Terraform."""

import json
import time
from typing import Any

from review.drift import ignored
from review.model import Action, Change, Mark
from review.plan import read_plan
from review.render.words import both, dotted, plain
from scripts.base.aws_client import in_sentences
from scripts.base.options import Json, Local, TargetName
from scripts.base.roots import alone_with, plan_folder, refuse_unsaved, synthesise_one
from scripts.base.screen import Screen, counted
from scripts.base.state_lock import StateLocks
from scripts.base.subject import Subject, subject
from toolchain.errors import UserError

DRIFT_EXIT_CODE = 2
OPTIONS = ("-refresh-only", "-lock=false")
"""Nothing is written, so nobody who deploys has to wait; that nobody deploys is looked at instead."""


def main(target_name: TargetName, local: Local = False, as_json: Json = False) -> int:
    """Show what was changed in AWS without Terraform.

    Compares AWS with the state, changes neither, and names each resource that is gone or was changed, with what was
    changed. Ends with 0 when there is nothing, with 2 when there is something, with 1 when it cannot be told.

    Examples:
    stackwright drift macro-ai/prod
    stackwright drift macro-ai/prod --json
    """
    started = time.monotonic()
    at = subject(target_name, Screen(as_json=as_json), use_local=local)
    refuse_unsaved(at.target, at.root, at.aws)
    with alone_with(at.target, at.root, at.screen, "drift"):
        found = _drift(at)
    for change in found:
        _show(change, at.screen)
    number = counted(len(found), "resource")
    if found:
        at.screen.say(f"{number} of {at.target} changed outside Terraform. What a deploy would do about it:")
        at.screen.say(f"stackwright plan {at.called}")
    else:
        at.screen.say(f"Nothing of {at.target} was changed outside Terraform.", style="green")
    at.screen.document(
        {
            "target": at.target.id,
            "drift": [_entry(change) for change in found],
            "seconds": round(time.monotonic() - started, 3),
        }
    )
    return DRIFT_EXIT_CODE if found else 0


def _drift(at: Subject) -> tuple[Change, ...]:
    emitted = synthesise_one(at.target, at.root, at.screen)
    file = plan_folder(at.target, at.root) / "drift.tfplan"
    terraform = at.terraform()
    with at.screen.step(f"compare {at.target} in AWS with its state") as step:
        terraform.init()
        _refuse_others(at)
        try:
            terraform.plan(file, options=OPTIONS)
            document = terraform.show_json(file)
        finally:
            file.unlink(missing_ok=True)
        _refuse_others(at)
        root = json.loads(emitted.root_file.read_text())
        found = read_plan(document, ignored(root)).drift
        step.result = f"{counted(len(found), 'resource')} changed"
    return found


def _refuse_others(at: Subject) -> None:
    """Raises UserError while somebody deploys, because half a deploy looks like drift."""
    with in_sentences():
        held = StateLocks(at.state, at.deployment, at.aws).held()
    if held:
        raise UserError(f"What drifted cannot be told now: {held[0]}. Try again when that has ended.")


def _show(change: Change, screen: Screen) -> None:
    if change.action is Action.DESTROY:
        screen.say(plain(f"  - {change.address} is gone"), style="red")
        return
    screen.say(plain(f"  {change.action.sign} {change.address}"), style="yellow")
    for one in change.attributes:
        before, after = both(one)
        screen.say(f"      {dotted(one.path)}: {before} -> {after}")


def _entry(change: Change) -> dict[str, Any]:
    return {
        "address": change.address,
        "happened": "gone" if change.action is Action.DESTROY else "changed",
        "attributes": [
            {"path": dotted(one.path), "before": _value(one.before), "after": _value(one.after)}
            for one in change.attributes
        ],
    }


def _value(value: Any) -> Any:
    """Marks as people see them, and nothing for what is not there."""
    if isinstance(value, Mark):
        return None if value is Mark.ABSENT else str(value)
    return value
