"""What commitments save, and when they pay."""

import pytest

from review.cost.commitments import commitments, offers
from tests.review.cost.making import estimated, resource, usage

pytestmark = pytest.mark.requirement("A-10", "G-07")

DATABASE = resource("aws_db_instance.main", engine="postgres", instance_class="db.r6g.large", multi_az=True)


def test_every_offer_says_where_it_comes_from():
    for offer in offers():
        assert 0 < offer.saving < 1
        assert 0 <= offer.upfront <= 1
        assert offer.months in (12, 36)
        assert offer.source.address.startswith("https://")


def test_a_reserved_database():
    found = {(one.offer.months, one.offer.payment): one for one in commitments(estimated(DATABASE))}
    year, three = found[12, "no upfront"], found[36, "partial upfront"]
    # 2 x 0.225 x 730 = 328.50 a month on demand; 30 % less is 229.95, 1182.60 less in a year.
    assert (year.on_demand_usd, year.monthly_usd, year.saved_usd) == pytest.approx((328.50, 229.95, 1182.60))
    assert (year.upfront_usd, year.break_even_months) == pytest.approx((0, 8.4))
    # 52 % less: 157.68 a month over 36 months is 5676.48, half of it at once. On demand that buys 17.28 months.
    assert (three.upfront_usd, three.break_even_months) == pytest.approx((2838.24, 17.28))
    assert three.upfront_usd * 2 / three.on_demand_usd == pytest.approx(three.break_even_months)


def test_only_what_always_runs_is_covered():
    cluster = resource(
        "aws_rds_cluster.a",
        cluster_identifier="a",
        serverlessv2_scaling_configuration=[{"min_capacity": 1, "max_capacity": 9}],
    )
    member = resource("aws_rds_cluster_instance.a", cluster_identifier="a", instance_class="db.serverless")
    [found] = commitments(estimated(cluster, member, usage=usage(database={"average_acu": 5})))
    # One unit of the nine: 0.12 x 730.
    assert (found.offer.name, found.on_demand_usd) == ("Database Savings Plan", pytest.approx(87.60))


def test_nothing_to_commit_to():
    assert commitments(estimated(resource("aws_nat_gateway.a"))) == []
