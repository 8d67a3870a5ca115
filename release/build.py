"""Images from source: built for the processor the service runs on, pushed under a tag of their own, known by digest."""

import json
import os
import shutil
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from botocore.exceptions import ClientError

from release.clients import Clock
from release.errors import RefusedError, ReleaseError
from release.images import ECR, Image, resolved
from toolchain import process

SCAN_SECONDS = 300
PLATFORMS: Mapping[str, str] = {"ARM64": "linux/arm64", "X86_64": "linux/amd64"}
"""ECS's word for a processor -> docker's word for a platform."""


@dataclass(frozen=True)
class Build:
    """One image to build."""

    service: str
    context: Path
    """The folder with the Dockerfile."""
    repository: str
    """`123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api`"""
    tag: str
    platform: str

    @property
    def reference(self) -> str:
        return f"{self.repository}:{self.tag}"


def existing(ecr: Any, builds: Sequence[Build]) -> dict[str, Image]:
    """Service -> image, of what was pushed under its tag before."""
    found = {}
    for build in builds:
        match = ECR.fullmatch(build.reference)
        if match and _exists(ecr, match["account"], match["repository"], build.tag):
            [found[build.service]] = resolved(ecr, {build.service: build.reference})
    return found


def check(ecr: Any, builds: Sequence[Build], environment: Mapping[str, str]) -> None:
    """Raises RefusedError with everything that would fail later: no docker, no Dockerfile, a tag that is taken."""
    problems = [problem for problem in (_engine_problem(environment),) if problem and builds]
    for build in builds:
        if not (build.context / "Dockerfile").is_file():
            problems.append(f"{build.service}: {build.context / 'Dockerfile'} is missing.")
        match = ECR.fullmatch(build.reference)
        if match is None:
            problems.append(
                f"{build.service}: {build.repository} is not an ECR repository; push it with your own tools."
            )
        elif _exists(ecr, match["account"], match["repository"], build.tag):
            problems.append(
                f"{build.service}: {build.reference} exists already, and tags are not moved; take another --tag."
            )
    if problems:
        raise RefusedError("\n".join(problems))


def _engine_problem(environment: Mapping[str, str]) -> str | None:
    docker = shutil.which("docker", path=environment.get("PATH"))
    if docker is None:
        return "docker is missing: install Docker, or anything that has its command, and put it on the PATH."
    done = process.capture(
        [docker, "version", "--format", "{{.Server.Version}}"],
        folder=Path.cwd(),
        environment=environment,
        timeout_seconds=60,
    )
    if done.exit_code != 0:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return f"docker is there, but its engine does not answer: {said}"
    return None


def _exists(ecr: Any, account: str, repository: str, tag: str) -> bool:
    try:
        ecr.describe_images(registryId=account, repositoryName=repository, imageIds=[{"imageTag": tag}])
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "ImageNotFoundException":
            return False
        if code == "RepositoryNotFoundException":
            raise RefusedError(
                f"There is no repository {repository}: deploy the system's shared stack first."
            ) from None
        raise
    return True


def make(
    ecr: Any,
    build: Build,
    environment: Mapping[str, str],
    log: Path,
    note: Callable[[str], object],
) -> Image:
    """Builds and pushes an image and returns it by digest. Raises ReleaseError with docker's last words."""
    with signed_in(ecr, environment) as own:
        _docker(
            ["build", "--platform", build.platform, "--tag", build.reference, str(build.context)], own, log, note, build
        )
        _docker(["push", build.reference], own, log, note, build)
    [image] = resolved(ecr, {build.service: build.reference})
    return image


def scanned(ecr: Any, image: Image, clock: Clock, note: Callable[[str], object]) -> Image:
    """The image with what the registry's scan found, after waiting for it; as it was where nothing scans."""
    match = ECR.fullmatch(image.reference)
    assert match is not None
    deadline = clock.deadline(SCAN_SECONDS)
    while not deadline.is_over:
        try:
            status = ecr.describe_image_scan_findings(
                registryId=match["account"], repositoryName=match["repository"], imageId={"imageDigest": image.digest}
            )["imageScanStatus"]["status"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ScanNotFoundException":
                raise
            return image
        if status in ("COMPLETE", "ACTIVE"):
            [found] = resolved(ecr, {image.service: image.reference})
            return found
        if status != "IN_PROGRESS" and status != "PENDING":
            return image
        note(status.lower().replace("_", " "))
        deadline.pause()
    return image


@contextmanager
def signed_in(ecr: Any, environment: Mapping[str, str]) -> Generator[dict[str, str]]:
    """An environment in which docker may push, for as long as it lasts.

    The token is in a file that only its owner can read, in a folder that goes away: not on a command line, and not in
    the docker configuration at home, where `docker login` would leave it.
    """
    data = ecr.get_authorization_token()["authorizationData"][0]
    registry = data["proxyEndpoint"].removeprefix("https://")
    with TemporaryDirectory(prefix="stackwright-docker-") as folder:
        descriptor = os.open(Path(folder, "config.json"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({"auths": {registry: {"auth": data["authorizationToken"]}}}, file)
        yield {**environment, "DOCKER_CONFIG": folder}


def _docker(
    arguments: Sequence[str], environment: Mapping[str, str], log: Path, note: Callable[[str], object], build: Build
) -> None:
    docker = shutil.which("docker", path=environment.get("PATH")) or "docker"
    done = process.stream([docker, *arguments], folder=Path.cwd(), environment=environment, on_line=note, log=log)
    if done.exit_code != 0:
        last = "\n".join(f"    {line}" for line in done.output.strip().splitlines()[-15:])
        raise ReleaseError(
            f"docker {arguments[0]} of {build.service} ended with exit code {done.exit_code}:\n{last}\n"
            f"The whole output is in {log}."
        )
