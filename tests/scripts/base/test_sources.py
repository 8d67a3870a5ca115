import json
from pathlib import Path

import pytest

from review.model import Source
from scripts.base.sources import sources
from settings.target import Target

TARGET = Target.parse("shop/dev")
TFVARS = """\
domain = { name = "shop.example.com" }
services = {
  api = { image = "x" }
}
external_services = {
  ai-provider = { host = "a" }
}
database = {
  kind = "rds"
}
"""
TAGGED = {
    "aws_ecs_service": {"api": {"tags": {"component": "api"}}},
    "aws_db_instance": {"database": {"tags": {"component": "database"}}},
    "aws_acm_certificate": {"certificate": {"tags": {"component": "certificate"}}},
    "aws_security_group": {"ai_provider": {"tags": {"component": "ai-provider"}}},
    "aws_vpc": {"network": {"tags": {"component": "network"}}},
}
LINES = {
    "aws_ecs_service.api": "modules/ecs_service/construct.py:1",
    "aws_db_instance.database": "modules/rds_postgres/construct.py:2",
    "aws_iam_role_policy.api_task": "modules/ecs_task/construct.py:3",
    "aws_acm_certificate.certificate": "modules/certificate/construct.py:4",
    "aws_lb.unknown": "modules/load_balancer/construct.py:5",
    "aws_security_group_rule.ai_provider_out": "modules/external_service/construct.py:6",
    "aws_vpc.network": "modules/network/construct.py:7",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / TARGET.root_dir
    folder.mkdir(parents=True)
    (folder / "sources.json").write_text(json.dumps(LINES))
    (folder / "cdk.tf.json").write_text(json.dumps({"resource": TAGGED}))
    (tmp_path / "envs" / "shop").mkdir(parents=True)
    (tmp_path / "envs" / "shop" / "dev.tfvars").write_text(TFVARS)
    return tmp_path


def test_the_line_of_python_and_the_line_of_settings(root: Path):
    found = sources(TARGET, root)
    assert {address: source.settings for address, source in found.items()} == {
        "aws_ecs_service.api": "envs/shop/dev.tfvars:3",
        "aws_db_instance.database": "envs/shop/dev.tfvars:8",
        "aws_iam_role_policy.api_task": "envs/shop/dev.tfvars:3",
        "aws_acm_certificate.certificate": "envs/shop/dev.tfvars:1",
        "aws_lb.unknown": None,
        "aws_security_group_rule.ai_provider_out": "envs/shop/dev.tfvars:6",
        "aws_vpc.network": None,
    }
    assert {address: source.code for address, source in found.items()} == LINES


def test_without_settings_that_can_be_read_the_line_of_python_is_there(root: Path):
    (root / "envs" / "shop" / "dev.tfvars").write_text("services = {")
    assert sources(TARGET, root)["aws_ecs_service.api"] == Source("modules/ecs_service/construct.py:1")


@pytest.mark.parametrize("spoilt", ["sources.json", "cdk.tf.json"])
def test_of_what_is_not_emitted_nothing_is_said(root: Path, spoilt: str):
    (root / TARGET.root_dir / spoilt).write_text("{")
    assert sources(TARGET, root) == {}
    (root / TARGET.root_dir / spoilt).unlink()
    assert sources(TARGET, root) == {}
