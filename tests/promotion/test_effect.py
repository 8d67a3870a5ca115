"""What two roots of a target tell about the way from one to the other."""

import pytest

from promotion.effect import Effect, effects, resources

BEFORE = {
    "variable": {"api_image": {"default": "a"}, "ui_image": {"default": "u"}},
    "resource": {
        "aws_vpc": {"network": {"cidr_block": "10.0.0.0/16"}},
        "aws_ecs_task_definition": {
            "api": {"cpu": "256", "containers": '[{"image":"${var.api_image}"}]'},
            "ui": {"containers": ["${var.ui_image}"]},
        },
    },
}


def after(**resources: object) -> dict:
    return {**BEFORE, "resource": {**BEFORE["resource"], **resources}}


def test_the_same_root_has_no_effect():
    assert effects(BEFORE, after()) == []


@pytest.mark.requirement("C-35")
def test_what_comes_goes_and_changes_is_told_by_address():
    tasks = {"api": {"cpu": "512", "memory": "1", "containers": '[{"image":"${var.api_image}"}]'}}
    new = after(aws_ecs_task_definition=tasks, aws_s3_bucket={"files": {}})
    assert effects(BEFORE, new) == [
        Effect("aws_ecs_task_definition.api", "change", ("cpu", "memory")),
        Effect("aws_ecs_task_definition.ui", "remove"),
        Effect("aws_s3_bucket.files", "add"),
    ]


@pytest.mark.requirement("C-35")
def test_another_image_counts_where_it_is_used():
    new = {**BEFORE, "variable": {"api_image": {"default": "b"}, "ui_image": {"default": "u"}}}
    assert effects(BEFORE, new) == [Effect("aws_ecs_task_definition.api", "change", ("containers",))]


def test_variables_stand_for_their_defaults():
    assert resources(BEFORE)["aws_ecs_task_definition.ui"] == {"containers": ["u"]}
    assert resources(BEFORE)["aws_ecs_task_definition.api"] == {"cpu": "256", "containers": '[{"image":"a"}]'}
