"""The images of a release: what the caller names, what the registry has, and what its scan found."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from release.errors import RefusedError
from release.facts import Facts

ECR = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(?P<repository>[^:@]+)"
    r"(?::(?P<tag>[^@]+))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Image:
    """An image that a service will run, by digest, so that nothing can move under it."""

    service: str
    reference: str
    """`123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api@sha256:...`"""
    digest: str
    findings: Mapping[str, int] | None = None
    """What the registry's scan found, severity -> count; None where there is no finished scan."""


def asked_for(arguments: Iterable[str], facts: Facts) -> dict[str, str]:
    """Service -> reference, of `api=<digest or image>` arguments; without any, what the tfvars file names.

    A digest alone means that image of the service's own repository. Raises RefusedError with every problem.
    """
    arguments = list(arguments)
    if not arguments:
        return {name: service.image for name, service in facts.services.items()}
    found: dict[str, str] = {}
    problems = []
    for argument in arguments:
        name, separator, image = argument.partition("=")
        if not separator or not image:
            problems.append(f"--image {argument}: write <service>=<digest>, such as api=sha256:...")
        elif name not in facts.services:
            problems.append(
                f"--image {argument}: {facts.target} has no service {name}; it has {_listed(facts.services)}"
            )
        elif name in found:
            problems.append(f"--image {argument}: {name} is named twice")
        else:
            found[name] = f"{repository_of(facts.services[name].image)}@{image}" if DIGEST.fullmatch(image) else image
    if problems:
        raise RefusedError("\n".join(problems))
    return found


def resolved(ecr: Any, wanted: Mapping[str, str]) -> list[Image]:
    """The images by digest, after asking the registry. Raises RefusedError with every one that is not there."""
    found, problems = [], []
    for service, reference in wanted.items():
        try:
            found.append(_resolved(ecr, service, reference))
        except RefusedError as problem:
            problems.append(str(problem))
    if problems:
        raise RefusedError("\n".join(problems))
    return found


def _resolved(ecr: Any, service: str, reference: str) -> Image:
    match = ECR.fullmatch(reference)
    if match is None:
        digest = DIGEST.search(reference)
        if digest is None:
            raise RefusedError(
                f"{service}: {reference} is not in ECR, so its tag cannot be looked up; name it by its digest."
            )
        return Image(service, reference, digest[0])
    if match["tag"] == "latest" or not (match["tag"] or match["digest"]):
        raise RefusedError(f"{service}: {reference} is whatever was pushed last; name it by its digest.")
    wanted = {"imageDigest": match["digest"]} if match["digest"] else {"imageTag": match["tag"]}
    try:
        [details] = ecr.describe_images(
            registryId=match["account"], repositoryName=match["repository"], imageIds=[wanted]
        )["imageDetails"]
    except ClientError as error:
        if error.response["Error"]["Code"] in ("ImageNotFoundException", "RepositoryNotFoundException"):
            raise RefusedError(f"{service}: {reference} is not in the registry; push it first.") from None
        raise
    digest = details["imageDigest"]
    summary = details.get("imageScanFindingsSummary")
    counts = None if summary is None else dict(summary.get("findingSeverityCounts", {}))
    return Image(service, f"{repository_of(reference)}@{digest}", digest, counts)


def repository_of(image: str) -> str:
    """An image without tag and digest; a port of the registry stays."""
    name = image.partition("@")[0]
    head, slash, last = name.rpartition("/")
    return f"{head}{slash}{last.partition(':')[0]}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
