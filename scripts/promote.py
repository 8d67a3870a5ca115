"""`stackwright promote`: values that were tried in one environment, brought to the next."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from promotion.answers import Answers, asked
from promotion.pair import Pair, pair, way_back, way_of
from promotion.proposal import Entry, Proposal
from promotion.way import SWITCH, check_pair
from scripts.base.aws import choose
from scripts.base.boundary import UsageError
from scripts.base.divergences import check_divergences
from scripts.base.options import Json, Local
from scripts.base.program import program
from scripts.base.proposals import proposal_document, show_proposal, shown
from scripts.base.proposed_effect import show_cost, show_effects, show_plan
from scripts.base.proposed_roots import proposed_roots
from scripts.base.questions import can_ask, confirm
from scripts.base.running_images import check_running
from scripts.base.screen import Screen, counted
from scripts.base.text_diff import show_diff, text_diff
from settings.target import Target, find_root
from toolchain.errors import UserError

Patterns = list[str] | None


def main(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE] TARGET",
            help="Two environments of a system; without SOURCE, the one before TARGET. None or some with --check.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[Patterns, typer.Option(metavar="SETTING", help="Promote these and nothing else.")] = None,
    include: Annotated[
        Patterns, typer.Option(metavar="SETTING", help="Promote these too, where a decision is asked.")
    ] = None,
    leave: Annotated[Patterns, typer.Option(metavar="SETTING", help="Leave these as they are this time.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write TARGET's file, after showing all of this.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Say why neighbours differ; 1 where nothing explains it.")
    ] = False,
    revert: Annotated[bool, typer.Option("--revert", help="Put back what TARGET had before.")] = False,
    to: Annotated[str | None, typer.Option(metavar="COMMIT", help="With --revert: as it was at this commit.")] = None,
    out_of_order: Annotated[bool, typer.Option(SWITCH, help="TARGET need not come right behind SOURCE.")] = False,
    verify_running: Annotated[
        bool, typer.Option("--verify-running", help="Ask ECS whether SOURCE really runs the images.")
    ] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Plan TARGET with and without this against its state.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="With --plan: without AWS and state.")] = False,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Bring values that were tried in one environment to the next.

    Shows what would be promoted, what stays and why, what has to be decided, the new text of TARGET's file and its
    effect. SETTING is like services.api.image, * any one name; a section means all in it. The rules are in
    promotion/rules.tfvars, and for one system under promotion in its shared.tfvars.

    Examples:
    stackwright promote macro-ai/staging macro-ai/prod
    stackwright promote macro-ai/prod --only services.api.image --write
    stackwright promote --revert macro-ai/prod
    stackwright promote --check
    """
    _check_usage(write=write, check=check, revert=revert, to=to, plan=plan, offline=offline, local=local)
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    targets = [Target.existing(name, root) for name in names or ()]
    if check:
        return check_divergences(targets, root, screen)
    found = _back(targets, to, root) if revert else _forward(targets, root, out_of_order=out_of_order)
    proposal = Answers(only or (), include or (), leave or ()).applied(found.proposal)
    screen.say(f"{proposal.source.name} -> {proposal.target.name}", style="bold")
    show_proposal(proposal, screen, goes_back=revert)
    proposal = _decided(proposal, screen) if write else proposal
    document = {**proposal_document(proposal), "written": write}
    if not proposal.having("promote"):
        screen.say(f"\nThere is nothing to write into {found.target.file.path}.")
        _say_what_is_open(proposal, screen)
        screen.document({**document, "diff": [], "written": False})
        return 0
    if found.source:
        found.check_images_ran(proposal)
    if verify_running and found.source:
        check_running(found.source, proposal, root, screen, use_local=local)
    file = found.new_file(proposal)
    document["diff"] = text_diff(file.path, found.target.file.text, file.text)
    screen.say()
    show_diff(document["diff"], screen)
    with proposed_roots(found.target.target, found.target.file, file, root) as roots:
        document |= show_effects(roots, screen)
        document |= show_cost(roots, screen)
        if plan:
            aws = None if offline else choose(found.target.settings, root, screen, use_local=local)
            document |= show_plan(roots, aws, screen)
    if write:
        found.write(file)
    _say_what_next(proposal, file.path, screen, written=write)
    screen.document(document)
    return 0


def _check_usage(
    *, write: bool, check: bool, revert: bool, to: str | None, plan: bool, offline: bool, local: bool
) -> None:
    if check and (write or revert or plan):
        raise UsageError("--check only looks, so --write, --revert and --plan do not go with it")
    if to is not None and not revert:
        raise UsageError("--to says which commit --revert goes back to, so it needs --revert")
    if offline and (not plan or local):
        raise UsageError("--offline says how --plan is made, so it needs --plan, and --local does not go with it")


def _forward(targets: Sequence[Target], root: Path, *, out_of_order: bool) -> Pair:
    """The two environments that are meant, in an order that is allowed."""
    if len(targets) not in (1, 2):
        raise UsageError(
            f"Promotion takes two environments, such as {program()} promote macro-ai/staging macro-ai/prod"
        )
    target = targets[-1]
    way = way_of(target.system, root)
    source = targets[0] if len(targets) == 2 else way.before(target)
    if source is None:
        raise UserError(f"{way.where} names no environment before {target}; say which one values come from.")
    check_pair(source, target)
    if not out_of_order:
        way.check(source, target)
    return pair(source, target, root, way)


def _back(targets: Sequence[Target], to: str | None, root: Path) -> Pair:
    """The environment that goes back; the one its values came from may be named too."""
    if len(targets) not in (1, 2):
        raise UsageError(
            f"--revert takes the environment that goes back, such as {program()} promote --revert macro-ai/prod"
        )
    if len(targets) == 2:
        check_pair(*targets)
    return way_back(targets[-1], root, way_of(targets[-1].system, root), to)


def _decided(proposal: Proposal, screen: Screen) -> Proposal:
    """The proposal with an answer to each open entry. Raises UserError where nobody can be asked."""
    open_entries = proposal.having("ask")
    if not open_entries:
        return proposal
    if not can_ask():
        options = "\n".join(f"  --include '{entry.name}' or --leave '{entry.name}'" for entry in open_entries)
        raise UserError(
            f"{counted(len(open_entries), 'setting')} to be decided and no terminal to ask on; nothing was written. "
            f"Say of each whether it is promoted:\n{options}"
        )
    screen.say()
    return asked(proposal, lambda entry: confirm(_question(entry, proposal)))


def _question(entry: Entry, proposal: Proposal) -> str:
    wanted = shown(entry.difference.source, entry.difference.source_default)
    return f"{entry.name} = {wanted} in {proposal.target.name} ({entry.reason})?"


def _say_what_next(proposal: Proposal, path: str, screen: Screen, *, written: bool) -> None:
    if written:
        screen.say(f"\n{path} is written. Commit it, then: {program()} plan {proposal.target.name}", style="green")
        return
    screen.say(f"\nNothing was written. Add --write to write {path}.")
    _say_what_is_open(proposal, screen)


def _say_what_is_open(proposal: Proposal, screen: Screen) -> None:
    for entry in proposal.having("ask"):
        screen.say(f"  decide with --include '{entry.name}' or --leave '{entry.name}'", style="yellow")
