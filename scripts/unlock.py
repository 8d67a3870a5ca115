"""`stackwright unlock`: takes away a lock that nobody holds any more."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from scripts.base.aws_client import in_sentences
from scripts.base.leftovers import Leftovers, leftovers, show_leftovers
from scripts.base.lock_holder import holders_here, is_from_here
from scripts.base.options import Json, Local, TargetName
from scripts.base.questions import ask, needs_answer
from scripts.base.roots import alone_with
from scripts.base.screen import Screen
from scripts.base.state_lock import FILE, Lock, StateLocks
from scripts.base.subject import Subject, subject
from scripts.base.where import state_address
from toolchain import terraform
from toolchain.errors import UserError
from toolchain.failures import UNSAVED_STATE
from toolchain.known_failures import shown


def main(
    target_name: TargetName,
    lock_id: Annotated[
        str | None, typer.Option("--id", metavar="LOCK", help="Do not ask; must be the id of the lock.")
    ] = None,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Take away a lock that nobody holds any more, and say what is missing in the state.

    Shows who holds the lock and since when, refuses while that run is alive on this machine, and asks. A lock taken
    away from somebody who still runs is how states get lost: ask them first.

    Examples:
    stackwright unlock macro-ai/dev
    """
    if lock_id is None:
        needs_answer("--id LOCK to remove the lock with this id without a question")
    at = subject(target_name, Screen(as_json=as_json), use_local=local)
    with alone_with(at.target, at.root, at.screen, "unlock", waits=False), in_sentences():
        locks = StateLocks(at.state, at.deployment, at.aws)
        held = locks.held()
        _refuse_living(at, held)
        for lock in held:
            _show(at, lock)
        removed = [lock for lock in held if _wanted(at, lock, lock_id)]
        for lock in removed:
            locks.remove(lock)
        at.screen.say(_outcome(at, held, removed), style="green" if removed or not held else "")
        left = Leftovers() if len(removed) < len(held) else leftovers(at)
    show_leftovers(left, at)
    _say_unsaved(at)
    at.screen.document(
        {
            "target": at.target.id,
            "removed": [lock.id for lock in removed],
            "locks": [
                {"id": lock.id, "who": lock.who, "operation": lock.operation, "since": lock.since.isoformat()}
                for lock in held
            ],
            **left.document(),
        }
    )
    return 1 if len(removed) < len(held) else 0


def age(since: datetime, now: datetime) -> str:
    """`3 hours`, `12 minutes`, in the largest unit of which there is at least one."""
    seconds = max(0, int((now - since) / timedelta(seconds=1)))
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit}{'s' * (seconds // length > 1)}"
    return f"{seconds} second{'s' * (seconds != 1)}"


def _refuse_living(at: Subject, held: list[Lock]) -> None:
    """Raises UserError while a Terraform of this machine works on the state."""
    if not any(is_from_here(lock) for lock in held):
        return
    program = terraform.program_name(terraform.environment(at.root))
    running = holders_here(at.state, at.deployment, at.aws.environment, program)
    if running:
        pids = ", ".join(str(process.pid) for process in running)
        raise UserError(
            f"The lock was not removed: {held[0]}, and its terraform still runs on this machine (process {pids}). "
            "Wait until it has ended. If it has to be stopped, `kill -INT` lets it save what it did."
        )


def _show(at: Subject, lock: Lock) -> None:
    say = at.screen.say
    table = f"the table {at.state.state.lock_table_name}"
    places = ["the file beside the state" if place == FILE else table for place in lock.places]
    here = " (this machine, where no terraform works on it any more)" if is_from_here(lock) else ""
    say(f"{state_address(at.deployment, at.root)} is locked:", style="bold")
    say(f"  by     {lock.who}{here}")
    say(f"  since  {lock.since_text}, {age(lock.since, datetime.now(UTC))} ago")
    say(f"  for    {lock.operation}, with Terraform {lock.terraform_version}")
    say(f"  in     {' and '.join(places)}")
    say(f"  id     {lock.id}")


def _wanted(at: Subject, lock: Lock, lock_id: str | None) -> bool:
    if lock_id is not None:
        return lock.id == lock_id
    question = f"If {lock.who} still works on {at.target}, the state will be damaged. Remove the lock? [yes/no]"
    return ask(question) in ("y", "yes")


def _outcome(at: Subject, held: list[Lock], removed: list[Lock]) -> str:
    if not held:
        return f"{at.target} is not locked."
    return "The lock is removed." if removed else "The lock was not removed."


def _say_unsaved(at: Subject) -> None:
    file = at.folder / UNSAVED_STATE
    if file.exists():
        at.screen.say(f"{shown(file)} holds what a run could not save. Next: stackwright state {at.called} --push")
