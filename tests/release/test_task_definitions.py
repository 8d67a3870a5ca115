import pytest

from release.task_definitions import image_of, with_image

DEFINITION = {
    "family": "shop-dev-api",
    "containerDefinitions": [{"name": "api", "image": "api:1", "cpu": 1}, {"name": "xray", "image": "xray:3"}],
}


def test_only_the_named_container_gets_another_image():
    assert with_image(DEFINITION, "api", "api:2") == {
        "family": "shop-dev-api",
        "containerDefinitions": [{"name": "api", "image": "api:2", "cpu": 1}, {"name": "xray", "image": "xray:3"}],
    }
    assert image_of(DEFINITION, "api") == "api:1"


def test_a_container_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        with_image(DEFINITION, "worker", "api:2")
    with pytest.raises(KeyError):
        image_of(DEFINITION, "worker")
