"""The SNS topics that alarms are sent to, one for each severity."""

from collections.abc import Mapping
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.severity import Severity
from modules.secrets.container import secret_container
from modules.topics.inputs import TopicInputs
from resources import Ref, aws


class Topics(Module):
    """An encrypted topic for each severity, with its email and HTTPS subscriptions, and a secret for PagerDuty's.

    Gives `arns`, severity -> ARN. CloudWatch alarms, EventBridge rules, budgets and cost anomalies of this account may
    publish to them; the key behind `kms_key_arn` must let the same services use it.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: Mapping[Severity, TopicInputs],
        *,
        kms_key_arn: str,
        deletion_protection: bool = True,
    ) -> None:
        super().__init__(scope, id)
        self._kms_key_arn = kms_key_arn
        self._deletion_protection = deletion_protection
        self.arns: dict[Severity, Ref] = {severity: self._topic(severity, inputs[severity]) for severity in inputs}
        if self.arns:
            self.output("arns", self.arns, description="Where alarms of each severity are sent")

    def _topic(self, severity: Severity, inputs: TopicInputs) -> Ref:
        local_name = severity.lower()
        topic = aws.SnsTopic(
            self,
            local_name,
            name=f"{self.context.name}-{local_name}",
            kms_master_key_id=self._kms_key_arn,
            signature_version=2,
        )
        aws.SnsTopicPolicy(self, local_name, arn=topic.arn, policy=self._policy(topic.arn))
        for address in inputs.email_addresses:
            self._subscribe(f"{local_name}_{_slug(address)}", topic.arn, "email", address)
        for address in inputs.https_endpoints:
            self._subscribe(f"{local_name}_{_slug(address.removeprefix('https://'))}", topic.arn, "https", address)
        if inputs.pagerduty:
            # The address holds a key, and Terraform would keep it in its state: who sets the secret subscribes it.
            secret_container(
                self,
                f"{local_name}_pagerduty",
                name=f"PAGERDUTY_{severity}",
                description=f"PagerDuty's integration address for {severity}, subscribed to the topic when it is set",
                kms_key_arn=self._kms_key_arn,
                deletion_protection=self._deletion_protection,
                applies_to=topic.arn,
            )
        return topic.arn

    def _subscribe(self, local_name: str, topic_arn: str, protocol: str, endpoint: str) -> None:
        aws.SnsTopicSubscription(self, local_name, topic_arn=topic_arn, protocol=protocol, endpoint=endpoint)

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
