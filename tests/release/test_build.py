import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from release.build import Build, check, existing, make, scanned
from release.errors import RefusedError, ReleaseError
from release.images import Image
from tests.release.fakes import FakeTime, quiet
from tests.toolchain import fakes

REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
DOCKER = """\
echo "$@" >> "$(dirname "$0")/calls"
case "$1" in
  version) echo 27.1.0 ;;
  push) cp "$DOCKER_CONFIG/config.json" "$(dirname "$0")/config.json"; ls -l "$DOCKER_CONFIG/config.json" > "$(dirname "$0")/rights"; echo pushed ;;
  build) echo building ;;
esac
"""


@pytest.fixture
def ecr() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("ecr", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        client.create_repository(repositoryName="shop-api")
        yield client


@pytest.fixture
def build(tmp_path: Path) -> Build:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "Dockerfile").touch()
    return Build("api", tmp_path / "api", f"{REGISTRY}/shop-api", "1.4.0", "linux/arm64")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    fakes.program(tmp_path / "bin", "docker", DOCKER)
    return {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}


def push(ecr: Any, tag: str) -> str:
    manifest = json.dumps(
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": {"digest": tag}}
    )
    return ecr.put_image(repositoryName="shop-api", imageManifest=manifest, imageTag=tag)["image"]["imageId"][
        "imageDigest"
    ]


def refused(ecr: Any, builds: list[Build], environment: dict[str, str]) -> str:
    with pytest.raises(RefusedError) as error:
        check(ecr, builds, environment)
    return str(error.value)


def test_an_image_is_built_for_its_processor_pushed_and_known_by_its_digest(
    ecr: Any, build: Build, environment: dict[str, str], tmp_path: Path
):
    def note(line: str) -> None:
        if line == "pushed":
            push(ecr, "1.4.0")

    image = make(ecr, build, environment, tmp_path / "log", note)
    assert image.reference == f"{REGISTRY}/shop-api@{image.digest}"
    assert (tmp_path / "bin" / "calls").read_text().splitlines() == [
        f"build --platform linux/arm64 --tag {REGISTRY}/shop-api:1.4.0 {build.context}",
        f"push {REGISTRY}/shop-api:1.4.0",
    ]
    assert (tmp_path / "log").read_text() == "building\npushed\n"


def test_the_token_is_in_a_private_file_that_goes_away(
    ecr: Any, build: Build, environment: dict[str, str], tmp_path: Path
):
    make(ecr, build, environment, tmp_path / "log", lambda line: push(ecr, "1.4.0") if line == "pushed" else None)
    assert list(json.loads((tmp_path / "bin" / "config.json").read_text())["auths"]) == [REGISTRY]
    rights = (tmp_path / "bin" / "rights").read_text()
    assert rights.startswith("-rw-------")
    assert not Path(rights.split()[-1]).exists()


def test_what_docker_says_is_what_the_user_reads(ecr: Any, build: Build, environment: dict[str, str], tmp_path: Path):
    fakes.program(tmp_path / "bin", "docker", "echo 'no space left on device'; exit 1")
    with pytest.raises(ReleaseError) as error:
        make(ecr, build, environment, tmp_path / "log", quiet)
    assert str(error.value) == (
        "docker build of api ended with exit code 1:\n"
        "    no space left on device\n"
        f"The whole output is in {tmp_path / 'log'}."
    )


def test_everything_that_would_fail_later_is_said_before(ecr: Any, build: Build, tmp_path: Path):
    push(ecr, "1.4.0")
    elsewhere = Build("ui", tmp_path / "ui", "registry.example/ui", "1.4.0", "linux/amd64")
    assert refused(ecr, [build, elsewhere], {"PATH": str(tmp_path)}) == (
        "docker is missing: install Docker, or anything that has its command, and put it on the PATH.\n"
        f"api: {REGISTRY}/shop-api:1.4.0 exists already, and tags are not moved; take another --tag.\n"
        f"ui: {tmp_path / 'ui' / 'Dockerfile'} is missing.\n"
        "ui: registry.example/ui is not an ECR repository; push it with your own tools."
    )


def test_a_docker_without_its_engine_is_told_apart(ecr: Any, build: Build, environment: dict[str, str], tmp_path: Path):
    fakes.program(tmp_path / "bin", "docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1")
    assert refused(ecr, [build], environment) == (
        "docker is there, but its engine does not answer: Cannot connect to the Docker daemon"
    )


def test_a_repository_that_is_not_there_is_said(ecr: Any, build: Build, environment: dict[str, str]):
    other = Build("api", build.context, f"{REGISTRY}/shop-ui", "1", "linux/amd64")
    assert refused(ecr, [other], environment) == (
        "There is no repository shop-ui: deploy the system's shared stack first."
    )


def test_all_is_well(ecr: Any, build: Build, environment: dict[str, str]):
    check(ecr, [build], environment)


def test_an_image_that_nothing_scans_is_not_waited_for(ecr: Any):
    digest = push(ecr, "1.4.0")
    image = Image("api", f"{REGISTRY}/shop-api@{digest}", digest)
    time = FakeTime()
    assert scanned(ecr, image, time.clock, quiet) == image
    assert time.seconds == 0


def test_what_was_pushed_under_the_tag_before_is_found(ecr: Any, build: Build):
    assert existing(ecr, [build]) == {}
    digest = push(ecr, "1.4.0")
    assert existing(ecr, [build]) == {"api": Image("api", f"{REGISTRY}/shop-api@{digest}", digest)}


def test_without_anything_to_build_no_engine_is_needed(ecr: Any, tmp_path: Path):
    check(ecr, [], {"PATH": str(tmp_path)})
