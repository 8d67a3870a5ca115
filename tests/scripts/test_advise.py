"""Is an environment as large as it has to be?"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.scripts.conftest import REPOSITORY

HOBBY, MIDDLE = "macro-ai-production/hobby", "macro-ai-production/enhanced-hobby"


@pytest.fixture
def whole(repository: Path) -> Path:
    """All settings of this repository."""
    shutil.copytree(REPOSITORY / "envs", repository / "envs", dirs_exist_ok=True)
    return repository


@pytest.mark.requirement("P-08")
def test_another_scale_is_shown_with_what_it_changes_and_costs(stackwright, whole: Path):
    done = stackwright("advise", MIDDLE, "--users", "700", "--cpu", "85", "--revenue", "4000")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert lines[:8] == [
        f"{MIDDLE}, with these figures",
        "  700 users, 500 to 1,000: enhanced-hobby or enterprise",
        "  4,000 GBP of revenue a month, 1,000 to 5,000: enhanced-hobby",
        "  CPU 85 %: more than 80 %",
        "  between the two, CPU decides",
        "",
        "enterprise fits",
        "",
    ]
    assert "-    cpu_units        = 512" in lines
    assert "+    cpu_units        = 1024" in lines
    cost = lines.index("Cost of an expected month")
    assert " USD -> " in lines[cost + 1]
    assert lines[cost + 2].startswith("  that is ") and lines[cost + 2].endswith(" % of the revenue")
    assert lines[-1] == "Next: stackwright plan macro-ai-production/enterprise"


@pytest.mark.requirement("P-08")
def test_a_smaller_scale_takes_data_along(stackwright, whole: Path):
    done = stackwright("advise", "macro-ai-production/enterprise", "--users", "50")
    assert "hobby fits" in done.stdout
    assert (
        "  What the smaller scale does not have is destroyed on the way down, its data too." in done.stdout.splitlines()
    )


@pytest.mark.requirement("P-08")
def test_sizes_follow_where_the_scale_stays(stackwright, whole: Path):
    before = (whole / "envs" / "macro-ai-production" / "hobby.tfvars").read_bytes()
    done = stackwright("advise", HOBBY, "--users", "50", "--memory", "95", "--json")
    assert done.document["scale"] == "hobby"
    assert done.document["edits"] == [
        {"key": "services.api.memory_mib", "value": 1024, "why": "95 % of the memory of 512 are 70 % of 695"}
    ]
    assert [line for line in done.document["diff"] if line.startswith(("-  ", "+  "))] == [
        "-    memory_mib       = 512",
        "+    memory_mib       = 1024",
    ]
    assert done.document["monthly_usd"]["change"]["expected"] > 0
    assert (whole / "envs" / "macro-ai-production" / "hobby.tfvars").read_bytes() == before


@pytest.mark.requirement("P-08")
def test_a_system_without_scales_gets_sizes(stackwright, whole: Path):
    lines = stackwright("advise", "macro-ai/prod", "--connections", "90", "--users", "5000").stdout.splitlines()
    assert lines[1:6] == [
        "  database connections 90 %: more than 80 %",
        "  prod has no other scale that users or revenue could ask for",
        "",
        "Proposed",
        '  database.instance_class = "db.r6g.xlarge"  (connections follow the memory of the class)',
    ]


def test_nothing_to_change_is_said(stackwright, whole: Path):
    assert stackwright("advise", "macro-ai/prod", "--cpu", "30").stdout.endswith("\nNothing has to change.\n")
    assert stackwright("advise", "macro-ai/prod", "--response-seconds", "3").stdout.endswith(
        "\nNo setting has to change.\n"
    )


class FakeAws:
    """CloudWatch and the load balancers, as boto3 answers."""

    def __init__(self, values: dict[str, list[float]]) -> None:
        self.values, self.asked = values, {}

    def get_paginator(self, operation: str) -> "FakeAws":
        self.operation = operation
        return self

    def paginate(self, **request: Any) -> list[dict[str, Any]]:
        if self.operation == "describe_load_balancers":
            arn = "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/macro-ai-prod/50dc6c"
            return [{"LoadBalancers": [{"LoadBalancerName": "macro-ai-prod", "LoadBalancerArn": arn}]}]
        self.asked = {query["Id"]: query["MetricStat"] for query in request["MetricDataQueries"]}
        results = [{"Id": name, "Values": values} for name, values in self.values.items()]
        return [{"MetricDataResults": results}, {"MetricDataResults": [{"Id": "cpu", "Values": [10.0]}]}]


@pytest.mark.requirement("P-08")
def test_figures_may_come_from_cloudwatch(stackwright, whole: Path, monkeypatch: pytest.MonkeyPatch):
    aws = FakeAws({"cpu": [50.0, 85.04], "memory": [], "connections": [900.0], "response": [1.2345, 0.2]})
    monkeypatch.setattr("scripts.base.cloudwatch_figures.client", lambda *_: aws)
    done = stackwright("advise", "macro-ai/prod", "--from-cloudwatch", "--memory", "60", "--json")
    assert done.document["figures"] == {
        "users": None,
        "revenue_gbp": None,
        "cpu_percent": 85.04,
        "memory_percent": 60,
        "connections_percent": 66.62,
        "response_seconds": 1.23,
    }
    dimensions = {
        name: {pair["Name"]: pair["Value"] for pair in asked["Metric"]["Dimensions"]}
        for name, asked in aws.asked.items()
    }
    assert dimensions == {
        "cpu": {"ClusterName": "macro-ai-prod", "ServiceName": "macro-ai-prod-api"},
        "memory": {"ClusterName": "macro-ai-prod", "ServiceName": "macro-ai-prod-api"},
        "connections": {"DBInstanceIdentifier": "macro-ai-prod-database"},
        "response": {"LoadBalancer": "app/macro-ai-prod/50dc6c"},
    }
    assert {asked["Stat"] for asked in aws.asked.values()} == {"Average", "Maximum", "p95"}


def test_an_environment_that_cloudwatch_does_not_know_is_told(
    stackwright, whole: Path, monkeypatch: pytest.MonkeyPatch
):
    aws = FakeAws({"memory": []})
    monkeypatch.setattr(aws, "paginate", lambda **_: [])
    monkeypatch.setattr("scripts.base.cloudwatch_figures.client", lambda *_: aws)
    done = stackwright("advise", "macro-ai/prod", "--from-cloudwatch")
    assert (done.exit_code, done.stderr) == (
        1,
        "CloudWatch has no figures of macro-ai/prod in the last 14 days. Does it run?\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (
            ["macro-ai/prod"],
            2,
            "Say at least one figure, such as --users 700, or --from-cloudwatch. `stackwright advise --help` lists what it "
            "takes.\n",
        ),
        (
            ["macro-ai/shared", "--cpu", "1"],
            1,
            "macro-ai/shared is no environment; advice is about one, such as macro-ai/prod.\n",
        ),
        (
            ["macro-ai/prod", "--cpu", "1", "--service", "apj"],
            1,
            "envs/macro-ai/prod.tfvars:{line}: there is no service apj; there is api, ui.\n",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(stackwright, whole: Path, arguments: list[str], code: int, expected: str):
    text = (whole / "envs" / "macro-ai" / "prod.tfvars").read_text()
    line = text.splitlines().index("services = {") + 1
    done = stackwright("advise", *arguments)
    assert (done.exit_code, done.stderr) == (code, expected.replace("{line}", str(line)))


@pytest.mark.requirement("P-08")
def test_what_contradicts_other_settings_is_told(stackwright, whole: Path):
    file = whole / "envs" / "macro-ai" / "prod.tfvars"
    file.write_text(file.read_text().replace("monthly_usd = 1200", "monthly_usd = 800"))
    done = stackwright("advise", "macro-ai/prod", "--connections", "95")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    problem = lines[lines.index("To be mended with it") + 1]
    assert problem.startswith("  envs/macro-ai/prod.tfvars:")
    assert "budget.monthly_usd must be at least " in problem
    assert "Cost of an expected month" not in lines
    assert stackwright("advise", "macro-ai/prod", "--connections", "95", "--json").document["problems"] == [
        problem.strip()
    ]
