import pytest

from review.model import Source
from review.plan import read_plan
from review.policy.check import RULES, check
from tests.review.making import document, entry
from tests.review.policy.examples import EXAMPLES, Resources

BY_ID = {rule.id: rule for rule in RULES}


def found(rule: str, resources: Resources, sources: dict[str, Source] | None = None) -> list[tuple[str, str]]:
    entries = []
    for address, values in resources.items():
        hidden = {}
        if values.get("container_definitions") == "hidden":
            hidden = {"container_definitions": True}
        if values.get("password"):
            hidden = {"password": True}
        entries.append(entry(address, None, values, after_sensitive=hidden))
    findings = check(read_plan(document(*entries)), sources or {}, [BY_ID[rule]])
    return [(finding.address, finding.reason) for finding in findings]


def test_every_rule_has_examples():
    assert sorted(EXAMPLES) == sorted(BY_ID)
    assert len(BY_ID) == len(RULES)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_breach_is_found(rule: str):
    example = EXAMPLES[rule]
    assert found(rule, example.breaks) == [(next(iter(example.breaks)), example.reason)]


@pytest.mark.parametrize("rule", EXAMPLES)
def test_what_keeps_the_rule_is_not_a_finding(rule: str):
    assert found(rule, EXAMPLES[rule].keeps) == []


@pytest.mark.parametrize("rule", [rule for rule in EXAMPLES if rule != "tags-missing"])
def test_what_is_only_known_after_the_apply_is_not_judged(rule: str):
    address = next(iter(EXAMPLES[rule].breaks))
    values = EXAMPLES[rule].breaks[address]
    entries = [entry(address, None, {}, after_unknown=dict.fromkeys(values, True))] if values else []
    companions = [
        entry(other, None, {"bucket": "files"}, after_unknown={"policy": True})
        for other in EXAMPLES[rule].breaks
        if other.startswith("aws_s3_bucket_policy")
    ]
    plan = read_plan(document(*entries, *companions))
    reasons = [each.reason for each in check(plan, {}, [BY_ID[rule]])]
    assert [reason for reason in reasons if "None" in reason] == []


def test_plain_http_is_found():
    resources: Resources = {"aws_lb_listener.http": {"protocol": "HTTP", "default_action": [{"type": "forward"}]}}
    assert found("listener-without-strong-tls", resources) == [
        ("aws_lb_listener.http", "The lb listener answers in plain HTTP.")
    ]


def test_a_bucket_without_any_block_is_found():
    assert found("bucket-may-become-public", {"aws_s3_bucket.files": {"bucket": "files"}}) == [
        ("aws_s3_bucket.files", "The s3 bucket has no public access block.")
    ]


def test_a_companion_is_found_by_reference_when_ids_are_not_known_yet():
    configuration = {
        "root_module": {
            "resources": [
                {"address": "aws_vpc.main", "expressions": {}},
                {
                    "address": "aws_flow_log.main",
                    "expressions": {"vpc_id": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}},
                },
            ]
        }
    }
    plan = read_plan(
        document(
            entry("aws_vpc.main", None, {}, after_unknown={"id": True}),
            entry("aws_flow_log.main", None, {}, after_unknown={"vpc_id": True}),
            configuration=configuration,
        )
    )
    assert list(check(plan, {}, [BY_ID["no-flow-logs"]])) == []


def test_what_the_provider_reads_back_as_empty_is_no_secret():
    values = {"id": "a", "auth_token": ""}
    plan = read_plan(
        document(
            entry(
                "aws_elasticache_replication_group.cache",
                values,
                {**values, "apply_immediately": True},
                after_sensitive={"auth_token": True},
            )
        )
    )
    assert list(check(plan, {}, [BY_ID["secret-in-state"]])) == []


def test_a_plain_parameter_is_no_secret_although_terraform_calls_it_sensitive():
    plan = read_plan(
        document(
            entry(
                "aws_ssm_parameter.level",
                None,
                {"type": "String", "value": "debug-level"},
                after_sensitive={"value": True},
            )
        )
    )
    assert list(check(plan, {}, [BY_ID["secret-in-state"]])) == []


@pytest.mark.parametrize("rule", ["database-not-protected", "database-without-backups"])
def test_a_read_replica_needs_no_protection_of_its_own(rule: str):
    replica = {"replicate_source_db": "shop-prod", "deletion_protection": False, "backup_retention_period": 0}
    assert found(rule, {"aws_db_instance.reader": replica}) == []


def test_a_finding_says_where_the_resource_comes_from():
    sources = {"aws_kms_key.one": Source(code="modules/encryption_key/construct.py:20", settings="envs/a/b.tfvars:3")}
    plan = read_plan(document(entry("aws_kms_key.one", None, {"enable_key_rotation": False})))
    [finding] = check(plan, sources, [BY_ID["key-not-rotated"]])
    assert finding.source == sources["aws_kms_key.one"]
    assert (finding.category, finding.path) == ("policy", ("enable_key_rotation",))
