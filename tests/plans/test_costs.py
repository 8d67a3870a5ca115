"""Costs of every target: nothing without a price, from a root as from its plan, and one environment by hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from review.cost.amount import NONE, Amount
from review.cost.estimate import estimate
from review.cost.kinds import PRICED
from review.cost.kinds.free import FREE, why_free
from review.cost.line import Estimate
from review.cost.root import read_root
from review.plan import read_plan
from scripts.base.settings import load
from settings.environment import EnvironmentSettings
from settings.rules.cost import budget_covers_what_always_runs
from settings.target import Target
from tests.plans import REPOSITORY, TARGETS, on_every_target
from tests.plans.plan import Plan

Roots = Mapping[str, Mapping[str, Any]]
ENVIRONMENTS = [target for target in TARGETS if Target.parse(target).kind == "environment"]


def of_root(target: str, roots: Roots) -> Estimate:
    root = read_root(roots[target])
    settings = load(Target.parse(target), REPOSITORY).settings
    return estimate(root.resources, settings.usage, references=root.references, regions=root.regions)


@pytest.mark.requirement("C-37")
@pytest.mark.parametrize("target", TARGETS)
def test_every_type_is_priced_or_free_for_a_reason(target: str, roots: Roots):
    found = of_root(target, roots)
    assert found.unpriced == ()
    for kind in roots[target]["resource"]:
        assert (kind in PRICED) != (why_free(kind) is not None), kind


def test_no_list_has_a_type_that_nothing_asks_for(roots: Roots):
    asked_for = {kind for root in roots.values() for kind in root["resource"]}
    may_be_asked_for = {"aws_route53_health_check", "aws_secretsmanager_secret_version"}
    assert {*PRICED, *FREE} - asked_for - may_be_asked_for == set()


@on_every_target
@pytest.mark.requirement("C-37")
def test_a_root_costs_what_its_plan_costs(plan: Plan):
    settings = load(plan.target, REPOSITORY).settings
    root, planned = read_root(plan.root), read_plan(plan.json)
    from_root = estimate(root.resources, settings.usage, references=root.references, regions=root.regions)
    from_plan = estimate(planned.after, settings.usage, references=planned.argument_references, regions=planned.regions)
    assert _by_line(from_root) == _by_line(from_plan)


@pytest.mark.requirement("C-37")
@pytest.mark.parametrize("target", ENVIRONMENTS)
def test_every_environment_says_what_it_uses(target: str, roots: Roots):
    found = of_root(target, roots)
    assumed = [line.cost.expected for line in found.lines if line.assumed]
    assert sum(assumed) < 0.02 * found.cost.expected, found.assumed


@pytest.mark.requirement("C-30")
@pytest.mark.parametrize("target", ENVIRONMENTS)
def test_an_expected_month_is_within_the_budget(target: str, roots: Roots):
    settings = load(Target.parse(target), REPOSITORY).settings
    assert isinstance(settings, EnvironmentSettings)
    if settings.budget is not None:
        assert of_root(target, roots).cost.expected <= settings.budget.monthly_usd


@pytest.mark.parametrize("target", ENVIRONMENTS)
def test_the_floor_of_a_budget_is_below_what_is_due_and_not_far_below(target: str, roots: Roots):
    settings = load(Target.parse(target), REPOSITORY).settings
    assert isinstance(settings, EnvironmentSettings)
    sections = {name: getattr(settings, name) for name in EnvironmentSettings.model_fields}
    asked = ("region", "network", "load_balancer", "web_acl", "services", "database", "database_proxy", "cache")

    def is_refused(usd: float) -> bool:
        budget = settings.budget or load(Target.parse("macro-ai/prod"), REPOSITORY).settings.budget
        given = budget.model_copy(update={"monthly_usd": usd})
        return bool(list(budget_covers_what_always_runs(budget=given, **{name: sections[name] for name in asked})))

    due = of_root(target, roots).cost.low
    assert not is_refused(due)
    assert is_refused(0.6 * due)


@pytest.mark.requirement("C-37", "M-03")
def test_macro_ai_production_by_hand(roots: Roots):
    """Every fixed part of an environment, by hand. 730 hours; prices of review/prices/."""
    found = of_root("macro-ai/prod", roots)
    fixed = {share.name: share.fixed.expected for share in found.by_service() if share.fixed != NONE}
    # API: 2 of 2 to 10 tasks, UI: 3 tasks, each 1 vCPU and 2 GB on ARM: 5 x (0.03238 + 2 x 0.00356) x 730 = 144.18.
    assert fixed.pop("Fargate") == pytest.approx(144.18, rel=0.01)
    # db.r6g.large in two zones: 2 x 0.225 x 730 = 328.50, and 2 x 20 GB x 0.115 = 4.60.
    assert fixed.pop("RDS") == pytest.approx(333.10, rel=0.01)
    # In front of it: 2 vCPUs x 0.015 x 730.
    assert fixed.pop("RDS Proxy") == pytest.approx(21.90, rel=0.01)
    # Three gateways: 3 x 0.045 x 730.
    assert fixed.pop("NAT gateway") == pytest.approx(98.55, rel=0.01)
    # Their addresses and the load balancer's: 6 x 0.005 x 730.
    assert fixed.pop("Public IPv4") == pytest.approx(21.90, rel=0.01)
    # 0.0225 x 730.
    assert fixed.pop("Load balancer") == pytest.approx(16.43, rel=0.01)
    # Two nodes of Valkey: 2 x 0.0256 x 730.
    assert fixed.pop("ElastiCache") == pytest.approx(37.38, rel=0.01)
    # The list and five rules.
    assert fixed.pop("WAF") == pytest.approx(10.00, rel=0.01)
    # API key, cookie key, OpenAI key, database password, cache password: 5 x 0.40.
    assert fixed.pop("Secrets Manager") == pytest.approx(2.00, rel=0.01)
    # One here and one in the recovery region.
    assert fixed.pop("KMS") == pytest.approx(2.00, rel=0.01)
    # Alarms of one metric: CPU and memory of both services, 4; load balancer, 2; the UI's targets, 4; database, 5; both
    # nodes of the cache, 10: 25. Of several: the API's targets in both groups, 4 x 2; failed requests, 3: 11. Two each
    # of the two scaling policies: 4. Together 40 x 0.10, a composite one 0.50 and the dashboard 3.00.
    # Container Insights: 14 of the cluster, 20 of each of 2 services, 20 of each of 2 task families, 35 of each of 5
    # tasks: 269 x 0.07 = 18.83.
    assert fixed.pop("CloudWatch") == pytest.approx(26.33, rel=0.01)
    assert fixed == {}
    assert found.fixed.expected == pytest.approx(713.77, rel=0.01)


def _by_line(found: Estimate) -> dict[tuple[str, str, str], Amount]:
    costs: dict[tuple[str, str, str], Amount] = {}
    for line in found.lines:
        key = (line.address, line.price.item, line.what)
        costs[key] = costs.get(key, NONE) + line.cost.each(lambda usd: round(usd, 6))
    return costs
