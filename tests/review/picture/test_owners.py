from collections.abc import Mapping

from review.model import Resource
from review.picture.links import Links
from review.picture.owners import owners
from tests.review.picture.environment import plan, resource, web_system


def _owners(*resources: Resource, links: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    made = plan(*resources, links=links)
    return owners(made.after, Links(made, made.after))


def test_pieces_find_their_box_over_other_pieces() -> None:
    found = web_system()
    owned = owners(found.after, Links(found, found.after))

    assert owned["aws_iam_role_policy.task"] == "aws_ecs_service.api"
    assert owned["aws_ecs_task_definition.api"] == "aws_ecs_service.api"
    assert owned["aws_lb_target_group.api"] == "aws_ecs_service.api"
    assert owned["aws_lb_listener.https"] == "aws_lb.main"
    assert owned["aws_s3_bucket_versioning.uploads"] == "aws_s3_bucket.uploads"
    assert owned["aws_security_group.database"] == "aws_db_instance.main"
    assert owned["aws_subnet.public_a"] == "aws_vpc.main"
    assert "aws_lb.main" not in owned


def test_a_piece_without_an_owner_has_none() -> None:
    assert _owners(resource("aws_iam_role.lonely"), links={}) == {}


def test_a_circle_of_pieces_has_no_owner() -> None:
    links = {"aws_iam_role.a": {"x": "aws_iam_policy.b"}, "aws_iam_policy.b": {"x": "aws_iam_role.a"}}

    assert _owners(resource("aws_iam_role.a"), resource("aws_iam_policy.b"), links=links) == {}


def test_the_component_decides_between_two_owners() -> None:
    tags = {"component": "ui"}
    links = {one: {"task_definition": "aws_iam_role.shared"} for one in ("aws_ecs_service.api", "aws_ecs_service.ui")}
    found = _owners(
        resource("aws_ecs_service.api"),
        resource("aws_ecs_service.ui", tags=tags),
        resource("aws_iam_role.shared", tags=tags),
        links=links,
    )

    assert found == {"aws_iam_role.shared": "aws_ecs_service.ui"}


def test_a_box_is_a_better_owner_than_a_group() -> None:
    links = {one: {"x": "aws_lb_target_group.a"} for one in ("aws_cloudwatch_metric_alarm.a", "aws_ecs_service.b")}
    found = _owners(
        resource("aws_cloudwatch_metric_alarm.a"),
        resource("aws_ecs_service.b"),
        resource("aws_lb_target_group.a"),
        links=links,
    )

    assert found == {"aws_lb_target_group.a": "aws_ecs_service.b"}


def test_a_type_named_after_another_belongs_to_that() -> None:
    found = _owners(
        resource("aws_lb.a"),
        resource("aws_wafv2_web_acl.b"),
        resource("aws_wafv2_web_acl_association.c"),
        links={"aws_wafv2_web_acl_association.c": {"resource_arn": "aws_lb.a", "web_acl_arn": "aws_wafv2_web_acl.b"}},
    )

    assert found == {"aws_wafv2_web_acl_association.c": "aws_wafv2_web_acl.b"}


def test_a_task_definition_without_a_service_is_its_own_owner() -> None:
    found = _owners(
        resource("aws_ecs_task_definition.migrate"),
        resource("aws_iam_role.migrate"),
        resource("aws_ssm_parameter.run"),
        links={
            "aws_ecs_task_definition.migrate": {"task_role_arn": "aws_iam_role.migrate"},
            "aws_ssm_parameter.run": {"value": "aws_ecs_task_definition.migrate"},
        },
    )

    assert found == {"aws_iam_role.migrate": "aws_ecs_task_definition.migrate"}
