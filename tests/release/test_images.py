from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from release.errors import RefusedError
from release.facts import Facts, Service
from release.images import Image, asked_for, resolved

REPOSITORY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api"
DIGEST = "sha256:" + "a" * 64
FACTS = Facts(
    target="shop/dev",
    account_id="123456789012",
    region="us-east-1",
    name="shop-dev",
    parameter_path="/shop/dev/",
    services={
        "api": Service("api", "shop-dev-api", "rolling", f"{REPOSITORY}:1.0"),
        "ui": Service("ui", "shop-dev-ui", "rolling", "registry.example:5000/ui:2.0"),
    },
)


@pytest.fixture
def ecr() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("ecr", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        client.create_repository(repositoryName="shop-api")
        yield client


def pushed(ecr: Any, tag: str) -> str:
    """The digest of a new image."""
    manifest = f'{{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": {{"digest": "{tag}"}}}}'
    return ecr.put_image(repositoryName="shop-api", imageManifest=manifest, imageTag=tag)["image"]["imageId"][
        "imageDigest"
    ]


def refused(call: Any) -> str:
    with pytest.raises(RefusedError) as error:
        call()
    return str(error.value)


def test_without_arguments_it_is_what_the_settings_name():
    assert asked_for([], FACTS) == {"api": f"{REPOSITORY}:1.0", "ui": "registry.example:5000/ui:2.0"}


def test_a_digest_is_of_the_services_own_repository():
    assert asked_for([f"api={DIGEST}", f"ui={DIGEST}"], FACTS) == {
        "api": f"{REPOSITORY}@{DIGEST}",
        "ui": f"registry.example:5000/ui@{DIGEST}",
    }


def test_a_whole_image_is_taken_as_it_is():
    assert asked_for(["api=other/api:3"], FACTS) == {"api": "other/api:3"}


def test_all_wrong_arguments_are_named_at_once():
    assert refused(lambda: asked_for(["api", "worker=x", f"api={DIGEST}", f"api={DIGEST}"], FACTS)) == (
        "--image api: write <service>=<digest>, such as api=sha256:...\n"
        "--image worker=x: shop/dev has no service worker; it has api, ui\n"
        f"--image api={DIGEST}: api is named twice"
    )


def test_a_tag_becomes_the_digest_that_the_registry_has(ecr: Any):
    digest = pushed(ecr, "1.0")
    assert resolved(ecr, {"api": f"{REPOSITORY}:1.0"}) == [Image("api", f"{REPOSITORY}@{digest}", digest)]


def test_an_image_that_was_not_pushed_is_refused(ecr: Any):
    wanted = {"api": f"{REPOSITORY}@{DIGEST}", "ui": REPOSITORY.replace("shop-api", "shop-ui") + ":1"}
    assert refused(lambda: resolved(ecr, wanted)) == (
        f"api: {REPOSITORY}@{DIGEST} is not in the registry; push it first.\n"
        f"ui: {REPOSITORY.replace('shop-api', 'shop-ui')}:1 is not in the registry; push it first."
    )


@pytest.mark.requirement("C-15")
@pytest.mark.parametrize("image", [REPOSITORY, f"{REPOSITORY}:latest"])
def test_whatever_was_pushed_last_is_refused(ecr: Any, image: str):
    assert refused(lambda: resolved(ecr, {"api": image})) == (
        f"api: {image} is whatever was pushed last; name it by its digest."
    )


def test_an_image_of_another_registry_needs_its_digest(ecr: Any):
    assert resolved(ecr, {"ui": f"registry.example:5000/ui@{DIGEST}"}) == [
        Image("ui", f"registry.example:5000/ui@{DIGEST}", DIGEST)
    ]
    assert refused(lambda: resolved(ecr, {"ui": "registry.example:5000/ui:2.0"})) == (
        "ui: registry.example:5000/ui:2.0 is not in ECR, so its tag cannot be looked up; name it by its digest."
    )
