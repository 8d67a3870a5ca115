"""The shared stacks: what each system asks of them, by the id of its row."""

from typing import Any

import pytest

from tests.plans import TARGETS, on
from tests.plans.plan import Plan

SHARED = tuple(target for target in TARGETS if target.endswith("/shared"))
SUBJECT = "token.actions.githubusercontent.com:sub"
REPOSITORIES = {
    "automatrix/shared": ["automatrix-api"],
    "eloquent/shared": ["eloquent-api"],
    "macro-ai/shared": ["macro-ai-api", "macro-ai-ui"],
    "macro-ai-production/shared": ["macro-ai-production-api"],
    "migrateai/shared": ["migrate-backend"],
}
ENVIRONMENTS = {
    "automatrix/shared": ["dev", "prod", "staging"],
    "eloquent/shared": ["dev", "prod", "staging"],
    "macro-ai/shared": ["dev", "prod", "staging"],
    "macro-ai-production/shared": ["live"],
    "migrateai/shared": ["production", "staging"],
}


def originals(plan: Plan) -> dict[str, dict[str, Any]]:
    """The repositories that images are pushed to, without their copies elsewhere."""
    found = plan.of_type("aws_ecr_repository")
    return {values["name"]: values for address, values in found.items() if not address.endswith("_replica")}


def subjects(plan: Plan, role: str) -> list[str]:
    [statement] = plan.document(f"aws_iam_role.deploy_roles_{role}", "assume_role_policy")["Statement"]
    return statement["Condition"]["StringEquals"][SUBJECT]


def test_every_system_has_one():
    assert sorted(REPOSITORIES) == sorted(ENVIRONMENTS) == sorted(SHARED)


@on(*SHARED)
@pytest.mark.requirement("C-33", "G-01")
def test_c33_a_repository_for_each_image_whose_tags_never_move(plan: Plan):
    repositories = originals(plan)
    assert sorted(repositories) == REPOSITORIES[plan.target.id]
    for values in repositories.values():
        assert values["image_tag_mutability"] == "IMMUTABLE"
        assert values["image_scanning_configuration"] == [{"scan_on_push": True}]
        assert values["encryption_configuration"][0]["encryption_type"] == "KMS"
        assert values["force_delete"] is False


@on(*SHARED)
@pytest.mark.requirement("C-33")
def test_c33_the_last_releases_are_kept_and_untagged_images_go(plan: Plan):
    policies = plan.of_type("aws_ecr_lifecycle_policy")
    assert len(policies) == len(plan.of_type("aws_ecr_repository"))
    for address in policies:
        rules = plan.document(address, "policy")["rules"]
        assert [rule["selection"]["countNumber"] for rule in rules] == [7, 30]


@on("eloquent/shared")
@pytest.mark.requirement("C-33", "E-09")
def test_e09_images_are_copied_into_repositories_made_alike_in_the_recovery_region(plan: Plan):
    [configuration] = plan.resources["aws_ecr_replication_configuration.registry"]["replication_configuration"]
    [rule] = configuration["rule"]
    assert rule["destination"] == [{"region": "us-west-2", "registry_id": "123456789012"}]
    assert rule["repository_filter"] == [{"filter": "eloquent-api", "filter_type": "PREFIX_MATCH"}]
    copy = plan.arguments("aws_ecr_repository.registry_eloquent_api_replica")
    assert (copy["provider"], copy["name"], copy["image_tag_mutability"]) == (
        "aws.recovery",
        "eloquent-api",
        "IMMUTABLE",
    )
    assert [provider["region"] for provider in plan.root["provider"]["aws"]] == ["us-east-1", "us-west-2"]


@on(*SHARED)
@pytest.mark.requirement("C-32")
def test_c32_pull_requests_and_main_plan_and_only_the_environments_jobs_apply(plan: Plan):
    repository = "repo:macro-ai/infrastructure"
    for environment in ENVIRONMENTS[plan.target.id]:
        role = environment.replace("-", "_")
        assert subjects(plan, f"{role}_plan") == [f"{repository}:pull_request", f"{repository}:ref:refs/heads/main"]
        assert subjects(plan, f"{role}_apply") == [f"{repository}:environment:{plan.target.system}-{environment}"]
    roles = {name for name in plan.of_type("aws_iam_role") if name.endswith("_apply")}
    assert len(roles) == len(ENVIRONMENTS[plan.target.id])


