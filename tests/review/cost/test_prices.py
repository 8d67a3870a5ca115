"""The price table: whole, dated, with sources that exist."""

from datetime import date

import pytest

from review.cost.prices import FOLDER, price, prices, sources

HEAD = ("item", "unit", "usd", "source", "free")


def test_every_row_has_its_facts():
    assert len(prices()) > 150
    for row in prices().values():
        assert row.usd > 0, row.item
        assert row.unit and row.service and row.region in ("us-east-1", "global"), row.item
        assert date(2025, 1, 1) < row.source.date <= date(2026, 11, 21), row.item


def test_sources_say_where_to_look_and_are_used():
    used = {row.source.text for row in prices().values()}
    others = {"exchange_rate_article", "fargate_savings_article", "database_savings_article", "reserved_node_article"}
    for name, source in sources().items():
        assert source.address.startswith("https://"), name
        assert source.confidence in "GPBRM", name
        assert source.text in used or name in others, name


def test_rows_have_nothing_else_and_stand_once():
    import tomllib

    items = []
    for file in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(file.read_text()).get("prices", ()):
            assert set(row) <= set(HEAD), row
            items.append(row["item"])
    assert len(items) == len(set(items))


def test_every_row_is_asked_for():
    code = "".join(file.read_text() for file in (FOLDER.parent / "cost" / "kinds").glob("*.py"))
    families = (
        "rds.postgres.",
        "aurora.postgres.",
        "elasticache.redis.",
        "elasticache.valkey.",
        "rds.storage.",
        "cognito.",
    )
    families += ("fargate.", "fargate_spot.", "load_balancer.", "backup.", "cloudwatch.")
    items = {item for item, _ in prices()}
    assert [item for item in items if f'"{item}"' not in code and not item.startswith(families)] == []


@pytest.mark.parametrize(("item", "verified"), [("nat_gateway.hour", True), ("rds_proxy.vcpu", False)])
def test_what_nobody_could_check_is_marked(item: str, verified: bool):
    found = price(item, "us-east-1")
    assert found is not None
    assert found.verified is verified


def test_another_region_has_the_price_of_the_first_unverified():
    found = price("nat_gateway.hour", "us-west-2")
    assert found is not None
    assert (found.usd, found.region, found.verified) == (0.045, "us-west-2", False)
    assert found.source.text == "asked in us-east-1; not looked up for us-west-2"


def test_what_is_priced_for_all_regions_is_so_everywhere():
    assert price("waf.rule", "us-west-2") == price("waf.rule", "us-east-1")


def test_no_price_is_none():
    assert price("rds.postgres.db.x99.huge", "us-east-1") is None
