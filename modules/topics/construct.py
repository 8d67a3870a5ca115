"""The SNS topics that alarms are sent to, one for each severity."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.recovery import RECOVERY_PROVIDER
from modules.base.severity import Severity
from modules.secrets.container import secret_container
from modules.topics.inputs import TopicInputs
from resources import Ref, aws, given


@dataclass(frozen=True, kw_only=True)
class RecoveryTopics:
    """What alarms of the recovery region tell: an alarm reaches no topic of another region."""

    severities: Collection[Severity]
    kms_key_arn: str
    """Of the recovery region."""


class Topics(Module):
    """An encrypted topic for each severity, with its email and HTTPS subscriptions, and a secret for PagerDuty's.

    Gives `arns`, severity -> ARN. CloudWatch alarms, EventBridge rules, budgets and cost anomalies of this account may
    publish to them; the key behind `kms_key_arn` must let the same services use it. `recovery_arns` are the topics in
    the recovery region, with the same subscribers: those of `recovery` that the inputs have.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: Mapping[Severity, TopicInputs],
        *,
        kms_key_arn: str,
        deletion_protection: bool = True,
        recovery: RecoveryTopics | None = None,
    ) -> None:
        super().__init__(scope, id)
        self._kms_key_arn = kms_key_arn
        self._deletion_protection = deletion_protection
        self.arns: dict[Severity, Ref] = {}
        self.recovery_arns: dict[Severity, Ref] = {}
        for severity, told in inputs.items():
            self.arns[severity] = self._topic(severity.lower(), severity, told, kms_key_arn)
            if recovery is not None and severity in recovery.severities:
                self.recovery_arns[severity] = self._topic(
                    f"{severity.lower()}_recovery", severity, told, recovery.kms_key_arn, provider=RECOVERY_PROVIDER
                )
            if told.pagerduty:
                self._pagerduty(severity)
        if self.arns:
            self.output("arns", self.arns, description="Where alarms of each severity are sent")

    def _topic(
        self, local_name: str, severity: Severity, told: TopicInputs, key_arn: str, *, provider: str | None = None
    ) -> Ref:
        where: dict[str, Any] = given(provider=provider)
        topic = aws.SnsTopic(
            self,
            local_name,
            name=f"{self.context.name}-{severity.lower()}",
            kms_master_key_id=key_arn,
            signature_version=2,
            **where,
        )
        aws.SnsTopicPolicy(self, local_name, arn=topic.arn, policy=self._policy(topic.arn), **where)
        endpoints = [("email", address) for address in told.email_addresses]
        endpoints += [("https", address) for address in told.https_endpoints]
        for protocol, endpoint in endpoints:
            name = f"{local_name}_{_slug(endpoint.removeprefix('https://'))}"
            aws.SnsTopicSubscription(self, name, topic_arn=topic.arn, protocol=protocol, endpoint=endpoint, **where)
        return topic.arn

    def _pagerduty(self, severity: Severity) -> None:
        # The address holds a key, and Terraform would keep it in its state: who sets the secret subscribes it.
        topics = [self.arns[severity], self.recovery_arns.get(severity)]
        secret_container(
            self,
            f"{severity.lower()}_pagerduty",
            name=f"PAGERDUTY_{severity}",
            description=f"PagerDuty's integration address for {severity}, subscribed to the topic when it is set",
            kms_key_arn=self._kms_key_arn,
            deletion_protection=self._deletion_protection,
            applies_to=[topic for topic in topics if topic is not None],
        )

    def _policy(self, topic_arn: str) -> str:
        own_account = {"StringEquals": {"aws:SourceAccount": self.context.account_id}}
        return resource_policy(
            [
                _publish("Alarms", "cloudwatch.amazonaws.com", topic_arn) | {"Condition": own_account},
                _publish("Budgets", "budgets.amazonaws.com", topic_arn) | {"Condition": own_account},
                _publish("CostAnomalies", "costalerts.amazonaws.com", topic_arn) | {"Condition": own_account},
                # EventBridge publishes without saying for whom: with any condition its messages are lost silently.
                # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
                _publish("Events", "events.amazonaws.com", topic_arn),
                {
                    "Sid": "TlsOnly",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "sns:Publish",
                    "Resource": topic_arn,
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
            ]
        )


def _publish(sid: str, service: str, topic_arn: str) -> dict[str, Any]:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sns:Publish",
        "Resource": topic_arn,
    }


def _slug(endpoint: str) -> str:
    return "".join(character if character.isalnum() else "_" for character in endpoint)
