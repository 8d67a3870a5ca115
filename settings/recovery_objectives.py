"""What the owners of a system promise about getting it back."""

from typing import Literal

from pydantic import Field

from modules.base.inputs import Inputs

Loss = Literal["zone", "data", "region"]
"""An availability zone fails; data was damaged or deleted by a person or a release; the region is gone."""


class RecoveryObjectives(Inputs):
    """How long it may take, and how much may be lost. `stackwright recovery` fails where the plan cannot keep it."""

    rto_minutes: int = Field(ge=1)
    """Recovery time objective: minutes until people can work again."""

    rpo_minutes: int = Field(ge=0)
    """Recovery point objective: minutes of changes that may be lost."""

    losses: tuple[Loss, ...] = ("zone", "data", "region")
    """What it is promised for."""
