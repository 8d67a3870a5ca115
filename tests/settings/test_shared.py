"""The settings of a shared stack: its file, and the rules between its sections."""

import shutil
from pathlib import Path

import pytest

from settings.load import load_shared
from settings.problem import SettingsError
from settings.shared import SharedSettings
from settings.shared_rules import RULES
from settings.target import Target

TARGET = Target.parse("shop/shared")
FILE = "envs/shop/shared.tfvars"
SAMPLE = Path(__file__).with_name("shared.tfvars")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / FILE).parent.mkdir(parents=True)
    shutil.copy(SAMPLE, tmp_path / FILE)
    return tmp_path


def change(root: Path, *changes: tuple[str, str]) -> None:
    text = (root / FILE).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (root / FILE).write_text(text)


def refusal(root: Path) -> list[str]:
    with pytest.raises(SettingsError) as error:
        load_shared(TARGET, root)
    return str(error.value).splitlines()


def test_sample_is_sound(root: Path):
    loaded = load_shared(TARGET, root)
    assert loaded.settings.repositories["shop-ui"].keep_releases == 10
    assert loaded.where(("repositories", "shop-ui")) == f"{FILE}:13"


def test_only_account_region_and_who_pays_are_required(root: Path):
    (root / FILE).write_text('account_id = "123456789012"\nregion = "us-east-1"\nowner = "a"\ncost_center = "b"\n')
    settings = load_shared(TARGET, root).settings
    assert (settings.deletion_protection, settings.log_retention_days) == (True, 365)
    absent = ("hosted_zone", "registry", "deploy_roles", "audit_trail", "guardduty", "access_analyzer",
              "account_budget", "cost_monitoring")  # fmt: skip
    assert [getattr(settings, name) for name in absent] == [None] * len(absent)


def test_context_and_tags_come_from_the_target_and_the_file(root: Path):
    settings: SharedSettings = load_shared(TARGET, root).settings
    context = settings.context(TARGET)
    assert (context.name, context.system, context.environment) == ("shop-shared", "shop", "shared")
    assert settings.tags(TARGET).default_tags() == {
        "system": "shop",
        "environment": "shared",
        "owner": "shop",
        "cost-center": "shop",
        "managed-by": "stackwright",
    }


def test_every_rule_is_run_and_named_once():
    assert len(set(RULES)) == len(RULES) == 8


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [('"us-east-1"', '"eu-west-1"')],
            [
                ":7: hosted_zone.query_logging must be false when region is eu-west-1, as Route 53 logs and signs with "
                "what lies in us-east-1, got true"
            ],
        ),
        (
            [
                ('"us-east-1"', '"eu-west-1"'),
                ('"example.com"', '"example.com"\n  query_logging = false\n  dnssec = true'),
            ],
            [
                ":10: hosted_zone.dnssec must be false when region is eu-west-1, as Route 53 logs and signs with what "
                "lies in us-east-1, got true"
            ],
        ),
        (
            [('"us-west-2"', '"us-east-1"')],
            [':17: registry.replica_region must be another region than that of the images, got "us-east-1"'],
        ),
        (
            [("  shop-api = {}\n  shop-ui  = { keep_releases = 10 }\n", "")],
            [':15: registry.replica_region needs repositories to copy, but there are none, got "us-west-2"'],
        ),
        (
            [('  P2 = { email_addresses = ["oncall@example.com"] }\n', "")],
            [
                ':25: guardduty.severity must be one that topics has, or nobody is told, got "P2"; topics has P3',
            ],
        ),
        (
            [('  P3 = { email_addresses = ["team@example.com"] }\n', "")],
            [
                ':26: access_analyzer.severity must be one that topics has, or nobody is told, got "P3"; topics has P2',
                ':28: account_budget.severity must be one that topics has, or nobody is told, got "P3"; topics has P2',
                ":33: cost_monitoring.anomalies.severity must be one that topics has, or nobody is told, "
                'got "P3"; topics has P2',
            ],
        ),
        (
            [("guardduty       = {}", 'guardduty       = { severity = "P1" }')],
            [':25: guardduty.severity must be one that topics has, or nobody is told, got "P1"; topics has P2, P3'],
        ),
        (
            [("shop-api = {}", "Shop-api = {}")],
            [
                ":12: repositories.Shop-api must be an ECR repository name of 2 to 256 lower case letters, digits, "
                'single dashes and slashes, such as shop-api, got "Shop-api"'
            ],
        ),
        (
            [("prod = {} }", "prod = {}, prod-eu = {} }")],
            [
                ":22: deploy_roles.environments.prod-eu begins like prod, so the role of prod could change what belongs "
                "to it; rename one"
            ],
        ),
        (
            [
                (
                    "guardduty       = {}",
                    'promotion = { environments = ["dev", "staging"], keep = { "services.*.cpus" = "x" } }',
                )
            ],
            [
                ':25: promotion.keep."services.*.cpus" means no setting that an environment can have',
            ],
        ),
        ([("hosted_zone", "hosted_zones")], [":7: hosted_zones is not a setting; did you mean hosted_zone?"]),
    ],
)
def test_contradictions_are_refused_in_whole_sentences(root: Path, changes: list[tuple[str, str]], expected: list[str]):
    change(root, *changes)
    assert refusal(root) == [f"{FILE}{message}" for message in expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("monthly_usd = 1000", 'monthly_usd = 1000\n  email_addresses = ["finance@example.com"]\n  severity = "P4"'),
        ("anomalies = {}", 'anomalies = { email_addresses = ["finance@example.com"], severity = "P4" }'),
    ],
)
def test_an_address_is_enough_to_be_told_of_costs(root: Path, old: str, new: str):
    change(root, (old, new))
    load_shared(TARGET, root)
