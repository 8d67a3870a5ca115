"""What a person says about a proposal: only these, these too, not these."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from promotion.proposal import Entry, Proposal
from promotion.rules import Action
from settings.setting_paths import ALL_INSIDE, covers
from toolchain.errors import UserError


@dataclass(frozen=True)
class Answers:
    """Patterns such as services.*.image; a section means all that is inside it."""

    only: Sequence[str] = ()
    include: Sequence[str] = ()
    leave: Sequence[str] = ()

    def applied(self, proposal: Proposal) -> Proposal:
        """The proposal with the answers in it. Raises UserError for a pattern that changes nothing."""
        for option, patterns in (("--only", self.only), ("--include", self.include), ("--leave", self.leave)):
            for pattern in patterns:
                _check(option, pattern, proposal)
        return replace(proposal, entries=tuple(self._answered(entry) for entry in proposal.entries))

    def _answered(self, entry: Entry) -> Entry:
        if entry.action == "keep":
            return entry
        if _means(self.leave, entry):
            return _decided(entry, "keep", "left as it is, as you said")
        if _means((*self.only, *self.include), entry):
            return entry if entry.action == "promote" else _decided(entry, "promote", "as you said")
        return _decided(entry, "keep", "not among what you named") if self.only else entry


def asked(proposal: Proposal, is_wanted: Callable[[Entry], bool]) -> Proposal:
    """The proposal after a person was asked about each open entry."""
    entries = [
        entry
        if entry.action != "ask"
        else _decided(entry, "promote", "as you said")
        if is_wanted(entry)
        else _decided(entry, "keep", "left as it is, as you said")
        for entry in proposal.entries
    ]
    return replace(proposal, entries=tuple(entries))


def _decided(entry: Entry, action: Action, reason: str) -> Entry:
    return replace(entry, action=action, reason=reason, question=None)


def _check(option: str, pattern: str, proposal: Proposal) -> None:
    meant = [entry for entry in proposal.entries if _means([pattern], entry)]
    pair = f"{proposal.source.name} and {proposal.target.name}"
    if not meant:
        names = ", ".join(entry.name for entry in proposal.entries if entry.action != "keep")
        what = f"what can be promoted is {names}" if names else "nothing can be promoted"
        raise UserError(f"{option} {pattern}: nothing like it differs between {pair}; {what}.")
    if all(entry.action == "keep" for entry in meant):
        entry = meant[0]
        line = proposal.target.file.where(entry.key)
        where = proposal.target.file.path if line is None else f"{proposal.target.file.path}:{line}"
        raise UserError(
            f"{option} {pattern}: {entry.name} stays as it is in each environment: {entry.reason}. Edit {where} by "
            "hand, or say otherwise under `promotion` in shared.tfvars."
        )


def _means(patterns: Iterable[str], entry: Entry) -> bool:
    return any(
        pattern == entry.name or covers(pattern, entry.key) or covers(f"{pattern}.{ALL_INSIDE}", entry.key)
        for pattern in patterns
    )
