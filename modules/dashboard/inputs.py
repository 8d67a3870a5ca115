"""What a caller decides about the dashboard."""

from typing import Literal

from pydantic import Field

from modules.base.inputs import Inputs


class DashboardInputs(Inputs):
    """One CloudWatch dashboard of an environment."""

    period_seconds: Literal[60, 300, 900] = 60
    """Seconds that one point of a line stands for."""

    hours: int = Field(default=3, ge=1, le=168)
    """Hours that are shown when the dashboard is opened."""
