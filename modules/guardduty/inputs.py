"""What a caller decides about GuardDuty."""

from typing import Literal, get_args

from pydantic import Field

from modules.base.inputs import Inputs
from modules.base.severity import Severity

# https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html, without those that
# need an agent: ECS Runtime Monitoring adds a sidecar and an endpoint, which is a change of every service.
Feature = Literal[
    "S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "LAMBDA_NETWORK_LOGS"
]
FEATURES: tuple[Feature, ...] = get_args(Feature)


class GuarddutyInputs(Inputs):
    """GuardDuty in this account and region: threats seen in CloudTrail, flow and DNS logs, and in what is asked for."""

    features: tuple[Feature, ...] = ("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS")
    """Further things it looks at, each charged by amount: requests to buckets, logins to databases. Others are off."""

    publishing_frequency: Literal["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"] = "FIFTEEN_MINUTES"
    """How often a finding that happens again is told again. A new one is told at once."""

    minimum_severity: float = Field(default=7.0, ge=1, le=10)
    """Severity from which somebody is told: GuardDuty calls 4 medium, 7 high, 9 critical."""

    severity: Severity = "P2"
    """Severity of the topic that is told."""
