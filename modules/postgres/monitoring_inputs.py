"""What a caller decides about the observation of a database."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from modules.base.fields import NotBoolean, refused
from modules.base.inputs import Finding, Inputs

ADVANCED_INSIGHTS_DAYS = 465


def _insights_days(value: int) -> int:
    if value not in (0, 7, 731) and (value % 31 or not 1 <= value // 31 <= 23):
        raise refused("0 for none, 7, a multiple of 31 up to 713, or 731", value)
    return value


class MonitoringInputs(Inputs):
    """What is recorded of the database beside CloudWatch's own metrics."""

    enhanced_monitoring_seconds: Annotated[Literal[0, 1, 5, 10, 15, 30, 60], NotBoolean()] = 60
    """Seconds between samples of the operating system; 0 for none."""

    performance_insights_days: Annotated[int, AfterValidator(_insights_days)] = 7
    """Days that the load by query and wait is kept: 0 for none, 7 (free), a multiple of 31 up to 713, or 731."""

    database_insights_mode: Literal["standard", "advanced"] = "standard"
    """CloudWatch Database Insights: advanced adds lock trees, execution plans and fleet views."""

    slow_query_milliseconds: int = Field(default=1000, ge=-1)
    """Statements that take longer are logged; -1 logs none, 0 all."""

    def findings(self) -> Iterator[Finding]:
        if self.database_insights_mode == "advanced" and self.performance_insights_days < ADVANCED_INSIGHTS_DAYS:
            yield Finding(
                ("performance_insights_days",),
                f"must be at least {ADVANCED_INSIGHTS_DAYS} when database_insights_mode is advanced",
                self.performance_insights_days,
            )
