"""What of a plan or an account is not as it should be."""

from typing import Any

import pytest

from deploy_matrix.judge import KEPT_ON_PURPOSE, left, not_changed, not_empty, not_in_place


def change(
    address: str, action: str = "change", *, arguments: tuple[str, ...] = (), forced_by: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {"address": address, "action": action, "arguments": list(arguments), "forced_by": list(forced_by)}


def plan(*changes: dict[str, Any], outputs: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"changes": list(changes), "outputs": list(outputs)}


TAGGED = change("aws_lb.load_balancer", arguments=("tags_all",))
REVISION = change("aws_ecs_task_definition.api", "replace", forced_by=("container_definitions",))


def test_a_plan_is_empty_without_changes_and_outputs():
    assert not_empty(plan()) == []
    assert not_empty(plan(TAGGED, outputs=("url",))) == ["change aws_lb.load_balancer (tags_all)", "output url"]


def test_changes_and_new_revisions_are_in_place():
    assert not_in_place(plan(TAGGED, REVISION)) == []


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (
            change("aws_db_instance.database", "replace", forced_by=("engine",)),
            "replace aws_db_instance.database (engine)",
        ),
        (change("aws_ecs_task_definition.api", "destroy"), "destroy aws_ecs_task_definition.api"),
        (change("aws_sns_topic.p1", "add"), "add aws_sns_topic.p1"),
    ],
)
def test_anything_else_is_not_in_place(found: dict[str, Any], line: str):
    assert not_in_place(plan(TAGGED, found)) == [line]


@pytest.mark.parametrize(
    ("found", "images", "missing"),
    [
        ((TAGGED, REVISION), ["api_image"], []),
        ((TAGGED,), [], []),
        ((TAGGED,), ["api_image"], ["no task definition"]),
        ((REVISION,), ["api_image"], ["no tag"]),
        ((), ["api_image"], ["no tag", "no task definition"]),
    ],
)
def test_an_update_that_changes_nothing_proves_nothing(found: Any, images: list[str], missing: list[str]):
    assert not_changed(plan(*found), images) == missing


def test_what_an_account_held_before_is_not_left():
    before = {"us-east-1 s3.buckets": ["state"]}
    after = {"us-east-1 s3.buckets": ["state", "logs"], "us-west-2 kms.keys": ["1"]}
    assert left(before, after) == ["us-east-1 s3.buckets: logs", "us-west-2 kms.keys: 1"]
    assert left(after, after) == []


@pytest.mark.parametrize("kept", KEPT_ON_PURPOSE)
def test_what_is_kept_on_purpose_is_not_left(kept: str):
    assert left({}, {f"us-east-1 {kept}": ["api"]}) == []
