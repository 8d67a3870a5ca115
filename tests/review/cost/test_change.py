"""What a plan changes, and what is said of it."""

import pytest

from review.cost.amount import Amount
from review.cost.change import Budget, CostChange, change, cost_findings
from review.cost.line import Estimate
from review.model import Finding, Resource, Severity
from review.plan import read_plan
from tests.review.cost.making import estimated, resource, usage
from tests.review.making import document, entry

KEY, GATEWAY = resource("aws_kms_key.key"), resource("aws_nat_gateway.out")
QUIET = usage(key_requests_millions=0, traffic={"nat_gib": 0})
BUDGET = {
    "limit_amount": "30",
    "limit_unit": "USD",
    "time_unit": "MONTHLY",
    "cost_filter": [{"name": "TagKeyValue", "values": ["user:environment$dev"]}],
}


def changed(before: list[Resource], after: list[Resource], budget: Budget | None = None) -> CostChange:
    return CostChange(estimated(*before, usage=QUIET), estimated(*after, usage=QUIET), budget)


def test_the_difference_of_a_plan_by_resource():
    found = change(
        read_plan(
            document(
                entry("aws_nat_gateway.out", None, {"subnet_id": "a"}),
                entry("aws_kms_key.key", {"id": "k"}, None),
                entry("aws_kms_key.other", {"id": "o"}, {"id": "o"}),
                entry("aws_budgets_budget.budget", None, BUDGET),
            )
        ),
        QUIET,
    )
    assert (found.before.cost.expected, found.after.cost.expected) == (2.00, pytest.approx(33.85))
    assert found.difference.expected == pytest.approx(31.85)
    assert [(address, round(cost.expected, 2)) for address, cost in found.by_address()] == [
        ("aws_nat_gateway.out", 32.85),
        ("aws_kms_key.key", -1.00),
    ]
    assert found.budget == Budget(30.0, "aws_budgets_budget.budget")


@pytest.mark.parametrize(
    "other", [{"cost_filter": []}, {"limit_unit": "GB"}, {"time_unit": "ANNUALLY"}], ids=["account", "usage", "year"]
)
def test_a_budget_of_something_else_says_nothing(other: dict[str, object]):
    plan = read_plan(document(entry("aws_budgets_budget.budget", None, BUDGET | other)))
    assert change(plan).budget is None


def test_prices_follow_the_configuration_where_names_are_not_known_yet():
    plan = read_plan(
        document(
            entry("aws_ecs_task_definition.api", None, {"cpu": "1024", "memory": "2048"}),
            entry(
                "aws_ecs_service.api",
                None,
                {"desired_count": 1, "launch_type": "FARGATE"},
                after_unknown={"task_definition": True},
            ),
            configuration={
                "provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "us-east-1"}}}},
                "root_module": {
                    "resources": [
                        {"address": "aws_ecs_task_definition.api", "expressions": {}},
                        {
                            "address": "aws_ecs_service.api",
                            "expressions": {"task_definition": {"references": ["aws_ecs_task_definition.api.arn"]}},
                        },
                    ]
                },
            },
        )
    )
    # (0.04048 + 2 x 0.004445) x 730.
    assert change(plan).after.cost.expected == pytest.approx(36.04, abs=0.01)


def test_a_jump():
    findings = cost_findings(
        changed(
            [KEY] * 1 + [resource(f"aws_eip.{n}") for n in "abcdefghijklmno"],
            [KEY, GATEWAY, *(resource(f"aws_eip.{n}") for n in "abcdefghijklmno")],
        )
    )
    assert findings == [
        Finding(
            rule="cost-jump",
            category="cost",
            severity=Severity.MEDIUM,
            address="aws_nat_gateway.out",
            reason="An expected month costs 88.60 USD instead of 55.75 USD, 59% more; aws_nat_gateway.out alone adds "
            "32.85 USD.",
            advice="Make sure that somebody who pays for it knows, and that the usage block of the settings fits.",
        )
    ]


def test_a_jump_to_more_than_twice_is_worse():
    [finding] = cost_findings(changed([KEY], [KEY, GATEWAY]))
    assert (finding.rule, finding.severity) == ("cost-jump", Severity.HIGH)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [GATEWAY]),
        ([GATEWAY], []),
        ([KEY], [KEY, resource("aws_eip.a")]),
        ([resource(f"aws_nat_gateway.{n}") for n in "abcdefg"], [resource(f"aws_nat_gateway.{n}") for n in "abcdefgh"]),
    ],
    ids=["all is new", "less", "less than ten dollars", "less than a fifth"],
)
def test_no_jump(before: list[Resource], after: list[Resource]):
    assert cost_findings(changed(before, after)) == []


def spent(amount: Amount) -> CostChange:
    class Known(Estimate):
        cost = amount

    return CostChange(Known(()), Known(()))


@pytest.mark.parametrize(
    ("cost", "rule", "severity", "reason"),
    [
        (Amount(110, 120, 130), "over-budget", Severity.HIGH, "Even a quiet month costs 110.00 USD, 10.00 USD more"),
        (Amount(90, 120, 130), "over-budget", Severity.HIGH, "An expected month costs 120.00 USD, 20.00 USD more"),
        (Amount(80, 90, 130), "near-budget", Severity.LOW, "A busy month costs 130.00 USD, 30.00 USD more"),
    ],
)
def test_over_the_budget(cost: Amount, rule: str, severity: Severity, reason: str):
    assert cost_findings(spent(cost), budget_usd=100) == [
        Finding(
            rule=rule,
            category="cost",
            severity=severity,
            address="",
            reason=f"{reason} than the budget of 100.00 USD.",
            advice="Make it smaller where `stackwright cost` shows the largest parts, or raise the budget.",
        )
    ]


def test_within_the_budget():
    assert cost_findings(spent(Amount(80, 90, 100)), budget_usd=100) == []
    assert cost_findings(spent(Amount(80, 90, 100))) == []


def test_the_budget_of_the_plan_counts_unless_another_is_given():
    found = changed([GATEWAY], [GATEWAY], Budget(30, "aws_budgets_budget.budget"))
    assert [finding.address for finding in cost_findings(found)] == ["aws_budgets_budget.budget"]
    assert cost_findings(found, budget_usd=40) == []


def test_what_is_new_and_has_no_price():
    old, new = resource("aws_instance.old"), resource("aws_instance.new")
    [finding] = cost_findings(changed([old], [old, new, resource("aws_msk_cluster.new")]))
    assert finding == Finding(
        rule="cost-unknown",
        category="cost",
        severity=Severity.INFO,
        address="aws_instance.new",
        reason="The cost of 2 new resources is not known: aws_instance, aws_msk_cluster.",
        advice="Look it up at https://calculator.aws/; it is in none of the figures.",
    )
