"""How close an environment comes to what its owners want."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from review.cost.owner_figures import Edit, GivingUp, OwnerFigures, gbp
from scripts.base.cost_target import document, lines, way_to_target
from tests.review.cost.making import estimated, resource, usage

pytestmark = pytest.mark.requirement("P-07")

GATEWAYS = estimated(
    *(resource(f"aws_nat_gateway.{name}") for name in "ab"),
    resource("aws_eip.a"),
    usage=usage(traffic={"nat_gib": 0}),
)
OWNER = OwnerFigures(
    requirement="X-01",
    figures=(),
    complete=False,
    target_gbp=30,
    cheaper=(Edit("network.nat_gateway_count", 1, "one is enough"), Edit("web_acl", why="nobody asks for one")),
    giving_up=(GivingUp("X-02", "the network", (Edit("network"),)),),
)


def price(edits: Sequence[Edit]) -> float:
    """69.35 as it is."""
    saved = {"network.nat_gateway_count": 20.0, "web_acl": 5.0, "network": 30.0}
    return GATEWAYS.cost.expected - sum(saved[edit.key] for edit in edits)


def test_what_breaks_a_target_and_what_would_meet_it():
    way = way_to_target(GATEWAYS, OWNER, price)
    assert way is not None
    assert lines(way) == [
        f"X-01 asks for 30 GBP at most, 39.45 USD at 1.315 USD a pound on {gbp().source.date}.",
        "An expected month costs 69.35 USD, 52.74 GBP, 29.90 USD more. NAT gateway alone cost 65.70 USD.",
        "",
        "Without what the owners do not ask for:",
        "setting                        why it may go        saves  left, USD",
        "network.nat_gateway_count = 1  one is enough        20.00      49.35",
        "without web_acl                nobody asks for one   5.00      44.35",
        "That is 44.35 USD, 33.73 GBP, still 4.90 USD over.",
        "",
        "What it would take to come below, besides:",
        "gives up  what           USD    GBP  within",
        "X-02      the network  14.35  10.91     yes",
    ]


def test_enough_without_giving_anything_up():
    way = way_to_target(GATEWAYS, replace(OWNER, target_gbp=40), price)
    assert way is not None
    assert lines(way)[-1] == "That is 44.35 USD, 33.73 GBP, within it."


def test_a_target_that_is_met():
    way = way_to_target(GATEWAYS, replace(OWNER, target_gbp=60), price)
    assert way is not None
    assert lines(way) == [
        f"X-01 asks for 60 GBP at most, 78.90 USD at 1.315 USD a pound on {gbp().source.date}.",
        "An expected month costs 69.35 USD, 52.74 GBP: within it.",
    ]


def test_no_target():
    assert way_to_target(GATEWAYS, replace(OWNER, target_gbp=None), price) is None


def test_as_a_document():
    way = way_to_target(GATEWAYS, OWNER, price)
    assert way is not None
    assert document(way) == {
        "requirement": "X-01",
        "target_usd": 39.45,
        "expected_usd": 69.35,
        "is_met": False,
        "breaks": ["NAT gateway"],
        "without_what_nobody_asks_for": [
            {"setting": "network.nat_gateway_count", "value": 1, "saves_usd": 20.0},
            {"setting": "web_acl", "value": None, "saves_usd": 5.0},
        ],
        "least_usd": 44.35,
        "giving_up": [{"requirement": "X-02", "what": "the network", "usd": 14.35}],
    }