@on(*SHARED)
@pytest.mark.requirement("C-32")
def test_c32_there_are_no_long_lived_keys(plan: Plan):
    assert [plan.of_type(kind) for kind in ("aws_iam_user", "aws_iam_access_key")] == [{}, {}]


def test_c32_github_is_made_known_once_an_account(roots: dict[str, Any]):
    makers = [target for target, root in roots.items() if "aws_iam_openid_connect_provider" in root["resource"]]
    assert makers == ["macro-ai/shared"]


@pytest.mark.parametrize(
    "terraform_type",
    [
        "aws_ecr_registry_scanning_configuration",
        "aws_ecr_replication_configuration",
        "aws_guardduty_detector",
        "aws_ce_cost_allocation_tag",
    ],
)
def test_what_an_account_has_once_is_made_once(roots: dict[str, Any], terraform_type: str):
    assert len([target for target, root in roots.items() if terraform_type in root["resource"]]) == 1


@on("macro-ai/shared")
@pytest.mark.requirement("M-15")
def test_m15_the_zone_is_kept_logged_and_names_who_issues_certificates(plan: Plan):
    assert plan.resources["aws_route53_zone.hosted_zone"]["name"] == "macro-ai.com"
    assert plan.arguments("aws_route53_zone.hosted_zone")["lifecycle"] == {"prevent_destroy": True}
    assert plan.root["import"] == [{"to": "aws_route53_zone.hosted_zone", "id": "Z08217491MACROAICOM0"}]
    assert sorted(plan.resources["aws_route53_record.hosted_zone_certificate_authorities"]["records"]) == [
        '0 iodef "mailto:security@macro-ai.com"',
        '0 issue "amazon.com"',
    ]
    assert "aws_route53_query_log.hosted_zone_queries" in plan.resources


@on("macro-ai/shared")
@pytest.mark.requirement("C-29", "M-15")
def test_c29_one_validated_trail_of_all_regions_and_threat_detection(plan: Plan):
    trail = plan.resources["aws_cloudtrail.audit_trail"]
    assert (trail["is_multi_region_trail"], trail["enable_log_file_validation"]) == (True, True)
    assert "aws_kms_key.audit_trail" in plan.references("aws_cloudtrail.audit_trail", "kms_key_id")
    assert plan.resources["aws_guardduty_detector.guardduty"]["enable"] is True


@on("macro-ai/shared")
@pytest.mark.requirement("C-30")
def test_c30_the_account_has_a_budget_cost_allocation_tags_and_anomaly_detection(plan: Plan):
    notifications = plan.resources["aws_budgets_budget.account_budget"]["notification"]
    shares = sorted((one["notification_type"], one["threshold"]) for one in notifications)
    assert shares == [("ACTUAL", 50), ("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)]
    tags = {values["tag_key"] for values in plan.of_type("aws_ce_cost_allocation_tag").values()}
    assert tags == {"system", "environment", "component", "owner", "cost-center"}
    assert plan.resources["aws_ce_anomaly_monitor.cost_monitoring"]["monitor_dimension"] == "SERVICE"


@on("automatrix/shared")
@pytest.mark.requirement("A-08")
def test_a08_the_trail_of_dealership_data_is_kept_seven_years_and_locked_for_one(plan: Plan):
    [rule] = plan.resources["aws_s3_bucket_object_lock_configuration.audit_trail_files"]["rule"]
    assert rule["default_retention"][0]["mode"] == "GOVERNANCE"
    assert rule["default_retention"][0]["days"] == 365
    expirations = [
        one["expiration"][0]["days"]
        for one in plan.resources["aws_s3_bucket_lifecycle_configuration.audit_trail_files"]["rule"]
        if one["expiration"]
    ]
    assert expirations == [2557]


@on("migrateai/shared")
@pytest.mark.requirement("G-10")
def test_g10_access_reviews_have_what_is_open_and_what_nobody_used(plan: Plan):
    kinds = {values["type"] for values in plan.of_type("aws_accessanalyzer_analyzer").values()}
    assert kinds == {"ACCOUNT", "ACCOUNT_UNUSED_ACCESS"}


@on("macro-ai-production/shared")
def test_roles_of_a_system_without_a_zone_change_records_of_the_zone_it_names(plan: Plan):
    statements = plan.document("aws_iam_policy.deploy_roles_live_edge", "policy")["Statement"]
    assert statements[0]["Resource"] == ["arn:aws:route53:::hostedzone/Z08217491MACROAICOM0"]
    assert plan.of_type("aws_route53_zone") == {}
