"""What the environments of a system share: which modules there are, and how they are wired."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from settings.target import Target
from stacks.synth import synthesise

SAMPLE = Path(__file__).parents[1] / "settings" / "shared.tfvars"
TARGET = Target.parse("shop/shared")
LEAST = 'account_id = "123456789012"\nregion = "us-east-1"\nowner = "shop"\ncost_center = "shop"\n'


@pytest.fixture
def shared(repository: Path) -> Path:
    """The file of a shared stack in a repository of its own."""
    file = repository / TARGET.tfvars_path
    file.parent.mkdir(parents=True)
    shutil.copy(SAMPLE, file)
    return file


def root(shared: Path) -> dict[str, Any]:
    [made] = synthesise([TARGET], shared.parents[2])
    return json.loads(made.root_file.read_text())


def components(root: dict[str, Any]) -> set[str]:
    tags = [
        arguments["tags"]["component"]
        for blocks in root["resource"].values()
        for arguments in blocks.values()
        if "tags" in arguments
    ]
    return set(tags)


def statements(root: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    return {one["Sid"]: one for one in json.loads(root["resource"][kind][name]["policy"])["Statement"]}


def test_each_section_is_a_module(shared: Path):
    shared.write_text(f"{shared.read_text()}\naudit_trail = {{}}\n")
    made = root(shared)
    assert components(made) == {
        "access_analyzer",
        "account_budget",
        "audit_trail",
        "cost_monitoring",
        "deploy_roles",
        "encryption_key",
        "guardduty",
        "hosted_zone",
        "registry",
        "topics",
    }


def test_without_sections_there_is_the_key_alone(shared: Path):
    shared.write_text(LEAST)
    made = root(shared)
    assert sorted(made["resource"]) == ["aws_kms_alias", "aws_kms_key"]
    assert [provider["region"] for provider in made["provider"]["aws"]] == ["us-east-1"]


@pytest.mark.requirement("C-33", "E-09")
def test_the_region_of_copies_has_a_provider(shared: Path):
    providers = root(shared)["provider"]["aws"]
    assert [(one.get("alias"), one["region"]) for one in providers] == [(None, "us-east-1"), ("recovery", "us-west-2")]


@pytest.mark.requirement("C-02", "C-32")
def test_each_role_knows_the_name_and_the_state_of_its_target(shared: Path):
    made = root(shared)
    for environment in ("dev", "prod", "shared"):
        found = statements(made, "aws_iam_policy", f"deploy_roles_{environment}_read")
        assert found["ReadState"]["Resource"] == [
            f"arn:aws:s3:::stackwright-state-123456789012/shop/{environment}/terraform.tfstate"
        ]
        assert found["ReadOwnBuckets"]["Resource"] == [f"arn:aws:s3:::shop-{environment}-*"]
        assert found["LockStateInTable"]["Resource"] == [
            "arn:aws:dynamodb:us-east-1:123456789012:table/stackwright-locks"
        ]
        assert found["UseStateKey"]["Condition"]["ForAnyValue:StringEquals"] == {
            "kms:ResourceAliases": ["alias/stackwright-state"]
        }


@pytest.mark.requirement("C-32", "C-33")
def test_roles_push_to_the_repositories_and_change_records_of_the_zone_made_beside_them(shared: Path):
    made = root(shared)
    assert statements(made, "aws_iam_role_policy", "deploy_roles_push")["PushImages"]["Resource"] == [
        "${aws_ecr_repository.registry_shop_api.arn}",
        "${aws_ecr_repository.registry_shop_ui.arn}",
    ]
    assert statements(made, "aws_iam_policy", "deploy_roles_prod_edge")["Records"]["Resource"] == [
        "arn:aws:route53:::hostedzone/${aws_route53_zone.hosted_zone.zone_id}"
    ]


def test_without_a_zone_roles_change_no_records(shared: Path):
    shared.write_text(shared.read_text().replace('hosted_zone = {\n  name = "example.com"\n}', ""))
    assert "Records" not in statements(root(shared), "aws_iam_policy", "deploy_roles_prod_edge")


def test_each_part_tells_the_topic_of_its_severity(shared: Path):
    resources = root(shared)["resource"]
    targets = {name: target["arn"] for name, target in resources["aws_cloudwatch_event_target"].items()}
    assert targets == {
        "guardduty_findings": "${aws_sns_topic.topics_p2.arn}",
        "access_analyzer_findings": "${aws_sns_topic.topics_p3.arn}",
    }
    notifications = resources["aws_budgets_budget"]["account_budget"]["notification"]
    told = {topic for one in notifications for topic in one["subscriber_sns_topic_arns"]}
    [subscription] = resources["aws_ce_anomaly_subscription"].values()
    assert told == {"${aws_sns_topic.topics_p3.arn}"} == {one["address"] for one in subscription["subscriber"]}


@pytest.mark.parametrize(("line", "protected"), [("", True), ("deletion_protection = false\n", False)])
def test_protection_reaches_whatever_holds_data_or_an_address(shared: Path, line: str, protected: bool):
    shared.write_text(f"{shared.read_text()}\n{line}audit_trail = {{}}\n")
    resources = root(shared)["resource"]
    for kind, name in (("aws_ecr_repository", "registry_shop_api"), ("aws_route53_zone", "hosted_zone")):
        assert resources[kind][name]["lifecycle"] == {"prevent_destroy": protected}
    assert resources["aws_s3_bucket"]["audit_trail_files"]["force_destroy"] is not protected


def test_the_budget_of_the_account_counts_everything_in_it(shared: Path):
    assert "cost_filter" not in root(shared)["resource"]["aws_budgets_budget"]["account_budget"]
