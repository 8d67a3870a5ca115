"""SNS: the attributes of a topic that moto takes and does not show again."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend

# As the API spells them, and as moto's topic keeps them.
ATTRIBUTES = {"SignatureVersion": "signature_version", "TracingConfig": "tracing_config"}


@amend("sns", "GetTopicAttributes")
def show_all_attributes(context: Context, result: dict[str, Any]) -> None:
    topic = context.backend("sns").topics[context.params["TopicArn"]]
    for name, kept_as in ATTRIBUTES.items():
        if getattr(topic, kept_as, None) is not None:
            result["Attributes"][name] = getattr(topic, kept_as)
