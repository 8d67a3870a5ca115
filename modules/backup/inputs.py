"""What a caller decides about backups."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import Later
from modules.base.severity import Severity

# https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
SHORTEST_WINDOW_MINUTES = 60
LONGEST_RETENTION_DAYS = 36_500
# https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
SHORTEST_COOLING_OFF_DAYS = 3

RuleName = Annotated[str, matching(r"[a-z][a-z0-9-]{0,49}", "a rule name such as daily")]
Schedule = Annotated[
    str, matching(r"cron\((\S+ ){5}\S+\)", "a schedule in UTC with six fields, such as cron(0 6 * * ? *)")
]
Days = Annotated[int, Field(ge=1, le=LONGEST_RETENTION_DAYS)]


class BackupRuleInputs(Inputs):
    """When a recovery point is made and how long it is kept."""

    schedule: Schedule
    """When, in UTC: cron(minutes hours day-of-month month day-of-week year). Away from the database's own windows."""

    retention_days: Days
    """Days that a recovery point is kept."""

    copy_retention_days: Days | None = None
    """Days that a copy of it is kept in the recovery region; without, there is none."""

    start_window_minutes: int = Field(default=SHORTEST_WINDOW_MINUTES, ge=SHORTEST_WINDOW_MINUTES)
    """Minutes within which a job must start, or it is given up."""

    completion_window_minutes: int = Field(default=480, ge=2 * SHORTEST_WINDOW_MINUTES)
    """Minutes within which a job must be done, or it is given up."""

    def findings(self) -> Iterator[Finding]:
        least = self.start_window_minutes + SHORTEST_WINDOW_MINUTES
        if self.completion_window_minutes < least:
            yield Finding(
                ("completion_window_minutes",),
                f"must be at least {least}, an hour more than start_window_minutes",
                self.completion_window_minutes,
            )


class VaultLockInputs(Inputs):
    """Keeps recovery points from being deleted before their time, in the recovery region too."""

    minimum_retention_days: Days
    """Days that each recovery point is kept at least."""

    maximum_retention_days: Days
    """Days that each recovery point is kept at most."""

    changeable_for_days: Annotated[int | None, Later("yes, until they have passed; then nothing of the lock")] = Field(
        default=None, ge=SHORTEST_COOLING_OFF_DAYS
    )
    """Days after which nobody can end the lock any more, root included. Without, who may manage it can."""

    def findings(self) -> Iterator[Finding]:
        if self.minimum_retention_days > self.maximum_retention_days:
            yield Finding(
                ("minimum_retention_days",),
                f"must be at most maximum_retention_days, {self.maximum_retention_days}",
                self.minimum_retention_days,
            )


class BackupInputs(Inputs):
    """A backup vault, and the plan that fills it from whatever holds data in the environment."""

    rules: dict[RuleName, BackupRuleInputs] = Field(
        default={"daily": BackupRuleInputs(schedule="cron(0 6 * * ? *)", retention_days=35)}, min_length=1
    )
    """Name -> when a recovery point is made and how long it is kept."""

    lock: VaultLockInputs | None = None
    """Whether recovery points are locked until their time has come."""

    severity: Severity = "P2"
    """Severity of the topic that is told when a backup or a copy fails."""

    @property
    def copies(self) -> bool:
        return any(rule.copy_retention_days is not None for rule in self.rules.values())

    def findings(self) -> Iterator[Finding]:
        if self.lock is None:
            return
        least, most = self.lock.minimum_retention_days, self.lock.maximum_retention_days
        for name, rule in self.rules.items():
            for field in ("retention_days", "copy_retention_days"):
                days = getattr(rule, field)
                if days is not None and not least <= days <= most:
                    # Otherwise the plan is accepted and every one of its jobs fails.
                    yield Finding(("rules", name, field), f"must be between {least} and {most}, as lock says", days)
