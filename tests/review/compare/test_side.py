from typing import Any

from review.compare.side import Side, side


def _side(values: dict[str, Any], name: str = "shop/prod", other: str = "shop/dev") -> dict[str, Any]:
    return dict(side(name, {"resource": {"aws_x": {"a": values}}}, other).resources["aws_x.a"].values)


def test_own_names_are_the_same_in_every_environment() -> None:
    assert _side({"name": "shop-prod-api", "path": "/shop/prod/KEY", "db": ["shop_prod"], "map": {"SHOP-PROD": 1}}) == {
        "name": "{name}-api",
        "path": "/{name}/KEY",
        "db": ["{name}"],
        "map": {"{name}": 1},
    }


def test_longer_words_are_no_own_names() -> None:
    assert _side({"name": "shop-production-api"}) == {"name": "shop-production-api"}


def test_the_environment_alone_is_one() -> None:
    assert _side({"tags": {"environment": "prod"}, "text": "in prod"}) == {
        "tags": {"environment": "{environment}"},
        "text": "in prod",
    }


def test_the_system_is_one_beside_another_system() -> None:
    assert _side({"repository": "shop-api"}) == {"repository": "shop-api"}
    assert _side({"repository": "shop-api"}, other="store/prod") == {"repository": "{system}-api"}


def _root() -> Side:
    tagged = {"tags": {"component": "api"}}
    root = {
        "resource": {
            "aws_ecs_service": {"api": {**tagged, "depends_on": ["aws_lb.a"]}},
            "aws_iam_role_policy": {"api_task": {}, "apiary": {}, "x": {}},
            "aws_ecs_cluster": {"x_cluster": {"tags": {"component": "x"}}},
        },
        "provider": {"aws": [{"region": "us-east-1"}, {"alias": "recovery", "region": "us-west-2"}]},
    }
    return side("shop/prod", root, "shop/dev")


def test_what_has_no_tag_belongs_to_the_component_it_is_named_after() -> None:
    assert _root().components == {
        "aws_ecs_service.api": "api",
        "aws_iam_role_policy.api_task": "api",
        "aws_iam_role_policy.apiary": "",
        "aws_iam_role_policy.x": "x",
        "aws_ecs_cluster.x_cluster": "x",
        "provider.aws": "provider",
        "provider.aws.recovery": "provider",
    }


def test_order_is_left_out() -> None:
    assert "depends_on" not in _root().resources["aws_ecs_service.api"].values


def test_providers_are_compared_too() -> None:
    assert _root().resources["provider.aws.recovery"].values["region"] == "us-west-2"
