"""A monthly budget."""

from collections.abc import Mapping
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.budget.inputs import BudgetInputs
from resources import aws


class Budget(Module):
    """What everything with all of these tags may cost in a month; without tags, what the account may.

    Tells the topic and the email addresses at each share. Gives `name`.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: BudgetInputs,
        *,
        tags: Mapping[str, str],
        topic_arn: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        if topic_arn is None and not inputs.email_addresses:
            raise ValueError(f"{self.prefix}: nobody would be told, because there is neither a topic nor an address")
        self._told: dict[str, Any] = {}
        if topic_arn is not None:
            self._told["subscriber_sns_topic_arns"] = [topic_arn]
        if inputs.email_addresses:
            self._told["subscriber_email_addresses"] = list(inputs.email_addresses)
        self.name = f"{self.context.name}-monthly"
        aws.BudgetsBudget(
            self,
            name=self.name,
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=str(inputs.monthly_usd),
            limit_unit="USD",
            # Credits would hide what is spent until the day they are used up.
            cost_types={"include_credit": False, "include_refund": False},
            notification=[
                *(self._notification("ACTUAL", share) for share in inputs.actual_percent),
                *(self._notification("FORECASTED", share) for share in inputs.forecast_percent),
            ],
            **_filter(tags),
        )

    def _notification(self, kind: str, percent: int) -> Any:
        return {
            "notification_type": kind,
            "comparison_operator": "GREATER_THAN",
            "threshold": percent,
            "threshold_type": "PERCENTAGE",
            **self._told,
        }


def _filter(tags: Mapping[str, str]) -> dict[str, Any]:
    if not tags:
        return {}
    # https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html: tags that users make
    # begin with "user:"; without it the budget looks right and counts nothing.
    return {"cost_filter": [{"name": "TagKeyValue", "values": [f"user:{key}${value}" for key, value in tags.items()]}]}
