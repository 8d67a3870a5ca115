"""What a caller decides about deployments that CodeDeploy makes."""

from typing import Annotated, Literal

from pydantic import Field

from modules.base.inputs import Inputs
from modules.base.later import replaces

TWO_DAYS_MINUTES = 2 * 24 * 60

KIND = replaces("aws_ecs_service", answer="between blue_green and canary; to and from rolling it")
"""What another kind of deployment does later."""


class BlueGreenInputs(Inputs):
    """The new version starts beside the old one, is seen at the test listener, then gets all traffic at once."""

    kind: Annotated[Literal["blue_green"], KIND]
    """All traffic moves at once."""

    approval_wait_minutes: int = Field(default=0, ge=0, le=TWO_DAYS_MINUTES)
    """Minutes the new version waits at the test listener to be approved, after which it is given up. 0 asks nobody."""

    termination_wait_minutes: int = Field(default=60, ge=0, le=TWO_DAYS_MINUTES)
    """Minutes the old version stays after the traffic moved, so that a rollback is immediate; alarms count as long."""


class CanaryInputs(Inputs):
    """As blue_green, but a part of the traffic goes to the new version first."""

    kind: Annotated[Literal["canary"], KIND]
    """Traffic moves in two steps."""

    percentage: int = Field(default=10, ge=1, le=99)
    """Part of the traffic that goes to the new version first."""

    interval_minutes: int = Field(default=5, ge=1, le=TWO_DAYS_MINUTES)
    """Minutes until the rest follows, unless an alarm takes the first part back."""

    approval_wait_minutes: int = Field(default=0, ge=0, le=TWO_DAYS_MINUTES)
    """Minutes the new version waits at the test listener to be approved, after which it is given up. 0 asks nobody."""

    termination_wait_minutes: int = Field(default=60, ge=0, le=TWO_DAYS_MINUTES)
    """Minutes the old version stays after the traffic moved, so that a rollback is immediate; alarms count as long."""
