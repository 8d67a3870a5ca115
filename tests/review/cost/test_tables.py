"""Whole tables, as a person reads them."""

import pytest

from review.cost import tables
from review.cost.change import CostChange
from review.cost.commitments import commitments
from review.cost.owner_figures import owner_figures
from review.cost.tables import Table, money
from tests.review.cost.making import estimated, resource, usage

QUIET = usage(traffic={"nat_gib": [0, 100, 200]}, key_requests_millions=0)
GATEWAY = resource("aws_nat_gateway.out", tags={"component": "network"})
KEY = resource("aws_kms_key.copy", provider="aws.recovery", tags={"component": "copy"})
FOUND = estimated(GATEWAY, KEY, usage=QUIET, regions={"aws.recovery": "us-west-2"})


def test_shares_of_services():
    assert tables.services(FOUND).lines() == [
        "service      fixed  by usage  quiet  expected   busy",
        "NAT gateway  32.85      4.50  32.85     37.35  41.85",
        "KMS*          1.00      0.00   1.00      1.00   1.00",
        "all          33.85      4.50  33.85     38.35  42.85",
    ]


def test_shares_of_components():
    assert tables.components(FOUND).lines()[1:3] == [
        "network    32.85      4.50  32.85     37.35  41.85",
        "copy        1.00      0.00   1.00      1.00   1.00",
    ]


def test_lines_of_the_bill():
    assert tables.lines(FOUND).lines() == [
        "resource             part                           quantity  USD a unit  USD a month",
        "aws_nat_gateway.out  hours  fixed                730.00 hour       0.045        32.85",
        "aws_nat_gateway.out  data   by usage               100.00 GB       0.045         4.50",
        "aws_kms_key.copy     key    fixed     1.00 key version-month          1*         1.00",
    ]


def test_sources_of_what_nobody_could_check():
    more = [
        resource(f"aws_{kind}.copy", provider="aws.recovery")
        for kind in ("eip", "nat_gateway", "secretsmanager_secret")
    ]
    found = estimated(KEY, *more, usage=QUIET, regions={"aws.recovery": "us-west-2"})
    assert tables.sources(found).rows == (
        (
            "asked in us-east-1; not looked up for us-west-2",
            "2026-11-21",
            "nat_gateway.hour, nat_gateway.data, public_ipv4.hour and 2 more",
            "42.40",
        ),
    )


def test_commitments():
    database = resource("aws_db_instance.main", engine="postgres", instance_class="db.r6g.large", multi_az=True)
    assert tables.commitments(commitments(estimated(database))).rows[0] == (
        "Reserved DB instance",
        "12 months, no upfront",
        "328.50",
        "229.95",
        "1,182.60",
        "0.00",
        "8.4 months",
    )


@pytest.mark.requirement("E-15")
def test_beside_what_owners_say():
    found = estimated(
        GATEWAY,
        resource("aws_lb.a", internal=True),
        usage=usage(traffic={"nat_gib": 0, "requests_millions": 0, "response_gib": 0}),
    )
    assert tables.beside_owner(found, owner_figures()["eloquent/prod"]).lines() == [
        "E-15                    owner   here  difference",
        "CloudFront and S3       50.00   0.00      -50.00",
        "Fargate                150.00   0.00     -150.00",
        "Aurora                 100.00   0.00     -100.00",
        "Load balancer           25.00  16.43       -8.57",
        "Secrets                  5.00   0.00       -5.00",
        "NAT gateway, left out          32.85      +32.85",
        "all                    330.00  49.28     -280.73",
    ]


def test_changes():
    change = CostChange(estimated(KEY, usage=QUIET), estimated(GATEWAY, usage=QUIET))
    assert tables.changes(change).lines() == [
        "resource             USD a month",
        "aws_nat_gateway.out       +37.35",
        "aws_kms_key.copy           -1.00",
    ]
    assert len(tables.changes(change, most=1).rows) == 1


def test_markdown():
    assert Table(("a", "b"), (("x", "1"),)).markdown() == ["| a | b |", "| --- | ---: |", "| x | 1 |"]


@pytest.mark.parametrize(("amount", "shown"), [(0, "0.00"), (0.001, "<0.01"), (0.005, "0.01"), (1234.5, "1,234.50")])
def test_money(amount: float, shown: str):
    assert money(amount) == shown
