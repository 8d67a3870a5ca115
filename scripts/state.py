"""`stackwright state`: what holds the state of a target, what it was before, and how to mend it."""

from typing import Annotated

import typer

from scripts.base.aws_client import in_sentences
from scripts.base.boundary import UsageError
from scripts.base.leftovers import leftovers, show_leftovers
from scripts.base.options import Json, Local, TargetName
from scripts.base.questions import ask, needs_answer
from scripts.base.roots import alone_with, synthesise_one
from scripts.base.screen import Screen
from scripts.base.state_lock import StateLocks
from scripts.base.state_store import Content, StateStore
from scripts.base.state_view import differences, entry, line, problem, summary
from scripts.base.subject import Subject, subject
from toolchain.errors import UserError
from toolchain.failures import UNSAVED_STATE
from toolchain.known_failures import shown

LISTED = 20
"""Versions that are listed and looked into: each is a request."""


def main(
    target_name: TargetName,
    versions: Annotated[bool, typer.Option("--versions", help=f"List the last {LISTED} versions.")] = False,
    restore: Annotated[
        str | None, typer.Option("--restore", metavar="VERSION", help="Make this version the state again.")
    ] = None,
    push: Annotated[
        bool, typer.Option("--push", help=f"Bring in {UNSAVED_STATE}, which a run left that could not save its state.")
    ] = False,
    yes: Annotated[
        str | None, typer.Option("--yes", metavar="TARGET", help="Do not ask; must be the target's name once more.")
    ] = None,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Look at the state of a target, list its versions, and put one back.

    Ends with 1 when the state is damaged, missing though it was there before, or not the one the lock table remembers.

    Examples:
    stackwright state macro-ai/dev --versions
    stackwright state macro-ai/dev --restore 4fYR3Pjmkl1GjjYcQYTnLqSUfN4MSfYX
    """
    if sum((versions, restore is not None, push)) > 1:
        raise UsageError("--versions, --restore and --push do not go together")
    if yes not in (None, target_name):
        raise UsageError(f"--yes {yes} is not the target whose state would be replaced, which is {target_name}")
    if restore is not None and yes is None:
        needs_answer(f"--yes {target_name} to replace its state without a question")
    at = subject(target_name, Screen(as_json=as_json), use_local=local)
    if push:
        return _push(at)
    with in_sentences():
        store = StateStore(at.state, at.deployment, at.aws)
        if restore is None:
            return _look(at, store, versions=versions)
        with alone_with(at.target, at.root, at.screen, "state --restore", waits=False):
            return _restore(at, store, restore, asks=yes is None)


def _look(at: Subject, store: StateStore, *, versions: bool) -> int:
    say = at.screen.say
    found, current = store.versions(), store.current()
    listed = found[:LISTED] if versions else []
    contents = {version.id: store.content(version) for version in listed if not version.deleted}
    wrong = problem(store, found, current)
    say(store.address, style="bold")
    if current is not None and not current.problem:
        say(f"  {summary(current)}; written {found[0].written_text}")
    for version in listed:
        say(f"  {version.id}  {version.written_text}  {line(contents.get(version.id))}")
    if wrong:
        say(f"  {wrong}", style="red")
        say(f"List the versions: stackwright state {at.called} --versions")
        say(f"Put one back:      stackwright state {at.called} --restore VERSION")
    elif current is None:
        say("  There is none: nothing was deployed yet.")
    at.screen.document(
        {
            "target": at.target.id,
            "address": store.address,
            "problem": wrong or None,
            "serial": current.serial if current else None,
            "resources": len(current.addresses) if current else 0,
            "versions": [entry(version, contents.get(version.id)) for version in listed],
        }
    )
    return 1 if wrong else 0


def _restore(at: Subject, store: StateStore, version_id: str, *, asks: bool) -> int:
    version = next((one for one in store.versions() if one.id == version_id and not one.deleted), None)
    if version is None:
        listed = f"`stackwright state {at.called} --versions` lists them"
        raise UserError(f"{store.address} has no version {version_id}. {listed}.")
    wanted, current = store.content(version), store.current()
    if wanted.problem:
        raise UserError(f"The version {version_id} is damaged too: {wanted.problem}. Choose another one.")
    at.screen.say(f"{summary(wanted)}; written {version.written_text}")
    for difference in differences(wanted, current):
        at.screen.say(f"  {difference}")
    if asks and ask(f"Make this the state of {at.target}? Type {at.target}:") != at.target.id:
        at.screen.say("Nothing was changed.")
        return 1
    with StateLocks(at.state, at.deployment, at.aws).taken("restore"):
        if store.current() != current:
            raise UserError(f"The state of {at.target} was changed in the meantime, so it was left alone. Look again.")
        store.put_back(version, serial=1 + _newest_serial(store, current))
    at.screen.say(f"The state of {at.target} is the one of {version.written_text}.", style="green")
    left = leftovers(at)
    show_leftovers(left, at)
    at.screen.document({"target": at.target.id, "restored": version_id, **left.document()})
    return 0


def _newest_serial(store: StateStore, current: Content | None) -> int:
    """The highest there ever was, as far as the last versions can still be read."""
    contents = [store.content(version) for version in store.versions()[:LISTED] if not version.deleted]
    return max(content.serial for content in [*contents, *([current] if current else [])])


def _push(at: Subject) -> int:
    file = at.folder / UNSAVED_STATE
    if not file.exists():
        raise UserError(f"There is no {shown(file)}: no run of this copy of the repository left a state unsaved.")
    with alone_with(at.target, at.root, at.screen, "state --push", waits=False):
        synthesise_one(at.target, at.root, at.screen)
        terraform = at.terraform()
        with at.screen.step(f"save the state of {at.target}") as step:
            terraform.init()
            terraform.state_push(file)
            # Removed only when the bucket is known to have it.
            with in_sentences():
                saved = StateStore(at.state, at.deployment, at.aws).current()
            step.result = summary(saved) if saved else "nothing"
        file.unlink()
    at.screen.say(f"What the run did is in the state of {at.target} now.", style="green")
    at.screen.document({"target": at.target.id, "pushed": True, "serial": saved.serial if saved else None})
    return 0
