"""Why two neighbours differ: what a rule explains, what waits for promotion, and what nothing explains."""

from dataclasses import dataclass

from promotion.proposal import Entry, Proposal, Question

UNEXPLAINED: tuple[Question, ...] = ("extra", "diverged", "unclassified")
"""The target has what its neighbour never had, or no rule says anything."""


@dataclass(frozen=True)
class Divergence:
    """The differences of two neighbours."""

    kept: tuple[Entry, ...]
    waiting: tuple[Entry, ...]
    unexplained: tuple[Entry, ...]


def divergence(proposal: Proposal) -> Divergence:
    """Sorts what differs: what the source has and the target does not have yet waits."""
    open_entries = [*proposal.having("promote"), *proposal.having("ask")]
    return Divergence(
        kept=proposal.having("keep"),
        waiting=tuple(entry for entry in open_entries if entry.question not in UNEXPLAINED),
        unexplained=tuple(entry for entry in open_entries if entry.question in UNEXPLAINED),
    )
