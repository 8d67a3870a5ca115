"""Which images may be deployed."""

import pytest

from modules.ecs_task.image import ecr_repository_arn
from modules.ecs_task.inputs import EcsTaskInputs
from tests.modules import messages

DIGEST = "sha256:" + "a1" * 32
WHY = "rolling back to the previous task definition would start the same image again"


def refusal(image: str) -> list[str]:
    return messages(lambda: EcsTaskInputs(image=image, cpu_units=256, memory_mib=512))


@pytest.mark.requirement("C-15")
@pytest.mark.parametrize(
    "image",
    [
        f"123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api@{DIGEST}",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop-api:4f1c2d9",
        "public.ecr.aws/xray/aws-xray-daemon:3.5.0",
        "localhost:5000/api:v1.2.3",
        f"nginx:1.27.3@{DIGEST}",
    ],
)
def test_a_digest_or_the_tag_of_one_build_is_accepted(image):
    assert refusal(image) == []


@pytest.mark.requirement("C-15")
def test_latest_is_refused_with_the_reason():
    assert refusal("shop-api:latest") == [
        f"image must be an image with a digest or the tag of one build: latest is moved, and {WHY}, "
        'got "shop-api:latest"'
    ]


@pytest.mark.requirement("C-15")
@pytest.mark.parametrize("image", ["shop-api", "localhost:5000/shop-api"])
def test_no_tag_is_refused_because_it_means_latest(image):
    assert refusal(image) == [
        f'image must be an image with a digest or a tag: without one it means latest, and {WHY}, got "{image}"'
    ]


@pytest.mark.requirement("C-15")
@pytest.mark.parametrize("tag", ["main", "dev", "stable", "Production", "3.x"])
def test_a_tag_that_looks_like_it_moves_is_refused(tag):
    assert refusal(f"shop-api:{tag}") == [
        f"image must be an image with a digest or the tag of one build: {tag} looks like it moves, and {WHY}, "
        f'got "shop-api:{tag}"'
    ]


@pytest.mark.parametrize("digest", ["sha256:abc", "sha512:" + "a1" * 32])
def test_a_digest_that_no_registry_gives_is_refused(digest):
    assert refusal(f"api@{digest}") == [
        f'image must be an image whose digest is sha256: and 64 hexadecimal digits, got "api@{digest}"'
    ]


@pytest.mark.parametrize("image", ["", "Shop Api:1", "https://example.com/api:1", "api:"])
def test_what_is_no_image_reference_is_refused(image):
    assert refusal(image) == [
        "image must be an image reference such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:..., "
        f'got "{image}"'
    ]


@pytest.mark.parametrize(
    ("image", "arn"),
    [
        (
            f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api@{DIGEST}",
            "arn:aws:ecr:eu-west-1:123456789012:repository/team/api",
        ),
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/api:1",
            "arn:aws-cn:ecr:cn-north-1:123456789012:repository/api",
        ),
        ("public.ecr.aws/xray/aws-xray-daemon:3.5.0", None),
        ("nginx:1.27.3", None),
    ],
)
def test_an_ecr_image_names_its_repository(image, arn):
    assert ecr_repository_arn(image) == arn
