"""Events of AWS services that somebody is told of."""

from collections.abc import Mapping, Sequence
from typing import Any

from modules.base.construct import Module
from resources import aws, json_text


def tell(
    module: Module, local_name: str, *, description: str, pattern: Mapping[str, Sequence[Any] | Mapping[str, Any]],
    topic_arn: str,
) -> None:  # fmt: skip
    """Sends every event that matches the pattern to a topic, whose policy must let events.amazonaws.com publish.

    The rule's name is `<context.name>-<component>-<local_name>`.
    """
    rule = aws.CloudwatchEventRule(
        module,
        local_name,
        name=f"{module.context.name}-{module.component}-{local_name}".replace("_", "-"),
        description=description,
        event_pattern=json_text(pattern),
    )
    aws.CloudwatchEventTarget(module, local_name, rule=rule.name, arn=topic_arn)
