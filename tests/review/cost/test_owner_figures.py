"""What owners say is about targets that exist, in services that estimates have."""

import pytest

from review.cost.owner_figures import gbp, owner_figures
from review.cost.prices import prices
from settings.target import discover
from tests.review.cost.making import estimated, resource
from tests.scripts.conftest import REPOSITORY


def test_figures_are_of_targets_and_services_that_exist():
    targets = {target.id for target in discover(REPOSITORY)}
    services = {price.service for price in prices().values()}
    for target, owner in owner_figures().items():
        assert target in targets
        assert {service for figure in owner.figures for service in figure.services} <= services


@pytest.mark.requirement("E-15")
def test_the_table_of_eloquent_is_what_its_owners_say():
    owner = owner_figures()["eloquent/prod"]
    assert [(figure.name, figure.usd) for figure in owner.figures] == [
        ("CloudFront and S3", 50),
        ("Fargate", 150),
        ("Aurora", 100),
        ("Load balancer", 25),
        ("Secrets", 5),
    ]
    assert (owner.requirement, owner.claimed_usd, owner.target_usd) == ("E-15", 330, None)


@pytest.mark.requirement("P-07")
@pytest.mark.parametrize(("scale", "pounds"), [("hobby", 30), ("enterprise", 300)])
def test_targets_in_pounds_are_dollars_at_a_dated_rate(scale: str, pounds: float):
    owner = owner_figures()[f"macro-ai-production/{scale}"]
    assert owner.claimed_usd == owner.target_usd == pytest.approx(pounds * gbp().usd)
    assert gbp().source.verified


def test_what_a_whole_table_leaves_out():
    found = estimated(resource("aws_nat_gateway.a"), resource("aws_lb.a", internal=True))
    left_out = {name: owner.left_out(found) for name, owner in owner_figures().items()}
    assert [name for name, _ in left_out["eloquent/prod"]] == ["NAT gateway"]
    assert left_out["macro-ai-production/hobby"] == []


def test_every_change_says_why_it_keeps_to_what_is_asked_for():
    assert all(edit.why for owner in owner_figures().values() for edit in owner.cheaper)
