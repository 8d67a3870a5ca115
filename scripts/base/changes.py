"""What commands that are about to do something show of a plan: a line for each resource, the risks, the counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from review.errors import PlanError
from review.model import Action, Change, Finding, Plan, Source
from review.plan import read_plan
from review.render.as_json import finding_document
from review.render.lines import STYLES, finding_lines
from review.render.words import TO_DO, headline, left_out, title
from review.review import Review, review
from review.weight import counts
from scripts.base.screen import Screen
from toolchain.errors import UserError

__all__ = ["NOTHING", "STYLES", "ChangeLine", "Changes", "changes"]


@dataclass(frozen=True)
class ChangeLine:
    """What happens to one resource, as a line without values."""

    change: Change

    def __str__(self) -> str:
        return title(self.change)

    @property
    def action(self) -> Action:
        return self.change.action

    @property
    def component(self) -> str:
        return self.change.resource.component


@dataclass(frozen=True)
class Changes:
    """Everything a plan does, in the order of addresses, and what of it is risky."""

    review: Review

    def __bool__(self) -> bool:
        return self.review.plan.does_something

    @property
    def resources(self) -> tuple[ChangeLine, ...]:
        """All but data sources, which are only read."""
        return tuple(ChangeLine(change) for change in self.review.plan.changes if change.action is not Action.READ)

    @property
    def outputs(self) -> tuple[str, ...]:
        return tuple(output.name for output in self.review.plan.outputs)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.review.findings

    def count(self, action: Action) -> int:
        return sum(line.action is action for line in self.resources)

    def headline(self) -> str:
        """`112 to add, 0 to change, 0 to replace, 0 to destroy`, and more where there is more."""
        return headline(self.review.plan)

    def show_rest(self, screen: Screen) -> None:
        """What a person should know before they go on, worst first, and the counts."""
        if self.findings:
            screen.say()
            for text, style in finding_lines(self.findings):
                screen.say(text, style=style)
            screen.say()
        screen.say(self.headline())
        if self.review.plan.no_ops:
            screen.say(left_out(self.review.plan.no_ops))

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        found = counts(line.action for line in self.resources)
        found[Action.IMPORT] = sum(line.change.import_id is not None for line in self.resources)
        return {
            **{verb: found.get(action, 0) for action, verb in TO_DO.items()},
            "outputs": list(self.outputs),
            "findings": [finding_document(finding) for finding in self.findings],
            "changes": [
                {
                    "address": line.change.address,
                    "action": TO_DO[line.action],
                    "component": line.component,
                    "arguments": _arguments(line.change, forcing=False),
                    "forced_by": _arguments(line.change, forcing=True),
                    "was": line.change.previous_address,
                }
                for line in self.resources
            ],
        }


NOTHING = Changes(Review("nothing", Plan((), (), (), {}, {}), ()))


def changes(document: Mapping[str, Any], sources: Mapping[str, Source] | None = None) -> Changes:
    """From `terraform show -json <plan>`. Raises UserError when it is something else."""
    try:
        return Changes(review(read_plan(document), "plan", sources=sources))
    except PlanError as error:
        raise UserError(str(error)) from error


def _arguments(change: Change, *, forcing: bool) -> list[str]:
    if not forcing and change.action is not Action.UPDATE:
        return []
    return sorted({str(one.path[0]) for one in change.attributes if one.forces_replacement or not forcing})
