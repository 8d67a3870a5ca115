"""A review as a JSON document for programs. `review.schema.json` describes it; README.md says what stays the same."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from review.model import Change, Finding, Mark, Resource
from review.review import Review
from review.weight import counts

if TYPE_CHECKING:
    from review.cost.change import CostChange

VERSION: Final = 1
"""Goes up when something that is there today goes or means something else. More may come without that."""
MARK: Final = "$mark"


def document(review: Review) -> dict[str, Any]:
    """The whole review. A value that cannot be shown is `{"$mark": "sensitive"}`, `unknown` or `absent`."""
    plan = review.plan
    return {
        "version": VERSION,
        "title": review.title,
        "terraform_version": plan.terraform_version,
        "complete": plan.complete,
        "worst": None if review.worst is None else str(review.worst),
        "counts": {str(action): count for action, count in counts(change.action for change in plan.changes).items()},
        "no_ops": plan.no_ops,
        "resources": {"before": len(plan.before), "after": len(plan.after)},
        "findings": [finding_document(one) for one in review.findings],
        "accepted": [
            {**finding_document(one.finding), "accepted": one.reason, "where": one.where} for one in review.accepted
        ],
        "not_judged": [
            {"type": one.type, "reason": one.reason, "addresses": list(one.addresses)} for one in review.not_judged
        ],
        "changes": [_change(one) for one in plan.changes],
        "drift": [_change(one) for one in plan.drift],
        "outputs": [
            {"name": one.name, "before": _value(one.before), "after": _value(one.after)} for one in plan.outputs
        ],
        "cost": None if review.cost is None else _cost(review.cost),
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": str(finding.severity),
        "address": finding.address,
        "path": list(finding.path),
        "reason": finding.reason,
        "advice": finding.advice,
        "source": asdict(finding.source),
    }


def _change(change: Change) -> dict[str, Any]:
    resource: Resource = change.resource
    return {
        "address": change.address,
        "action": str(change.action),
        "type": change.type,
        "name": resource.name,
        "module": resource.module,
        "provider": resource.provider,
        "component": resource.component,
        "reason": change.reason,
        "previous_address": change.previous_address,
        "import_id": change.import_id,
        "deposed": change.deposed,
        "create_before_destroy": change.create_before_destroy,
        "folded": change.folded,
        "attributes": [
            {
                "path": list(one.path),
                "before": _value(one.before),
                "after": _value(one.after),
                "forces_replacement": one.forces_replacement,
            }
            for one in change.attributes
        ],
    }


def _cost(cost: "CostChange") -> dict[str, Any]:
    """US dollars of a quiet, an expected and a busy month."""
    amounts = {"before": cost.before.cost, "after": cost.after.cost, "difference": cost.difference}
    return {
        **{name: _amount(amount) for name, amount in amounts.items()},
        "budget_usd": None if cost.budget is None else cost.budget.usd,
        "by_address": [{"address": address, "difference": _amount(amount)} for address, amount in cost.by_address()],
        "unpriced": [{"address": one.address, "type": one.type, "reason": one.reason} for one in cost.after.unpriced],
    }


def _amount(amount: Any) -> dict[str, float]:
    return {"quiet": round(amount.low, 2), "expected": round(amount.expected, 2), "busy": round(amount.high, 2)}


def _value(value: Any) -> Any:
    if isinstance(value, Mark):
        return {MARK: value.name.lower()}
    if isinstance(value, Mapping):
        return {key: _value(one) for key, one in value.items()}
    return [_value(one) for one in value] if isinstance(value, list) else value
