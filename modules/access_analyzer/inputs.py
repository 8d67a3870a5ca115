"""What a caller decides about IAM Access Analyzer."""

from pydantic import Field

from modules.base.inputs import Inputs
from modules.base.severity import Severity


class AccessAnalyzerInputs(Inputs):
    """Access reviews: what of this account others can reach, and which permissions nobody uses."""

    unused_access_days: int | None = Field(default=None, ge=1, le=365)
    """Days without use after which a role, user, key or permission is a finding. Charged by role and user a month."""

    severity: Severity = "P3"
    """Severity of the topic that is told of what others can reach."""
