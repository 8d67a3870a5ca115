"""What a caller decides about a budget."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from modules.base.fields import EmailAddress
from modules.base.inputs import Finding, Inputs
from modules.base.severity import Severity

# https://docs.aws.amazon.com/general/latest/gr/billing.html: five notifications a budget, ten addresses a notification.
NOTIFICATIONS = 5
EMAIL_ADDRESSES = 10

Percent = Annotated[int, Field(ge=1, le=1000)]


class BudgetInputs(Inputs):
    """What a month may cost, and who hears of it before it is too late."""

    monthly_usd: int = Field(ge=1)
    """US dollars a month, before credits and refunds."""

    actual_percent: tuple[Percent, ...] = (50, 80, 100)
    """Shares of the budget at which somebody is told that they are spent."""

    forecast_percent: tuple[Percent, ...] = (100,)
    """Shares of the budget at which somebody is told that the month will end there."""

    email_addresses: tuple[EmailAddress, ...] = Field(default=(), max_length=EMAIL_ADDRESSES)
    """People or lists that get an email, beside the topic."""

    severity: Severity = "P3"
    """Severity of the topic that is told."""

    def findings(self) -> Iterator[Finding]:
        notifications = len(self.actual_percent) + len(self.forecast_percent)
        if not 1 <= notifications <= NOTIFICATIONS:
            yield Finding(
                ("actual_percent",),
                f"and forecast_percent together must be 1 to {NOTIFICATIONS} shares, got {notifications}",
            )
        for name in ("actual_percent", "forecast_percent"):
            shares = getattr(self, name)
            if list(shares) != sorted(set(shares)):
                yield Finding((name,), "must rise from share to share", shares)
