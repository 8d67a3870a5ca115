"""What becomes of an image here, where nothing really runs: it is well, unless a parameter says otherwise.

The parameter is `/local-aws/fates/<digest>`, the digest without `sha256:`, and its value such as

    {"task_exit_code": 3, "log": ["relation users exists already"]}     a one-off task of this image fails
    {"service": "unhealthy"}                                            tasks of a service never become healthy
    {"service": "alarm"}                                                an alarm rings while it is deployed
"""

from __future__ import annotations

import json
import re
from typing import Any

from local_aws.registry import Context

PATH = "/local-aws/fates/"
DIGEST = re.compile(r"sha256:([0-9a-f]{64})")


def fate_of(context: Context, task_definition: str) -> dict[str, Any]:
    """The fate of the first image of a task definition that has one; nothing for those that are well."""
    definition = context.backend("ecs").describe_task_definition(task_definition)
    for container in definition.container_definitions:
        digest = DIGEST.search(container.get("image", ""))
        parameter = digest and context.backend("ssm").get_parameter(f"{PATH}{digest[1]}")
        if parameter:
            return json.loads(parameter.value)
    return {}


def digest_of(image: str) -> str:
    """The digest an image is named by, or nothing."""
    digest = DIGEST.search(image)
    return digest[0] if digest else ""


def release_of(context: Context, service_arn: str) -> dict[str, Any] | None:
    """`current` and, during a deployment, `target` task definition of a service; None for one made elsewhere."""
    return context.store.table(context.account_id, context.region, "ecs", "releases").get(service_arn)
