from typing import Any

from review.compare.aspect import Aspect
from review.compare.comparison import Comparison, compare
from review.compare.side import side
from review.model import ABSENT


def compared(left: dict[str, Any], right: dict[str, Any]) -> Comparison:
    """`shop/dev` and `shop/prod` from `{"aws_x.a": {...}}`."""
    roots = []
    for resources in (left, right):
        blocks: dict[str, dict[str, Any]] = {}
        for address, values in resources.items():
            terraform_type, name = address.split(".")
            blocks.setdefault(terraform_type, {})[name] = values
        roots.append({"resource": blocks})
    return compare(side("shop/dev", roots[0], "shop/prod"), side("shop/prod", roots[1], "shop/dev"))


def _shown(comparison: Comparison) -> list[tuple[Any, ...]]:
    return [(one.address, one.aspect, one.path, one.left, one.right) for one in comparison.differences]


def test_what_is_called_after_the_environment_does_not_differ() -> None:
    comparison = compared(
        {"aws_ecs_service.api": {"name": "shop-dev-api", "desired_count": 2}},
        {"aws_ecs_service.api": {"name": "shop-prod-api", "desired_count": 2}},
    )

    assert _shown(comparison) == []
    assert (comparison.shared, comparison.same) == (1, 1)


def test_a_value_that_differs() -> None:
    comparison = compared({"aws_ecs_service.api": {"desired_count": 1}}, {"aws_ecs_service.api": {"desired_count": 3}})

    assert _shown(comparison) == [("aws_ecs_service.api", Aspect.SIZES, ("desired_count",), 1, 3)]
    assert (comparison.shared, comparison.same) == (1, 0)


def test_what_one_side_alone_has() -> None:
    comparison = compared({"aws_lb.a": {}}, {"aws_lb.b": {}})

    assert _shown(comparison) == [
        ("aws_lb.a", Aspect.STRUCTURE, (), "there", ABSENT),
        ("aws_lb.b", Aspect.STRUCTURE, (), ABSENT, "there"),
    ]


def test_policies_in_other_words_do_not_differ() -> None:
    policies = [
        '{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}',
        '{"Statement": [{"Action": ["s3:GetObject"], "Resource": ["*"], "Effect": "Allow"}]}',
    ]
    comparison = compared(*({"aws_iam_role_policy.a": {"policy": policy}} for policy in policies))

    assert _shown(comparison) == []


def test_more_elements_of_a_list_are_one_difference() -> None:
    comparison = compared(
        {"aws_lb.a": {"subnets": ["${aws_subnet.a.id}"]}},
        {"aws_lb.a": {"subnets": [f"${{aws_subnet.{zone}.id}}" for zone in "abc"]}},
    )

    assert _shown(comparison) == [
        ("aws_lb.a", Aspect.STRUCTURE, ("subnets",), ABSENT, ["${aws_subnet.b.id}", "${aws_subnet.c.id}"])
    ]


def test_secrets_are_not_shown() -> None:
    comparison = compared(
        {"aws_db_instance.a": {"password": "correct horse battery 1"}},
        {"aws_db_instance.a": {"password": "correct horse battery 2"}},
    )

    assert "horse" not in repr(comparison.differences)


def test_components_then_aspects_then_addresses() -> None:
    tags = {"tags": {"component": "api"}}
    comparison = compared(
        {"aws_lb.b": {"internal": True, "idle_timeout": 1}, "aws_lb.a": {**tags, "idle_timeout": 1}},
        {"aws_lb.b": {"internal": False, "idle_timeout": 2}, "aws_lb.a": {**tags, "idle_timeout": 2}},
    )

    assert [(one.component, one.address, one.path) for one in comparison.differences] == [
        ("", "aws_lb.b", ("idle_timeout",)),
        ("", "aws_lb.b", ("internal",)),
        ("api", "aws_lb.a", ("idle_timeout",)),
    ]
