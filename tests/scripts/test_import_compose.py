"""A docker-compose file as sections of the settings, which check once they are complete."""

import shutil
from pathlib import Path

import pytest

from scripts.import_compose import tfvars_text
from settings.tfvars import parsed
from tests.scripts.conftest import REPOSITORY

SAMPLE = "docker-compose.prod.yml"
IMAGE = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/shop@sha256:{'1' * 64}"
REST = """\
account_id = "123456789012"
region = "us-east-1"
owner = "shop"
cost_center = "shop"
domain = { name = "shop.example.com", hosted_zone_id = "Z123" }
network = { cidr_block = "10.90.0.0/16", availability_zones = ["us-east-1a", "us-east-1b"] }
budget = { monthly_usd = 500 }
topics = { P1 = { email_addresses = ["a@example.com"] }, P2 = { email_addresses = ["a@example.com"] }, P3 = { email_addresses = ["a@example.com"] } }
"""


@pytest.fixture
def sample(repository: Path) -> str:
    for name in (SAMPLE, "shop.env"):
        shutil.copy(REPOSITORY / "tests" / "compose" / "samples" / name, repository)
    return SAMPLE


@pytest.mark.requirement("A-06")
def test_the_sections_check_once_they_are_complete(stackwright, repository: Path, sample: str):
    done = stackwright("import-compose", sample)
    assert done.exit_code == 0
    file = repository / "envs" / "shop" / "prod.tfvars"
    file.parent.mkdir()
    file.write_text(REST + done.stdout)
    incomplete = stackwright("check", "shop/prod")
    assert incomplete.exit_code == 1
    [problem] = [line for line in incomplete.stdout.splitlines() if not line.endswith("1 problem")]
    assert "services.frontend-service.image must be an image reference such as" in problem
    placeholder = "<account id>.dkr.ecr.<region>.amazonaws.com/frontend-service@sha256:<digest>"
    file.write_text(file.read_text().replace(placeholder, IMAGE))
    assert stackwright("check", "shop/prod").stdout == "envs/shop/prod.tfvars: ok\n"


@pytest.mark.requirement("A-06")
def test_the_sections_are_written_as_this_repository_writes_them(stackwright, sample: str):
    done = stackwright("import-compose", sample)
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        f"# From {sample}. To complete:",
        f"#   {sample}:6: services.backend.route: is /api/* what it gets? compose does not say",
        f"#   {sample}:42: services.frontend.deploy.resources.limits: no limits are given, so its tasks are the smallest",
    ]
    assert lines[lines.index("services = {") :][:13] == [
        "services = {",
        "  backend = {",
        '    image          = "registry.example.com/shop/backend:1.4.2"',
        "    container_port = 8000",
        "    cpu_units      = 1024",
        "    memory_mib     = 2048",
        '    route          = { priority = 10, path_patterns = ["/api/*"] }',
        '    health_check   = { path = "/api/health" }',
        '    connects_to    = ["database", "cache"]',
        '    secrets        = ["SENTRY_DSN", "JWT_SECRET", "STRIPE_KEY", "OPENAI_KEY"]',
        '    environment    = { FEATURE = "on", ENVIRONMENT = "production", LOG_LEVEL = "INFO" }',
        "    desired_count  = 2",
        "    container = {",
    ]
    assert f"  {sample}:35: services.backend.volumes: a task keeps no files; data goes to the database or a bucket" in (
        done.stderr.splitlines()
    )


@pytest.mark.requirement("A-06")
def test_no_secret_value_comes_along(stackwright, sample: str):
    done = stackwright("import-compose", sample, "--json")
    for secret in ("s3cretPw99", "a@b.io", "abc"):
        assert secret not in done.stdout + done.stderr


def test_the_document_has_sections_and_notes(stackwright, sample: str):
    document = stackwright("import-compose", sample, "--json").document
    assert list(document) == ["services", "tasks", "database", "cache", "secrets", "notes", "tfvars"]
    assert document["notes"][0] == {
        "line": 3,
        "what": "services.backend.restart",
        "kind": "left out",
        "why": "ECS starts a task again that has ended",
    }
    assert parsed(document["tfvars"], "x").values["tasks"] == document["tasks"]


def test_the_sections_may_go_into_a_new_file(stackwright, repository: Path, sample: str):
    done = stackwright("import-compose", sample, "--out", "shop.tfvars")
    assert (done.exit_code, done.stdout) == (0, "shop.tfvars is written.\n")
    assert (repository / "shop.tfvars").read_text() == stackwright("import-compose", sample).stdout
    again = stackwright("import-compose", sample, "--out", "shop.tfvars")
    assert (again.exit_code, again.stderr) == (1, "shop.tfvars: exists already; nothing was written\n")


def test_a_file_without_anything_to_complete_says_so(stackwright, repository: Path):
    (repository / "c.yml").write_text("services: {job: {image: 'a:1', cpus: 0.25}}\n")
    assert stackwright("import-compose", "c.yml").stdout.startswith("# From c.yml.\n\nservices = {\n")


@pytest.mark.requirement("A-06")
def test_mistakes_are_told_with_file_and_line(stackwright, repository: Path):
    (repository / "c.yml").write_text(
        "services:\n  api:\n    image: a:1\n    cpus: many\n    stop_grace_period: long\n"
    )
    done = stackwright("import-compose", "c.yml")
    assert (done.exit_code, done.stdout, done.stderr) == (
        1,
        "",
        "c.yml:4: services.api.deploy.resources.limits.cpus must be a number of CPUs such as 0.5, got many\n"
        "c.yml:5: services.api.stop_grace_period must be a duration such as 30s or 1m30s, got long\n",
    )


def test_a_file_that_cannot_be_read_is_refused(stackwright, repository: Path):
    (repository / "latin.yml").write_bytes(b"a: \xe9")
    assert stackwright("import-compose", "latin.yml").stderr == "latin.yml is not text in UTF-8.\n"
    assert stackwright("import-compose", "gone.yml").stderr == "gone.yml cannot be read: No such file or directory.\n"


def test_the_text_reads_back():
    from compose.convert import converted

    found = converted("services: {api: {image: 'a:1', environment: {A: 'x ${B:-y} \"q\"'}}}", "c.yml", Path())
    assert parsed(tfvars_text(found, Path("c.yml")), "x").values == found.sections
