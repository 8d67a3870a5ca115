from review.compare.aspect import Aspect
from review.render.comparison import LISTED, document, lines
from tests.review.compare.test_comparison import compared

TAGS = {"tags": {"component": "api"}}
COMPARISON = compared(
    {
        "aws_ecs_service.api": {**TAGS, "desired_count": 1, "enable_execute_command": True},
        "aws_cloudwatch_log_group.a": {"retention_in_days": 30},
        "aws_cloudwatch_log_group.b": {"retention_in_days": 30},
    },
    {
        "aws_ecs_service.api": {**TAGS, "desired_count": 3, "enable_execute_command": False},
        "aws_codedeploy_app.api": TAGS,
        "aws_cloudwatch_log_group.a": {"retention_in_days": 180},
        "aws_cloudwatch_log_group.b": {"retention_in_days": 180},
    },
)


def test_by_component_and_aspect() -> None:
    assert list(lines(COMPARISON)) == [
        "shop/dev has 3 resources, shop/prod 4: 3 are in both, 0 of them the same.",
        "",
        "without a component",
        "  sizes",
        "    aws_cloudwatch_log_group.a, aws_cloudwatch_log_group.b retention_in_days: 30 | 180",
        "",
        "api",
        "  structure",
        "    only shop/prod: aws_codedeploy_app.api",
        "  sizes",
        "    aws_ecs_service.api desired_count: 1 | 3",
        "  settings",
        "    aws_ecs_service.api enable_execute_command: true | false",
    ]


def test_one_aspect_alone() -> None:
    assert list(lines(COMPARISON, [Aspect.SETTINGS]))[2:] == [
        "api",
        "  settings",
        "    aws_ecs_service.api enable_execute_command: true | false",
    ]


def test_nothing_differs() -> None:
    assert list(lines(compared({}, {}))) == [
        "shop/dev has 0 resources, shop/prod 0: 0 are in both, 0 of them the same.",
        "They deploy the same.",
    ]


def test_very_many_are_counted() -> None:
    many = compared({f"aws_lb.a{number:02}": {} for number in range(LISTED + 4)}, {})

    assert list(lines(many))[-1].endswith("aws_lb.a07 and 4 more")


def test_for_a_program() -> None:
    found = document(COMPARISON, [Aspect.STRUCTURE, Aspect.SETTINGS])

    assert found == {
        "left": {"target": "shop/dev", "resources": 3},
        "right": {"target": "shop/prod", "resources": 4},
        "shared": 3,
        "same": 0,
        "differences": [
            {
                "component": "api",
                "aspect": "structure",
                "address": "aws_codedeploy_app.api",
                "path": [],
                "left": False,
                "right": True,
            },
            {
                "component": "api",
                "aspect": "settings",
                "address": "aws_ecs_service.api",
                "path": ["enable_execute_command"],
                "left": True,
                "right": False,
            },
        ],
    }
