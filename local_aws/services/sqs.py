"""SQS: policies of a queue as AWS writes them."""

from __future__ import annotations

import json
from typing import Any

from local_aws.registry import Context, amend


@amend("sqs", "GetQueueAttributes")
def write_json_compactly(context: Context, result: dict[str, Any]) -> None:
    """moto writes the redrive policy with spaces, which the provider takes for a change."""
    del context
    attributes = result.get("Attributes", {})
    for name in ("RedrivePolicy", "RedriveAllowPolicy"):
        if attributes.get(name):
            attributes[name] = json.dumps(json.loads(attributes[name]), separators=(",", ":"))
