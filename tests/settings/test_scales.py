"""Environments that are scales of one deployment, or that share a name without being that."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from settings.environment import EnvironmentSettings
from settings.load import load_environment
from settings.problem import KeyPath
from settings.scales import LASTING, LASTING_ONCE_THERE, problems_between_environments
from settings.target import discover

SAMPLE = Path(__file__).with_name("sample.tfvars").read_text()
SMALL, LARGE = "envs/shop/a.tfvars", "envs/shop/b.tfvars"
SMALL_SCALE, LARGE_SCALE = (f"as in {file}, another scale of shop/live" for file in (SMALL, LARGE))
EXTERNAL = 'database = { kind = "external_database", provider = "Neon" }\n'
AURORA = """database = {
  kind          = "aurora_postgres"
  database_name = "macro_ai"
  minimum_acu   = 0.5
  maximum_acu   = 1
}
"""
ELSEWHERE = ('"10.20.0.0/16"', '"10.99.0.0/16"')
RECOVERY = 'recovery_region = { region = "%s" }\n'


def section(name: str) -> str:
    """The text of a section of the sample."""
    start = SAMPLE.index(f"\n{name} = {{") + 1
    return SAMPLE[start : SAMPLE.index("\n}\n", start) + 3]


def told(tmp_path: Path, small: str = SAMPLE, large: str = SAMPLE) -> list[str]:
    """The problems, without their lines, of two scales of a deployment."""
    for file, text in ((SMALL, small), (LARGE, large)):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f'deployed_as = "live"\n{text}')
    return problems(tmp_path)


def problems(root: Path) -> list[str]:
    loaded = [load_environment(target, root) for target in discover(root)]
    found = problems_between_environments(loaded)
    return [f"{problem.path}: {problem.message}" for problem in found]


def changed(*changes: tuple[str, str]) -> str:
    text = SAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_scales_that_fit_together_are_accepted(tmp_path: Path):
    assert told(tmp_path) == []


def test_what_can_change_in_place_may_differ(tmp_path: Path):
    large = changed(
        ('["us-east-1a", "us-east-1b"]', '["us-east-1a", "us-east-1b", "us-east-1c"]'),
        ("memory_mib       = 512", "memory_mib       = 1024"),
        ('"db.t3.micro"', '"db.t3.small"'),
        ("log_retention_days  = 7", "log_retention_days  = 90"),
    )
    assert told(tmp_path, large=large + RECOVERY % "us-west-2") == []


def test_a_database_outside_aws_may_be_followed_by_one_in_it(tmp_path: Path):
    assert told(tmp_path, small=changed((section("database"), EXTERNAL))) == []


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"123456789012"',
            '"210987654321"',
            f'account_id must be "123456789012" {SMALL_SCALE}: nothing moves to another account, got "210987654321"',
        ),
        (
            '"10.20.0.0/16"',
            '"10.21.0.0/16"',
            f'network.cidr_block must be "10.20.0.0/16" {SMALL_SCALE}: everything in the network would be replaced, '
            'got "10.21.0.0/16"',
        ),
        (
            'name           = "dev.macro-ai.com"',
            'alternative_names = ["dev.macro-ai.com"]\n  name = "new.macro-ai.com"',
            f'domain.name must be "dev.macro-ai.com" {SMALL_SCALE}: people know it by this name, '
            'got "new.macro-ai.com"',
        ),
        (
            '"macro_ai"',
            '"shop"',
            f'database.database_name must be "macro_ai" {SMALL_SCALE}: the database would be replaced, got "shop"',
        ),
        (
            section("database"),
            AURORA,
            f'database.kind must be "rds_postgres" {SMALL_SCALE}: its data would be lost, got "aurora_postgres"',
        ),
        (
            '["us-east-1a", "us-east-1b"]',
            '["us-east-1b", "us-east-1a"]',
            f'network.availability_zones must be the first of ["us-east-1a", "us-east-1b"] {SMALL_SCALE}: subnets are '
            'numbered in this order, got ["us-east-1b", "us-east-1a"]',
        ),
    ],
)
def test_what_lasts_may_not_differ(tmp_path: Path, old: str, new: str, expected: str):
    assert told(tmp_path, large=changed((old, new))) == [f"{LARGE}: {expected}"]


def test_services_are_deployed_by_the_same_controller(tmp_path: Path):
    listener = 'load_balancer = { test_listener_port = 8443, test_listener_cidr_blocks = ["10.0.0.0/8"] }\n'
    large = changed(('kind = "rolling"', 'kind = "canary"')) + listener
    assert told(tmp_path, large=large) == [
        f"{LARGE}: services.{name}.deployment.kind must be rolling {SMALL_SCALE}: the service would be replaced, "
        'got "canary"'
        for name in ("api", "ui")
    ]
    assert told(tmp_path, large, large.replace('kind = "canary"', 'kind = "blue_green"')) == []


WITHOUT_USER_POOL = (section("user_pool"), ""), ("    user_pool_admin = true\n", "")


def test_a_section_that_lasts_may_not_go(tmp_path: Path):
    assert told(tmp_path, large=changed(*WITHOUT_USER_POOL)) == [
        f'{LARGE}: user_pool.domain_prefix must be "macro-ai-dev" {SMALL_SCALE}: the address people sign in at would '
        "change, got left out"
    ]


def test_a_section_that_lasts_may_not_come_either(tmp_path: Path):
    assert told(tmp_path, small=changed(*WITHOUT_USER_POOL)) == [
        f"{LARGE}: user_pool.domain_prefix must be left out {SMALL_SCALE}: the address people sign in at would change, "
        'got "macro-ai-dev"'
    ]


def test_the_scale_with_the_fewest_zones_has_the_first_of_them(tmp_path: Path):
    large = changed(('["us-east-1a", "us-east-1b"]', '["us-east-1b", "us-east-1c", "us-east-1d"]'))
    assert told(tmp_path, large=large) == [
        f'{SMALL}: network.availability_zones must be the first of ["us-east-1b", "us-east-1c", "us-east-1d"] '
        f'{LARGE_SCALE}: subnets are numbered in this order, got ["us-east-1a", "us-east-1b"]'
    ]


def test_copies_stay_where_they_are(tmp_path: Path):
    assert told(tmp_path, SAMPLE + RECOVERY % "us-west-2", SAMPLE + RECOVERY % "eu-west-1") == [
        f'{LARGE}: recovery_region.region must be "us-west-2" {SMALL_SCALE}: the copies there would be lost, '
        'got "eu-west-1"'
    ]


@pytest.mark.requirement("C-04")
def test_every_scale_has_every_secret(tmp_path: Path):
    with_another = changed(
        ("secrets = {\n", 'secrets = {\n  SENTRY_DSN = { description = "Of Sentry" }\n'),
        ('"COOKIE_ENCRYPTION_KEY", ', '"COOKIE_ENCRYPTION_KEY", "SENTRY_DSN", '),
    )
    assert told(tmp_path, small=with_another) == [
        f"{LARGE}: secrets must have SENTRY_DSN {SMALL_SCALE}: its value would be lost"
    ]
    assert told(tmp_path, large=with_another) == [
        f"{SMALL}: secrets must have SENTRY_DSN {LARGE_SCALE}: its value would be lost"
    ]


@pytest.mark.requirement("C-04", "M-13")
def test_services_of_two_environments_of_an_account_have_two_names_in_x_ray(tmp_path: Path):
    plain = SAMPLE + 'tracing = { kind = "xray_daemon", environment_in_names = false }\n'
    assert told(tmp_path, plain, plain) == []
    other = plain.replace("dev.macro-ai.com", "other.macro-ai.com").replace(*ELSEWHERE)
    (tmp_path / "envs" / "shop" / "c.tfvars").write_text(other)
    assert problems(tmp_path) == [
        f"{SMALL}: tracing.environment_in_names must be true, as the services of envs/shop/c.tfvars have the names "
        "without it in account 123456789012 already, got false"
    ]


@pytest.mark.requirement("C-04")
def test_one_name_leads_to_one_deployment(tmp_path: Path):
    told(tmp_path)
    (tmp_path / "envs" / "shop" / "c.tfvars").write_text(changed(ELSEWHERE))
    assert problems(tmp_path) == [
        f"{SMALL}: domain.name must differ from that of envs/shop/c.tfvars, as one name leads to one deployment; scales "
        'of the same one have the same deployed_as, got "dev.macro-ai.com"'
    ]


def test_a_name_that_fails_over_leads_to_two(tmp_path: Path):
    told(tmp_path, *[changed(('name           = "dev.', 'failover = {}\n  name = "dev.'))] * 2)
    other = changed(('name           = "dev.', 'failover = { role = "SECONDARY" }\n  name = "dev.'), ELSEWHERE)
    (tmp_path / "envs" / "shop" / "c.tfvars").write_text(other)
    assert problems(tmp_path) == []


def test_two_deployments_of_one_name_are_refused(tmp_path: Path):
    told(tmp_path)
    (tmp_path / "envs" / "shop").rename(tmp_path / "envs" / "shop-live")
    (tmp_path / "envs" / "shop").mkdir()
    other = changed(("dev.macro-ai.com", "other.macro-ai.com"), ELSEWHERE)
    (tmp_path / "envs" / "shop" / "c.tfvars").write_text(f'deployed_as = "live-live"\n{other}')
    assert problems(tmp_path) == [
        "envs/shop-live/a.tfvars: deployed_as must differ from that of envs/shop/c.tfvars, as one name leads to one "
        'deployment; scales of the same one have the same deployed_as, got "shop-live-live"'
    ]


@pytest.mark.requirement("C-04")
def test_networks_of_two_deployments_do_not_overlap(tmp_path: Path):
    told(tmp_path)
    other = tmp_path / "envs" / "shop" / "c.tfvars"
    apart = changed(("dev.macro-ai.com", "c.macro-ai.com"))
    other.write_text(apart.replace("10.20.0.0/16", "10.20.16.0/20"))
    assert problems(tmp_path) == [
        f'{SMALL}: network.cidr_block must not overlap that of envs/shop/c.tfvars, "10.20.16.0/20": they could never be '
        'connected, got "10.20.0.0/16"'
    ]
    other.write_text(apart.replace('"123456789012"', '"210987654321"'))
    assert problems(tmp_path) == []


@pytest.mark.parametrize("key", [*LASTING, *LASTING_ONCE_THERE])
def test_what_is_compared_is_a_setting(key: KeyPath):
    """A key whose field was renamed would find nothing in any file, and all would agree."""
    models: list[type[BaseModel]] = [EnvironmentSettings]
    for part in key:
        fields = [model.model_fields[str(part)] for model in models if str(part) in model.model_fields]
        assert fields
        models = [model for field in fields for model in _models(field.annotation)]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
