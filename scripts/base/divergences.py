"""`stackwright promote --check`: why neighbouring environments differ."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from promotion.divergence import divergence
from promotion.pair import pair, way_of
from promotion.way import Way, check_pair
from scripts.base.boundary import UsageError
from scripts.base.proposals import divergence_document, show_entries, show_kept
from scripts.base.screen import Screen, counted
from settings.target import Target, discover
from toolchain.errors import UserError


def check_divergences(targets: Sequence[Target], root: Path, screen: Screen) -> int:
    """Shows each pair of neighbours; 1 when something differs that nothing explains.

    `targets` are one pair, one environment with the one before it, or none for all of the repository.
    """
    documents: list[dict[str, Any]] = []
    unexplained = 0
    for source, target, way in _pairs(targets, root):
        found = pair(source, target, root, way)
        sorted_ = divergence(found.proposal)
        counts = f"{len(sorted_.kept)} kept, {len(sorted_.waiting)} waiting, {len(sorted_.unexplained)} unexplained"
        screen.say(f"{source} -> {target}: {counts}", style="red" if sorted_.unexplained else "green")
        show_kept("Kept", sorted_.kept, found.proposal, screen)
        show_entries("Waiting to be promoted", sorted_.waiting, found.proposal, screen, style="yellow")
        show_entries("Unexplained", sorted_.unexplained, found.proposal, screen, style="red")
        screen.say()
        unexplained += len(sorted_.unexplained)
        documents.append(divergence_document(sorted_, found.proposal))
    if unexplained:
        screen.say(
            f"{counted(unexplained, 'difference')} that nothing explains. Promote it, take it back, or say why it "
            "stays under promotion.keep in the system's shared.tfvars.",
            style="red",
        )
    screen.document({"pairs": documents, "unexplained": unexplained})
    return 1 if unexplained else 0


def _pairs(targets: Sequence[Target], root: Path) -> list[tuple[Target, Target, Way]]:
    if len(targets) > 2:
        raise UsageError("--check takes two environments, one, or none for all neighbours")
    if len(targets) == 2:
        check_pair(*targets)
        return [(targets[0], targets[1], way_of(targets[1].system, root))]
    if targets:
        way = way_of(targets[0].system, root)
        source = way.before(targets[0])
        if source is None:
            raise UserError(f"{way.where} names no environment before {targets[0]}; say which one to compare it with.")
        return [(source, targets[0], way)]
    systems = dict.fromkeys(target.system for target in discover(root) if target.kind == "environment")
    ways = [way_of(system, root) for system in systems]
    return [(source, target, way) for way in ways for source, target in way.neighbours()]
