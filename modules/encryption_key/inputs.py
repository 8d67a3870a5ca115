"""What a caller decides about the key of an environment."""

from pydantic import Field

from modules.base.inputs import Inputs


class EncryptionKeyInputs(Inputs):
    """One symmetric customer managed KMS key, rotated by AWS."""

    rotation_period_days: int = Field(default=365, ge=90, le=2560)
    """Days between rotations of the key material; what was encrypted before stays readable."""

    deletion_window_days: int = Field(default=30, ge=7, le=30)
    """Days between the key's destruction in Terraform and its end, in which it can be restored."""
