import pytest

from resources import schema
from scripts.base.arn_kinds import KINDS, Named, named

ACCOUNT = "123456789012"
HERE = f"us-east-1:{ACCOUNT}"


@pytest.mark.parametrize(
    ("arn", "types", "import_id"),
    [
        (f"arn:aws:ec2:{HERE}:vpc/vpc-1", ("aws_vpc",), "vpc-1"),
        ("arn:aws:s3:::shop-dev-assets", ("aws_s3_bucket",), "shop-dev-assets"),
        (f"arn:aws:ecs:{HERE}:service/shop-dev/api", ("aws_ecs_service",), "shop-dev/api"),
        (f"arn:aws:sns:{HERE}:shop-p1", ("aws_sns_topic",), f"arn:aws:sns:{HERE}:shop-p1"),
        (f"arn:aws:ssm:{HERE}:parameter/shop/dev/MODEL", ("aws_ssm_parameter",), "/shop/dev/MODEL"),
        (f"arn:aws:logs:{HERE}:log-group:/ecs/api", ("aws_cloudwatch_log_group",), "/ecs/api"),
        (f"arn:aws:budgets::{ACCOUNT}:budget/shop", ("aws_budgets_budget",), f"{ACCOUNT}:shop"),
        (f"arn:aws:codedeploy:{HERE}:deploymentgroup:shop/api", ("aws_codedeploy_deployment_group",), "shop:api"),
        (f"arn:aws:amplify:{HERE}:apps/d1/branches/main", ("aws_amplify_branch",), "d1/main"),
        (f"arn:aws:wafv2:{HERE}:regional/webacl/shop/1-2", ("aws_wafv2_web_acl",), "1-2/shop/REGIONAL"),
        (f"arn:aws:rds:{HERE}:db:shop", ("aws_db_instance", "aws_rds_cluster_instance"), "shop"),
        (f"arn:aws:rds:{HERE}:db-proxy:prx-1", ("aws_db_proxy",), None),
    ],
)
def test_what_an_arn_tells(arn: str, types: tuple[str, ...], import_id: str | None):
    assert named(arn) == Named(types, import_id)


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:s3:::shop-dev-assets/index.html",
        f"arn:aws:ecs:{HERE}:task/shop-dev/1",
        f"arn:aws:rds:{HERE}:snapshot:rds:shop-2026-11-21",
        f"arn:aws:ec2:{HERE}:network-interface/eni-1",
        f"arn:aws:ecs:{HERE}:task-definition/shop-api:3",
    ],
)
def test_what_aws_makes_by_itself_is_left_out(arn: str):
    assert named(arn) is None


def test_every_type_is_one_that_stackwright_knows_and_that_has_tags():
    types = {terraform_type for _, types, _ in KINDS for terraform_type in types}
    assert [one for one in sorted(types) if "tags" not in schema.shape_of_type(one)] == []
