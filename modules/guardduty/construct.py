"""GuardDuty in one account and region."""

from modules.base.construct import Module, ModuleScope
from modules.base.event_alert import tell
from modules.guardduty.inputs import FEATURES, GuarddutyInputs
from resources import aws


class Guardduty(Module):
    """A detector with the features asked for, whose findings are sent to a topic, if there is one.

    An account has one detector in a region: only one stack may make it. Gives `detector_id`.
    """

    def __init__(self, scope: ModuleScope, id: str, inputs: GuarddutyInputs, *, topic_arn: str | None = None) -> None:
        super().__init__(scope, id)
        # For this account alone: an organization decides for all of its accounts in its own administrator account.
        # checkov:skip=CKV2_AWS_3: an organization decides for its accounts in its own administrator account
        detector = aws.GuarddutyDetector(self, enable=True, finding_publishing_frequency=inputs.publishing_frequency)
        self.detector_id = detector.id
        for feature in FEATURES:
            # Said of each one: a new detector begins with nearly all of them, and with their charges.
            aws.GuarddutyDetectorFeature(
                self,
                feature.lower(),
                detector_id=detector.id,
                name=feature,
                status="ENABLED" if feature in inputs.features else "DISABLED",
            )
        if topic_arn is not None:
            tell(
                self,
                "findings",
                description=f"GuardDuty findings of severity {inputs.minimum_severity:g} and more",
                pattern={
                    "source": ["aws.guardduty"],
                    "detail-type": ["GuardDuty Finding"],
                    "detail": {"severity": [{"numeric": [">=", inputs.minimum_severity]}]},
                },
                topic_arn=topic_arn,
            )
