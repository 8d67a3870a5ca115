"""Container images: which references may be deployed, and where the ones from ECR come from."""

import re
from typing import Annotated

from pydantic import AfterValidator

from modules.base.fields import refused

MOVING_TAGS = frozenset({
    "canary", "current", "dev", "develop", "development", "edge", "head", "main", "master", "next", "nightly", "prod",
    "production", "release", "stable", "staging", "test", "trunk",
})  # fmt: skip
"""Tags that say which branch or environment, not which build."""

_REFERENCE = re.compile(
    r"(?P<repository>(?:[a-z0-9.-]+(?::\d+)?/)?[a-z0-9._/-]+)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
    r"(?:@(?P<digest>[a-z0-9]+:[0-9a-f]+))?"
)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_ECR = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?P<suffix>\.cn)?/(?P<repository>[^:@]+)"
)
_WHY = "rolling back to the previous task definition would start the same image again"


def _check(value: str) -> str:
    match = _REFERENCE.fullmatch(value)
    if not match:
        raise refused("an image reference such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:...", value)
    tag, digest = match["tag"], match["digest"]
    if digest:
        if not _DIGEST.fullmatch(digest):
            raise refused("an image whose digest is sha256: and 64 hexadecimal digits", value)
    elif not tag:
        raise refused(f"an image with a digest or a tag: without one it means latest, and {_WHY}", value)
    elif tag == "latest":
        raise refused(f"an image with a digest or the tag of one build: latest is moved, and {_WHY}", value)
    elif tag.lower() in MOVING_TAGS or tag.endswith(".x"):
        raise refused(f"an image with a digest or the tag of one build: {tag} looks like it moves, and {_WHY}", value)
    return value


Image = Annotated[str, AfterValidator(_check)]
"""An image by digest, or by a tag that is never moved."""


def image_variable(component: str) -> str:
    """The Terraform variable that holds the image of a service or task: api_image."""
    return f"{component.replace('-', '_')}_image"


def ecr_repository_arn(image: str) -> str | None:
    """The ARN of the ECR repository an image comes from; None for an image of another registry."""
    match = _ECR.match(image)
    if not match:
        return None
    partition = "aws-cn" if match["suffix"] else "aws"
    return f"arn:{partition}:ecr:{match['region']}:{match['account']}:repository/{match['repository']}"
