from review.model import Plan
from review.picture.parts import parts
from review.picture.rules import ports
from review.picture.traffic import End, Outside, arrows
from tests.review.picture.environment import plan, resource, web_system


def _named(end: End) -> str:
    return end.value if isinstance(end, Outside) else end.title


def _arrows(made: Plan) -> list[str]:
    return [
        f"{_named(one.source)} -> {_named(one.target)} {' '.join(one.ports)}".strip() for one in arrows(parts(made))
    ]


def test_a_web_system() -> None:
    assert sorted(_arrows(web_system())) == [
        "Internet -> public 443",
        "api -> External services 443",
        "api -> database 5432",
        "api -> uploads",
        "public -> api 8080",
    ]


def test_an_internal_load_balancer_is_not_reached_from_the_internet() -> None:
    made = plan(
        resource("aws_lb.a", internal=True, name="lb"),
        resource("aws_security_group.a", ingress=[{"cidr_blocks": ["0.0.0.0/0"], "from_port": 80, "to_port": 80}]),
        links={"aws_lb.a": {"security_groups": "aws_security_group.a"}},
    )

    assert _arrows(made) == []


def test_a_public_database_is_reached_from_the_internet() -> None:
    made = plan(
        resource("aws_db_instance.a", publicly_accessible=True),
        resource("aws_security_group.a", ingress=[{"cidr_blocks": ["0.0.0.0/0"], "from_port": 5432, "to_port": 5432}]),
        links={"aws_db_instance.a": {"vpc_security_group_ids": "aws_security_group.a"}},
    )

    assert _arrows(made) == ["Internet -> a 5432"]


def test_the_older_way_to_write_rules() -> None:
    made = plan(
        resource("aws_ecs_service.api"),
        resource("aws_db_instance.data"),
        resource("aws_security_group.api"),
        resource("aws_security_group.data"),
        resource("aws_security_group_rule.a", type="ingress", from_port=5432, to_port=5432),
        links={
            "aws_ecs_service.api": {"network_configuration": "aws_security_group.api"},
            "aws_db_instance.data": {"vpc_security_group_ids": "aws_security_group.data"},
            "aws_security_group_rule.a": {
                "security_group_id": "aws_security_group.data",
                "source_security_group_id": "aws_security_group.api",
            },
        },
    )

    assert _arrows(made) == ["api -> data 5432"]


def test_a_distribution_sends_on_to_its_origins() -> None:
    made = plan(
        resource("aws_cloudfront_distribution.site"),
        resource("aws_cloudfront_vpc_origin.api"),
        resource("aws_lb.api", internal=True),
        resource("aws_s3_bucket.pages"),
        links={
            "aws_cloudfront_distribution.site": {"origin": ["aws_cloudfront_vpc_origin.api", "aws_s3_bucket.pages"]},
            "aws_cloudfront_vpc_origin.api": {"vpc_origin_endpoint_config": "aws_lb.api"},
        },
    )

    assert sorted(_arrows(made)) == ["Internet -> site", "site -> api", "site -> pages"]


def test_a_group_that_nothing_wears_is_that_of_its_component() -> None:
    tags = {"component": "migrate"}
    made = plan(
        resource("aws_ecs_task_definition.migrate", tags=tags),
        resource(
            "aws_security_group.migrate",
            tags=tags,
            egress=[{"cidr_blocks": ["0.0.0.0/0"], "from_port": 443, "to_port": 443}],
        ),
    )

    assert _arrows(made) == ["migrate -> External services 443"]


def test_ports() -> None:
    assert ports({"from_port": 443, "to_port": 443}) == ("443",)
    assert ports({"from_port": 8000, "to_port": 8010}) == ("8000-8010",)
    assert ports({"from_port": 0, "to_port": 65535}) == ()
    assert ports({"from_port": -1, "to_port": -1}) == ()
    assert ports({"from_port": None}) == ()
