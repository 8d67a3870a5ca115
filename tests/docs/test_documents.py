"""The documents hold what their owners asked for, and say what settings and prices say."""

import re
from collections.abc import Iterator

import pytest

from review.cost.prices import price
from settings.load import load_environment
from settings.target import Target
from tests.docs.markdown import rows, section, steps
from tests.plans import REPOSITORY, TARGETS

DOCS = REPOSITORY / "docs"
DEPLOYMENT, SECURITY, PLATFORM = (
    (DOCS / name).read_text() for name in ("deployment.md", "security.md", "decisions/0013-platform.md")
)
TARGETS_SECTION = "Targets and where the design leaves room"
HOURS_PER_MONTH = 730


def without_command(text: str) -> list[str]:
    """The steps that are neither a command of this repository nor said to be done by hand."""
    return [
        step
        for phase in steps(text).values()
        for step in phase
        if "`stackwright " not in step and "by hand*" not in step.lower()
    ]


def without_test(text: str) -> list[str]:
    """The items of a checklist that are said to be proved and name no test."""
    return [item for item, how, *_ in rows(text) if how.startswith("proved") and "`tests/" not in how]


def test_every_decision_is_in_the_list():
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", (DOCS / "decisions" / "README.md").read_text())
    assert listed == sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert len({name[:4] for name in listed}) == len(listed)


@pytest.mark.requirement("C-40", "G-10")
def test_what_the_checklist_calls_proved_names_its_test():
    assert without_test(SECURITY) == []
    assert without_test("| a | b |\n|---|---|\n| x | proved: I saw it |\n| y | proved: `tests/a.py` |\n") == ["x"]


@pytest.mark.requirement("A-01")
@pytest.mark.parametrize(
    ("chosen", "instead"),
    [
        ("ECS on Fargate", "EKS"),
        ("ECS on Fargate", "App Runner"),
        ("RDS PostgreSQL by default, Aurora", "one of them"),
        ("ALB", "NLB"),
        ("CDKTF", "CloudFormation, CDK"),
        ("GitHub Actions", "CodePipeline"),
        ("CloudWatch", "Datadog, New Relic"),
        ("calls from the services to AI providers", "API Gateway"),
        ("one root per environment", "one root for all"),
    ],
)
def test_a_choice_has_what_was_left_a_reason_and_a_way_over(chosen: str, instead: str):
    choice = ""
    for what, left, reason, way in rows(PLATFORM):
        choice = what or choice
        if choice.startswith(chosen) and instead in left:
            assert len(reason) > 40
            assert way
            return
    pytest.fail(f"{chosen} instead of {instead} is not argued")


@pytest.mark.requirement("A-01")
def test_prices_in_the_reasons_are_those_of_the_price_table():
    micro, acu = price("rds.postgres.db.t4g.micro", "us-east-1"), price("aurora.acu", "us-east-1")
    assert micro is not None
    assert acu is not None
    month, half = (float(usd) * HOURS_PER_MONTH for usd in (micro.usd, acu.usd / 2))
    assert f"a db.t4g.micro costs {month:.0f} USD a month, half an ACU {half:.0f})" in PLATFORM


@pytest.mark.requirement("G-09")
def test_four_phases_of_commands():
    phases = steps(DEPLOYMENT)
    assert [title.partition(": ")[2] for title in phases] == ["infrastructure", "database", "application", "going live"]
    assert min(map(len, phases.values())) >= 3
    assert without_command(DEPLOYMENT) == []


def test_a_step_without_a_command_is_found():
    assert without_command("## Phase 1: a\n\n1. `stackwright check`.\n2. Hope.\n3. *By hand*: call.\n") == ["Hope."]


@pytest.mark.requirement("G-10")
@pytest.mark.parametrize(
    "said",
    [
        "who did what in the account",
        "`retention` of buckets and logs",
        "access is reviewed every quarter",
        "everything at rest is encrypted",
    ],
)
def test_audit_retention_access_and_encryption_are_in_the_checklist(said: str):
    assert said in " ".join(SECURITY.split())


@pytest.mark.requirement("G-10")
def test_soc_2_and_gdpr_have_their_items():
    assert [part.partition(" ")[0] for part in re.findall(r"\| ([CA]C?\d [^|]*) \|", section(SECURITY, "SOC 2"))] == [
        "CC6",
        "CC7",
        "CC8",
        "A1",
        "C1",
    ]
    assert [article for article in ("32", "30", "33", "15-17") if article not in section(SECURITY, "GDPR")] == []


@pytest.mark.requirement("A-08")
@pytest.mark.parametrize("paragraph", ["(c)(1)", "(c)(3)", "(c)(5)", "(c)(6)", "(c)(7)", "(c)(8)", "(d)", "(h)"])
def test_the_safeguards_rule_has_its_items(paragraph: str):
    assert paragraph in section(SECURITY, "FTC Safeguards Rule (dealership data)")


@pytest.mark.requirement("G-11")
def test_what_compose_has_is_set_beside_what_aws_has():
    table = rows(DEPLOYMENT[DEPLOYMENT.index("## Docker Compose and AWS") :])
    keys = " ".join(compose for compose, _ in table)
    wanted = ("image", "ports", "environment", "env_file", "healthcheck", "depends_on", "limits", "restart", "volumes")
    assert [key for key in wanted if key not in keys] == []
    assert [compose for compose, here in table if not here] == []


@pytest.mark.requirement("P-12")
@pytest.mark.parametrize(
    "said",
    [
        "less than 20 minutes",
        "less than five minutes",
        "98 % automated",
        "above 85 % contradicts scaling at 70 %: scaling wins, because",
    ],
)
def test_the_owners_targets_are_in_the_guide(said: str):
    assert said in section(DEPLOYMENT, TARGETS_SECTION)


@pytest.mark.requirement("P-13")
@pytest.mark.parametrize(
    "later",
    [
        r"\*More than one region\*: .*`domain\.failover`",
        r"\*Edge functions\*: `modules/static_site`",
        r"\*Anomaly detection\*: `modules/alarms`",
        r"\*Dashboards of one's own\*: .*`modules/dashboard/sections\.py`",
    ],
)
def test_what_comes_later_has_its_place(later: str):
    assert re.search(later, section(DEPLOYMENT, TARGETS_SECTION))


def promises() -> Iterator[list[str]]:
    """What the settings promise, as the recovery plan says it."""
    words = {"zone": "a zone", "data": "data", "region": "the region"}
    for target in map(Target.parse, TARGETS):
        if target.kind != "environment":
            continue
        promise = load_environment(target, REPOSITORY).settings.recovery_objectives
        if promise is not None:
            losses = ", ".join(words[loss] for loss in promise.losses)
            yield [f"`{target.id}`", f"{promise.rto_minutes} min", f"{promise.rpo_minutes} min", losses]


def test_the_recovery_plan_promises_what_the_settings_do():
    assert sorted(rows((DOCS / "recovery.md").read_text())) == sorted(promises())


@pytest.mark.requirement("A-09")
def test_the_load_test_has_steps_with_a_load_a_time_and_a_limit():
    table = rows((DOCS / "load_test.md").read_text())
    assert [row[0] for row in table] == ["smoke", "expected", "peak", "stress", "soak", "fail-over"]
    assert [row for row in table if not all(row)] == []
