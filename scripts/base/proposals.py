"""Promotion as a person sees it: what moves, what stays and why, what has to be decided."""

from collections.abc import Sequence
from typing import Any

from promotion.differences import Side
from promotion.divergence import Divergence
from promotion.proposal import Entry, Proposal
from promotion.values import MISSING, Value
from scripts.base.screen import Screen
from settings.literal import literal_on_one_line

LONGEST = 60
"""Characters of a value in a list; the diff below shows all of it."""


def show_proposal(proposal: Proposal, screen: Screen, *, goes_back: bool) -> None:
    """Three lists, those without entries left out."""
    title = f"Put back in {proposal.target.name}" if goes_back else f"Promoted to {proposal.target.name}"
    show_entries(title, proposal.having("promote"), proposal, screen, style="green")
    show_kept(f"Kept in {proposal.target.name}", proposal.having("keep"), proposal, screen)
    show_entries("To be decided", proposal.having("ask"), proposal, screen, style="yellow")


def show_entries(title: str, entries: Sequence[Entry], proposal: Proposal, screen: Screen, *, style: str = "") -> None:
    """A heading and, for each entry, where it is, both values and why; nothing when there are no entries."""
    if entries:
        screen.say(f"\n{title}", style="bold")
    for entry in entries:
        screen.say(f"  {place(entry, proposal)}: {entry.name}: {_values(entry, proposal)}", style=style)
        screen.say(f"    {entry.reason}")


def show_kept(title: str, entries: Sequence[Entry], proposal: Proposal, screen: Screen) -> None:
    """A heading, each reason once, and the values that it keeps apart; nothing when there are no entries."""
    if entries:
        screen.say(f"\n{title}", style="bold")
    for reason in dict.fromkeys(entry.reason for entry in entries):
        screen.say(f"  {reason}")
        for entry in entries:
            if entry.reason == reason:
                screen.say(f"    {entry.name}: {_values(entry, proposal)}")


def proposal_document(proposal: Proposal) -> dict[str, Any]:
    """For `--json`."""
    return {
        "source": proposal.source.name,
        "target": proposal.target.name,
        "promoted": [_document(entry, proposal) for entry in proposal.having("promote")],
        "kept": [_document(entry, proposal) for entry in proposal.having("keep")],
        "asked": [_document(entry, proposal) for entry in proposal.having("ask")],
    }


def divergence_document(found: Divergence, proposal: Proposal) -> dict[str, Any]:
    """For `--check --json`."""
    return {
        "source": proposal.source.name,
        "target": proposal.target.name,
        "kept": [_document(entry, proposal) for entry in found.kept],
        "waiting": [_document(entry, proposal) for entry in found.waiting],
        "unexplained": [_document(entry, proposal) for entry in found.unexplained],
    }


def place(entry: Entry, proposal: Proposal) -> str:
    """File and line of the setting in the target, or in the source where only that has it."""
    side = proposal.target if entry.difference.target is not MISSING else proposal.source
    if entry.key not in side.file.places:
        side = proposal.source if side is proposal.target else proposal.target
    return f"{side.file.path}:{side.file.where(entry.key)}"


def shown(value: Value, default: Value = MISSING) -> str:
    """A value as a file spells it, cut in the middle when it is long; what holds where the file has none."""
    if value is MISSING:
        return "not set" if default is MISSING else f"default {shown(default)}"
    text = literal_on_one_line(value)
    half = (LONGEST - 3) // 2
    return text if len(text) <= LONGEST else f"{text[:half]}...{text[-half:]}"


def _values(entry: Entry, proposal: Proposal) -> str:
    difference = entry.difference
    source = shown(difference.source, difference.source_default)
    target = shown(difference.target, difference.target_default)
    if entry.action == "promote":
        return f"{target} -> {source}"
    return f"{_short(proposal.source)} {source}, {_short(proposal.target)} {target}"


def _short(side: Side) -> str:
    """`prod`: in a list both are of one system."""
    return side.name.partition("/")[2]


def _document(entry: Entry, proposal: Proposal) -> dict[str, Any]:
    difference = entry.difference
    return {
        "key": entry.name,
        "at": place(entry, proposal),
        "source": None if difference.source is MISSING else difference.source,
        "target": None if difference.target is MISSING else difference.target,
        "reason": entry.reason,
        "question": entry.question,
    }
