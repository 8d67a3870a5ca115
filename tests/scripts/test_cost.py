"""`stackwright cost` as a user sees it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from settings.target import discover
from tests.scripts.conftest import REPOSITORY

pytestmark = pytest.mark.requirement("C-37")


@pytest.fixture
def all_environments(repository: Path) -> Path:
    """The repository with all settings there are."""
    shutil.rmtree(repository / "envs")
    shutil.copytree(REPOSITORY / "envs", repository / "envs")
    return repository


def test_a_target_in_shares_with_what_is_not_sure(stackwright):
    done = stackwright("cost", "macro-ai/dev")
    assert (done.exit_code, done.stderr) == (0, "")
    headline, *rest = done.stdout.splitlines()
    assert headline.startswith("macro-ai/dev: a month costs ")
    heads = [line.split()[0] for line in rest if line.endswith(("busy", "USD a month"))]
    assert heads == ["service", "component", "source"]
    assert "Load balancer    16.43" in done.stdout
    assert "Assumed, as usage in envs/macro-ai/dev.tfvars does not say it: " in done.stdout
    assert "P-07" not in done.stdout


def test_every_line_and_what_commitments_save(stackwright):
    done = stackwright("cost", "macro-ai/dev", "--lines", "--commitments")
    assert "aws_lb.load_balancer " in done.stdout
    assert "Reserved DB instance" in done.stdout


def test_with_other_settings(stackwright):
    less = stackwright("cost", "macro-ai/dev", "--if", "cluster.container_insights=disabled", "--json").document
    more = stackwright("cost", "macro-ai/dev", "--if", 'cluster.container_insights = "enabled"', "--json").document
    # A cluster, two services and two kinds of tasks: 8 + 22 + 12 metrics at 0.30.
    assert more["cost"]["expected"] - less["cost"]["expected"] == pytest.approx(12.60)


def test_a_setting_that_is_left_out(stackwright):
    found = stackwright("cost", "macro-ai/dev", "--if", "usage=", "--json").document
    assert "traffic.requests_millions" in found["assumed_usage"]


def test_settings_that_cannot_be(stackwright):
    done = stackwright("cost", "macro-ai/dev", "--if", "cluster.container_insights=some")
    assert (done.exit_code, done.stdout) == (1, "")
    assert 'cluster.container_insights must be one of "enhanced", "enabled", "disabled", got "some"' in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Name a target, or say --all for all of them; not both"),
        (("macro-ai/dev", "--all"), "Name a target, or say --all for all of them; not both"),
        (("--all", "--lines"), "--if, --lines and --commitments are about one target"),
        (
            ("macro-ai/dev", "--if", "cluster"),
            "--if needs KEY=VALUE, such as cluster.container_insights=disabled, got cluster",
        ),
    ],
)
def test_wrong_usage(stackwright, arguments: tuple[str, ...], message: str):
    done = stackwright("cost", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_target_that_does_not_exist(stackwright):
    assert stackwright("cost", "macro-ai/dve").exit_code == 1


def test_json_has_every_line_with_its_source(stackwright):
    found = stackwright("cost", "macro-ai/dev", "--json").document
    assert found["target"] == "macro-ai/dev"
    assert found["budget"] > found["cost"]["expected"]
    assert sum(line["cost"]["expected"] for line in found["lines"]) == pytest.approx(found["cost"]["expected"])
    assert all(line["price"]["source"] and line["price"]["date"] for line in found["lines"])


@pytest.mark.requirement("C-30")
def test_a_budget_that_is_too_small_is_said(all_environments: Path, stackwright):
    done = stackwright("cost", "migrateai/staging", "--if", "budget.monthly_usd=152")
    assert "The budget is 152.00 USD, " in done.stdout.splitlines()[0]
    assert done.stdout.splitlines()[0].endswith("LESS")


@pytest.mark.requirement("E-15", "P-07")
def test_all_targets_beside_what_their_owners_say(all_environments: Path, stackwright):
    done = stackwright("cost", "--all")
    assert done.exit_code == 0
    table, *explanations = done.stdout.split("\n\n")
    rows = {line.split()[0]: line.split() for line in table.splitlines()}
    assert list(rows)[1:] == [target.id for target in discover(REPOSITORY)]
    assert rows["eloquent/prod"][-2] == "330.00"
    explained = [line.rstrip("\n") for line in explanations]
    assert [line.partition(":")[0] for line in explained] == [
        "eloquent/prod beside E-15",
        "macro-ai-production/enterprise beside P-07",
        "macro-ai-production/hobby beside P-07",
    ]
    for left_out in ("NAT gateway, which they left out, +", "VPC endpoints, which they left out, +"):
        assert left_out in explained[0]


@pytest.mark.requirement("E-15")
def test_the_owners_table_beside_the_estimate(all_environments: Path, stackwright):
    lines = stackwright("cost", "eloquent/prod").stdout.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("E-15"))
    table = [line.split("  ")[0] for line in lines[start:]]
    assert table[:6] == ["E-15", "CloudFront and S3", "Fargate", "Aurora", "Load balancer", "Secrets"]
    assert {"NAT gateway, left out", "WAF, left out", "VPC endpoints, left out", "CloudWatch, left out"} <= set(table)
    assert table[-1] == "all"


@pytest.mark.requirement("P-07")
def test_the_hobby_scale_and_its_thirty_pounds(all_environments: Path, stackwright):
    owner = stackwright("cost", "macro-ai-production/hobby", "--json").document["owner"]
    assert (owner["target_usd"], owner["is_met"]) == (39.45, False)
    assert owner["breaks"][:2] == ["Load balancer", "Public IPv4"]
    # What nobody asks for is not enough; the load balancer with its addresses and the firewall are asked for.
    assert owner["target_usd"] < owner["least_usd"] < owner["expected_usd"]
    assert all(step["saves_usd"] > 0 for step in owner["without_what_nobody_asks_for"])
    assert [(one["requirement"], one["usd"] < owner["target_usd"]) for one in owner["giving_up"]] == [
        ("P-06", True),
        ("P-05", True),
    ]


@pytest.mark.requirement("P-07")
def test_the_enterprise_scale_and_its_three_hundred_pounds(all_environments: Path, stackwright):
    owner = stackwright("cost", "macro-ai-production/enterprise", "--json").document["owner"]
    assert (owner["target_usd"], owner["is_met"]) == (394.5, False)
    # The database alone, which P-03 asks for, costs 328.50.
    assert owner["breaks"] == ["RDS", "ElastiCache"]
    assert owner["least_usd"] > owner["target_usd"]


def test_the_estimate_itself_starts_neither_cdktf_nor_boto3():
    code = (
        "import sys, review.cost.change, review.cost.tables, review.cost.commitments, review.cost.as_json\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & "
        "{'cdktf', 'jsii', 'boto3', 'moto', 'stacks', 'settings', 'typer', 'rich'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
