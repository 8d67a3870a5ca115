"""The way a new version takes through the environments of a system, as its shared.tfvars declares it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from settings.load import Loaded
from settings.promotion import PromotionSettings
from settings.shared import SharedSettings
from settings.target import Target
from toolchain.errors import UserError

SWITCH = "--out-of-order"


@dataclass(frozen=True)
class Way:
    """What a system says about promotion, and where; nothing where it says nothing."""

    system: str
    settings: PromotionSettings | None
    where: str

    @classmethod
    def of(cls, system: str, shared: Loaded[SharedSettings] | None) -> "Way":
        """`shared` is None where the system has no shared.tfvars."""
        if shared is None:
            return cls(system, None, Target(system, "shared").tfvars_path)
        return cls(system, shared.settings.promotion, shared.where(("promotion", "environments")))

    def neighbours(self) -> Iterator[tuple[Target, Target]]:
        """Each environment with the one behind it."""
        for pair in pairwise(self.settings.environments if self.settings else ()):
            source, target = (Target(self.system, name) for name in pair)
            yield source, target

    def before(self, target: Target) -> Target | None:
        """The environment that `target` gets new versions from; None for the first one and one that is not named."""
        return next((source for source, other in self.neighbours() if other == target), None)

    def check(self, source: Target, target: Target) -> None:
        """Raises UserError unless `target` comes right behind `source`."""
        if self.settings is None:
            raise UserError(
                f"{self.where} does not say which way a new version of {self.system} takes. Add\n"
                f'  promotion = {{ environments = ["{source.environment}", "{target.environment}"] }}\n'
                f"with all its environments in their order, or add {SWITCH} this once."
            )
        order = self.settings.environments
        listed = f"{self.where}: {', '.join(order)}"
        for one in (source, target):
            if one.environment not in order:
                raise UserError(
                    f"{one} is not on the way that new versions take ({listed}). {_otherwise('Name it there')}"
                )
        if (source, target) in self.neighbours():
            return
        start, end = order.index(source.environment), order.index(target.environment)
        if start > end:
            advice = (
                f"`stackwright promote --revert {source}` puts back what {source} had before"
                if start - end == 1
                else ""
            )
            text = f"{source} comes behind {target}, not before it ({listed}). {_otherwise(advice)}"
        else:
            skipped = " and ".join(f"{self.system}/{name}" for name in order[start + 1 : end])
            comes = "comes" if end - start == 2 else "come"
            advice = _otherwise(f"Promote to {skipped} first")
            text = f"{skipped} {comes} between {source} and {target} ({listed}). {advice}"
        raise UserError(text)


def check_pair(source: Target, target: Target) -> None:
    """Raises UserError unless the two are different environments of one system."""
    for one in (source, target):
        if one.kind != "environment":
            raise UserError(
                f"{one} is no environment; promotion takes two of one system, such as macro-ai/staging and "
                "macro-ai/prod."
            )
    if source == target:
        raise UserError(f"{source} cannot be promoted to itself.")
    if source.system != target.system:
        raise UserError(
            f"{source} and {target} belong to two systems; values are promoted between the environments of one."
        )


def _otherwise(advice: str) -> str:
    return f"{advice}, or add {SWITCH}." if advice else f"Add {SWITCH} if you mean it."
