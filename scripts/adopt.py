"""`stackwright adopt`: takes into the state what AWS has of a target and the state does not know."""

from typing import Annotated

import typer

from scripts.base.aws_client import in_sentences
from scripts.base.boundary import UsageError
from scripts.base.leftovers import Leftovers, leftovers, show_leftovers
from scripts.base.options import Json, Local, TargetName, Yes
from scripts.base.questions import ask, needs_answer
from scripts.base.roots import alone_with, refuse_unsaved, synthesise_one
from scripts.base.screen import Screen, counted
from scripts.base.subject import Subject, subject


def main(
    target_name: TargetName,
    address: Annotated[
        str | None, typer.Argument(metavar="[ADDRESS", help="A resource of the root, such as aws_kms_alias.key.")
    ] = None,
    import_id: Annotated[
        str | None, typer.Argument(metavar="ID]", help="What AWS calls it; the provider's documentation says how.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; end with 1 when there is something to take over.")
    ] = False,
    yes: Yes = False,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Take into the state what AWS has of a target and the state does not know.

    That is what a run made that was killed before it could save its state. It is known by its tags. Nothing in AWS is
    changed. With ADDRESS and ID it is this one resource. Ends with 1 while something is left.

    Examples:
    stackwright adopt macro-ai/dev --check
    stackwright adopt macro-ai/dev aws_kms_alias.encryption_key alias/macro-ai-dev
    """
    if (address is None) != (import_id is None):
        raise UsageError("Name both the address and the id of what is to be taken over, or neither")
    if check and (yes or address):
        raise UsageError("--check changes nothing, so --yes and an address do not go with it")
    if not (yes or check or address):
        needs_answer("--yes to take over without a question, or --check to see what there is")
    at = subject(target_name, Screen(as_json=as_json), use_local=local)
    refuse_unsaved(at.target, at.root, at.aws)
    with alone_with(at.target, at.root, at.screen, "adopt", waits=False):
        if address is not None and import_id is not None:
            _import(at, {address: import_id})
            at.screen.document({"target": at.target.id, "adopted": [address], "not_in_state": []})
            return 0
        with at.screen.step(f"compare {at.target} in AWS with its state") as step, in_sentences():
            left = leftovers(at)
            step.result = f"{counted(len(left.found), 'resource')} that the state does not know"
        show_leftovers(left, at)
        adopted = [] if check else _adopt(at, left, asks=not yes)
    if not left.found and not left.unreadable:
        at.screen.say(f"The state of {at.target} knows everything that AWS lists with its tags.", style="green")
    at.screen.document({"target": at.target.id, "adopted": adopted, **left.document()})
    return 1 if len(adopted) < len(left.found) or left.unreadable else 0


def _adopt(at: Subject, left: Leftovers, *, asks: bool) -> list[str]:
    """The addresses that were taken over."""
    wanted = {one.address: one.import_id for one in left.adoptable if one.address and one.import_id}
    if not wanted:
        return []
    question = f"Take {counted(len(wanted), 'resource')} into the state of {at.target}? [yes/no]"
    if asks and ask(question) not in ("y", "yes"):
        at.screen.say("Nothing was taken over.")
        return []
    _import(at, wanted)
    return list(wanted)


def _import(at: Subject, wanted: dict[str, str]) -> None:
    synthesise_one(at.target, at.root, at.screen)
    terraform = at.terraform()
    terraform.init()
    for address, import_id in wanted.items():
        with at.screen.step(f"take over {address}"):
            terraform.import_(address, import_id)
    at.screen.say(f"In the state now: {', '.join(wanted)}. `stackwright plan {at.called}` shows what is left to do.")
